// `copytrace serve`: the history as a page, on this machine unless told otherwise.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/history_option.h"
#include "engine/error.h"
#include "engine/review/project.h"
#include "engine/server/serve.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct ServeOptions {
  std::string history;
  std::string store;
  std::string listen = "127.0.0.1";
  std::string token;
  std::string token_file;
};

std::string TokenOf(const ServeOptions& options) {
  if (options.token_file.empty()) return options.token;
  auto text = ReadBytes(options.token_file);
  if (!text) throw Error(fmt::format("--token-file: {} cannot be read", options.token_file));
  std::erase_if(*text, [](unsigned char c) { return std::isspace(c) != 0; });
  if (text->empty()) throw Error(fmt::format("--token-file: {} is empty", options.token_file));
  return *text;
}

int RunServe(const ServeOptions& options) {
  ServeSettings settings;
  settings.address = ParseListenAddress(options.listen);
  settings.token = TokenOf(options);
  settings.service.history = HistoryFile(options.history);
  if (!options.store.empty()) settings.service.store = fs::absolute(options.store);
  settings.service.version = COPYTRACE_VERSION;
  settings.service.working_directory = fs::current_path();
  Serve(settings, [&](const ListenAddress& address) {
    std::printf("http://%s/%s\n", ToString(address).c_str(),
                settings.token.empty() ? "" : ("#token=" + settings.token).c_str());
    std::fflush(stdout);
    std::fputs("copytrace: serving; end it with Ctrl-C\n", stderr);
  });
  return kExitClean;
}

}  // namespace

Command MakeServeCommand(CLI::App& program) {
  CLI::App* options = program.add_subcommand(
      "serve", "Show the history as a page: findings side by side, decisions, search");
  options->footer(
      "It listens on this machine only, unless --listen names another address, for which a token "
      "is\n"
      "needed. It sends nothing anywhere; what it speaks is HTTP: put a proxy with TLS before it\n"
      "where the network is not yours.");
  auto settings = std::make_shared<ServeOptions>();
  AddHistoryOption(options, &settings->history);
  options
      ->add_option("--store", settings->store,
                   "Store for origins' texts and search (default: those of the scans)")
      ->envname("COPYTRACE_STORE")
      ->type_name("DIR");
  options
      ->add_option("--listen", settings->listen,
                   fmt::format("Address to listen on, with a port or without ({}); port 0: any",
                               kDefaultPort))
      ->type_name("ADDR:PORT");
  CLI::Option* token =
      options->add_option("--token", settings->token, "What a browser must know to be answered")
          ->envname("COPYTRACE_TOKEN")
          ->type_name("TEXT");
  options
      ->add_option("--token-file", settings->token_file,
                   "The same from a file, so that no list of processes shows it")
      ->excludes(token)
      ->type_name("FILE");
  return {options, [settings] { return RunServe(*settings); }};
}

}  // namespace copytrace

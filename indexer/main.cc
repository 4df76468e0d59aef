#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "indexer/commands.h"

namespace {

constexpr const char* kAddFooter =
    R"(A SOURCE is a directory or an archive (.tar.*, .tgz, .zip, .jar, .whl, .crate, .gem, .deb, .nupkg).
A directory with a package manifest, a licence, a build file or code at its root is one package; a
directory of packages or archives, such as node_modules, is as many as it holds. Names, versions and
licences come from the packages' own metadata.

A manifest says it exactly, one JSON object a line:
  {"purl":"pkg:generic/zlib@1.2.13","path":"zlib-1.2.13/","license":"Zlib","released":"2022-10-13"}
All but purl and path may be left out; path is relative to the manifest. A malformed line ends the
run before anything is indexed. A path that is missing is reported, the others are indexed, and the
exit status is 2.

Exit status: 0, or 2 if anything that was named could not be read.)";

void AddStoreOption(CLI::App* command, std::filesystem::path* store) {
  command->add_option("--store", *store, "Directory of the store")
      ->envname("COPYTRACE_STORE")
      ->type_name("DIR")
      ->required();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Builds a fingerprint store of open-source code for copytrace to scan against.",
               "copytrace-index");
  app.set_version_flag("--version", "copytrace-index " COPYTRACE_VERSION);
  app.require_subcommand(1);

  CLI::Validator size = CLI::AsSizeValue(/*kb_is_1000=*/false);
  size.description("");

  copytrace::AddOptions add;
  CLI::App* add_command = app.add_subcommand("add", "Add packages to a store, or make a new one");
  add_command->footer(kAddFooter);
  add_command->add_option("SOURCE", add.sources, "Directories and archives of packages")
      ->type_name("PATH");
  add_command->add_option("--manifest", add.manifest, "List of packages, one JSON object a line")
      ->type_name("FILE");
  AddStoreOption(add_command, &add.store);
  add_command
      ->add_option("--memory", add.memory_bytes,
                   "Memory to work in, such as 4G [1G, more for many threads]")
      ->transform(size)
      ->type_name("SIZE");
  add_command->add_option("--threads", add.threads, "Threads [all]")->check(CLI::PositiveNumber);
  add_command
      ->add_option("--max-file-size", add.max_file_bytes, "Skip larger files [4M, at most 16M]")
      ->transform(size)
      ->type_name("SIZE");
  add_command->add_flag("--no-sources", add.no_sources,
                        "Make a store without source text: a third of the size, no side-by-side");
  add_command->add_option("--purl", add.purl, "Package URL of a single SOURCE")->type_name("PURL");
  add_command->add_option("--license", add.license, "SPDX expression of a single SOURCE")
      ->type_name("EXPR");
  add_command->add_option("--released", add.released, "Date of a single SOURCE, as 2022-10-13")
      ->type_name("DATE");
  add_command->add_flag("--stats", add.stats, "Print time and bytes of each stage");
  add_command->add_flag("-v,--verbose", add.verbose, "List every file that was skipped");

  std::filesystem::path store;
  std::string format = "text";
  CLI::App* info_command = app.add_subcommand("info", "Say what a store holds");
  AddStoreOption(info_command, &store);
  info_command->add_option("--format", format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  CLI::App* compact_command =
      app.add_subcommand("compact", "Fold what was added in many runs into one level");
  AddStoreOption(compact_command, &store);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? copytrace::kExitOk : copytrace::kExitError;
  }
  try {
    if (*add_command) return copytrace::RunAdd(add);
    if (*info_command) return copytrace::RunInfo(store, format == "json");
    return copytrace::RunCompact(store);
  } catch (const std::exception& error) {
    fmt::print(stderr, "copytrace-index: {}\n", error.what());
    return copytrace::kExitError;
  }
}

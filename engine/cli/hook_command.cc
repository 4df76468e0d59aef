// `copytrace hook install|uninstall`: a hook of git that checks what is about to be committed or
// pushed.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>

#include "engine/cli/command.h"
#include "engine/error.h"
#include "engine/source/git_hooks.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// By this line a hook is known to be ours.
constexpr char kMark[] =
    "# Made by `copytrace hook install`; `copytrace hook uninstall` removes it.";

constexpr char kHead[] = R"(#!/bin/sh
{}
program={}
[ -x "$program" ] || program=copytrace
)";

constexpr char kPreCommit[] = R"(exec "$program" check --staged{}
)";

// Git gives the remote's name, and a line for each ref: local ref, local id, remote ref, remote id;
// an id of zeros is a ref that is not there. A new branch is held against the parent of the oldest
// commit that no branch of the remote has.
constexpr char kPrePush[] = R"(status=0
while read -r local_ref local_id remote_ref remote_id; do
  case $local_id in *[!0]*) ;; *) continue ;; esac
  base=
  case $remote_id in
    *[!0]*) git cat-file -e "$remote_id^{{commit}}" 2>/dev/null && base=$remote_id ;;
  esac
  if [ -z "$base" ]; then
    first=$(git rev-list --topo-order --reverse "$local_id" --not --remotes="$1" | head -n 1)
    [ -n "$first" ] || continue
    base=$(git rev-parse --verify -q "$first^")
  fi
  "$program" check ${{base:+"--base=$base"}} --head "$local_id"{} </dev/null || status=$?
done
exit $status
)";

struct HookSettings {
  std::string stage = "pre-commit";
  std::string store;
};

// A word of a shell command.
std::string Quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string HookText(const HookSettings& settings) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const std::string store =
      settings.store.empty() ? "" : " --store " + Quoted(fs::absolute(settings.store).string());
  const std::string head =
      fmt::format(kHead, kMark, Quoted(error ? "copytrace" : program.string()));
  return head + (settings.stage == "pre-push" ? fmt::format(kPrePush, store)
                                              : fmt::format(kPreCommit, store));
}

bool IsOurs(const fs::path& hook) {
  std::ifstream in(hook, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return text.find(kMark) != std::string::npos;
}

bool IsThere(const fs::path& hook) {
  return fs::symlink_status(hook).type() != fs::file_type::not_found;
}

int Install(const HookSettings& settings) {
  const fs::path directory = HooksDirectory(fs::current_path());
  const fs::path hook = directory / settings.stage;
  if (IsThere(hook) && !IsOurs(hook)) {
    throw Error(fmt::format(
        "{}: there is another hook, which stays as it is; add this line to it: copytrace check{}",
        hook.string(), settings.stage == "pre-push" ? "" : " --staged"));
  }
  std::error_code error;
  fs::create_directories(directory, error);
  std::ofstream out(hook, std::ios::binary | std::ios::trunc);
  out << HookText(settings);
  out.close();
  if (!out) throw Error(fmt::format("{}: cannot be written", hook.string()));
  fs::permissions(hook, fs::perms::owner_all | fs::perms::group_exec | fs::perms::group_read |
                            fs::perms::others_exec | fs::perms::others_read);
  std::printf("%s checks what is %s from now on\n", hook.c_str(),
              settings.stage == "pre-push" ? "pushed" : "committed");
  return kExitClean;
}

int Uninstall(const HookSettings& settings) {
  const fs::path hook = HooksDirectory(fs::current_path()) / settings.stage;
  if (!IsThere(hook)) {
    std::printf("%s: there is no hook\n", hook.c_str());
    return kExitClean;
  }
  if (!IsOurs(hook)) {
    throw Error(fmt::format("{}: not made by copytrace, so it stays", hook.string()));
  }
  std::error_code error;
  if (!fs::remove(hook, error)) throw Error(fmt::format("{}: cannot be removed", hook.string()));
  std::printf("%s is removed\n", hook.c_str());
  return kExitClean;
}

void AddStageOption(CLI::App* options, HookSettings* settings) {
  options->add_option("--stage", settings->stage, "pre-commit or pre-push")
      ->capture_default_str()
      ->check(CLI::IsMember({"pre-commit", "pre-push"}))
      ->type_name("WORD");
}

}  // namespace

Command MakeHookCommand(CLI::App& program) {
  CLI::App* options = program.add_subcommand(
      "hook", "Check what is about to be committed or pushed, by git's hooks");
  options->require_subcommand(1);
  options->footer(
      "The hook runs `copytrace check`, with the store and settings of .copytrace.toml and of the\n"
      "environment. It is written where git looks: core.hooksPath, else .git/hooks. Hooks that\n"
      "somebody else has written are never changed.");
  auto settings = std::make_shared<HookSettings>();
  CLI::App* install = options->add_subcommand("install", "Write the hook");
  AddStageOption(install, settings.get());
  install->add_option("--store", settings->store, "Store to look in (default: as for `check`)")
      ->type_name("DIR");
  CLI::App* uninstall = options->add_subcommand("uninstall", "Remove the hook");
  AddStageOption(uninstall, settings.get());
  return {options, [settings, install] {
            return install->parsed() ? Install(*settings) : Uninstall(*settings);
          }};
}

}  // namespace copytrace

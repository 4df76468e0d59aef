#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include "engine/store/bus_error.h"
#include "indexer/commands.h"

namespace {

constexpr const char* kAddFooter =
    R"(A SOURCE is one of
  a directory       with a package manifest, a licence, a build file or code at its root: a package;
                    any other, such as node_modules: the packages, archives and repositories in it
  an archive        .tar.*, .tgz, .zip, .jar, .whl, .crate, .gem, .deb, .nupkg
  NAME.dsc          a Debian source package, its tarballs beside it
  a git repository  with or without a work tree: each tag that --tags names is a release; HEAD is
                    the one release where there is none
  Posts.xml         of a Stack Overflow dump: each answer with code is a release
  npm:NAME@VERSION  fetched by npm; deb:NAME or deb:NAME=VERSION: its source, fetched by apt-get
Names, versions, dates and licences come from the packages' own metadata.

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
  copytrace::ExplainBusErrors("copytrace-index");
  CLI::App app("Builds a fingerprint store of open-source code for copytrace to scan against.",
               "copytrace-index");
  app.set_version_flag("--version", "copytrace-index " COPYTRACE_VERSION);
  app.require_subcommand(1);

  CLI::Validator size = CLI::AsSizeValue(/*kb_is_1000=*/false);
  size.description("");

  copytrace::AddOptions add;
  CLI::App* add_command = app.add_subcommand("add", "Add packages to a store, or make a new one");
  add_command->footer(kAddFooter);
  add_command->add_option("SOURCE", add.sources, "Packages, or what holds packages; see below")
      ->type_name("PATH");
  add_command->add_option("--tags", add.tags, "Tags of git repositories to add, as 'v2.*' [all]")
      ->type_name("PATTERN");
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
  std::string pattern;
  CLI::App* list_command = app.add_subcommand(
      "list", "List components and releases, with date, number of files and declared licence");
  list_command
      ->add_option("PATTERN", pattern, "Part of a package URL, or a glob over it with * ? [")
      ->type_name("");
  AddStoreOption(list_command, &store);
  list_command->add_option("--format", format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  std::vector<std::string> purls;
  CLI::App* remove_command = app.add_subcommand("remove", "Take releases out of a store");
  remove_command
      ->add_option("PURL", purls,
                   "Releases (pkg:npm/left-pad@1.3.0), or components (without @) whole")
      ->required()
      ->type_name("");
  AddStoreOption(remove_command, &store);
  CLI::App* verify_command = app.add_subcommand(
      "verify", "Read everything in a store and report what is damaged, with exit status 2");
  AddStoreOption(verify_command, &store);
  copytrace::AdvisoriesOptions advisories;
  bool forget = false;
  CLI::App* advisories_command = app.add_subcommand(
      "advisories", "Read folders of published advisories (OSV), in place of those known before");
  advisories_command->footer(
      "A FOLDER holds records of the Open Source Vulnerability format, a JSON file each, at any\n"
      "depth: an unpacked all.zip of osv.dev, a clone of GitHub's advisory database or of a\n"
      "database of malicious packages. Nothing is fetched. The store's code, its generation and\n"
      "kept results of scans stay as they are; the next scan names what is known then.");
  CLI::Option* folders =
      advisories_command->add_option("FOLDER", advisories.folders, "Folders of OSV records")
          ->type_name("");
  advisories_command->add_flag("--forget", forget, "Forget all advisories")->excludes(folders);
  AddStoreOption(advisories_command, &advisories.store);
  advisories_command->add_flag("-v,--verbose", advisories.verbose,
                               "List every record that was skipped");
  std::filesystem::path file;
  CLI::App* export_command =
      app.add_subcommand("export", "Write a store to one file, with its SHA-256 sums");
  export_command->add_option("FILE", file, "File to write, such as store.tar.zst")
      ->required()
      ->type_name("");
  AddStoreOption(export_command, &store);
  CLI::App* import_command =
      app.add_subcommand("import", "Check an exported file and make a new store of it");
  import_command->add_option("FILE", file, "File that export wrote")->required()->type_name("");
  AddStoreOption(import_command, &store);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? copytrace::kExitOk : copytrace::kExitError;
  }
  try {
    if (*add_command) return copytrace::RunAdd(add);
    if (*info_command) return copytrace::RunInfo(store, format == "json");
    if (*list_command) return copytrace::RunList(store, pattern, format == "json");
    if (*remove_command) return copytrace::RunRemove(store, purls);
    if (*advisories_command) {
      if (advisories.folders.empty() && !forget) {
        throw std::invalid_argument("advisories: name a FOLDER of OSV records, or --forget");
      }
      return copytrace::RunAdvisories(advisories);
    }
    if (*verify_command) return copytrace::RunVerify(store);
    if (*export_command) return copytrace::RunExport(store, file);
    if (*import_command) return copytrace::RunImport(file, store);
    return copytrace::RunCompact(store);
  } catch (const std::exception& error) {
    fmt::print(stderr, "copytrace-index: {}\n", error.what());
    return copytrace::kExitError;
  }
}

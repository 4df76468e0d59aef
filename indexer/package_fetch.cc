// apt knows no "source entries of a binary repository", so the fetcher writes them: each file of
// the machine's configuration once more, in a directory of its own, as sources.
// Dir::Etc::sourceparts points apt there, Dir::State::lists to lists of its own. Keys, proxies and
// all other settings stay the machine's.
#include "indexer/package_fetch.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <utility>

#include "engine/error.h"
#include "engine/license/header_field.h"
#include "engine/license/purl.h"
#include "engine/source/source_tree.h"
#include "indexer/child_process.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxName = 300;

// Names, versions and ranges have no other characters; above all, none begins with '-', and none
// leads npm to a directory, an address or a git repository.
bool IsPlainName(std::string_view spec, std::string_view more) {
  if (spec.empty() || spec.size() > kMaxName || spec[0] == '-' || spec[0] == '.') return false;
  return std::ranges::all_of(spec, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           more.find(c) != std::string_view::npos;
  });
}

bool IsNpmName(std::string_view spec) {
  std::string_view name = spec;
  if (name.starts_with('@')) {
    const size_t slash = name.find('/');
    if (slash == std::string_view::npos || !IsPlainName(name.substr(1, slash - 1), "-._~")) {
      return false;
    }
    name.remove_prefix(slash + 1);
  }
  const size_t at = name.find('@');
  if (!IsPlainName(name.substr(0, at), "-._~")) return false;
  return at == std::string_view::npos ||
         (at + 1 < name.size() &&
          IsPlainName("v" + std::string(name.substr(at + 1)), "-._~+^<>=*"));
}

bool IsDebianName(std::string_view spec) {
  const size_t equals = spec.find('=');
  if (!IsPlainName(spec.substr(0, equals), "-.+")) return false;
  return equals == std::string_view::npos || IsPlainName(spec.substr(equals + 1), "-.+:~");
}

// What went wrong: the first two lines that a tool marked as errors, or else its last line.
std::string ErrorLines(const ChildResult& result) {
  std::string_view text = TrimSpace(result.errors.empty() ? result.output : result.errors);
  std::string message;
  int lines = 0;
  std::string_view line;
  while (!text.empty() && lines < 2) {
    line = TrimSpace(TakeHeaderLine(&text));
    if (!line.starts_with("npm error") && !line.starts_with("npm ERR!") &&
        !line.starts_with("E:")) {
      continue;
    }
    if (lines++ > 0) message += ' ';
    message += line;
  }
  return EscapeInvalidUtf8(message.empty() ? line : std::string_view(message));
}

void CheckResult(const ChildResult& result, const std::string& name, const std::string& tool) {
  if (!result.found) {
    throw Error("cannot fetch " + name + ": " + tool +
                " is not installed; install it, or name a local copy of the package");
  }
  if (result.status != 0) {
    throw Error("cannot fetch " + name + ": " + tool + " said: " + ErrorLines(result) +
                "; check the name and version, or name a local copy of the package");
  }
}

// The day on which the registry took in this version; empty where it cannot be learned.
std::string NpmDate(const std::string& name, const std::string& version,
                    const fs::path& directory) {
  const ChildResult result = RunProgram({"npm", "view", "--json", "--", name, "time"}, directory);
  const auto json = nlohmann::json::parse(result.output, nullptr, /*allow_exceptions=*/false);
  if (result.status != 0 || !json.is_object()) return "";
  const auto found = json.find(version);
  if (found == json.end() || !found->is_string()) return "";
  const std::string time = found->get<std::string>();
  return time.size() >= 10 ? time.substr(0, 10) : "";
}

std::optional<std::string> ReadText(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Writes the source entries of the machine's configuration to `parts`.
void WriteSourceEntries(const fs::path& configuration, const fs::path& parts) {
  const auto copy = [&](const fs::path& file, const std::string& name) {
    const std::optional<std::string> text = ReadText(file);
    if (!text) return;
    const std::string entries =
        file.extension() == ".sources" ? SourceEntriesOfDeb822(*text) : SourceEntriesOfList(*text);
    if (!entries.empty()) std::ofstream(parts / name, std::ios::binary) << entries;
  };
  copy(configuration / "sources.list", "machine.list");
  std::error_code error;
  for (fs::directory_iterator it(configuration / "sources.list.d", error), end; !error && it != end;
       it.increment(error)) {
    const fs::path& file = it->path();
    if (file.extension() == ".list" || file.extension() == ".sources") {
      copy(file, file.filename().native());
    }
  }
}

}  // namespace

bool IsPackageName(std::string_view text) {
  if (text.starts_with("npm:")) return IsNpmName(text.substr(4));
  if (text.starts_with("deb:")) return IsDebianName(text.substr(4));
  return false;
}

PackageFetcher::~PackageFetcher() {
  std::error_code ignored;
  if (!root_.empty()) fs::remove_all(root_, ignored);
}

fs::path PackageFetcher::MakeDirectory() {
  if (root_.empty()) {
    std::string name = (fs::temp_directory_path() / "copytrace-fetch-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) {
      throw Error("cannot make a directory for what is fetched in " +
                  fs::temp_directory_path().native() + "; set TMPDIR to one that is writable");
    }
    root_ = name;
  }
  const fs::path directory = root_ / std::to_string(directories_++);
  fs::create_directory(directory);
  return directory;
}

std::vector<PackageSource> PackageFetcher::Fetch(const std::string& name) {
  const std::string spec = name.substr(4);
  return {name.starts_with("npm:") ? FetchFromNpm(spec) : FetchFromApt(spec)};
}

PackageSource PackageFetcher::FetchFromNpm(const std::string& spec) {
  const fs::path directory = MakeDirectory();
  const ChildResult packed =
      RunProgram({"npm", "pack", "--json", "--ignore-scripts", "--", spec}, directory);
  CheckResult(packed, "npm:" + spec, "npm");
  const auto json = nlohmann::json::parse(packed.output, nullptr, /*allow_exceptions=*/false);
  PackageSource source;
  source.kind = SourceKind::kArchive;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() == ".tgz") source.location = entry.path();
  }
  if (!json.is_array() || json.empty() || !json[0].is_object() || source.location.empty()) {
    throw Error("cannot fetch npm:" + spec + ": npm pack gave no archive");
  }
  const std::string name = json[0].value("name", "");
  const std::string version = json[0].value("version", "");
  const std::optional<Purl> purl = ParsePurl("pkg:npm/" + name);
  if (!purl || version.empty()) return source;
  Purl full = *purl;
  full.version = version;
  source.purl = ToString(full);
  source.released = NpmDate(name, version, directory);
  if (!source.released.empty()) source.released_kind = DateKind::kRegistry;
  return source;
}

std::vector<std::string> PackageFetcher::AptOptions() {
  if (!apt_options_.empty()) return apt_options_;
  const fs::path directory = MakeDirectory();
  for (const char* name : {"parts", "lists", "lists/partial", "cache", "cache/archives"}) {
    fs::create_directories(directory / name);
  }
  WriteSourceEntries(apt_configuration_, directory / "parts");
  const auto set = [&](const std::string& key, const fs::path& value) {
    apt_options_.push_back("-o");
    apt_options_.push_back(key + '=' + value.native());
  };
  set("Dir::Etc::sourcelist", "/dev/null");
  set("Dir::Etc::sourceparts", directory / "parts");
  set("Dir::State::lists", directory / "lists");
  set("Dir::Cache", directory / "cache");
  set("APT::Get::List-Cleanup", "0");
  if (::geteuid() == 0) set("APT::Sandbox::User", "root");  // the directory is the user's alone
  std::vector<std::string> update = {"apt-get", "-q", "update"};
  update.insert(update.end(), apt_options_.begin(), apt_options_.end());
  const ChildResult result = RunProgram(update, directory);
  // A repository without sources is an error to apt; the others may have what is asked for.
  if (!result.found) {
    apt_options_.clear();
    CheckResult(result, "Debian sources", "apt-get");
  }
  return apt_options_;
}

PackageSource PackageFetcher::FetchFromApt(const std::string& spec) {
  std::vector<std::string> fetch = {"apt-get", "-q", "source", "--download-only", "--only-source"};
  const std::vector<std::string> options = AptOptions();
  fetch.insert(fetch.end(), options.begin(), options.end());
  fetch.push_back("--");
  fetch.push_back(spec);
  const fs::path directory = MakeDirectory();
  CheckResult(RunProgram(fetch, directory), "deb:" + spec, "apt-get");
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() == ".dsc") {
      return {.location = entry.path(), .kind = SourceKind::kDebianSource};
    }
  }
  throw Error("cannot fetch deb:" + spec + ": apt-get gave no .dsc file");
}

std::string SourceEntriesOfList(std::string_view text) {
  std::string entries;
  while (!text.empty()) {
    const std::string_view line = TrimSpace(TakeHeaderLine(&text));
    if (line.starts_with("deb ") || line.starts_with("deb\t")) {
      entries += "deb-src" + std::string(line.substr(3)) + '\n';
    }
  }
  return entries;
}

std::string SourceEntriesOfDeb822(std::string_view text) {
  std::string entries;
  while (!text.empty()) {
    std::string stanza;
    bool is_binary = false;
    bool is_enabled = true;
    for (std::string_view line; !text.empty();) {
      line = TakeHeaderLine(&text);
      if (TrimSpace(line).empty()) break;
      if (line.starts_with('#')) continue;
      const std::string lower = LowerAscii(line);
      if (lower.starts_with("types:")) {
        is_binary = (lower.substr(6) + ' ').find(" deb ") != std::string::npos;
        stanza += "Types: deb-src\n";
        continue;
      }
      if (lower.starts_with("enabled:")) is_enabled = lower.find("no") == std::string::npos;
      stanza += std::string(line) + '\n';
    }
    if (is_binary && is_enabled) entries += stanza + '\n';
  }
  return entries;
}

}  // namespace copytrace

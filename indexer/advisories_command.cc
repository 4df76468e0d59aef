// `copytrace-index advisories`: reads folders of published advisories into a store.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include "engine/advisory/osv_record.h"
#include "engine/error.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"
#include "indexer/commands.h"
#include "indexer/sha256.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxRecordBytes = uint64_t{32} << 20;
constexpr size_t kListedProblems = 10;

std::string Name(const fs::path& path) { return EscapeInvalidUtf8(path.native()); }

// The JSON files below a folder, sorted.
std::vector<fs::path> ListRecords(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator it(folder, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".json" && it->is_regular_file()) files.push_back(it->path());
  }
  if (error) throw Error(fmt::format("{}: {}; nothing was changed", Name(folder), error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

class AdvisoryReader {
 public:
  explicit AdvisoryReader(bool verbose) : verbose_(verbose) {}

  void Read(const fs::path& file) {
    std::error_code error;
    if (fs::file_size(file, error) > kMaxRecordBytes || error) {
      Skip(file, error ? error.message() : "is larger than 32 MiB");
      return;
    }
    std::ifstream in(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) {
      Skip(file, "cannot be read");
      return;
    }
    OsvRecord record = ReadOsvRecord(text);
    if (record.withdrawn) {
      ++withdrawn_;
    } else if (!record.problem.empty()) {
      Skip(file, record.problem);
    } else {
      ++set_.records;
      for (auto& [purl, of_package] : record.packages) {
        set_.newest = std::max(set_.newest, of_package.advisory.modified);
        by_package_[purl][of_package.advisory.id] = std::move(of_package);
      }
    }
  }

  // One text a package, its records by id; and the set with its digest.
  std::map<std::string, std::string> Finish() {
    std::map<std::string, std::string> encoded;
    Sha256 hash;
    for (const auto& [purl, records] : by_package_) {
      std::vector<AdvisoryRecord> list;
      for (const auto& [id, record] : records) list.push_back(record);
      std::string& bytes = encoded[purl] = EncodeAdvisories(list);
      hash.Add(purl + "\n" + bytes + "\n");
    }
    set_.packages = encoded.size();
    set_.sha256 = hash.Hex();
    return encoded;
  }

  const AdvisorySet& set() const { return set_; }
  uint64_t withdrawn() const { return withdrawn_; }
  uint64_t skipped() const { return skipped_; }

  void PrintProblems() const {
    for (const std::string& problem : problems_) fmt::print(stderr, "  skipped: {}\n", problem);
    if (skipped_ > problems_.size()) {
      fmt::print(stderr, "  and {} more; -v lists them all\n", skipped_ - problems_.size());
    }
  }

 private:
  void Skip(const fs::path& file, const std::string& why) {
    ++skipped_;
    if (verbose_ || problems_.size() < kListedProblems) {
      problems_.push_back(fmt::format("{}: {}", Name(file), why));
    }
  }

  bool verbose_;
  AdvisorySet set_;
  std::map<std::string, std::map<std::string, AdvisoryRecord>> by_package_;
  uint64_t withdrawn_ = 0;
  uint64_t skipped_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace

int RunAdvisories(const AdvisoriesOptions& options) {
  Store::Open(options.store);  // so that a mistyped name does not make an empty store
  std::vector<fs::path> files;
  for (const fs::path& folder : options.folders) {
    const std::vector<fs::path> found = ListRecords(folder);
    if (found.empty()) {
      throw Error(fmt::format(
          "{}: holds no JSON files; name a folder of OSV records, such as an unpacked all.zip of "
          "osv.dev (nothing was changed)",
          Name(folder)));
    }
    files.insert(files.end(), found.begin(), found.end());
  }
  AdvisoryReader reader(options.verbose);
  for (const fs::path& file : files) reader.Read(file);
  const std::map<std::string, std::string> by_package = reader.Finish();
  if (by_package.empty() && !files.empty()) {
    reader.PrintProblems();
    throw Error(fmt::format(
        "none of {} files is an OSV record that can be used; nothing was changed", files.size()));
  }
  StoreWriter::Open(options.store)->ReplaceAdvisories(reader.set(), by_package);
  fmt::print("{} now knows {} advisories on {} packages", Name(options.store), reader.set().records,
             reader.set().packages);
  if (!reader.set().newest.empty()) fmt::print(", the latest of {}", reader.set().newest);
  fmt::print("; {} withdrawn, {} skipped\n", reader.withdrawn(), reader.skipped());
  reader.PrintProblems();
  return kExitOk;
}

}  // namespace copytrace

#include "engine/scan/license_survey.h"

#include <sys/stat.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "engine/license/license_file_name.h"
#include "engine/license/license_reference.h"
#include "engine/license/manifest.h"
#include "engine/license/spdx_expression.h"
#include "engine/source/checksum.h"
#include "engine/source/source_file.h"
#include "engine/source/thread_limit.h"
#include "grammars/encoding.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

std::string_view DirectoryOf(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view(".") : path.substr(0, slash);
}

constexpr size_t kLongestReferenceText = 64 * 1024;

std::string_view TextOfLines(std::string_view text, uint32_t first, uint32_t last) {
  size_t begin = 0;
  for (uint32_t line = 1; line < first && begin != std::string_view::npos; ++line) {
    begin = text.find('\n', begin);
    if (begin != std::string_view::npos) ++begin;
  }
  if (begin == std::string_view::npos) return "";
  size_t end = begin;
  for (uint32_t line = first; line <= last && end != std::string_view::npos; ++line) {
    end = text.find('\n', line == first ? begin : end + 1);
  }
  return text.substr(
      begin, std::min(end == std::string_view::npos ? end : end - begin, kLongestReferenceText));
}

// The lines behind each licence of the file that is not on the SPDX list.
std::vector<ReferenceText> ReferencesOf(const DetectedLicense& license, std::string_view text) {
  std::vector<ReferenceText> references;
  for (const LicenseSpan& span : license.spans) {
    for (const std::string& id : UnlistedIds(span.expression)) {
      const bool is_known =
          std::any_of(references.begin(), references.end(),
                      [&id](const ReferenceText& reference) { return reference.id == id; });
      if (is_known) continue;
      references.push_back({id, std::string(TextOfLines(text, span.first_line, span.last_line))});
    }
  }
  return references;
}

int64_t ModifiedAt(const fs::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? static_cast<int64_t>(status.st_mtime) : 0;
}

// Of one file: its licence, or why it was passed over.
struct Reading {
  SurveyedFile file;
  std::optional<TreeSkip> skip;
};

Reading ReadFile(const TreeEntry& entry, const LicenseSurveyOptions& options) {
  Reading reading;
  reading.file.path = entry.path;
  SkipReason reason{};
  std::string detail;
  const std::optional<std::string> bytes =
      ReadFileBytes(entry.file, {.max_file_bytes = options.max_file_bytes}, &reason, &detail);
  if (!bytes) {
    reading.skip = TreeSkip{entry.path, reason, detail};
    return reading;
  }
  std::string storage;
  const std::optional<std::string_view> text = DecodeText(*bytes, &storage);
  if (!text) {
    reading.skip = TreeSkip{entry.path, SkipReason::kBinary, ""};
    return reading;
  }
  reading.file.bytes = bytes->size();
  reading.file.sha1 = PlainSha1(*bytes);
  reading.file.license = DetectFileLicense(entry.path, *text);
  reading.file.modified = ModifiedAt(entry.file);
  reading.file.references = ReferencesOf(reading.file.license, *text);
  const std::vector<LicenseSpan>& spans = reading.file.license.spans;
  reading.file.declares = !spans.empty() && spans.front().layer == LicenseLayer::kManifest;
  return reading;
}

// The alternatives and parts of an expression: "MIT OR (GPL-2.0-only AND ISC)" has three.
void AddLeaves(const SpdxExpression& expression, std::set<std::string>* leaves) {
  if (expression.kind == SpdxExpression::Kind::kLicense) {
    leaves->insert(ToString(expression));
    return;
  }
  for (const SpdxExpression& operand : expression.operands) AddLeaves(operand, leaves);
}

std::set<std::string> LeavesOf(std::string_view expression) {
  std::set<std::string> leaves;
  if (const std::optional<SpdxExpression> parsed = ParseSpdxExpression(expression)) {
    AddLeaves(*parsed, &leaves);
  }
  return leaves;
}

// "GPL-2.0" and "or later" of a GNU id. A file that says "or later" fits a manifest that says
// "only", and the other way round: the text of the licence alone does not tell.
std::string WithoutLater(std::string expression) {
  for (const std::string_view ending : {"-only", "-or-later"}) {
    if (expression.ends_with(ending)) expression.resize(expression.size() - ending.size());
  }
  return expression;
}

// What a directory's files say, collected bottom up.
class DirectoryTable {
 public:
  explicit DirectoryTable(const std::vector<SurveyedFile>& files) {
    for (const SurveyedFile& file : files) {
      if (file.declares) Declare(file);
    }
    std::set<std::string> with_manifest;
    for (const auto& [path, entry] : entries_) with_manifest.insert(path);
    for (const SurveyedFile& file : files) {
      const bool states = !StatesNoLicense(file.license.expression);
      if (!states || file.declares || !IsLicenseFileName(file.path)) continue;
      if (!with_manifest.contains(std::string(DirectoryOf(file.path)))) Declare(file);
    }
    for (const SurveyedFile& file : files) Add(file);
  }

  std::vector<SurveyedDirectory> Take() {
    std::vector<SurveyedDirectory> directories;
    for (auto& [path, entry] : entries_) {
      SurveyedDirectory& directory = entry.directory;
      directory.path = path;
      directory.declared = JoinAnd(entry.declared);
      if (directory.stating == 0 && directory.declared.empty()) {
        directory.strictest = LicenseClass::kUnknown;
      }
      for (const auto& [expression, count] : entry.found) {
        directory.found.push_back({expression, count});
        directory.strictest = std::max(directory.strictest, ClassOfExpression(expression));
      }
      if (!directory.declared.empty()) {
        directory.strictest = std::max(directory.strictest, ClassOfExpression(directory.declared));
      }
      std::stable_sort(
          directory.found.begin(), directory.found.end(),
          [](const ExpressionCount& a, const ExpressionCount& b) { return a.files > b.files; });
      for (const auto& [expression, disagreement] : entry.other) {
        directory.disagreements.push_back(disagreement);
      }
      directories.push_back(std::move(directory));
    }
    return directories;
  }

 private:
  struct Entry {
    SurveyedDirectory directory;
    std::vector<std::string> declared;
    std::set<std::string> declared_leaves;  // without "only" and "or later"
    std::map<std::string, uint32_t> found;
    std::map<std::string, LicenseDisagreement> other;
  };

  void Declare(const SurveyedFile& file) {
    Entry& entry = entries_[std::string(DirectoryOf(file.path))];
    entry.declared.push_back(file.license.expression);
    entry.directory.declared_in.push_back(file.path);
    for (const std::string& leaf : LeavesOf(file.license.expression)) {
      entry.declared_leaves.insert(WithoutLater(leaf));
    }
  }

  void Add(const SurveyedFile& file) {
    bool is_own = true;  // no declaration nearer to the file
    for (std::string_view path = DirectoryOf(file.path);; path = DirectoryOf(path)) {
      Entry& entry = entries_[std::string(path)];
      ++entry.directory.files;
      // What only points to the licence file neither adds to it nor disagrees.
      const bool states = !StatesNoLicense(file.license.expression);
      if (states) ++entry.directory.stating;
      if (states && !file.declares) {
        ++entry.found[file.license.expression];
        if (is_own && !entry.declared.empty()) Compare(file, &entry);
      }
      if (!entry.declared.empty()) is_own = false;
      if (path == ".") return;
    }
  }

  static void Compare(const SurveyedFile& file, Entry* entry) {
    for (const std::string& leaf : LeavesOf(file.license.expression)) {
      if (entry->declared_leaves.contains(WithoutLater(leaf))) continue;
      LicenseDisagreement& other =
          entry->other.try_emplace(leaf, LicenseDisagreement{leaf, 0, file.path}).first->second;
      ++other.files;
    }
  }

  std::map<std::string, Entry> entries_;
};

std::vector<TreeEntry> ListRoots(const std::vector<fs::path>& roots,
                                 const LicenseSurveyOptions& options, LicenseSurvey* survey) {
  std::vector<TreeEntry> entries;
  for (const fs::path& root : roots) {
    TreeListing listing = ListTree(root, {.use_gitignore = options.use_gitignore});
    const bool is_file = fs::is_regular_file(root);
    const std::string name = EscapeInvalidUtf8(root.lexically_normal().generic_string());
    for (TreeEntry& entry : listing.entries) {
      if (roots.size() > 1) entry.path = is_file ? name : name + '/' + entry.path;
      entries.push_back(std::move(entry));
    }
    for (TreeSkip& skip : listing.skips) {
      if (roots.size() > 1) skip.path = is_file ? name : name + '/' + skip.path;
      survey->skipped.push_back(std::move(skip));
    }
  }
  return entries;
}

}  // namespace

LicenseSurvey SurveyLicenses(const std::vector<fs::path>& roots,
                             const LicenseSurveyOptions& options) {
  const ThreadLimit limit(options.threads);
  LicenseSurvey survey;
  const std::vector<TreeEntry> entries = ListRoots(roots, options, &survey);
  std::vector<Reading> readings(entries.size());
  tbb::parallel_for(size_t{0}, entries.size(),
                    [&](size_t i) { readings[i] = ReadFile(entries[i], options); });
  for (Reading& reading : readings) {
    if (reading.skip) {
      survey.skipped.push_back(std::move(*reading.skip));
      continue;
    }
    survey.bytes += reading.file.bytes;
    survey.files.push_back(std::move(reading.file));
  }
  std::sort(survey.files.begin(), survey.files.end(),
            [](const SurveyedFile& a, const SurveyedFile& b) { return a.path < b.path; });
  std::sort(survey.skipped.begin(), survey.skipped.end(),
            [](const TreeSkip& a, const TreeSkip& b) { return a.path < b.path; });
  survey.directories = DirectoryTable(survey.files).Take();
  return survey;
}

}  // namespace copytrace

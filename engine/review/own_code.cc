// A region counts as known if most of its k-grams of tokens stand in one file of the base. In the
// file's own old state the normalised tokens are compared, so that an edit, a new indentation or a
// new name in a copy that was there before does not make it new. Elsewhere the exact tokens are:
// the shapes of short code repeat in any large project.
//
// Files of the base are read only when a finding asks, and only those are tokenised that hold one
// of the region's longest words.
#include "engine/review/own_code.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "grammars/language.h"

namespace copytrace {
namespace {

constexpr size_t kGram = 10;                        // tokens
constexpr double kKnownShare = 0.6;                 // of a region's k-grams
constexpr size_t kProbeWords = 4;                   // longest words by which files are told apart
constexpr size_t kShortestProbe = 4;                // bytes
constexpr uint64_t kMostBytes = uint64_t{1} << 20;  // of a file of the base

enum class TokenForm { kShape, kText };

std::vector<uint64_t> Grams(std::span<const Token> tokens, TokenForm form) {
  std::vector<uint64_t> grams;
  for (size_t i = 0; i + kGram <= tokens.size(); ++i) {
    uint64_t hash = 0;
    for (size_t j = i; j < i + kGram; ++j) {
      const uint32_t word = form == TokenForm::kShape ? tokens[j].n1 : tokens[j].n0;
      hash = (hash ^ word) * 0x9e3779b97f4a7c15;
      hash ^= hash >> 29;
    }
    grams.push_back(hash);
  }
  return grams;
}

double KnownShare(std::span<const Token> region, std::span<const Token> other, TokenForm form) {
  const std::vector<uint64_t> wanted = Grams(region, form);
  if (wanted.empty()) return 0;
  const std::vector<uint64_t> held = Grams(other, form);
  const std::unordered_set<uint64_t> set(held.begin(), held.end());
  const auto known =
      std::ranges::count_if(wanted, [&](uint64_t gram) { return set.contains(gram); });
  return static_cast<double>(known) / static_cast<double>(wanted.size());
}

// The longest names and strings of a region, as they are written.
std::vector<std::string> ProbesOf(const SourceFile& file, std::span<const Token> region) {
  std::set<std::string> words;
  for (const Token& token : region) {
    if (!token.IsVariable() || token.length == 255 || token.length < kShortestProbe) continue;
    words.insert(file.text.substr(token.offset, token.length));
  }
  std::vector<std::string> probes(words.begin(), words.end());
  std::ranges::stable_sort(probes, std::greater(), &std::string::size);
  if (probes.size() > kProbeWords) probes.resize(kProbeWords);
  return probes;
}

SourceFile Tokenised(const std::string& path, const std::string& bytes) {
  return MakeSourceFile(path, bytes, {.max_file_bytes = kMostBytes * 4});
}

bool Holds(const std::string& path, const std::string& bytes, std::span<const Token> region) {
  const SourceFile file = Tokenised(path, bytes);
  return KnownShare(region, file.tokenized.tokens, TokenForm::kText) >= kKnownShare;
}

}  // namespace

OwnCode::OwnCode(const ChangeSet& change, const GitRepository* repository, std::string base)
    : change_(change), repository_(repository), base_(std::move(base)) {}

std::optional<std::string> OwnCode::Find(const SourceFile& file, const LineRange& lines) {
  const std::span<const Token> tokens = file.tokenized.tokens;
  const auto begin = std::ranges::lower_bound(
      tokens, lines.first, {}, [](const Token& token) -> uint32_t { return token.line; });
  const auto end = std::find_if(begin, tokens.end(),
                                [&](const Token& token) { return token.line > lines.last; });
  const std::span<const Token> region(begin, end);

  const auto changed = std::ranges::lower_bound(change_.files, file.path, {}, &ChangedFile::path);
  if (changed != change_.files.end() && changed->path == file.path && changed->old_content) {
    const SourceFile old = Tokenised(changed->old_path, *changed->old_content);
    const bool same_text = region.empty() && old.text == file.text;
    if (same_text || KnownShare(region, old.tokenized.tokens, TokenForm::kShape) >= kKnownShare) {
      return changed->old_path;
    }
  }
  if (region.size() < kGram) return std::nullopt;
  for (const ChangedFile& other : change_.files) {
    if (other.path == file.path || !other.old_content) continue;
    if (Holds(other.old_path, *other.old_content, region)) return other.old_path;
  }
  if (repository_ == nullptr || base_.empty()) return std::nullopt;
  if (!files_) files_ = repository_->ListFiles(base_);
  const std::vector<std::string> probes = ProbesOf(file, region);
  const LanguageFamily family = FamilyOf(file.type.language);
  for (const GitFile& candidate : *files_) {
    if (FamilyOf(DetectFileType(candidate.path, "").language) != family) continue;
    const std::optional<std::string> bytes = repository_->ReadFile(candidate, kMostBytes);
    if (!bytes) continue;
    if (!probes.empty() && std::ranges::none_of(probes, [&](const std::string& word) {
          return bytes->find(word) != std::string::npos;
        })) {
      continue;
    }
    if (Holds(candidate.path, *bytes, region)) return candidate.path;
  }
  return std::nullopt;
}

}  // namespace copytrace

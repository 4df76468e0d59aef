// Sums cannot be taken apart again, since rare tokens are left out of them. So what stays is
// counted as it was when it was added: of each lineage the first blob, from its text.
#include "indexer/statistics_recount.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for_each.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/source/source_file.h"
#include "engine/store/token_statistics.h"
#include "indexer/file_analysis.h"

namespace copytrace {
namespace {

using FamilyCounters = std::array<TokenStatisticsCounter, kLanguageFamilies>;

// The blob's tokens as they were when it was added: by the name of the file that it was, since only
// the name tells a page with code in it from one without.
std::vector<Token> TokensOf(const Store& store, BlobId id, const Blob& blob) {
  const std::optional<std::string> text = store.GetSource(id);
  if (!text) return {};
  const SourceLimits no_limit = {.max_file_bytes = std::numeric_limits<uint64_t>::max()};
  for (const Occurrence& occurrence : store.GetOccurrences(id)) {
    SourceFile file = MakeSourceFile(occurrence.path, *text, no_limit, blob.sha1);
    const bool is_it =
        file.type.language == blob.language && file.tokenized.tokens.size() == blob.tokens;
    if (is_it) return std::move(file.tokenized.tokens);
  }
  return {};
}

}  // namespace

std::optional<std::map<LanguageFamily, FamilyStatistics>> RecountStatistics(
    const Store& store, std::span<const ReleaseId> gone) {
  if (!store.info().has_sources) return std::nullopt;
  std::vector<BlobId> counted;
  std::unordered_set<uint32_t> lineages;
  bool any_goes = false;
  for (BlobId id = 0; id < store.info().blobs; ++id) {
    const std::vector<Occurrence> occurrences = store.GetOccurrences(id);
    const bool stays = std::ranges::any_of(occurrences, [&](const Occurrence& occurrence) {
      return !std::ranges::binary_search(gone, occurrence.release);
    });
    any_goes |= !stays;
    const BlobSummary& summary = store.blobs()[id];
    if (stays && summary.tokens > 0 && lineages.insert(summary.lineage).second) {
      counted.push_back(id);
    }
  }
  if (!any_goes) return std::nullopt;

  oneapi::tbb::enumerable_thread_specific<FamilyCounters> counters;
  oneapi::tbb::parallel_for_each(counted, [&](BlobId id) {
    const Blob blob = store.GetBlob(id);
    counters.local()[static_cast<size_t>(FamilyOf(blob.language))].AddFile(
        TokensOf(store, id, blob), CountsNgrams(blob.sha1));
  });
  FamilyCounters total;
  for (FamilyCounters& local : counters) {
    for (size_t i = 0; i < total.size(); ++i) total[i].Merge(std::move(local[i]));
  }
  std::map<LanguageFamily, FamilyStatistics> result;
  for (size_t i = 0; i < total.size(); ++i) {
    FamilyStatistics statistics = total[i].Take();
    if (statistics.file_count > 0) {
      result.emplace(static_cast<LanguageFamily>(i), std::move(statistics));
    }
  }
  return result;
}

}  // namespace copytrace

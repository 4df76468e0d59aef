// What is derived from one file's content, away from the store: done in parallel.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/fingerprint/winnow.h"
#include "engine/source/source_file.h"
#include "engine/store/store_writer.h"
#include "indexer/stage_clock.h"

namespace copytrace {

struct AnalysisOptions {
  FingerprintOptions fingerprint;
  SourceLimits limits;
  bool keep_sources = true;
};

struct AnalyzedFile {
  std::optional<EncodedBlob>
      blob;                   // nothing if the file is skipped or of no use; without component
  std::vector<Token> tokens;  // of code
  std::optional<SkipReason> skipped;
  std::string skip_detail;
};

// Fewer tokens of code, imports included, say nothing of where they come from.
inline constexpr uint32_t kMinCodeTokens = 20;
// Data and prose serve to know a whole file again; smaller ones are the same everywhere.
inline constexpr uint64_t kMinDataBytes = 512;

// Whether a file's n-grams are counted: of one file in four, chosen by content.
inline bool CountsNgrams(const Sha1& sha1) { return sha1[0] % 4 == 0; }

// `lineage` goes into the blob. Thread-safe with a scratch for each thread.
AnalyzedFile AnalyzeFile(std::string path, std::string bytes, const Sha1& sha1, uint32_t lineage,
                         const AnalysisOptions& options, FingerprintScratch* scratch,
                         StageClock::Laps* laps);

}  // namespace copytrace

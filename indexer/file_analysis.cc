#include "indexer/file_analysis.h"

#include <string>
#include <utility>
#include <vector>

#include "engine/license/license_detector.h"
#include "engine/license/license_file_name.h"
#include "engine/license/manifest.h"
#include "engine/license/spdx_expression.h"
#include "engine/store/encoding.h"

namespace copytrace {
namespace {

std::string MakeEvidence(const std::vector<Token>& tokens) {
  EvidenceBuilder evidence;
  evidence.reserve(tokens.size());
  for (const Token& token : tokens) {
    evidence.push_back(
        {.n1 = FoldN1(token.n1), .n0 = token.IsVariable() ? FoldN0(token.n0) : uint8_t{0}},
        token.line);
  }
  return EncodeEvidence(evidence.Finish());
}

bool IsOfUse(const SourceFile& file) {
  if (file.type.kind == ContentKind::kCode) {
    return file.tokenized.raw_token_count >= kMinCodeTokens;
  }
  return file.bytes >= kMinDataBytes && !IsLicenseFileName(file.path) &&
         !IsManifestFileName(file.path);
}

uint32_t CountLines(std::string_view text) {
  uint32_t lines = !text.empty() && text.back() != '\n';
  for (const char c : text) lines += c == '\n';
  return lines;
}

// What the file says for sure. A guess ("some permissive grant", "see elsewhere") must not outrank
// the licence file beside it.
std::string SureExpression(const DetectedLicense& license) {
  constexpr double kGuess = 0.5;
  if (license.confidence > kGuess) return license.expression;
  std::vector<std::string> sure;
  for (const LicenseSpan& span : license.spans) {
    if (span.confidence > kGuess) sure.push_back(span.expression);
  }
  return JoinAnd(sure);
}

}  // namespace

AnalyzedFile AnalyzeFile(std::string path, std::string bytes, const Sha1& sha1, uint32_t lineage,
                         const AnalysisOptions& options, FingerprintScratch* scratch,
                         StageClock::Laps* laps) {
  AnalyzedFile result;
  const uint64_t size = bytes.size();
  SourceFile file = MakeSourceFile(std::move(path), std::move(bytes), options.limits, sha1);
  laps->End(Stage::kLex, size);
  if (file.skipped) {
    result.skipped = file.skipped;
    result.skip_detail = std::move(file.skip_detail);
    return result;
  }
  if (!IsOfUse(file)) return result;

  const bool is_code = file.type.kind == ContentKind::kCode;
  EncodedBlob& encoded = result.blob.emplace();
  Blob& blob = encoded.blob;
  blob.sha1 = sha1;
  blob.digest = file.tokenized.digest;
  blob.language = file.type.language;
  blob.kind = file.type.kind;
  blob.bytes = static_cast<uint32_t>(file.bytes);
  blob.lines = is_code ? file.tokenized.line_count : CountLines(file.text);
  blob.tokens = static_cast<uint32_t>(file.tokenized.tokens.size());
  blob.lineage = lineage;
  DetectedLicense license = DetectLicense(file.text);
  blob.license = SureExpression(license);
  blob.copyright = std::move(license.copyright);
  laps->End(Stage::kLicense, file.text.size());
  if (!is_code) return result;
  ComputeFingerprints(file.tokenized.tokens, options.fingerprint, scratch, &encoded.fingerprints);
  laps->End(Stage::kFingerprint, file.text.size());
  encoded.evidence = MakeEvidence(file.tokenized.tokens);
  laps->End(Stage::kEncode, file.text.size());
  if (options.keep_sources) encoded.source = std::move(file.text);
  result.tokens = std::move(file.tokenized.tokens);
  return result;
}

}  // namespace copytrace

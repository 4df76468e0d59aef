#include "engine/cli/report_output.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>

#include "engine/cli/document_time.h"
#include "engine/scan/finding_text.h"
#include "grammars/encoding.h"

namespace copytrace {
namespace {

std::optional<std::string> Decoded(const std::optional<std::string>& bytes) {
  std::string storage;
  const auto text = bytes ? DecodeText(*bytes, &storage) : std::nullopt;
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

int64_t TimeOf(const ReportRequest& request) {
  if (const auto epoch = SourceDateEpoch()) return *epoch;
  int64_t newest = 0;
  for (const Finding& finding : request.result.findings) {
    struct stat status;
    const auto file = request.file_of(finding);
    if (file && stat(file->c_str(), &status) == 0) {
      newest = std::max<int64_t>(newest, status.st_mtime);
    }
  }
  return newest;
}

}  // namespace

std::optional<std::string> WriteInFormat(const std::string& format, const ReportRequest& request) {
  const ReportFormat* writer = FindReportFormat(format);
  if (writer == nullptr) return std::nullopt;
  return writer->write({.result = request.result,
                        .context = request.context,
                        .review = request.review,
                        .texts_of =
                            [&](const Finding& finding) {
                              return FindingTexts{Decoded(request.bytes_of(finding)),
                                                  OriginText(request.store, finding.origin)};
                            },
                        .bytes_of = request.bytes_of,
                        .project = request.project,
                        .created = IsoTime(TimeOf(request))});
}

std::string ProjectName(const std::filesystem::path& root) {
  const std::filesystem::path normal = (root / "").lexically_normal().parent_path();
  return normal.filename().empty() ? normal.string() : normal.filename().string();
}

}  // namespace copytrace

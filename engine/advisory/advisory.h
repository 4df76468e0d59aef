// What a finding carries of a published advisory that its origin is affected by. A value;
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

// From the mildest to the worst; the words are those of GitHub's advisories and of CVSS 3.1,
// section 5. kUnknown is none of them: nobody has rated it.
enum class AdvisorySeverity : uint8_t { kUnknown, kNone, kLow, kMedium, kHigh, kCritical };
std::string_view AdvisorySeverityName(AdvisorySeverity severity);  // "unknown", "none", "low" …
// Also "moderate"; without regard to case.
std::optional<AdvisorySeverity> ParseAdvisorySeverity(std::string_view name);

struct Advisory {
  std::string id;                    // "GHSA-…", "PYSEC-…", "MAL-…"
  std::vector<std::string> aliases;  // its other names: "CVE-…"
  std::string summary;               // one line; may be empty
  AdvisorySeverity severity = AdvisorySeverity::kUnknown;
  std::string cvss;        // the vector that was published; may be empty
  double score = 0;        // its base score, 0 where there is none or it cannot be computed
  std::string fixed;       // the first later version without it; empty where none is named
  bool malicious = false;  // the package was made to do harm
  std::string modified;    // ISO time of the record's last change
  bool operator==(const Advisory&) const = default;
};

// Malicious first, then from the worst severity down, then by id: the order of findings' lists.
bool IsWorse(const Advisory& a, const Advisory& b);

// "GHSA-xvch-5gv4-984h (CVE-2021-44906)".
std::string NameOf(const Advisory& advisory);

}  // namespace copytrace

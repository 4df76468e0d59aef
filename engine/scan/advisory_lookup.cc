#include "engine/scan/advisory_lookup.h"

#include <algorithm>
#include <map>
#include <string>

#include "engine/advisory/advisory_record.h"
#include "engine/error.h"
#include "engine/license/purl.h"

namespace copytrace {
namespace {

std::vector<Advisory> AdvisoriesOn(const Store& store, const std::string& purl_text) {
  std::vector<Advisory> advisories;
  const auto purl = ParsePurl(purl_text);
  if (!purl) return advisories;
  const auto bytes = store.GetAdvisories(WithoutVersion(*purl));
  if (!bytes) return advisories;
  std::vector<AdvisoryRecord> records;
  try {
    records = DecodeAdvisories(*bytes);
  } catch (const Error& error) {
    throw Error(store.directory().string() + ": " + error.what() +
                "; read them again with copytrace-index advisories");
  }
  for (const AdvisoryRecord& record : records) {
    if (auto advisory = AdvisoryFor(record, purl->type, purl->version)) {
      advisories.push_back(*std::move(advisory));
    }
  }
  std::ranges::sort(advisories, IsWorse);
  return advisories;
}

}  // namespace

void LookUpAdvisories(const Store& store, std::vector<Finding>* findings) {
  if (!store.advisories()) return;
  std::map<std::string, std::vector<Advisory>> known;
  for (Finding& finding : *findings) {
    const auto [entry, is_new] = known.try_emplace(finding.origin.purl);
    if (is_new) entry->second = AdvisoriesOn(store, finding.origin.purl);
    finding.advisories = entry->second;
  }
}

}  // namespace copytrace

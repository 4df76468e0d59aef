// An address speaks of a licence in five ways, of which the first that holds counts: it is in the
// table of known addresses (known_addresses.tsv); it ends in the name of a licence
// (".../licenses/LGPL.html"); it lies below a known address, as a file in a project does; it has a
// word of what firms call their terms in it, or is a page on licensing of a firm's own site; or it
// only sends the reader elsewhere.
#include "engine/license/license_address.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/license/declared_license.h"
#include "engine/license/license_reference.h"
#include "engine/license/license_rules.h"

namespace copytrace {
namespace {

constexpr std::string_view kRestrictedGrant = "LicenseRef-scancode-proprietary-license";
constexpr double kKnownConfidence = 0.5;
constexpr size_t kShortestName = 3;  // letters, of a licence that an address ends in
constexpr std::array<std::string_view, 11> kTerms = {
    "eula",   "terms",     "pricing",        "licensing",        "licence-agreement", "purchase",
    "orders", "agreement", "privacy-policy", "software-license", "softwarelicense"};
constexpr std::array<std::string_view, 3> kCodeHosts = {"github.com/", "gitlab.com/",
                                                        "bitbucket.org/"};
// Hosts of projects, and endings of sites of bodies and schools.
constexpr std::array<std::string_view, 16> kPublicHosts = {
    "github.com",      "gitlab.com",     "bitbucket.org", "githubusercontent.com",
    "github.io",       "gitlab.io",      "codeplex.com",  "google.com",
    "sourceforge.net", "sourceforge.io", "launchpad.net", "readthedocs.io",
    "microsoft.com",   "npmjs.com",      "org",           "edu"};
// Where the same files are served plain.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSameHosts = {
    {{"raw.githubusercontent.com/", "github.com/"}, {"raw.github.com/", "github.com/"}}};

// "https://www.Example.org/A/b/" → "example.org/a/b".
std::string PlaceOf(std::string_view address) {
  std::string place(address);
  std::transform(place.begin(), place.end(), place.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (size_t scheme; (scheme = place.find("://")) < 6;) place.erase(0, scheme + 3);
  if (place.starts_with("www.")) place.erase(0, 4);
  for (const auto& [other, host] : kSameHosts) {
    if (place.starts_with(other)) place.replace(0, other.size(), host);
  }
  while (place.ends_with('/')) place.pop_back();
  return place;
}

std::string_view WithoutFragment(std::string_view place) {
  place = place.substr(0, place.find('#'));
  while (place.ends_with('/')) place.remove_suffix(1);
  return place;
}

struct KnownAddresses {
  std::unordered_map<std::string_view, std::string_view> whole;             // place, expression
  std::vector<std::pair<std::string_view, std::string_view>> with_endings;  // what comes before "*"
};

const KnownAddresses& Known() {
  static const KnownAddresses known = [] {
    KnownAddresses read;
    for (const RuleRow& row : KnownAddressRules()) {
      if (row[0].ends_with('*')) {
        read.with_endings.emplace_back(row[0].substr(0, row[0].size() - 1), row[1]);
      } else {
        read.whole.emplace(row[0], row[1]);
      }
    }
    return read;
  }();
  return known;
}

// What is known of this very place; "" where nothing is.
std::string_view KnownOf(std::string_view place) {
  const auto at = Known().whole.find(place);
  return at == Known().whole.end() ? std::string_view() : at->second;
}

// What is known of the nearest place that this one lies below.
std::string_view KnownAbove(std::string_view place) {
  for (const auto& [start, expression] : Known().with_endings) {
    if (place.starts_with(start)) return expression;
  }
  for (size_t slash; (slash = place.rfind('/')) != std::string_view::npos;) {
    place = place.substr(0, slash);
    if (const std::string_view known = KnownOf(place); !known.empty()) return known;
  }
  return {};
}

// "github.com/owner/mit" is a project of that name.
bool IsProject(std::string_view place) {
  const bool is_code_host = std::any_of(kCodeHosts.begin(), kCodeHosts.end(),
                                        [place](auto host) { return place.starts_with(host); });
  return is_code_host && std::count(place.begin(), place.end(), '/') <= 2;
}

bool SpeaksOfTerms(std::string_view place) {
  return std::any_of(kTerms.begin(), kTerms.end(), [place](std::string_view word) {
    return place.find(word) != std::string_view::npos;
  });
}

// A page on licensing on a site of a firm's own: not where projects are hosted, and no body's that
// publishes licences.
bool IsLicensePageOfFirm(std::string_view place) {
  const size_t slash = place.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view host = place.substr(0, slash);
  const bool is_public = std::any_of(kPublicHosts.begin(), kPublicHosts.end(), [host](auto known) {
    return host == known || (host.ends_with(known) && host[host.size() - known.size() - 1] == '.');
  });
  return !is_public && place.find("licen", slash) != std::string_view::npos;
}

// The licence that an address ends in: ".../UNLICENSE.txt", ".../licenses/LGPL.html".
std::string NamedBy(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  while (address.ends_with('/')) address.remove_suffix(1);
  const size_t slash = address.rfind('/');
  if (slash == std::string_view::npos || address.substr(0, slash).ends_with("/")) return "";
  std::string_view name = address.substr(slash + 1);
  for (const std::string_view ending : {".txt", ".TXT", ".md", ".html", ".htm", ".php", ".aspx"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  return name.size() < kShortestName ? "" : ExpressionOfDeclaredLicense(name);
}

}  // namespace

AddressedLicense LicenseOfAddress(std::string_view address) {
  const std::string whole = PlaceOf(address);
  const std::string_view place = WithoutFragment(whole);
  std::string_view known = KnownOf(place);
  if (known.empty()) {
    std::string named = IsProject(place) ? std::string() : NamedBy(address);
    if (!named.empty()) return {std::move(named), 1};
    known = KnownAbove(place);
  }
  if (!known.empty()) return {std::string(known), kKnownConfidence};
  const bool is_firms = SpeaksOfTerms(whole) || IsLicensePageOfFirm(place);
  return {std::string(is_firms ? kRestrictedGrant : kLicenseElsewhere), kKnownConfidence};
}

bool IsAddress(std::string_view text) {
  return (text.starts_with("http://") || text.starts_with("https://")) &&
         text.find('\n') == std::string_view::npos;
}

}  // namespace copytrace

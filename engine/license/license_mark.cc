#include "engine/license/license_mark.h"

#include <algorithm>

#include "engine/license/license_data.h"

namespace copytrace {
namespace {

constexpr uint32_t kWidestGap = 4;  // words that folding may leave out between two

std::string_view TakePart(std::string_view* rest) {
  const size_t end = std::min(rest->find(' '), rest->size());
  const std::string_view part = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return part;
}

}  // namespace

std::vector<LicenseMark> FindLicenseMarks(std::span<const NameWord> names) {
  std::vector<LicenseMark> marks;
  for (size_t at = 0; at < names.size();) {
    size_t next = at + 1;
    if (StartsLicenseMark(names[at].hash)) {
      uint64_t hash = 0;
      const LicenseMarkRow* row = nullptr;
      for (size_t i = at; i < names.size() && i < at + kLongestLicenseName; ++i) {
        if (i > at && names[i].word - names[i - 1].word > kWidestGap) break;
        hash = ExtendNameHash(hash, names[i].hash);
        if (i == at + 1 && !StartsLicenseMarkOfTwo(hash)) break;
        if (const LicenseMarkRow* found = FindLicenseMark(hash)) {
          row = found;
          next = i + 1;
        }
      }
      if (row != nullptr) {
        marks.push_back({names[at].word, names[next - 1].word, LicenseString(row->expression),
                         LicenseString(row->where)});
      }
    }
    at = next;
  }
  return marks;
}

bool CountsAs(const LicenseMark& mark, char sign) {
  std::string_view rest = mark.where;
  while (!rest.empty()) {
    const std::string_view part = TakePart(&rest);
    if (part.size() == 1 && part.front() == sign) return true;
  }
  return false;
}

bool NamesTextOf(const LicenseMark& mark, std::string_view id) {
  std::string_view rest = mark.where;
  while (!rest.empty()) {
    std::string_view pattern = TakePart(&rest);
    if (pattern.size() == 1) continue;  // a sign
    if (pattern.ends_with('*')) {
      pattern.remove_suffix(1);
      if (id.starts_with(pattern)) return true;
    } else if (pattern == id) {
      return true;
    }
  }
  return false;
}

}  // namespace copytrace

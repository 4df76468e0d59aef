// Each clause is told by a few words near one another: what is done with the work (copied, sold,
// changed …), that it is forbidden or bound to somebody's leave, and for whom it is kept ("for
// research only"). What licences of every kind say of names, notices and advertising has the same
// words, and is passed over by the word it speaks of.
#include "engine/license/own_clause.h"

#include <algorithm>
#include <array>

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr uint32_t kSubjectReach = 10;  // words between "name" or "notice" and what is forbidden
constexpr uint32_t kForbidReach = 5;    // between "not" and the act
constexpr uint32_t kOnlyReach = 5;      // between "research" and "only"
constexpr uint32_t kLeaveReach = 30;    // between the act and "prior consent"
constexpr uint32_t kDutyReach = 24;     // between "modified versions" and "under the same terms"
constexpr uint32_t kActReach = 9;       // around a clause, in which the act stands
constexpr uint32_t kNearActReach = 3;   // between "not permitted" and the act

constexpr std::array kOthers = {H("name"),        H("names"),     H("notice"),    H("notices"),
                                H("endorse"),     H("promote"),   H("trademark"), H("trademarks"),
                                H("advertising"), H("publicity"), H("logo"),      H("logos")};
constexpr std::array kActs = {
    H("copy"),          H("copied"),         H("copying"),      H("distribute"),
    H("distributed"),   H("distributing"),   H("distribution"), H("redistribute"),
    H("redistributed"), H("redistribution"), H("modify"),       H("modified"),
    H("modification"),  H("modifications"),  H("modifying"),    H("reproduce"),
    H("reproduced"),    H("reproduction"),   H("manipulation"), H("publish"),
    H("sell"),          H("sold"),           H("resell"),       H("resold")};
constexpr std::array kSales = {H("sell"), H("sold"),   H("resell"), H("resold"),
                               H("rent"), H("rented"), H("lease"),  H("leased")};
constexpr std::array kLeaves = {H("permission"), H("consent"), H("approval"), H("authorization"),
                                H("authorisation")};
constexpr std::array kPurposes = {
    H("personal"),    H("internal"),   H("private"),   H("research"),      H("academic"),
    H("educational"), H("evaluation"), H("nonprofit"), H("noncommercial"), H("teaching")};
constexpr std::array kAlone = {H("only"), H("solely"), H("exclusively"), H("restricted"),
                               H("limited")};

bool IsIn(std::span<const uint32_t> set, uint32_t word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

class Reader {
 public:
  explicit Reader(std::span<const LicenseWord> words) : words_(words) {}

  bool TakesUseBack() const {
    for (uint32_t i = 0; i < words_.size(); ++i) {
      if (ForbidsSale(i) || ForbidsTakingApart(i) || KeepsForPurpose(i) || ForbidsTrade(i) ||
          BindsToLeave(i)) {
        return true;
      }
    }
    return false;
  }

  bool AsksSameTerms() const {
    for (uint32_t i = 0; i < words_.size(); ++i) {
      const bool is_same = Is(i, "same") && (Is(i + 1, "terms") || Is(i + 1, "license") ||
                                             Is(i + 1, "conditions") || Is(i + 1, "licensing"));
      // "under the same terms as Perl" names a licence.
      if (is_same && !Is(i + 2, "as") && HasDutyOnChanges(i)) return true;
      if (Is(i, "source") && AsksForSource(i)) return true;
    }
    return false;
  }

  std::optional<OwnRefusal> FindRefusal(std::string_view text) const {
    for (uint32_t i = 0; i + 1 < words_.size(); ++i) {
      const bool is_refused =
          (Is(i, "not") && (Is(i + 1, "permitted") || Is(i + 1, "allowed")) && Is(i + 2, "to")) ||
          (Is(i, "cannot") && (Is(i + 1, "permit") || Is(i + 1, "allow")));
      const std::optional<uint32_t> act = is_refused ? ActAfter(i + 2) : std::nullopt;
      if (act && IsOfWork(i, *act) && !SpeaksOfOthers(i)) return OwnRefusal{i, *act};
      if (DeclaresNoLicense(text, i)) return OwnRefusal{i, i + 1};
      // "If you want to distribute modified versions, you have to get our approval".
      const bool is_duty =
          (Is(i, "have") && Is(i + 1, "to")) || Is(i, "must") || (Is(i, "need") && Is(i + 1, "to"));
      if (!is_duty) continue;
      const uint32_t verb = Is(i, "must") ? i + 1 : i + 2;
      if (!Is(verb, "get") && !Is(verb, "obtain") && !Is(verb, "ask")) continue;
      for (uint32_t j = verb + 1; j < verb + 6 && j < words_.size(); ++j) {
        if (IsIn(kLeaves, words_[j].hash) && ActNear(i) && !SpeaksOfOthers(i)) {
          return OwnRefusal{i, j};
        }
      }
    }
    return std::nullopt;
  }

 private:
  bool Is(uint32_t at, std::string_view word) const {
    return at < words_.size() && words_[at].hash == LicenseWordHash(word);
  }

  bool AnyOf(std::span<const uint32_t> set, uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end && i < words_.size(); ++i) {
      if (IsIn(set, words_[i].hash)) return true;
    }
    return false;
  }

  static uint32_t Before(uint32_t at, uint32_t reach) { return at > reach ? at - reach : 0; }

  // Of a name, a notice or advertising rather than of the work.
  bool SpeaksOfOthers(uint32_t at) const {
    return AnyOf(kOthers, Before(at, kSubjectReach), at + kSubjectReach);
  }

  bool Forbids(uint32_t at) const {
    return Is(at, "not") || Is(at, "nor") || Is(at, "never") || Is(at, "cannot");
  }

  bool ForbidsWithin(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      if (Forbids(i)) return true;
    }
    return false;
  }

  // "License: Proprietary", as fields of manifests and headers have it.
  bool DeclaresNoLicense(std::string_view text, uint32_t at) const {
    static constexpr std::array kKinds = {H("proprietary"), H("commercial"), H("freeware"),
                                          H("shareware")};
    static constexpr std::array kOfTalk = {H("license"), H("licenses"), H("or"),       H("and"),
                                           H("use"),     H("usage"),    H("software"), H("free")};
    if (!Is(at, "license") || !IsIn(kKinds, words_[at + 1].hash)) return false;
    const std::string_view between =
        text.substr(words_[at].end, words_[at + 1].begin - words_[at].end);
    return between.find_first_of(":=") != std::string_view::npos && !AnyOf(kOfTalk, at + 2, at + 3);
  }

  // "may not be sold", "not for resale", "you may not charge a fee".
  bool ForbidsSale(uint32_t at) const {
    if (!Forbids(at)) return false;
    if (Is(at + 1, "for") && (Is(at + 2, "sale") || Is(at + 2, "resale") || Is(at + 2, "profit"))) {
      return true;
    }
    if (Is(at + 1, "charge") || (Is(at + 1, "be") && Is(at + 2, "charged"))) return true;
    return AnyOf(kSales, at + 1, at + kForbidReach) && !SpeaksOfOthers(at);
  }

  bool ForbidsTakingApart(uint32_t at) const {
    const bool is_named = Is(at, "decompile") || Is(at, "disassemble") ||
                          (Is(at, "reverse") && (Is(at + 1, "engineer") || Is(at + 1, "compile")));
    return is_named && ForbidsWithin(Before(at, kLeaveReach), at);
  }

  // "for research purposes only", "solely for your internal use".
  bool KeepsForPurpose(uint32_t at) const {
    const bool is_noncommercial = Is(at, "commercial") && at > 0 && Is(at - 1, "non");
    if (!IsIn(kPurposes, words_[at].hash) && !is_noncommercial) return false;
    return AnyOf(kAlone, Before(at, kOnlyReach), at + kOnlyReach) ||
           (is_noncommercial && !IsForBoth(at)) || (Is(at, "noncommercial") && !IsForBoth(at));
  }

  // "for commercial and non-commercial purposes".
  bool IsForBoth(uint32_t at) const {
    for (uint32_t i = Before(at, 5); i < at + 6; ++i) {
      const bool is_trade = Is(i, "commercial") && i != at && !(i > 0 && Is(i - 1, "non"));
      if (is_trade) return true;
    }
    return false;
  }

  // "not for commercial use", "commercial use requires …", "may not be used in any commercial …".
  bool ForbidsTrade(uint32_t at) const {
    if (!Is(at, "commercial") && !Is(at, "commercially")) return false;
    if (at > 0 && Is(at - 1, "non")) return false;
    static constexpr std::array kHeld = {H("prohibited"), H("forbidden"), H("requires"),
                                         H("require"), H("disallowed")};
    return ForbidsWithin(Before(at, 7), at) || AnyOf(kHeld, at, at + 6);
  }

  // "may not be copied … without the prior consent of …".
  bool BindsToLeave(uint32_t at) const {
    if (!IsIn(kLeaves, words_[at].hash)) return false;
    const bool is_asked = AnyWithout(Before(at, 6), at);
    if (!is_asked) return false;
    const uint32_t begin = Before(at, kLeaveReach);
    if (AnyOf(kOthers, begin, at + 4)) return false;
    return ForbidsWithin(begin, at) && AnyOf(kActs, begin, at);
  }

  bool AnyWithout(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      if (Is(i, "without") || Is(i, "unless")) return true;
    }
    return false;
  }

  // "Any derived work must be licensed under …".
  bool HasDutyOnChanges(uint32_t at) const {
    static constexpr std::array kChanges = {H("derivative"),  H("derivatives"),   H("derived"),
                                            H("modified"),    H("modifications"), H("changes"),
                                            H("improvements")};
    static constexpr std::array kDuties = {H("must"), H("shall"), H("required"), H("only"),
                                           H("provided")};
    const uint32_t begin = Before(at, kDutyReach);
    return AnyOf(kChanges, begin, at + kActReach) && AnyOf(kDuties, begin, at);
  }

  // "the complete source code must be made available".
  bool AsksForSource(uint32_t at) const {
    const uint32_t verb = Is(at + 1, "code") ? at + 2 : at + 1;
    if (!Is(verb, "must") && !Is(verb, "shall")) return false;
    static constexpr std::array kGiven = {H("available"), H("provided"),  H("included"),
                                          H("supplied"),  H("published"), H("accompany")};
    return AnyOf(kGiven, verb + 1, verb + 7);
  }

  std::optional<uint32_t> ActAfter(uint32_t from) const {
    for (uint32_t i = from; i < from + kNearActReach && i < words_.size(); ++i) {
      if (IsIn(kActs, words_[i].hash)) return i;
    }
    return std::nullopt;
  }

  // "You are not allowed to …", "not permitted to modify this file"; and not "it is not allowed to
  // modify the same key twice".
  bool IsOfWork(uint32_t refused, uint32_t act) const {
    static constexpr std::array kPeople = {H("you"), H("users"),  H("licensees"),
                                           H("we"),  H("nobody"), H("anyone")};
    static constexpr std::array kWorks = {
        H("software"),      H("program"), H("document"), H("file"),   H("files"),   H("package"),
        H("documentation"), H("manual"),  H("binaries"), H("copies"), H("version"), H("parties")};
    return AnyOf(kPeople, Before(refused, 3), refused) || AnyOf(kWorks, act + 1, act + kActReach);
  }

  bool ActNear(uint32_t at) const { return AnyOf(kActs, Before(at, kLeaveReach), at + kActReach); }

  std::span<const LicenseWord> words_;
};

}  // namespace

bool TakesUseBack(std::span<const LicenseWord> words) { return Reader(words).TakesUseBack(); }

bool AsksSameTerms(std::span<const LicenseWord> words) { return Reader(words).AsksSameTerms(); }

std::optional<OwnRefusal> FindRefusal(std::string_view text, std::span<const LicenseWord> words) {
  return Reader(words).FindRefusal(text);
}

}  // namespace copytrace

// In turn, each only where nothing was found before: the file is a name or an address; it grants
// something in words of its own; it is a contract, told by how often it says "licensee" and the
// like; it sends the reader elsewhere; it disclaims warranties. A contract keeps to itself what it
// says of other licences, and a grant may be narrowed by the clauses around it.
#include "engine/license/own_terms.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/license/declared_license.h"
#include "engine/license/license_address.h"
#include "engine/license/license_mention.h"
#include "engine/license/license_reference.h"
#include "engine/license/license_talk.h"
#include "engine/license/own_clause.h"
#include "engine/license/own_grant.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr std::string_view kPublicDomain = "LicenseRef-scancode-public-domain";
constexpr std::string_view kRestrictedGrant = "LicenseRef-scancode-proprietary-license";
constexpr std::ptrdiff_t kContractWords = 5;  // terms of some firm's own
constexpr std::ptrdiff_t kContract = 20;      // a contract, whatever it grants
constexpr std::ptrdiff_t kLongContract = 25;  // one that may mention licences in passing
constexpr size_t kTitleWords = 120;           // in which a file says that it is somebody's terms
constexpr size_t kNameOnly = 200;             // bytes of a file that is only a name or an address
constexpr double kPhraseConfidence = 0.5;     // for a person to read

// "End User License Agreement", "Terms of Service".
bool IsTitleOfTerms(const std::vector<LicenseWord>& words, size_t at) {
  const auto is = [&](size_t ahead, uint32_t hash) {
    return at + ahead < words.size() && words[at + ahead].hash == hash;
  };
  if (is(0, H("end")) && is(1, H("user")) && is(2, H("license")) && is(3, H("agreement"))) {
    return true;
  }
  return is(0, H("terms")) && is(1, H("of")) && (is(2, H("service")) || is(2, H("use")));
}

class Settler {
 public:
  Settler(std::string_view text, const FileSigns& signs, std::vector<FoundLicense>* found)
      : text_(text), signs_(signs), found_(*found) {}

  void Settle() {
    if (found_.empty() && text_.size() < kNameOnly) ReadWhole();
    if (signs_.has_terms && !signs_.has_mark && signs_.contract_words >= kContract) KeepToTerms();
    if (signs_.contract_words >= kLongContract) DropMentions();
    if (found_.empty()) ReadGrant();
    // "Key agreement" is no contract.
    if (found_.empty() && signs_.speaks_of_licenses && signs_.contract_words >= kContractWords) {
      found_.push_back(
          {0, text_.size(), LicenseLayer::kText, std::string(kRestrictedGrant), kPhraseConfidence});
    }
    ReadClauses();
    NameAuthor();
    if (found_.empty()) ReadReference();
    if (found_.empty()) ReadDisclaimer();
  }

 private:
  // A file, or a manifest's field, that is a name or an address and nothing else.
  void ReadWhole() {
    const size_t begin = text_.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return;
    const size_t end = text_.find_last_not_of(" \t\r\n") + 1;
    const std::string_view whole = text_.substr(begin, end - begin);
    AddressedLicense stated{LicenseOfNames(whole), 1};
    if (IsAddress(whole)) stated = LicenseOfAddress(whole);
    if (stated.expression.empty()) return;
    found_.push_back(
        {begin, end, LicenseLayer::kNotice, std::move(stated.expression), stated.confidence});
  }

  // Terms for end users and of services speak of other licences: of parts, or where they forbid to
  // mix them in. What they permit, they permit under themselves.
  void KeepToTerms() {
    std::erase_if(found_, [](const FoundLicense& found) {
      return found.layer == LicenseLayer::kNotice && found.expression != kRestrictedGrant;
    });
  }

  // A firm's contract speaks of the GPL where it forbids to mix it in.
  void DropMentions() {
    const bool states = std::any_of(found_.begin(), found_.end(), [](const FoundLicense& found) {
      return found.layer != LicenseLayer::kNotice ||
             !(found.is_bare || IsPhraseOfOwn(found.expression));
    });
    if (!states) std::erase_if(found_, [](const FoundLicense& found) { return found.is_bare; });
  }

  void ReadGrant() {
    const bool is_contract = signs_.contract_words >= kContract;
    for (const std::vector<LicenseWord>& words : signs_.regions) {
      if (const std::optional<OwnGrant> grant = FindOwnGrant(text_, words)) {
        Add(words, grant->first_word, grant->last_word,
            is_contract ? kRestrictedGrant : grant->expression);
        return;
      }
    }
  }

  // A grant in words of its own, in a file that has nothing else, goes on to take a use back or to
  // ask the same of what is made of it. Terms for users and of services grant little.
  void ReadClauses() {
    const bool is_grant =
        !found_.empty() && std::all_of(found_.begin(), found_.end(), [](const FoundLicense& found) {
          return found.layer == LicenseLayer::kNotice && found.expression == kUnnamedGrant;
        });
    if (!is_grant) return;
    bool takes_back = signs_.has_terms;
    bool asks_same = false;
    for (const std::vector<LicenseWord>& words : signs_.regions) {
      takes_back = takes_back || TakesUseBack(words);
      asks_same = asks_same || AsksSameTerms(words);
    }
    if (!takes_back && !asks_same) return;
    for (FoundLicense& found : found_) {
      found.expression = takes_back ? kRestrictedGrant : kOwnCopyleft;
    }
  }

  // Terms in an author's own words, and by whom they are.
  void NameAuthor() {
    const auto is_own = [](const FoundLicense& found) {
      return IsPhraseOfOwn(found.expression) && found.expression != kPublicDomain;
    };
    if (signs_.author.empty() || !std::all_of(found_.begin(), found_.end(), is_own)) return;
    for (FoundLicense& found : found_) found.expression = signs_.author;
  }

  void ReadReference() {
    for (const std::vector<LicenseWord>& words : signs_.regions) {
      if (const std::optional<LicenseReference> reference = FindLicenseReference(text_, words)) {
        Add(words, reference->first_word, reference->last_word, reference->expression);
        return;
      }
    }
  }

  // "WITHOUT WARRANTY OF ANY KIND" and nothing else: no grant, but something that was said.
  void ReadDisclaimer() {
    for (const std::vector<LicenseWord>& words : signs_.regions) {
      if (const std::optional<uint32_t> at = FindWarrantyDisclaimer(words)) {
        Add(words, *at, *at, kDisclaimerOnly);
        return;
      }
    }
  }

  void Add(const std::vector<LicenseWord>& words, uint32_t first, uint32_t last,
           std::string_view expression) {
    found_.push_back({words[first].begin, words[last].end, LicenseLayer::kNotice,
                      std::string(expression), kPhraseConfidence});
  }

  std::string_view text_;
  const FileSigns& signs_;
  std::vector<FoundLicense>& found_;
};

}  // namespace

void NoteSigns(const std::vector<LicenseWord>& words, bool is_first, FileSigns* signs) {
  signs->contract_words += std::count_if(words.begin(), words.end(), [](const LicenseWord& word) {
    return word.hash == H("licensee") || word.hash == H("licensor") ||
           word.hash == H("agreement") || word.hash == H("sublicense");
  });
  signs->speaks_of_licenses =
      signs->speaks_of_licenses ||
      std::any_of(words.begin(), words.end(), [](const LicenseWord& word) {
        return IsLicenseWord(word.hash) || word.hash == H("licensee") || word.hash == H("licensor");
      });
  const size_t start = is_first ? std::min(words.size(), kTitleWords) : 0;
  for (size_t i = 0; i < start && !signs->has_terms; ++i) {
    signs->has_terms = IsTitleOfTerms(words, i);
  }
}

void SettleOwnTerms(std::string_view text, const FileSigns& signs,
                    std::vector<FoundLicense>* found) {
  Settler(text, signs, found).Settle();
}

}  // namespace copytrace

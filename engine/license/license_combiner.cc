// A layer is dropped where another says it better: a text of the GPL where a notice says which
// versions are meant, a bare "BSD license" above the text itself, one licence where a choice of it
// and others is offered, a phrase beside a licence. Names in a long row are talk about licences.
#include "engine/license/license_combiner.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/license/license_table.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr std::string_view kUnnamedGrant = "LicenseRef-scancode-other-permissive";
constexpr std::string_view kRestrictedGrant = "LicenseRef-scancode-proprietary-license";
constexpr std::string_view kPublicDomain = "LicenseRef-scancode-public-domain";
constexpr std::string_view kBareBsd = "BSD-3-Clause";  // what "the BSD license" is taken to be
constexpr std::string_view kSomeGpl = "GPL-1.0-or-later";
constexpr std::string_view kPerl = "Artistic-1.0-Perl OR GPL-1.0-or-later";
constexpr std::string_view kPerlInWords = "Artistic-1.0 OR GPL-1.0-or-later";
constexpr size_t kList = 12;  // names in a row that state nothing
constexpr size_t kListBesideStatement = 6;
constexpr size_t kListBesideText = 3;
constexpr size_t kMostChoices = 6;  // nobody offers more licences than that to choose from

// "GPL" of "GPL-2.0-or-later", "BSD" of "BSD-3-Clause".
std::string_view FamilyOf(std::string_view expression) {
  return expression.substr(0, expression.find('-'));
}

// "GPL-2.0" of "GPL-2.0-or-later".
std::string_view BaseOf(std::string_view expression) {
  for (const std::string_view ending : {"-only", "-or-later"}) {
    if (const size_t at = expression.find(ending); at != std::string_view::npos) {
      return expression.substr(0, at);
    }
  }
  return expression;
}

size_t CountChoices(std::string_view expression) {
  size_t count = 1;
  for (size_t at = 0; (at = expression.find(" OR ", at)) != std::string_view::npos; ++at) ++count;
  return count;
}

// The alternatives of an expression that is a choice; else itself.
std::set<std::string> ChoicesOf(const std::string& expression) {
  const std::optional<SpdxExpression> parsed = ParseSpdxExpression(expression);
  if (!parsed || parsed->kind != SpdxExpression::Kind::kOr) return {expression};
  std::set<std::string> choices;
  for (const SpdxExpression& operand : parsed->operands) choices.insert(ToString(operand));
  return choices;
}

bool NamesFamily(const std::string& expression, std::string_view family) {
  const std::set<std::string> choices = ChoicesOf(expression);
  return std::any_of(choices.begin(), choices.end(),
                     [family](const auto& choice) { return FamilyOf(choice) == family; });
}

bool NamesBase(const std::string& expression, std::string_view base) {
  const std::set<std::string> choices = ChoicesOf(expression);
  return std::any_of(choices.begin(), choices.end(), [base](const std::string& choice) {
    return BaseOf(choice) == base || (base == "Artistic-1.0" && choice == "Artistic-1.0-Perl");
  });
}

// Whether every choice of `some` is among those of `choices`, "-only" and "or later" apart.
bool OffersEach(const std::string& choices, const std::string& some) {
  const std::set<std::string> all = ChoicesOf(choices);
  const std::set<std::string> each = ChoicesOf(some);
  return std::all_of(each.begin(), each.end(), [&all](const std::string& choice) {
    return std::any_of(all.begin(), all.end(), [&choice](const std::string& other) {
      return other == choice || BaseOf(other) == BaseOf(choice);
    });
  });
}

// Whether one offers fewer of the same licences to choose from.
bool IsChoiceOf(const std::string& one, const std::string& choices) {
  if (choices.find(" OR ") == std::string::npos) return false;
  const std::set<std::string> some = ChoicesOf(one);
  const std::set<std::string> all = ChoicesOf(choices);
  return some != all && some.size() <= all.size() &&
         std::all_of(some.begin(), some.end(), [&all](const std::string& choice) {
           return std::any_of(all.begin(), all.end(), [&choice](const std::string& other) {
             return other == choice || other.starts_with(choice + " WITH ");
           });
         });
}

class Combiner {
 public:
  explicit Combiner(std::vector<FoundLicense>* found) : found_(found) {}

  void Combine() {
    DropLists();
    SettleChoices();
    for (const FoundLicense& found : *found_) stated_.emplace(found.layer, found.expression);
    std::map<std::pair<LicenseLayer, std::string>, bool> repeats;
    std::erase_if(*found_, [&](const FoundLicense& found) {
      const auto [at, is_new] = repeats.try_emplace({found.layer, found.expression});
      if (is_new) at->second = IsRepeat(found);
      return at->second;
    });
  }

 private:
  bool Has(LicenseLayer layer, const auto& predicate) const {
    return std::any_of(stated_.begin(), stated_.end(), [&](const auto& stated) {
      return stated.first == layer && predicate(stated.second);
    });
  }

  // A file that names one licence after the other talks about licences. Beside a statement a
  // shorter list is talk: what a licence is compatible with, or compared to.
  void DropLists() {
    std::erase_if(*found_, [](const FoundLicense& found) {
      return found.layer == LicenseLayer::kNotice && CountChoices(found.expression) > kMostChoices;
    });
    std::set<std::string> bare;
    bool states = false;
    bool has_articles = false;
    for (const FoundLicense& found : *found_) {
      if (found.is_bare) bare.insert(found.expression);
      states = states || !found.is_bare;
      has_articles = has_articles || found.is_articles;
    }
    if (bare.size() < (has_articles ? kListBesideText : states ? kListBesideStatement : kList)) {
      return;
    }
    std::erase_if(*found_, [](const FoundLicense& found) { return found.is_bare; });
  }

  // "the GPL, or the BSD license": the text that follows says which BSD licence is meant.
  void SettleChoices() {
    std::set<std::string> texts;
    for (const FoundLicense& found : *found_) {
      if (found.layer == LicenseLayer::kText && found.expression.starts_with("BSD-") &&
          found.expression.find(' ') == std::string::npos) {
        texts.insert(found.expression);
      }
    }
    if (texts.size() != 1 || texts.contains(std::string(kBareBsd))) return;
    for (FoundLicense& found : *found_) {
      if (found.layer != LicenseLayer::kNotice) continue;
      const size_t at = found.expression.find(kBareBsd);
      const size_t end = at + kBareBsd.size();
      const bool is_choice = at != std::string::npos &&
                             found.expression.find(" OR ") != std::string::npos &&
                             (end == found.expression.size() || found.expression[end] == ' ');
      if (is_choice) found.expression.replace(at, kBareBsd.size(), *texts.begin());
    }
  }

  bool IsRepeat(const FoundLicense& found) const {
    if (found.layer == LicenseLayer::kText) {
      // The text of the GPL does not say which versions are meant; a notice or tag does.
      const auto names_it = [&found](const std::string& other) {
        return BaseOf(found.expression) != found.expression && other != found.expression &&
               BaseOf(other) == BaseOf(found.expression);
      };
      // "under either of …", and then the texts of both.
      const auto offers_it = [&found](const std::string& other) {
        return other != found.expression && other.find(" OR ") != std::string::npos &&
               NamesBase(other, BaseOf(found.expression));
      };
      return Has(LicenseLayer::kNotice, names_it) || Has(LicenseLayer::kTag, names_it) ||
             Has(LicenseLayer::kNotice, offers_it) || Has(LicenseLayer::kTag, offers_it) ||
             Has(LicenseLayer::kText, offers_it);
    }
    // A notice in words offers what the tag does, and more.
    if (found.layer == LicenseLayer::kTag && found.expression.find(" OR ") != std::string::npos) {
      return Has(LicenseLayer::kNotice, [&found](const std::string& notice) {
        return IsChoiceOf(found.expression, notice);
      });
    }
    if (found.layer == LicenseLayer::kNotice) {
      // A name above the text itself, or one of the choices that another notice offers.
      if (Has(LicenseLayer::kText, [&found](const std::string& text) {
            return found.expression.find(' ') == std::string::npos &&
                   BaseOf(found.expression) == found.expression &&
                   !found.expression.starts_with("LicenseRef-") &&
                   NamesFamily(text, FamilyOf(found.expression));
          })) {
        return true;
      }
      // "the same terms as Perl", and then what those are.
      if (found.expression.find(kPerlInWords) != std::string::npos &&
          std::any_of(stated_.begin(), stated_.end(),
                      [](const auto& other) { return other.second.find(kPerl) == 0; })) {
        return true;
      }
      // "GPL" in another part of a file that says which.
      if (found.expression == kSomeGpl) {
        const auto says_which = [](const std::string& other) {
          return other != kSomeGpl && FamilyOf(other) == "GPL";
        };
        if (Has(LicenseLayer::kNotice, says_which) || Has(LicenseLayer::kTag, says_which))
          return true;
      }
      // Intel's licence is the BSD licence with a clause on exports, by which it would be told.
      if (found.expression == "Intel" && Has(LicenseLayer::kText, [](const std::string& text) {
            return NamesFamily(text, "BSD");
          })) {
        return true;
      }
      // The GPL by its name alone beside a licence's own text is talk about compatibility, unless
      // something "is licensed under the GPL".
      if (!found.is_granted &&
          (found.expression == kSomeGpl || found.expression == "LGPL-2.0-or-later") &&
          Has(LicenseLayer::kText, [](const std::string&) { return true; })) {
        return true;
      }
      // Who gives a work into the public domain goes on to say what may be done with it.
      if (found.expression == kUnnamedGrant &&
          Has(LicenseLayer::kNotice, [](const auto& other) { return other == kPublicDomain; })) {
        return true;
      }
      // The deed itself says more than that there is one.
      if (found.expression == kPublicDomain &&
          std::any_of(stated_.begin(), stated_.end(), [](const auto& other) {
            return other.second != kPublicDomain &&
                   ClassOfExpression(other.second) == LicenseClass::kPublicDomain;
          })) {
        return true;
      }
      // Terms that are proprietary anyhow are full of what they forbid.
      if (found.is_refusal && std::any_of(stated_.begin(), stated_.end(), [](const auto& other) {
            return other.second != kRestrictedGrant &&
                   ClassOfExpression(other.second) == LicenseClass::kProprietary;
          })) {
        return true;
      }
      // A phrase such as "public domain" or "may not be copied" says nothing beside a licence.
      if (IsPhraseOfOwn(found.expression) && found.expression != kPublicDomain &&
          !found.is_refusal && std::any_of(stated_.begin(), stated_.end(), [](const auto& other) {
            return !IsPhraseOfOwn(other.second);
          })) {
        return true;
      }
      const auto offers_it = [&found](const std::string& other) {
        return IsChoiceOf(found.expression, other) ||
               other.starts_with(found.expression + " WITH ");
      };
      // Beside a tag that offers a choice, the notice in words tells of the same choice.
      const auto tags_it = [&found](const std::string& tag) {
        return tag.find(" OR ") != std::string::npos && OffersEach(tag, found.expression);
      };
      return Has(LicenseLayer::kNotice, offers_it) || Has(LicenseLayer::kText, offers_it) ||
             Has(LicenseLayer::kTag, tags_it);
    }
    return false;
  }

  std::vector<FoundLicense>* found_;
  std::set<std::pair<LicenseLayer, std::string>> stated_;  // what found_ says, each once
};

}  // namespace

void CombineLicenses(std::vector<FoundLicense>* found) { Combiner(found).Combine(); }

bool IsPhraseOfOwn(std::string_view expression) {
  return expression == kPublicDomain || expression == kUnnamedGrant ||
         expression == kRestrictedGrant;
}

}  // namespace copytrace

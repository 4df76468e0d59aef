// What a licence asks of whoever ships the work, in plain words. Thread-safe.
//
// The words are ours (obligations.tsv): a summary to plan by, not the licence and not advice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/license/license_table.h"

namespace copytrace {

enum class ObligationCode : uint8_t {
  kNotice,             // keep the copyright notice
  kLicenseText,        // pass on the licence's text
  kNoticeFile,         // pass on what a NOTICE file says
  kAttribution,        // name the author where users see it
  kStateChanges,       // say that, and when, files were changed
  kSourceDisclosure,   // pass on or offer the source
  kSameLicense,        // pass the work on under the same licence
  kNetworkUse,         // users over a network are owed the source
  kInstallation,       // and what it takes to install a changed version
  kRelinking,          // users may relink with a changed library
  kNoFurtherTerms,     // add no restriction of your own
  kPatentGrant,        // contributors' patents are licensed; what you contribute licenses yours
  kPatentTermination,  // who sues over patents loses the licence
  kNoEndorsement,      // do not advertise with the authors' names
  kAdvertising,        // name the authors in advertising
  kNaming,             // changed versions take another name
  kMarks,              // no right to trademarks
  kUseRestriction,     // uses that are not allowed
  kPermission,         // nothing is allowed without the holder's leave
};

// "notice", "license-text", "source-disclosure" …: the names that reports and policies use.
std::string_view ObligationName(ObligationCode code);
std::optional<ObligationCode> ParseObligationName(std::string_view name);

struct Obligation {
  ObligationCode code = ObligationCode::kNotice;
  std::string sentence;     // what to do, in our words
  std::string section;      // where the licence says so: "4(d)"; empty where it has no sections
  std::string license;      // that asks for it: one licence, with its exception
  bool is_derived = false;  // from the licence's class, not from its own text: read the licence
  bool operator==(const Obligation&) const = default;
};

// One way to take an expression: of every OR one side. "MIT AND (GPL-2.0-only OR ISC)" has two.
struct LicenseChoice {
  std::string expression;                               // without OR
  LicenseClass license_class = LicenseClass::kUnknown;  // for the use asked about
  std::vector<Obligation> obligations;                  // of all its licences, each once
};

struct Obligations {
  std::vector<LicenseChoice> choices;  // in the expression's order; empty where it is malformed
  bool is_complete = true;             // false: there are more choices than kMostLicenseChoices
};

inline constexpr size_t kMostLicenseChoices = 32;

// Of a work used as `use` says and passed on. A licence that is not known asks for permission: no
// known licence is no grant. So does an empty or malformed expression, with no choices at all.
Obligations ObligationsOf(std::string_view expression, LicenseUse use);

}  // namespace copytrace

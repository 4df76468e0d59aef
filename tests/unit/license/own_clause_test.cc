// Clauses in words of an author's own: what they make of a grant, and of a licence beside them.
#include "engine/license/own_clause.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/license/license_detector.h"

namespace copytrace {
namespace {

constexpr const char* kRestricted = "LicenseRef-scancode-proprietary-license";
constexpr const char* kPermissive = "LicenseRef-scancode-other-permissive";
constexpr const char* kGrant = "You may freely copy, modify and distribute this program. ";

std::string Stated(const std::string& text) { return DetectLicense(text).expression; }

TEST(OwnClause, TakesAUseOfTheGrantBack) {
  EXPECT_EQ(Stated(kGrant), kPermissive);
  for (const char* clause :
       {"It is not for sale.", "You may not sell it.", "You may not charge a fee for it.",
        "You may not reverse engineer the binary part.", "It is for research only.",
        "Use it solely for your internal tests.", "Use in non-commercial projects is fine.",
        "It is not for commercial use.", "Any commercial use requires a fee.",
        "Changed parts may not be distributed without our consent."}) {
    EXPECT_EQ(Stated(std::string(kGrant) + clause), kRestricted) << clause;
  }
}

TEST(OwnClause, WhatIsSaidOfNamesAndNoticesTakesNothingBack) {
  for (const char* clause :
       {"The names of its authors may not be used to sell products.",
        "This notice must not be modified without permission.",
        "Use it for commercial and non-commercial purposes.", "It is meant for research.",
        "We gave it away, since nobody could sell us anything better for our work."}) {
    EXPECT_EQ(Stated(std::string(kGrant) + clause), kPermissive) << clause;
  }
}

TEST(OwnClause, AsksTheSameOfWhatIsMadeOfIt) {
  for (const char* clause : {"Any derived work must be passed on under the same terms.",
                             "Its source code must be made available to everybody."}) {
    EXPECT_EQ(Stated(std::string(kGrant) + clause), kOwnCopyleft) << clause;
  }
  EXPECT_EQ(Stated(std::string(kGrant) + "The source code is in the folder above."), kPermissive);
}

TEST(OwnClause, ARefusalStatesSomethingByItselfAndBesideALicence) {
  for (const char* sentence :
       {"You are not allowed to redistribute changed versions of this manual.",
        "We cannot permit modification of the firmware.",
        "If you want to distribute a changed version, you have to get our approval."}) {
    EXPECT_EQ(Stated(sentence), kRestricted) << sentence;
    const DetectedLicense beside =
        DetectLicense("Licensed under the ISC license. " + std::string(sentence));
    EXPECT_EQ(beside.expression, "ISC AND " + std::string(kRestricted)) << sentence;
    EXPECT_EQ(beside.confidence, 0.5);
  }
}

TEST(OwnClause, TalkOfLeaveIsNoRefusal) {
  for (const char* sentence :
       {"The process is not allowed to read the license file.",
        "It is not allowed to modify the same key twice within a license.",
        "You are not permitted to use our name or the logo to distribute copies.",
        "You must obtain the latest copy of the license from our server."}) {
    EXPECT_EQ(Stated(sentence), "") << sentence;
  }
}

TEST(OwnClause, TermsOfAServiceGrantLittle) {
  EXPECT_EQ(Stated("Terms of Service\n\nOn this license: " + std::string(kGrant)), kRestricted);
}

TEST(OwnClause, AKeyAgreementIsNoContract) {
  std::string code;
  for (int i = 0; i < 12; ++i) code += "The key agreement is confidential. ";
  EXPECT_EQ(Stated(code), "");
  EXPECT_EQ(Stated(code + "So says this license."), kRestricted);
}

}  // namespace
}  // namespace copytrace

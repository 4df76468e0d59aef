// Which of two versions is the later one, by the rules of the ecosystem that they belong to.
// Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string_view>

namespace copytrace {

enum class VersionScheme {
  kSemantic,  // semver.org 2.0.0, section 11; parts may be missing or be more, "v" may precede
  kNuGet,     // the same, without regard to case
  kPython,    // PEP 440
  kDebian,    // deb-version(7)
  kMaven,     // maven.apache.org/pom.html, "Version Order Specification"
  kGem,       // Gem::Version
  kComposer,  // Composer's normal form under PHP's version_compare
  kDotted,    // numbers between dots and hyphens: CRAN, Hackage
};

// That of a purl's type: "npm", "pypi", "deb" …; nothing for a type whose rules are not known here.
std::optional<VersionScheme> VersionSchemeOf(std::string_view purl_type);

// Below, equal to or above 0 as `a` is before, equal to or after `b`. Nothing where one of them is
// no version by the scheme's rules, or longer than 256 bytes.
std::optional<int> CompareVersions(VersionScheme scheme, std::string_view a, std::string_view b);

}  // namespace copytrace

// What somebody changed in the text of a plain licence, where it makes it another one. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/license/license_text.h"
#include "engine/license/license_word.h"

namespace copytrace {

// Words put into a text that are a clause of its own, which may name other licences.
inline constexpr uint32_t kOwnClause = 12;

// What a text of few clauses is after its changes: "" where they change nothing; a proprietary
// licence where a clause takes a use back; a permissive one of its own where a right is left out.
std::string_view AmendedLicense(std::string_view text, std::span<const LicenseWord> words,
                                const LicenseTextMatch& match);

}  // namespace copytrace

// Names of licences that are spoken of and not given: "similar to the BSD licence", "not under the
// GPL", "a BSD-like license". Thread-safe. Positions are indexes of words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/license/license_word.h"

namespace copytrace {

bool IsLicenseWord(uint32_t word);  // by its hash

// "not in the public domain", "neither … nor in the public domain", "derived from public domain
// code".
bool IsDenied(std::span<const LicenseWord> words, uint32_t first);

// "and not under the GPL", "is not covered by the GPL", "do not upgrade to the LGPLv3".
bool IsExcluded(std::span<const LicenseWord> words, uint32_t first);

// "the actual code of the library is covered by the LGPL, the rest of the package by the GPL".
bool IsOfAnotherWork(std::span<const LicenseWord> words, uint32_t first);

// "is licensed under the GPL", "are released under the terms of the GPL".
bool IsGranted(std::span<const LicenseWord> words, uint32_t first);

// "similar in effect to the BSD licence", "not compatible with the MIT license".
bool IsCompared(std::span<const LicenseWord> words, uint32_t first);

// "a BSD-like license" is not the BSD licence.
bool IsLikeness(std::string_view text, std::span<const LicenseWord> words, uint32_t last);

// Whether a grant in its own words that begins here goes on to take back a kind of use.
bool IsRestricted(std::span<const LicenseWord> words, uint32_t first);

}  // namespace copytrace

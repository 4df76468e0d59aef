// What stands between two names of licences says how they are joined. Thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/license/license_mention.h"
#include "engine/license/license_notice.h"
#include "engine/license/license_word.h"

namespace copytrace {

// The mentions, in their order, as notices: those that a word of choice joins are one.
std::vector<LicenseNotice> JoinMentions(std::string_view text, std::span<const LicenseWord> words,
                                        std::span<const LicenseMention> mentions);

}  // namespace copytrace

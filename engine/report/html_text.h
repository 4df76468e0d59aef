// Untrusted strings as text and attributes of HTML. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

// Printable, with what would begin a tag, an entity or end an attribute written as entities.
std::string HtmlText(std::string_view text);

}  // namespace copytrace

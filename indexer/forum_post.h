// A post of a forum: the code in it, and under which licence it stands. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

struct CodeBlock {
  std::string code;      // entities decoded
  std::string language;  // "py" of class="lang-py"; empty where the markup says nothing
};

// The blocks <pre><code>…</code></pre> of a post's HTML, in order. Code within a line of prose is
// left out.
std::vector<CodeBlock> CodeBlocksOf(std::string_view html);

// The file name ending ("py") that belongs to a tag ("python-3.x") or to a language of the markup
// ("py", "javascript"); empty where it tells no language.
std::string_view EndingOfTag(std::string_view tag);

// Stack Exchange's licence for what was posted on this ISO date:
// https://stackoverflow.com/help/licensing
std::string_view StackExchangeLicense(std::string_view date);

}  // namespace copytrace

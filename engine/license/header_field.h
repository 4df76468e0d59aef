// Header fields as in mail (RFC 5322), in which several kinds of manifest are written: stanzas of
// "Name: value", values continued on indented lines. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

struct HeaderField {
  std::string name;   // lower case
  std::string value;  // its lines trimmed, joined by newlines
};
using HeaderStanza = std::vector<HeaderField>;

// Takes one stanza off the front of *text, up to an empty line or the end. Lines of comment and
// lines that are no field are passed over.
HeaderStanza TakeHeaderStanza(std::string_view* text);

// Of the first field of this name (lower case), or empty.
std::string HeaderValue(const HeaderStanza& stanza, std::string_view name);

// Takes one line off the front of *text, without its end.
std::string_view TakeHeaderLine(std::string_view* text);

std::string_view TrimSpace(std::string_view text);
std::string LowerAscii(std::string_view text);

}  // namespace copytrace

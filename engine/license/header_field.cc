#include "engine/license/header_field.h"

namespace copytrace {

std::string_view TrimSpace(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

std::string_view TakeHeaderLine(std::string_view* text) {
  const size_t end = text->find('\n');
  std::string_view line = text->substr(0, end);
  text->remove_prefix(end == std::string_view::npos ? text->size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

HeaderStanza TakeHeaderStanza(std::string_view* text) {
  HeaderStanza stanza;
  while (!text->empty()) {
    const std::string_view line = TakeHeaderLine(text);
    if (line.empty()) {
      if (stanza.empty()) continue;
      break;
    }
    if (line[0] == '#') continue;
    if (line[0] == ' ' || line[0] == '\t') {
      if (!stanza.empty()) stanza.back().value += '\n' + std::string(TrimSpace(line));
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    stanza.push_back(
        {LowerAscii(line.substr(0, colon)), std::string(TrimSpace(line.substr(colon + 1)))});
  }
  return stanza;
}

std::string HeaderValue(const HeaderStanza& stanza, std::string_view name) {
  for (const HeaderField& field : stanza) {
    if (field.name == name) return field.value;
  }
  return "";
}

}  // namespace copytrace

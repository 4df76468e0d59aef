#include "engine/license/license_rules.h"

// The files' bytes, as the linker sees them.
asm(R"(
    .section .rodata
    .global copytrace_obligations
copytrace_obligations:
    .incbin ")" COPYTRACE_OBLIGATIONS R"("
    .byte 0
    .global copytrace_compatibility
copytrace_compatibility:
    .incbin ")" COPYTRACE_COMPATIBILITY R"("
    .byte 0
    .global copytrace_known_addresses
copytrace_known_addresses:
    .incbin ")" COPYTRACE_KNOWN_ADDRESSES R"("
    .byte 0
    .previous
)");
extern "C" const char copytrace_obligations[];
extern "C" const char copytrace_compatibility[];
extern "C" const char copytrace_known_addresses[];

namespace copytrace {
namespace {

std::string_view TakeUpTo(char separator, std::string_view* text) {
  const size_t end = text->find(separator);
  const std::string_view taken = text->substr(0, end);
  text->remove_prefix(end == std::string_view::npos ? text->size() : end + 1);
  return taken;
}

std::vector<RuleRow> ReadRows(std::string_view table) {
  std::vector<RuleRow> rows;
  while (!table.empty()) {
    std::string_view line = TakeUpTo('\n', &table);
    if (line.empty() || line.front() == '#') continue;
    RuleRow row;
    while (!line.empty()) row.push_back(TakeUpTo('\t', &line));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

const std::vector<RuleRow>& ObligationRules() {
  static const std::vector<RuleRow> rows = ReadRows(copytrace_obligations);
  return rows;
}

const std::vector<RuleRow>& CompatibilityRules() {
  static const std::vector<RuleRow> rows = ReadRows(copytrace_compatibility);
  return rows;
}

const std::vector<RuleRow>& KnownAddressRules() {
  static const std::vector<RuleRow> rows = ReadRows(copytrace_known_addresses);
  return rows;
}

std::vector<std::string_view> SplitRule(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    std::string_view part = TakeUpTo(separator, &text);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

bool FitsRule(std::string_view pattern, std::string_view text) {
  const size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (size_t skipped = 0; skipped <= text.size(); ++skipped) {
    if (FitsRule(pattern, text.substr(skipped))) return true;
  }
  return false;
}

}  // namespace copytrace

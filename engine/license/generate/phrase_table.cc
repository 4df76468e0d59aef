#include "engine/license/generate/phrase_table.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "engine/license/generate/table_file.h"
#include "engine/license/license_name.h"
#include "engine/license/license_word.h"

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 12> kKindsOfLicense = {
    "generic-",   "other-",   "unknown", "free-unknown", "public-domain", "proprietary",
    "commercial", "warranty", "mit-",    "bsd-",         "x11-",          "apache-"};

bool IsNumber(std::string_view text, size_t from) {
  return text.find_first_not_of("0123456789-", from) == std::string_view::npos;
}

std::vector<uint32_t> Folded(const std::string& text) {
  std::vector<LicenseWord> words;
  AppendLicenseWords(text, 0, text.size(), &words);
  std::vector<uint32_t> hashes;
  for (const NameWord& word : FoldNameWords(text, words)) hashes.push_back(word.hash);
  return hashes;
}

void SetBit(std::vector<uint8_t>* bits, uint64_t hash) {
  uint8_t& byte = (*bits)[(hash & 0xFFFF) >> 3];
  byte = static_cast<uint8_t>(byte | (1 << (hash & 7)));
}

// The hash of all words; that of the first, and of the first two, is set in the bits.
uint64_t AddBits(const std::vector<uint32_t>& folded, PhraseBits* bits) {
  uint64_t hash = 0;
  for (size_t i = 0; i < folded.size(); ++i) {
    hash = ExtendNameHash(hash, folded[i]);
    if (i == 1) SetBit(&bits->pairs, hash);
  }
  SetBit(&bits->starts, folded[0]);
  return hash;
}

}  // namespace

void NameTable::Read(const std::string& path, const LicenseCatalog& catalog) {
  for (const std::vector<std::string>& row : ReadTable(path)) {
    if (row.size() != 4 || (row[2] != "sure" && row[2] != "name")) {
      throw std::runtime_error(path + ": spelling, expression, sure or name, sentence: " + row[0]);
    }
    const bool sure = row[2] == "sure";
    Add(row[0], row[1], sure ? kSureName : kCuedName);
  }
  for (const auto& [key, license] : catalog.licenses()) {
    if (!license.is_listed || license.is_exception) continue;
    const std::string& expression = license.current.empty() ? license.id : license.current;
    Add("opensource.org/licenses/" + license.id, expression);
    Add("spdx.org/licenses/" + license.id, expression);
    if (license.id.starts_with("CC-BY")) AddCreativeCommons(license.id);
    if (IsGnuId(license.id)) continue;
    Add(license.id, expression, kCuedName, /*least_words=*/2);
    Add(license.full_name, expression, kCuedName, /*least_words=*/2);
    if (license.id.starts_with("CC-")) AddShortName(license.full_name, expression);
  }
  AddDatabaseNames(catalog);
}

// "free-art-1.3" is the Free Art License 1.3: the database's keys are names, too. Keys of a
// single word and those that name a kind of licence are no names.
void NameTable::AddDatabaseNames(const LicenseCatalog& catalog) {
  for (const auto& [key, id] : catalog.database_keys()) {
    const bool is_kind =
        std::any_of(kKindsOfLicense.begin(), kKindsOfLicense.end(),
                    [&key = key](std::string_view kind) { return key.starts_with(kind); });
    // "html5" and "mpeg-7" are names of other things first.
    const bool is_word = key.find('-') == std::string::npos;
    const bool is_standard = key.find('.') == std::string::npos && IsNumber(key, key.find('-') + 1);
    if (is_kind || is_word || is_standard) continue;
    const bool has_number = key.find_first_of("0123456789") != std::string::npos;
    Add(key, id, has_number ? kCuedName : kNounName, /*least_words=*/2);
  }
}

// "CC-BY-NC-SA-3.0" → creativecommons.org/licenses/by-nc-sa/3.0
void NameTable::AddCreativeCommons(const std::string& id) {
  const size_t version = id.find_first_of("1234");
  std::string rest = Lower(id.substr(version));
  std::replace(rest.begin(), rest.end(), '-', '/');
  Add("creativecommons.org/licenses/" + Lower(id.substr(3, version - 4)) + "/" + rest, id);
}

// "Creative Commons Attribution 4.0" of "… 4.0 International", "… 3.0 Unported".
void NameTable::AddShortName(std::string_view name, const std::string& expression) {
  for (const std::string_view ending : {" International", " Unported", " Generic"}) {
    if (!name.ends_with(ending)) continue;
    name.remove_suffix(ending.size());
    Add(std::string(name), expression, kCuedName, /*least_words=*/2);
  }
}

// Names of one word are taken from our own table only: many are everyday words ("Fair", "Intel").
void NameTable::Add(const std::string& name, const std::string& expression, uint16_t needs_cue,
                    size_t least_words) {
  const std::vector<uint32_t> folded = Folded(name);
  if (folded.size() < least_words || folded.size() > kLongestLicenseName) return;
  const uint64_t hash = AddBits(folded, &bits_);
  names_.try_emplace(hash, Name{expression, folded.size(), needs_cue});
}

void MarkTable::Read(const std::string& path) {
  for (const std::vector<std::string>& row : ReadTable(path)) {
    if (row.size() != 4) {
      throw std::runtime_error(path + ": passage, expression, where, sentence: " + row[0]);
    }
    const std::vector<uint32_t> folded = Folded(row[0]);
    if (folded.size() < 2 || folded.size() > kLongestLicenseName) {
      throw std::runtime_error(path + ": two words at least, " +
                               std::to_string(kLongestLicenseName) + " at most: " + row[0]);
    }
    const uint64_t hash = AddBits(folded, &bits_);
    if (!marks_.try_emplace(hash, Mark{row[1], row[2]}).second) {
      throw std::runtime_error(path + ": stands twice: " + row[0]);
    }
  }
}

}  // namespace copytrace

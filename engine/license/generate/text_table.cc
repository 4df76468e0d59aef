// Texts are cut into words; of their five-word fingerprints those are kept that winnowing picks
// (Schleimer, Wilkerson, Aiken: Winnowing, 2003), so that ten words in common suffice to find them.
#include "engine/license/generate/text_table.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "engine/license/generate/table_file.h"
#include "engine/license/license_fingerprint.h"
#include "engine/license/license_word.h"

namespace copytrace {
namespace {

// Licences that are meant where a text fits several as well.
const std::vector<std::string> kPlainLicenses = {
    "MIT",           "Apache-2.0",    "BSD-3-Clause", "BSD-2-Clause",  "ISC",
    "GPL-2.0-only",  "GPL-3.0-only",  "GPL-1.0-only", "LGPL-2.1-only", "LGPL-2.0-only",
    "LGPL-3.0-only", "AGPL-3.0-only", "MPL-2.0",      "MPL-1.1",       "Zlib",
    "BSD-4-Clause",  "BSL-1.0",       "EPL-1.0",      "EPL-2.0",       "X11",
    "HPND",          "Unlicense",     "Apache-1.1",   "CC0-1.0",       "Artistic-2.0",
    "OpenSSL"};

constexpr size_t kShortestOwnWord = 4;
constexpr uint32_t kLongText = 600;           // words
constexpr std::ptrdiff_t kMostOfOneName = 3;  // texts: versions of one licence

// The terms only: what the GNU and Apache licences add on how to apply them is left out.
std::string_view Terms(std::string_view text) {
  const size_t end = text.find("END OF TERMS AND CONDITIONS");
  return end == std::string_view::npos || end < text.size() / 2 ? text : text.substr(0, end);
}

}  // namespace

void TextTable::Build(const LicenseCatalog& catalog,
                      const std::map<std::string, uint32_t>& row_of) {
  const std::map<std::string, CatalogLicense>& licenses = catalog.licenses();
  // Of equal texts the one with the shortest id stays.
  std::vector<std::string> order;
  for (const auto& [key, license] : licenses) order.push_back(license.id);
  std::stable_sort(order.begin(), order.end(),
                   [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  order.insert(order.begin(), kPlainLicenses.begin(), kPlainLicenses.end());
  for (size_t i = 0; i < kPlainLicenses.size(); ++i) {
    AddText(order[i], licenses.at(Lower(order[i])).text, row_of.at(order[i]), true);
  }
  for (const auto& [id, text] : catalog.variants()) AddText(id, text, row_of.at(id), true);
  for (const std::string& id : order) {
    AddText(id, licenses.at(Lower(id)).text, row_of.at(id), false);
  }
  FindOwnWords(catalog);
  std::sort(postings_.begin(), postings_.end(),
            [](const LicensePosting& a, const LicensePosting& b) {
              return std::tie(a.hash, a.text, a.position) < std::tie(b.hash, b.text, b.position);
            });
}

void TextTable::AddText(const std::string& id, std::string_view full_text, uint32_t row,
                        bool is_plain) {
  const std::string_view terms = Terms(full_text);
  std::vector<LicenseWord> words;
  AppendLicenseWords(terms, 0, terms.size(), &words);
  std::erase_if(words, [](const LicenseWord& word) { return !word.in_wording; });
  if (words.size() < kLicenseShingle + kLicenseWinnow) return;
  if (words.size() > 0xFFFF) throw std::runtime_error(id + ": too long a text");
  std::vector<uint16_t> halves;
  for (const LicenseWord& word : words) halves.push_back(static_cast<uint16_t>(word.hash));
  if (!seen_.insert(halves).second) return;
  const auto text = static_cast<uint16_t>(texts_.size());
  texts_.push_back({row, static_cast<uint32_t>(words_.size()), static_cast<uint32_t>(halves.size()),
                    is_plain, 0});
  text_ids_.push_back(id);
  words_.insert(words_.end(), halves.begin(), halves.end());
  AddPostings(halves, text);
}

// The word of an id, such as "entessa", that stands in its own text and in hardly any other; of a
// long text also the word of its name ("peer").
void TextTable::FindOwnWords(const LicenseCatalog& catalog) {
  std::vector<std::set<uint16_t>> vocabularies;
  for (const LicenseTextRow& text : texts_) {
    const auto begin = words_.begin() + static_cast<std::ptrdiff_t>(text.first_word);
    vocabularies.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(text.word_count));
  }
  for (size_t i = 0; i < texts_.size(); ++i) {
    if (texts_[i].is_plain) continue;
    std::string id = Lower(text_ids_[i]);
    if (texts_[i].word_count >= kLongText) id += ' ' + Lower(catalog.licenses().at(id).full_name);
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

void TextTable::AddPostings(const std::vector<uint16_t>& words, uint16_t text) {
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

}  // namespace copytrace

// The texts of the catalogue as words, and the fingerprints by which they are found. Run at build
// time only.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/license/generate/license_catalog.h"
#include "engine/license/license_data.h"

namespace copytrace {

class TextTable {
 public:
  // `row_of` has the row of each id.
  void Build(const LicenseCatalog& catalog, const std::map<std::string, uint32_t>& row_of);

  const std::vector<LicenseTextRow>& texts() const { return texts_; }
  const std::vector<uint16_t>& words() const { return words_; }
  const std::vector<LicensePosting>& postings() const { return postings_; }  // by hash

 private:
  void AddText(const std::string& id, std::string_view full_text, uint32_t row, bool is_plain);
  void FindOwnWords(const LicenseCatalog& catalog);
  void AddPostings(const std::vector<uint16_t>& words, uint16_t text);

  std::vector<LicenseTextRow> texts_;
  std::vector<std::string> text_ids_;
  std::vector<uint16_t> words_;
  std::vector<LicensePosting> postings_;
  std::set<std::vector<uint16_t>> seen_;  // texts, each once
};

}  // namespace copytrace

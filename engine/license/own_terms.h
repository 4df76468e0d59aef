// What a whole file says in words of its own, once its regions are read: an author's grants and
// restrictions, a firm's contract, a reference to another place. Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/license/license_combiner.h"
#include "engine/license/license_word.h"

namespace copytrace {

// Seen while the regions of a file were read.
struct FileSigns {
  bool has_mark = false;              // a passage of license_marks.tsv names what the file is
  bool has_terms = false;             // it begins as terms for end users or of a service
  bool speaks_of_licenses = false;    // "license", "licensee" …
  std::ptrdiff_t contract_words = 0;  // "licensee", "agreement" …
  std::string_view author;            // the licence called by who wrote terms of their own
  std::vector<std::vector<LicenseWord>> regions;  // their words
};

// Notes what `words`, those of one region, tell of the file; `is_first` where it begins the file.
void NoteSigns(const std::vector<LicenseWord>& words, bool is_first, FileSigns* signs);

// Takes out what a contract only speaks of, and adds what the file says in words of its own where
// nothing else is found.
void SettleOwnTerms(std::string_view text, const FileSigns& signs,
                    std::vector<FoundLicense>* found);

}  // namespace copytrace

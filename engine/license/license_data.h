// Layout of the licence data that generate_license_data.cc writes at build time and that is linked
// into the library as it is: sorted arrays, read in place, nothing parsed at start-up. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace copytrace {

// One licence or exception that SPDX or the licence database names, sorted by id without case.
struct LicenseRow {
  uint32_t id;         // offset into the pool of zero-ended strings; so are the next two, and note
  uint32_t full_name;  // "" where none is known
  uint32_t current;    // of a deprecated id: the expression in its place; else ""
  uint8_t component_class;
  uint8_t snippet_class;
  uint8_t is_exception;
  uint8_t is_listed;  // 1: in the SPDX list; 0: only in the licence database
  uint32_t note;      // why it stands in its classes; "" where there is nothing to say
  uint32_t is_doubtful;
};

// One licence text of the SPDX list: words [first_word, first_word + word_count).
struct LicenseTextRow {
  uint32_t license;  // index of its LicenseRow
  uint32_t first_word;
  uint32_t word_count;
  uint16_t is_plain;  // meant rather than a vendor's variant where both fit
  uint16_t own_word;  // lower half of the hash of its own name, which stands in no other; or 0
};

// A fingerprint of a text: where a hash of five words stands. Sorted by hash.
struct LicensePosting {
  uint32_t hash;
  uint16_t text;
  uint16_t position;  // in words
};

// A spelling of a licence's name (license_names.tsv, the SPDX names and ids), sorted by hash.
struct LicenseNameRow {
  uint64_t hash;        // of its folded words, see license_name.h
  uint32_t expression;  // offset into the pool
  uint16_t word_count;
  uint16_t needs_cue;  // one of the three below
};
inline constexpr uint16_t kSureName = 0;  // a phrase that says all by itself
inline constexpr uint16_t kCuedName = 1;  // counts beside a word of licensing
inline constexpr uint16_t kNounName = 2;  // also a product's name: counts before "license"

// A passage that tells a licence (license_marks.tsv), sorted by hash.
struct LicenseMarkRow {
  uint64_t hash;        // of its folded words, see license_name.h
  uint32_t expression;  // offset into the pool; so is the next
  uint32_t where;       // in which texts it counts, see license_mark.h
};

inline constexpr uint32_t kLicenseShingle = 5;        // words a fingerprint
inline constexpr uint32_t kLicenseWinnow = 6;         // fingerprints a winnowing window
inline constexpr uint32_t kLicenseBuckets = 1 << 16;  // by the upper 16 bits of a hash
inline constexpr uint32_t kPostingBits = 20;

struct LicenseDataHeader {
  uint32_t licenses, license_count;
  uint32_t texts, text_count;
  uint32_t words, word_total;  // uint16_t each, the lower half of the word's hash
  uint32_t postings, posting_count;
  uint32_t buckets;       // kLicenseBuckets + 1 offsets into the postings
  uint32_t posting_bits;  // 1 << kPostingBits bits: the upper bits of the hashes that have postings
  uint32_t names, name_count;
  uint32_t name_starts;  // kLicenseBuckets bits: the lower half of the hashes of first words
  uint32_t name_pairs;   // kLicenseBuckets bits: the lower half of the hashes of two first words
  uint32_t marks, mark_count;
  uint32_t mark_starts;  // as name_starts
  uint32_t mark_pairs;
  uint32_t pool, pool_size;
};

std::span<const LicenseRow> LicenseRows();
std::span<const LicenseTextRow> LicenseTexts();
std::span<const uint16_t> LicenseTextWords(const LicenseTextRow& text);
std::span<const LicensePosting> LicensePostings(uint32_t hash);  // those of this very hash
bool MayHaveLicensePostings(uint32_t hash);  // may say yes in error, and costs less
const LicenseNameRow* FindLicenseName(uint64_t hash);
bool StartsLicenseName(uint32_t word_hash);
bool StartsLicenseNameOfTwo(uint64_t hash);  // of a name's first two words; may say yes in error
const LicenseMarkRow* FindLicenseMark(uint64_t hash);
bool StartsLicenseMark(uint32_t word_hash);
bool StartsLicenseMarkOfTwo(uint64_t hash);  // as StartsLicenseNameOfTwo
std::string_view LicenseString(uint32_t offset);

// The row of an id, without regard to case; null where there is none.
const LicenseRow* FindLicense(std::string_view id);

}  // namespace copytrace

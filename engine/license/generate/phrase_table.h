// Names and passages by the hashes of their folded words (license_name.h), with the bits that let a
// reader pass over words that begin none. Run at build time only.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/license/generate/license_catalog.h"
#include "engine/license/license_data.h"

namespace copytrace {

// Bits for the lower halves of the hashes of first words, and of the first two.
struct PhraseBits {
  std::vector<uint8_t> starts = std::vector<uint8_t>(kLicenseBuckets / 8);
  std::vector<uint8_t> pairs = std::vector<uint8_t>(kLicenseBuckets / 8);
};

class NameTable {
 public:
  struct Name {
    std::string expression;
    size_t word_count;
    uint16_t needs_cue;
  };

  // The table of our own, and then the ids and names of the catalogue: what stands first counts.
  void Read(const std::string& path, const LicenseCatalog& catalog);

  const std::map<uint64_t, Name>& names() const { return names_; }
  const PhraseBits& bits() const { return bits_; }

 private:
  void AddDatabaseNames(const LicenseCatalog& catalog);
  void AddCreativeCommons(const std::string& id);
  void AddShortName(std::string_view name, const std::string& expression);
  void Add(const std::string& name, const std::string& expression, uint16_t needs_cue = kCuedName,
           size_t least_words = 1);

  std::map<uint64_t, Name> names_;
  PhraseBits bits_;
};

class MarkTable {
 public:
  struct Mark {
    std::string expression;
    std::string where;
  };

  void Read(const std::string& path);

  const std::map<uint64_t, Mark>& marks() const { return marks_; }
  const PhraseBits& bits() const { return bits_; }

 private:
  std::map<uint64_t, Mark> marks_;
  PhraseBits bits_;
};

}  // namespace copytrace

// Writes the licence data that license_data.h describes. Run at build time only:
//   generate_license_data NODE_MODULES LICENSEDB_INDEX LICENSE_CLASSES LICENSE_NAMES
//     TEXT_VARIANTS LICENSE_MARKS LICENSE_AUTHORS OUTPUT
//
// The licences are those of npm's spdx-license-list and spdx-license-ids, the exceptions those of
// spdx-exceptions, their classes ours; licences that only the licence database knows have the class
// of its category.
#include <bit>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/license/generate/license_catalog.h"
#include "engine/license/generate/phrase_table.h"
#include "engine/license/generate/text_table.h"
#include "engine/license/license_data.h"

namespace copytrace {
namespace {

static_assert(std::endian::native == std::endian::little);

// Strings that end in zero, each once.
class StringPool {
 public:
  uint32_t Intern(const std::string& text) {
    const auto [at, is_new] = interned_.try_emplace(text, static_cast<uint32_t>(pool_.size()));
    if (is_new) {
      pool_ += text;
      pool_ += '\0';
    }
    return at->second;
  }

  const std::string& bytes() const { return pool_; }

 private:
  std::string pool_;
  std::unordered_map<std::string, uint32_t> interned_;
};

std::vector<LicenseRow> RowsOf(const LicenseCatalog& catalog, StringPool* pool) {
  std::vector<LicenseRow> rows;
  for (const auto& [key, license] : catalog.licenses()) {
    rows.push_back({pool->Intern(license.id), pool->Intern(license.full_name),
                    pool->Intern(license.current), static_cast<uint8_t>(license.component_class),
                    static_cast<uint8_t>(license.snippet_class), license.is_exception,
                    license.is_listed, pool->Intern(license.note), license.is_doubtful});
  }
  return rows;
}

std::vector<LicenseNameRow> RowsOf(const NameTable& table, StringPool* pool) {
  std::vector<LicenseNameRow> rows;
  for (const auto& [hash, name] : table.names()) {
    rows.push_back({hash, pool->Intern(name.expression), static_cast<uint16_t>(name.word_count),
                    name.needs_cue});
  }
  return rows;
}

std::vector<LicenseMarkRow> RowsOf(const MarkTable& table, StringPool* pool) {
  std::vector<LicenseMarkRow> rows;
  for (const auto& [hash, mark] : table.marks()) {
    rows.push_back({hash, pool->Intern(mark.expression), pool->Intern(mark.where)});
  }
  return rows;
}

// Where the postings of each bucket begin.
std::vector<uint32_t> BucketsOf(const std::vector<LicensePosting>& postings) {
  std::vector<uint32_t> buckets(kLicenseBuckets + 1);
  for (const LicensePosting& posting : postings) ++buckets[(posting.hash >> 16) + 1];
  for (size_t i = 1; i < buckets.size(); ++i) buckets[i] += buckets[i - 1];
  return buckets;
}

std::vector<uint8_t> BitsOf(const std::vector<LicensePosting>& postings) {
  std::vector<uint8_t> bits((1u << kPostingBits) / 8);
  for (const LicensePosting& posting : postings) {
    const uint32_t bit = posting.hash >> (32 - kPostingBits);
    uint8_t& byte = bits[bit >> 3];
    byte = static_cast<uint8_t>(byte | (1 << (bit & 7)));
  }
  return bits;
}

void Write(const LicenseCatalog& catalog, const NameTable& names, const MarkTable& marks,
           const std::string& path) {
  std::map<std::string, uint32_t> row_of;
  for (const auto& [key, license] : catalog.licenses()) {
    row_of.emplace(license.id, static_cast<uint32_t>(row_of.size()));
  }
  TextTable texts;
  texts.Build(catalog, row_of);
  StringPool pool;
  LicenseDataHeader header{};
  std::string out(sizeof(header), '\0');
  const auto append = [&out](const auto& values, uint32_t* count = nullptr) {
    out.resize((out.size() + 15) / 16 * 16);
    const uint32_t at = static_cast<uint32_t>(out.size());
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0]));
    if (count != nullptr) *count = static_cast<uint32_t>(values.size());
    return at;
  };
  header.licenses = append(RowsOf(catalog, &pool), &header.license_count);
  header.texts = append(texts.texts(), &header.text_count);
  header.words = append(texts.words(), &header.word_total);
  header.postings = append(texts.postings(), &header.posting_count);
  header.buckets = append(BucketsOf(texts.postings()));
  header.posting_bits = append(BitsOf(texts.postings()));
  header.names = append(RowsOf(names, &pool), &header.name_count);
  header.name_starts = append(names.bits().starts);
  header.name_pairs = append(names.bits().pairs);
  header.marks = append(RowsOf(marks, &pool), &header.mark_count);
  header.mark_starts = append(marks.bits().starts);
  header.mark_pairs = append(marks.bits().pairs);
  header.pool = append(pool.bytes(), &header.pool_size);
  out.replace(0, sizeof(header), reinterpret_cast<const char*>(&header), sizeof(header));
  std::ofstream file(path, std::ios::binary);
  file << out;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  if (argc != 9) {
    std::cerr << "usage: generate_license_data NODE_MODULES LICENSEDB_INDEX LICENSE_CLASSES"
                 " LICENSE_NAMES TEXT_VARIANTS LICENSE_MARKS LICENSE_AUTHORS OUTPUT\n";
    return 2;
  }
  try {
    copytrace::LicenseCatalog catalog;
    catalog.ReadLicenses(argv[1]);
    catalog.ReadDatabase(argv[2]);
    catalog.ReadClasses(argv[3]);
    copytrace::NameTable names;
    names.Read(argv[4], catalog);
    catalog.ReadVariants(argv[5]);
    copytrace::MarkTable marks;
    marks.Read(argv[6]);
    marks.Read(argv[7]);
    copytrace::Write(catalog, names, marks, argv[8]);
  } catch (const std::exception& error) {
    std::cerr << "generate_license_data: " << error.what() << '\n';
    return 1;
  }
  return 0;
}

// The licences and exceptions of npm's spdx-license-list, spdx-license-ids and spdx-exceptions,
// what the licence database adds to them, their classes, and other wordings of their texts. Run at
// build time only; every reader throws std::runtime_error where its file does not hold what it
// should.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/license/license_table.h"

namespace copytrace {

struct CatalogLicense {
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

class LicenseCatalog {
 public:
  void ReadLicenses(const std::string& modules);

  // Categories are for what the SPDX list does not have; its ids have classes of our own.
  void ReadDatabase(const std::string& index);
  void ReadClasses(const std::string& path);
  void ReadVariants(const std::string& path);

  // By id in lower case.
  const std::map<std::string, CatalogLicense>& licenses() const { return licenses_; }
  // Keys of the licence database, which are names too, and their ids.
  const std::vector<std::pair<std::string, std::string>>& database_keys() const {
    return database_keys_;
  }
  // Ids, and texts of theirs beside that of the SPDX list.
  const std::vector<std::pair<std::string, std::string>>& variants() const { return variants_; }

 private:
  CatalogLicense& Get(const std::string& id);

  std::map<std::string, CatalogLicense> licenses_;
  std::vector<std::pair<std::string, std::string>> database_keys_;
  std::vector<std::pair<std::string, std::string>> variants_;
};

bool IsGnuId(std::string_view id);

}  // namespace copytrace

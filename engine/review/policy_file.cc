// .copytrace.toml, read by toml++. The keys and what they mean are in README.md of this room; a key
// that is not known is an error, because a rule that is silently not applied is worse than none.
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <system_error>

#include "engine/error.h"
#include "engine/license/spdx_expression.h"
#include "engine/review/policy.h"
#include "engine/scan/project_license.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// The words that other scanners' policies are written in stand for several of our classes.
std::vector<LicenseClass> ClassesOfWord(std::string_view word) {
  if (word == "forbidden") {
    return {LicenseClass::kNetworkCopyleft, LicenseClass::kSourceAvailable,
            LicenseClass::kProprietary};
  }
  if (const auto license_class = ParseLicenseClass(word)) return {*license_class};
  return {};
}

class PolicyReader {
 public:
  PolicyReader(const std::string& name, const fs::path& directory)
      : name_(name), directory_(directory) {
    policy_.file = name;
  }

  Policy Read(std::string_view text) {
    toml::table root;
    try {
      root = toml::parse(text, name_);
    } catch (const toml::parse_error& e) {
      throw Error(fmt::format("{}:{}:{}: {}", name_, e.source().begin.line, e.source().begin.column,
                              e.description()));
    }
    CheckKeys(root, "",
              {"project", "settings", "policy", "classes", "licenses", "components", "path",
               "advisories"});
    if (const toml::table* table = TableAt(root, "project")) ReadProject(*table);
    if (const toml::table* table = TableAt(root, "settings")) ReadSettings(*table);
    if (const toml::table* table = TableAt(root, "policy")) ReadLimits(*table);
    if (const toml::table* table = TableAt(root, "classes")) ReadClasses(*table, &policy_.classes);
    if (const toml::table* table = TableAt(root, "licenses")) {
      ReadLicenses(*table, &policy_.licenses);
    }
    if (const toml::table* table = TableAt(root, "components")) ReadComponents(*table);
    if (const toml::node* node = root.get("path")) ReadPaths(*node);
    if (const toml::table* table = TableAt(root, "advisories")) ReadAdvisories(*table);
    return std::move(policy_);
  }

 private:
  [[noreturn]] void Fail(const toml::node& node, std::string_view what) const {
    const toml::source_position at = node.source().begin;
    throw Error(fmt::format("{}:{}:{}: {}", name_, at.line, at.column, what));
  }

  [[noreturn]] void Fail(const toml::key& key, std::string_view what) const {
    const toml::source_position at = key.source().begin;
    throw Error(fmt::format("{}:{}:{}: {}", name_, at.line, at.column, what));
  }

  static uint32_t LineOf(const toml::node& node) {
    return static_cast<uint32_t>(node.source().begin.line);
  }

  void CheckKeys(const toml::table& table, std::string_view where,
                 std::initializer_list<std::string_view> known) const {
    for (const auto& [key, value] : table) {
      if (std::ranges::find(known, key.str()) != known.end()) continue;
      Fail(key, fmt::format("\"{}{}\" is no setting; known here: {}", where, key.str(),
                            fmt::join(known, ", ")));
    }
  }

  const toml::table* TableAt(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) Fail(*node, fmt::format("\"{}\" must be a table: [{}]", key, key));
    return node->as_table();
  }

  std::string StringOf(const toml::node& node, std::string_view key) const {
    if (const auto* value = node.as_string()) return value->get();
    Fail(node, fmt::format("\"{}\" must be a string in quotes", key));
  }

  // A string, or an array of them, with the line of each.
  std::vector<PolicyRule> StringsOf(const toml::node& node, std::string_view key) const {
    std::vector<PolicyRule> strings;
    if (const toml::array* array = node.as_array()) {
      for (const toml::node& entry : *array) {
        strings.push_back({.pattern = StringOf(entry, key), .line = LineOf(entry)});
      }
    } else {
      strings.push_back({.pattern = StringOf(node, key), .line = LineOf(node)});
    }
    for (const PolicyRule& string : strings) {
      if (string.pattern.empty()) Fail(node, fmt::format("\"{}\" holds an empty string", key));
    }
    return strings;
  }

  std::vector<std::string> PatternsOf(const toml::node& node, std::string_view key) const {
    std::vector<std::string> patterns;
    for (const PolicyRule& string : StringsOf(node, key)) patterns.push_back(string.pattern);
    return patterns;
  }

  Verdict VerdictOf(const toml::node& node, std::string_view key) const {
    const std::string word = StringOf(node, key);
    if (const auto verdict = ParseVerdict(word)) return *verdict;
    Fail(node, fmt::format("\"{}\" is no verdict; use allow, warn or deny", word));
  }

  double NumberOf(const toml::node& node, std::string_view key) const {
    const std::optional<double> number = node.value<double>();
    if (!node.is_number() || !number || *number < 0) {
      Fail(node, fmt::format("\"{}\" must be a number that is not negative", key));
    }
    return *number;
  }

  uint32_t CountOf(const toml::node& node, std::string_view key) const {
    if (!node.is_integer()) Fail(node, fmt::format("\"{}\" must be a whole number", key));
    return static_cast<uint32_t>(std::min(NumberOf(node, key), 1e9));
  }

  std::string LicenseOf(const toml::node& node, const std::string& text) const {
    if (auto expression = NormalizeSpdxExpression(text)) return *expression;
    Fail(node, fmt::format("\"{}\" is no SPDX licence expression", text));
  }

  void CheckPurl(const toml::node& node, const std::string& pattern) const {
    if (pattern.starts_with("pkg:") || pattern.starts_with('*')) return;
    Fail(node,
         fmt::format("\"{}\" is no purl, such as pkg:npm/left-pad or pkg:npm/@acme/*", pattern));
  }

  void ReadProject(const toml::table& table) {
    CheckKeys(table, "project.", {"license", "own"});
    if (const toml::node* node = table.get("license")) {
      policy_.project_license = LicenseOf(*node, StringOf(*node, "license"));
      policy_.project_license_from = fmt::format("{}:{}", name_, LineOf(*node));
    }
    if (const toml::node* node = table.get("own")) {
      policy_.own = StringsOf(*node, "own");
      for (const PolicyRule& rule : policy_.own) CheckPurl(*node, rule.pattern);
    }
  }

  void ReadSettings(const toml::table& table) {
    CheckKeys(table, "settings.",
              {"store", "format", "min_class", "fail_on", "exit_code", "e_value", "threads",
               "max_file_size", "color", "base", "baseline"});
    for (const auto& [key, value] : table) {
      std::string word;
      if (value.is_string()) {
        word = value.as_string()->get();
      } else if (value.is_integer()) {
        word = fmt::format("{}", value.as_integer()->get());
      } else if (value.is_floating_point()) {
        word = fmt::format("{}", value.as_floating_point()->get());
      } else {
        Fail(value, fmt::format("\"{}\" must be a string or a number", key.str()));
      }
      if (key.str() == "store" || key.str() == "baseline") {
        word = (directory_ / word).lexically_normal().string();
      }
      policy_.settings.emplace(key.str(), std::move(word));
    }
  }

  void ReadLimits(const toml::table& table) {
    CheckKeys(table, "policy.", {"min_score", "min_lines", "exclude"});
    if (const toml::node* node = table.get("min_score")) {
      policy_.min_score = NumberOf(*node, "min_score");
    }
    if (const toml::node* node = table.get("min_lines")) {
      policy_.min_lines = CountOf(*node, "min_lines");
    }
    if (const toml::node* node = table.get("exclude")) {
      policy_.exclude = PatternsOf(*node, "exclude");
    }
  }

  void ReadClasses(const toml::table& table, ClassRules* rules) {
    for (const auto& [key, value] : table) {
      const std::vector<LicenseClass> classes = ClassesOfWord(key.str());
      if (classes.empty()) {
        Fail(key, fmt::format("\"{}\" is no licence class; use public-domain, permissive, "
                              "weak-copyleft, strong-copyleft, network-copyleft, "
                              "source-available, proprietary, unknown, or forbidden, restricted, "
                              "reciprocal, notice, unencumbered",
                              key.str()));
      }
      for (const LicenseClass license_class : classes) {
        (*rules)[static_cast<size_t>(license_class)] =
            ClassRule{VerdictOf(value, key.str()), LineOf(value)};
      }
    }
  }

  void ReadLicenses(const toml::table& table, std::vector<PolicyRule>* rules) {
    for (const auto& [key, value] : table) {
      std::string license(key.str());
      if (license.find_first_of("*?") == std::string::npos) {
        const auto expression = ParseSpdxExpression(license);
        if (!expression || expression->kind != SpdxExpression::Kind::kLicense) {
          Fail(key, fmt::format("\"{}\" is no single SPDX licence", license));
        }
        license = ToString(*expression);
      }
      rules->push_back({license, VerdictOf(value, key.str()), LineOf(value)});
    }
    std::ranges::stable_sort(*rules, {}, &PolicyRule::line);
  }

  void ReadComponents(const toml::table& table) {
    CheckKeys(table, "components.", {"allow", "warn", "deny"});
    for (const auto& [key, value] : table) {
      for (PolicyRule& rule : StringsOf(value, key.str())) {
        CheckPurl(value, rule.pattern);
        rule.verdict = *ParseVerdict(key.str());
        policy_.components.push_back(std::move(rule));
      }
    }
    std::ranges::stable_sort(policy_.components, {}, &PolicyRule::line);
  }

  // "never" is no severity.
  std::optional<AdvisorySeverity> SeverityOf(const toml::node& node, std::string_view key) const {
    const std::string word = StringOf(node, key);
    if (word == "never") return std::nullopt;
    const auto severity = ParseAdvisorySeverity(word);
    if (severity && *severity > AdvisorySeverity::kNone) return severity;
    Fail(node,
         fmt::format("\"{}\" is no severity; use low, medium, high, critical or never", word));
  }

  void ReadAdvisories(const toml::table& table) {
    CheckKeys(table, "advisories.", {"deny", "warn", "malicious", "ignore"});
    AdvisoryRules& rules = policy_.advisories;
    if (const toml::node* node = table.get("deny")) {
      rules.deny = SeverityOf(*node, "deny");
      rules.deny_line = LineOf(*node);
    }
    if (const toml::node* node = table.get("warn")) {
      rules.warn = SeverityOf(*node, "warn");
      rules.warn_line = LineOf(*node);
    }
    if (const toml::node* node = table.get("malicious")) {
      rules.malicious = VerdictOf(*node, "malicious");
      rules.malicious_line = LineOf(*node);
    }
    if (const toml::node* node = table.get("ignore")) rules.ignored = StringsOf(*node, "ignore");
  }

  void ReadPaths(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) Fail(node, "\"path\" must be an array of tables: [[path]]");
    for (const toml::node& entry : *array) {
      const toml::table* table = entry.as_table();
      if (table == nullptr) Fail(entry, "\"path\" must be an array of tables: [[path]]");
      CheckKeys(*table, "path.",
                {"match", "verdict", "licenses", "classes", "min_score", "min_lines"});
      PathRule rule;
      rule.line = LineOf(entry);
      const toml::node* match = table->get("match");
      if (match == nullptr) Fail(entry, "a [[path]] needs \"match\", patterns as in .gitignore");
      rule.patterns = PatternsOf(*match, "match");
      if (const toml::node* value = table->get("verdict")) {
        rule.verdict = VerdictOf(*value, "verdict");
        rule.line = LineOf(*value);
      }
      if (const toml::node* value = table->get("min_score")) {
        rule.min_score = NumberOf(*value, "min_score");
      }
      if (const toml::node* value = table->get("min_lines")) {
        rule.min_lines = CountOf(*value, "min_lines");
      }
      if (const toml::table* value = TableAt(*table, "classes")) ReadClasses(*value, &rule.classes);
      if (const toml::table* value = TableAt(*table, "licenses")) {
        ReadLicenses(*value, &rule.licenses);
      }
      policy_.paths.push_back(std::move(rule));
    }
  }

  const std::string& name_;
  const fs::path& directory_;
  Policy policy_;
};

std::optional<std::string> ReadText(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

}  // namespace

fs::path FindPolicyFile(const fs::path& start) {
  std::error_code error;
  fs::path directory = fs::weakly_canonical(fs::absolute(start, error), error);
  if (error) return {};
  while (true) {
    const fs::path file = directory / kPolicyFileName;
    if (fs::is_regular_file(file, error)) return file;
    if (directory == directory.parent_path()) return {};
    directory = directory.parent_path();
  }
}

Policy ParsePolicy(std::string_view text, const std::string& name, const fs::path& directory) {
  return PolicyReader(name, directory).Read(text);
}

Policy LoadPolicy(const fs::path& file) {
  const std::optional<std::string> text = ReadText(file);
  if (!text) throw Error(fmt::format("{}: cannot be read", file.string()));
  std::error_code error;
  const fs::path relative = fs::proximate(file, error);
  const std::string name =
      error || relative.string().size() > file.string().size() ? file.string() : relative.string();
  return ParsePolicy(*text, name, fs::absolute(file).parent_path());
}

void DetectProjectLicense(const fs::path& root, Policy* policy) {
  if (!policy->project_license.empty()) return;
  const ProjectLicense stated = LicenseOfDirectory(root);
  policy->project_license = stated.expression;
  policy->project_license_from = stated.file;
}

}  // namespace copytrace

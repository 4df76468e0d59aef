#include "engine/history/circumstances.h"

#include <nlohmann/json.hpp>
#include <string>

#include "engine/source/checksum.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void RecordCircumstances(History* history, int64_t scan, const ScanCircumstances& circumstances) {
  Json files = Json::array();
  for (const ScannedInput& input : circumstances.inputs) {
    files.push_back({input.path, input.sha256, input.bytes, input.lines, input.language});
  }
  const std::string text = Dump(files);
  const std::string digest = Hex(PlainSha256(text));
  Json rules = Json::array();
  for (const EffectiveRule& rule : circumstances.rules) {
    rules.push_back({rule.what, rule.verdict, rule.place});
  }
  const Json policy = {{"file", circumstances.policy_file},
                       {"text", circumstances.policy_text},
                       {"rules", std::move(rules)}};
  Sqlite& database = history->database();
  Transaction transaction(&database);
  database.Prepare("INSERT OR IGNORE INTO manifest (digest, files) VALUES (?, ?)")
      .Bind(digest)
      .Bind(text)
      .Run();
  database
      .Prepare("INSERT INTO circumstance (scan, manifest, policy, decisions) VALUES (?, ?, ?, ?)")
      .Bind(scan)
      .Bind(digest)
      .Bind(Dump(policy))
      .Bind(circumstances.decision_log)
      .Run();
  transaction.Commit();
}

std::optional<ScanCircumstances> CircumstancesOf(History* history, int64_t scan) {
  Statement row = history->database().Prepare(
      "SELECT files, policy, decisions FROM circumstance JOIN manifest ON digest = manifest "
      "WHERE scan = ?");
  if (!row.Bind(scan).Step()) return std::nullopt;
  ScanCircumstances circumstances;
  for (const Json& file : Json::parse(row.Text(0))) {
    circumstances.inputs.push_back({file.at(0).get<std::string>(), file.at(1).get<std::string>(),
                                    file.at(2).get<uint64_t>(), file.at(3).get<uint64_t>(),
                                    file.at(4).get<std::string>()});
  }
  const Json policy = Json::parse(row.Text(1));
  circumstances.policy_file = policy.at("file").get<std::string>();
  circumstances.policy_text = policy.at("text").get<std::string>();
  for (const Json& rule : policy.at("rules")) {
    circumstances.rules.push_back({rule.at(0).get<std::string>(), rule.at(1).get<std::string>(),
                                   rule.at(2).get<std::string>()});
  }
  circumstances.decision_log = row.Text(2);
  return circumstances;
}

}  // namespace copytrace

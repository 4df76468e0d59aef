#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>

#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"
#include "grammars/language.h"
#include "indexer/commands.h"

namespace copytrace {
namespace {

struct FamilyTotals {
  uint64_t files = 0;
  uint64_t tokens = 0;
};
using Totals = std::array<FamilyTotals, kLanguageFamilies>;

Totals CountFamilies(const Store& store) {
  Totals totals;
  for (const BlobSummary& blob : store.blobs()) {
    ++totals[blob.family].files;
    totals[blob.family].tokens += blob.tokens;
  }
  return totals;
}

double PerSourceByte(const StoreInfo& info, uint64_t bytes) {
  return info.source_bytes == 0 ? 0 : static_cast<double>(bytes) / info.source_bytes;
}

void PrintJson(const Store& store) {
  const StoreInfo& info = store.info();
  nlohmann::ordered_json json = {
      {"store", EscapeInvalidUtf8(store.directory().native())},
      {"format_version", info.format_version},
      {"generation", info.generation},
      {"fingerprint", {{"k", info.fingerprint.k}, {"window", info.fingerprint.window}}},
      {"components", info.components},
      {"releases", info.releases},
      {"files", info.blobs},
      {"occurrences", info.occurrences},
      {"postings", info.postings},
      {"source_bytes", info.source_bytes},
      {"has_sources", info.has_sources},
  };
  uint64_t total = 0;
  json["column_families"] = nlohmann::ordered_json::array();
  for (const ColumnFamilySize& family : store.ColumnFamilySizes()) {
    total += family.bytes;
    json["column_families"].push_back(
        {{"name", family.name},
         {"entries", family.entries},
         {"bytes", family.bytes},
         {"bytes_per_source_byte", PerSourceByte(info, family.bytes)}});
  }
  json["bytes"] = total;
  json["bytes_per_source_byte"] = PerSourceByte(info, total);
  json["languages"] = nlohmann::ordered_json::array();
  const Totals totals = CountFamilies(store);
  for (size_t i = 0; i < totals.size(); ++i) {
    if (totals[i].files == 0) continue;
    json["languages"].push_back({{"name", FamilyName(static_cast<LanguageFamily>(i))},
                                 {"files", totals[i].files},
                                 {"tokens", totals[i].tokens}});
  }
  fmt::print("{}\n", json.dump(2));
}

void PrintText(const Store& store) {
  const StoreInfo& info = store.info();
  fmt::print("{}: format {}, generation {}, k {}, window {}, {}\n",
             EscapeInvalidUtf8(store.directory().native()), info.format_version, info.generation,
             info.fingerprint.k, info.fingerprint.window,
             info.has_sources ? "with sources" : "without sources");
  fmt::print("  {} components, {} releases, {} files of {} in {} places, {} postings\n\n",
             info.components, info.releases, info.blobs, FormatBytes(info.source_bytes),
             info.occurrences, info.postings);
  fmt::print("  {:<14} {:>10} {:>12} {:>18}\n", "column family", "entries", "bytes",
             "a byte of source");
  uint64_t total = 0;
  for (const ColumnFamilySize& family : store.ColumnFamilySizes()) {
    total += family.bytes;
    fmt::print("  {:<14} {:>10} {:>12} {:>18.4f}\n", family.name, family.entries, family.bytes,
               PerSourceByte(info, family.bytes));
  }
  fmt::print("  {:<14} {:>10} {:>12} {:>18.4f}\n\n", "all", "", total, PerSourceByte(info, total));
  fmt::print("  {:<14} {:>10} {:>12}\n", "language", "files", "tokens");
  const Totals totals = CountFamilies(store);
  for (size_t i = 0; i < totals.size(); ++i) {
    if (totals[i].files == 0) continue;
    fmt::print("  {:<14} {:>10} {:>12}\n", FamilyName(static_cast<LanguageFamily>(i)),
               totals[i].files, totals[i].tokens);
  }
}

}  // namespace

int RunInfo(const std::filesystem::path& directory, bool as_json) {
  const std::unique_ptr<Store> store = Store::Open(directory);
  if (as_json) {
    PrintJson(*store);
  } else {
    PrintText(*store);
  }
  return kExitOk;
}

int RunCompact(const std::filesystem::path& directory) {
  // Reading it first, so that a mistyped name does not make an empty store.
  const std::unique_ptr<Store> store = Store::Open(directory);
  const std::unique_ptr<StoreWriter> writer = StoreWriter::Open(directory);
  writer->Compact();
  return kExitOk;
}

}  // namespace copytrace

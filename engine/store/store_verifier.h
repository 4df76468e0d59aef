// Reads all of a store and holds its records against each other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/records.h"

namespace copytrace {

// What is wrong with the kept source text of a blob; nothing if it is as it should be. The store
// knows hashes, not what they are made of: that is the caller's to say.
using SourceCheck =
    std::function<std::optional<std::string>(BlobId id, const Blob& blob, std::string_view source)>;

struct Verification {
  StoreInfo info;
  uint64_t records = 0;  // that were read
  uint64_t sources = 0;  // that `check_source` was asked about
  uint64_t problem_count = 0;
  std::vector<std::string> problems;  // a sentence each; the first of each kind
};

// Calls `progress` with the name of each part before it is read. Damage that leaves the rest
// readable is in the result. Throws Error where the store cannot be opened.
Verification VerifyStore(const std::filesystem::path& directory, const SourceCheck& check_source,
                         const std::function<void(std::string_view part)>& progress);

}  // namespace copytrace

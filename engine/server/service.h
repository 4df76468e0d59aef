// What the answers are made of: the history, the stores, and how much may be worked at once.
// Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <semaphore>
#include <string>

#include "engine/server/history_pool.h"
#include "engine/server/store_shelf.h"

namespace copytrace {

struct ServiceSettings {
  std::filesystem::path history;
  std::filesystem::path store;              // empty: those that the scans were made with
  std::string version;                      // of the program
  std::filesystem::path working_directory;  // whose git says who decides
  bool token_required = false;
};

inline constexpr std::ptrdiff_t kSearchesAtOnce = 2;
inline constexpr std::chrono::seconds kSearchWait{20};

struct Service {
  explicit Service(const ServiceSettings& given);

  // To search in: the server's own, else that of the newest scan; null where there is none.
  std::shared_ptr<const Store> StoreToSearch();

  const ServiceSettings settings;
  HistoryPool history;
  StoreShelf stores;
  std::counting_semaphore<kSearchesAtOnce> searches{kSearchesAtOnce};
};

}  // namespace copytrace

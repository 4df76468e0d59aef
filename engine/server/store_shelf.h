// The stores that are asked: the server's own, and those that recorded scans were made with.
// Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/store/store.h"

namespace copytrace {

inline constexpr size_t kOpenStores = 3;
inline constexpr uint64_t kStoreCacheBytes = uint64_t{64} << 20;  // of each

class StoreShelf {
 public:
  // Opens `own` and throws Error where that cannot be done; empty: there is none.
  explicit StoreShelf(std::filesystem::path own);

  // The server's own, in the state that was last published; null where there is none.
  std::shared_ptr<const Store> Own();

  // The store of this directory, which a scan has recorded; the server's own, if it has one, stands
  // in for all. Null where it cannot be opened.
  std::shared_ptr<const Store> Of(const std::filesystem::path& directory);

 private:
  struct Opened {
    std::filesystem::path directory;
    std::filesystem::file_time_type published;
    std::shared_ptr<const Store> store;
  };

  std::shared_ptr<const Store> Open(const std::filesystem::path& directory);

  std::filesystem::path own_;
  std::mutex mutex_;
  std::vector<Opened> opened_;  // used last: at the end
};

}  // namespace copytrace

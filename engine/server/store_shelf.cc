#include "engine/server/store_shelf.h"

#include <algorithm>
#include <utility>

#include "engine/error.h"
#include "engine/store/store_directory.h"

namespace copytrace {

StoreShelf::StoreShelf(std::filesystem::path own) : own_(std::move(own)) {
  if (!own_.empty()) Open(own_);
}

std::shared_ptr<const Store> StoreShelf::Own() { return own_.empty() ? nullptr : Of(own_); }

std::shared_ptr<const Store> StoreShelf::Of(const std::filesystem::path& directory) {
  try {
    return Open(own_.empty() ? directory : own_);
  } catch (const Error&) {
    return nullptr;
  }
}

std::shared_ptr<const Store> StoreShelf::Open(const std::filesystem::path& directory) {
  const std::lock_guard lock(mutex_);
  const auto published = PublishedAt(directory);
  const auto found = std::ranges::find(opened_, directory, &Opened::directory);
  if (found != opened_.end()) {
    std::rotate(found, found + 1, opened_.end());
    if (opened_.back().published == published) return opened_.back().store;
    opened_.pop_back();
  }
  std::shared_ptr<const Store> store = Store::Open(directory, {.cache_bytes = kStoreCacheBytes});
  if (opened_.size() == kOpenStores) opened_.erase(opened_.begin());
  opened_.push_back({directory, published, store});
  return store;
}

}  // namespace copytrace

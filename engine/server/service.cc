#include "engine/server/service.h"

#include <vector>

namespace copytrace {

Service::Service(const ServiceSettings& given)
    : settings(given), history(given.history), stores(given.store) {}

std::shared_ptr<const Store> Service::StoreToSearch() {
  if (auto own = stores.Own()) return own;
  std::filesystem::path directory;
  {
    const auto lease = history.Take();
    const std::vector<ScanRecord> newest = lease->ListScans("", 1);
    if (newest.empty()) return nullptr;
    directory = newest.front().store;
  }
  return stores.Of(directory);
}

}  // namespace copytrace

// The lift plan of a loom, from the threading, the tie-up and the treadling of a draft.
#include <cstdint>
#include <stdexcept>
#include <vector>

struct Draft {
  std::vector<int> threading, treadling;
  std::vector<uint32_t> tie_up;
};

std::vector<uint32_t> LiftPlan(const Draft& draft, unsigned shafts, bool sinking) {
  const uint32_t every = shafts >= 32 ? ~uint32_t{0} : (uint32_t{1} << shafts) - 1;
  std::vector<uint32_t> plan;
  plan.reserve(draft.treadling.size());
  for (int treadle : draft.treadling) {
    if (treadle < 0 || treadle >= static_cast<int>(draft.tie_up.size())) {
      throw std::out_of_range("an unknown pedal");
    }
    uint32_t lifted = draft.tie_up[treadle] & every;
    if (sinking) lifted ^= every;
    plan.push_back(lifted);
  }
  uint32_t used = 0;
  for (size_t end = 0; end < draft.threading.size(); ++end) {
    used |= uint32_t{1} << (draft.threading[end] % shafts);
  }
  for (auto pick = plan.begin(); pick != plan.end(); ++pick) {
    const uint32_t floats = *pick & ~used;
    if (floats != 0 && (floats & (floats - 1)) == 0) *pick ^= floats;
  }
  return plan;
}

enum class Shed { kRising, kSinking };

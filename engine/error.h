// What ends a run. Anything that concerns one input file only is a SkipReason instead, a value.
#pragma once

#include <stdexcept>
#include <string>

namespace copytrace {

// The message names the file or option at fault and what to do next; main prints it as it is.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace copytrace

// What is wrong with a request, as RFC 9457 has it told. Thread-safe.
#pragma once

#include <string>

#include "engine/error.h"

namespace copytrace {

// Thrown by whatever answers a request; ends that request and nothing else.
class Problem : public Error {
 public:
  Problem(int status, const std::string& detail) : Error(detail), status_(status) {}

  int status() const { return status_; }

 private:
  int status_;
};

std::string ProblemJson(int status, const std::string& detail);

inline constexpr char kProblemType[] = "application/problem+json";

}  // namespace copytrace

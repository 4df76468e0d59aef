// Statements of who holds the copyright, in whatever comment they stand. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

struct CopyrightStatement {
  uint32_t line = 0;      // from 1, filled in by the detector
  std::string statement;  // the line without comment signs
  std::string holder;     // without years and "all rights reserved"; may be empty
  std::string years;      // "1999-2003, 2007", as they stand; may be empty
};

struct CopyrightMatch {
  size_t begin;  // offset of the word or sign that opens the statement
  CopyrightStatement copyright;
};

// Statements that begin in text[begin, end), in order. Talk of copyright ("the above copyright
// notice", "copyright law") is none.
std::vector<CopyrightMatch> FindCopyrightStatements(std::string_view text, size_t begin,
                                                    size_t end);

}  // namespace copytrace

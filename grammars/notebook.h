// The code cells of a Jupyter notebook (nbformat 4), with the places of their lines in the file.
//
// Linear; never fails: what is no notebook has no cells. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "grammars/injection.h"

namespace copytrace {

std::vector<CodeRegion> FindInNotebook(std::string_view text);

}  // namespace copytrace

// Python's trove classifiers of licences. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

// Adds what "License :: OSI Approved :: MIT License" says to `license` with AND; other classifiers,
// and those that name no licence, change nothing.
void AddPythonClassifier(std::string_view classifier, std::string* license);

}  // namespace copytrace

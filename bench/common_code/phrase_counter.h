// Counts which symbols follow which in many projects, for engine/match/phrase_model.h.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/match/phrase_model.h"

namespace copytrace {

class PhraseCounter {
 public:
  // A file of a project, as symbols. Projects come one after the other. `copied`: symbols that
  // stand in a project before, surroundings and all; they do not count.
  void Add(LanguageFamily family, PhraseReading reading, uint32_t project,
           std::span<const uint32_t> symbols, const std::vector<bool>& copied);
  // The phrases to list, by key. Leaves the counter empty.
  PhraseModel::Phrases Take();

 private:
  struct Text {
    std::vector<uint32_t> symbols;   // files one after the other
    std::vector<uint16_t> projects;  // of each symbol
    std::vector<uint8_t> reach;      // symbols before it that belong to it, at most kMaxContext
    uint32_t project = UINT32_MAX;   // that is being added
    uint64_t of_project = 0;         // symbols
  };
  std::array<std::array<Text, 2>, kLanguageFamilies> texts_;  // by family and reading

  static void List(LanguageFamily family, PhraseReading reading, const Text& text,
                   std::unordered_map<uint32_t, uint8_t>* all);
};

}  // namespace copytrace

// Every #include runs along the table of rooms in engine/README.md.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// Room → rooms that it may include, by the rows "| `room` | … | `a`, `b` |" of the table.
std::map<std::string, std::set<std::string>> ReadTable(const fs::path& readme) {
  std::map<std::string, std::set<std::string>> table;
  std::ifstream in(readme);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| `")) continue;
    const std::regex quoted("`([a-z/]+)`");
    const std::string last = line.substr(line.rfind('|', line.size() - 2));
    std::smatch room;
    if (!std::regex_search(line, room, quoted)) continue;
    std::set<std::string>& allowed = table[room[1]];
    for (std::sregex_iterator it(last.begin(), last.end(), quoted), end; it != end; ++it) {
      allowed.insert((*it)[1]);
    }
  }
  return table;
}

// "engine/match" of "engine/match/chain.h"; empty for files that belong to no room
// (engine/error.h).
std::string RoomOf(const std::string& path) {
  const size_t first = path.find('/');
  if (first == std::string::npos) return "";
  if (path.substr(0, first) != "engine") return path.substr(0, first);
  const size_t second = path.find('/', first + 1);
  return second == std::string::npos ? "" : path.substr(0, second);
}

std::vector<std::string> IncludesOf(const fs::path& file) {
  std::vector<std::string> includes;
  std::ifstream in(file);
  const std::regex include("^#include \"([^\"]+)\"");
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_search(line, match, include)) includes.push_back(match[1]);
  }
  return includes;
}

// Breaks of the table as "file includes other".
std::vector<std::string> FindBreaks(const fs::path& root,
                                    const std::map<std::string, std::set<std::string>>& table) {
  std::vector<std::string> breaks;
  for (const auto& [room, allowed] : table) {
    for (const auto& entry : fs::recursive_directory_iterator(root / room)) {
      const std::string ending = entry.path().extension().string();
      if (ending != ".h" && ending != ".cc") continue;
      for (const std::string& include : IncludesOf(entry.path())) {
        const std::string other = RoomOf(include);
        if (!table.contains(other) || other == room || allowed.contains(other)) continue;
        breaks.push_back(fs::relative(entry.path(), root).string() + " includes " + include);
      }
    }
  }
  return breaks;
}

TEST(Architecture, IncludesFollowTheTableOfRooms) {
  const auto table = ReadTable(fs::path(PROJECT_ROOT) / "engine/README.md");
  ASSERT_GE(table.size(), 10u);
  EXPECT_EQ(FindBreaks(PROJECT_ROOT, table), std::vector<std::string>());
}

TEST(Architecture, EveryRoomIsInTheTable) {
  const auto table = ReadTable(fs::path(PROJECT_ROOT) / "engine/README.md");
  for (const auto& entry : fs::directory_iterator(fs::path(PROJECT_ROOT) / "engine")) {
    if (!entry.is_directory()) continue;
    EXPECT_TRUE(table.contains("engine/" + entry.path().filename().string())) << entry.path();
  }
}

TEST(Architecture, NoTwoRoomsMayIncludeEachOther) {
  const auto table = ReadTable(fs::path(PROJECT_ROOT) / "engine/README.md");
  for (const auto& [room, allowed] : table) {
    for (const std::string& other : allowed) {
      ASSERT_TRUE(table.contains(other)) << room << " may include " << other << ", an unknown room";
      EXPECT_FALSE(table.at(other).contains(room)) << room << " and " << other;
    }
  }
}

// What a tool leaves there is soon committed with the rest.
TEST(Architecture, TheTopLevelHoldsNothingElse) {
  const std::set<std::string> known = {
      "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "bench", "build",
      "engine",         "grammars",          "indexer", "tests"};
  for (const auto& entry : fs::directory_iterator(PROJECT_ROOT)) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(name.starts_with('.') || known.contains(name)) << name << " has no place there";
  }
}

TEST(Architecture, AnArrowAgainstTheTableIsFound) {
  const auto root = fs::path(testing::TempDir()) / ("architecture_" + std::to_string(::getpid()));
  fs::remove_all(root);
  fs::create_directories(root / "engine/store");
  fs::create_directories(root / "engine/match");
  std::ofstream(root / "engine/store/store.cc") << "#include \"engine/match/chain.h\"\n";
  std::ofstream(root / "engine/match/chain.cc") << "#include \"engine/store/store.h\"\n";
  EXPECT_EQ(FindBreaks(root, {{"engine/store", {}}, {"engine/match", {"engine/store"}}}),
            std::vector<std::string>{"engine/store/store.cc includes engine/match/chain.h"});
  fs::remove_all(root);
}

}  // namespace

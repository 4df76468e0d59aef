// Runs the built programs as a user would, and gives back what they said.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace copytrace {

struct ProgramResult {
  int status = -1;  // exit status; 128 + signal if one ended it
  std::string out;
  std::string err;
};

// Runs `command` in a shell with the built programs first on PATH, colours off and nothing
// remembered from other runs: HOME and XDG_STATE_HOME are in `home`.
ProgramResult RunProgram(const std::string& command, const std::filesystem::path& home);

// An empty directory for the running test, and what is needed to make files in it.
class TestDirectory {
 public:
  TestDirectory();
  ~TestDirectory();
  TestDirectory(const TestDirectory&) = delete;
  TestDirectory& operator=(const TestDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path Write(const std::string& name, const std::string& content) const;
  ProgramResult Run(const std::string& command) const { return RunProgram(command, path_); }
  // `copytrace scan` with this, as JSON. Fails the test if there is no report.
  nlohmann::json Scan(const std::string& arguments) const;

 private:
  std::filesystem::path path_;
};

std::string ReadFile(const std::filesystem::path& file);
std::vector<nlohmann::json> ReadJsonLines(const std::filesystem::path& file);

}  // namespace copytrace

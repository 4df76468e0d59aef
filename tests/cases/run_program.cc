#include "tests/cases/run_program.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace copytrace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<nlohmann::json> ReadJsonLines(const fs::path& file) {
  std::vector<nlohmann::json> values;
  std::istringstream in(ReadFile(file));
  for (std::string line; std::getline(in, line);) values.push_back(nlohmann::json::parse(line));
  return values;
}

ProgramResult RunProgram(const std::string& command, const fs::path& home) {
  const fs::path out = home / ".stdout";
  const fs::path err = home / ".stderr";
  const std::string line = "cd '" + home.string() +
                           "' && export PATH='" PROGRAMS "':\"$PATH\" HOME='" + home.string() +
                           "' XDG_STATE_HOME='" + (home / "state").string() +
                           "' NO_COLOR=1 && unset COPYTRACE_STORE && { " + command + "; } >'" +
                           out.string() + "' 2>'" + err.string() + "' </dev/null";
  const int status = std::system(line.c_str());
  ProgramResult result;
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = ReadFile(out);
  result.err = ReadFile(err);
  return result;
}

TestDirectory::TestDirectory() {
  std::string name = (fs::temp_directory_path() / "copytrace_case_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

TestDirectory::~TestDirectory() {
  std::error_code error;
  fs::permissions(path_, fs::perms::owner_all, fs::perm_options::add, error);
  fs::remove_all(path_, error);
}

fs::path TestDirectory::Write(const std::string& name, const std::string& content) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

nlohmann::json TestDirectory::Scan(const std::string& arguments) const {
  const ProgramResult result = Run("copytrace scan --fail-on none --format json " + arguments);
  EXPECT_EQ(result.status, 0) << result.err;
  return nlohmann::json::parse(result.out, nullptr, false);
}

}  // namespace copytrace

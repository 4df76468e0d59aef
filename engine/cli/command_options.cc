#include "engine/cli/command_options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "engine/cli/terminal.h"
#include "engine/error.h"

namespace copytrace {

void AddOutputOptions(CLI::App* options, OutputSettings* output) {
  options->add_option("-o,--output", output->file, "File to write the report to; - is stdout")
      ->type_name("FILE");
  options->add_option("--color", output->color, "auto: on a terminal, unless NO_COLOR is set")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->envname("COPYTRACE_COLOR")
      ->type_name("WORD");
}

bool UseColor(const OutputSettings& output) {
  return UseColor(output.color, output.file == "-" ? STDOUT_FILENO : -1);
}

void WriteOutput(const OutputSettings& output, const std::string& report) {
  if (output.file == "-") {
    if (std::fwrite(report.data(), 1, report.size(), stdout) != report.size() ||
        std::fflush(stdout) != 0) {
      throw Error("standard output cannot be written to");
    }
    return;
  }
  std::ofstream out(output.file, std::ios::binary | std::ios::trunc);
  out << report;
  if (!out.flush()) throw Error(fmt::format("{}: cannot be written", output.file));
}

void AddMaxFileSizeOption(CLI::App* options, uint64_t* bytes) {
  options
      ->add_option("--max-file-size", *bytes,
                   "Skip files above this size, such as 500K or 4M, and say so")
      ->transform(CLI::AsSizeValue(false))
      ->envname("COPYTRACE_MAX_FILE_SIZE")
      ->type_name("SIZE");
}

void AddThreadsOption(CLI::App* options, unsigned* threads) {
  options->add_option("--threads", *threads, "Threads; 0: as many as the machine has")
      ->check(CLI::Range(0, 1024))
      ->envname("COPYTRACE_THREADS")
      ->type_name("N");
}

}  // namespace copytrace

#include "engine/server/page_files.h"

#include <algorithm>
#include <array>
#include <utility>

// The files as the linker sees them.
#define COPYTRACE_EMBED(name, file) \
  asm(".section .rodata\n"          \
      ".global copytrace_" #name    \
      "\n"                          \
      ".global copytrace_" #name    \
      "_end\n"                      \
      "copytrace_" #name            \
      ":\n"                         \
      ".incbin \"" file             \
      "\"\n"                        \
      "copytrace_" #name            \
      "_end:\n"                     \
      ".byte 0\n"                   \
      ".previous\n");               \
  extern "C" const char copytrace_##name[], copytrace_##name##_end[]

COPYTRACE_EMBED(server_page, COPYTRACE_PAGE "/index.html");
COPYTRACE_EMBED(server_script, COPYTRACE_PAGE "/app.js");
COPYTRACE_EMBED(server_style, COPYTRACE_PAGE "/app.css");
COPYTRACE_EMBED(server_openapi, COPYTRACE_OPENAPI);
COPYTRACE_EMBED(server_report_schema, COPYTRACE_REPORT_SCHEMA);

namespace copytrace {
namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

const auto& Files() {
  static const std::array<std::pair<std::string_view, PageFile>, 5> kFiles = {{
      {"/",
       {"text/html; charset=utf-8", Between(copytrace_server_page, copytrace_server_page_end)}},
      {"/app.js",
       {"text/javascript; charset=utf-8",
        Between(copytrace_server_script, copytrace_server_script_end)}},
      {"/app.css",
       {"text/css; charset=utf-8", Between(copytrace_server_style, copytrace_server_style_end)}},
      {"/api/openapi.json",
       {"application/json; charset=utf-8",
        Between(copytrace_server_openapi, copytrace_server_openapi_end)}},
      {"/report/report.schema.json",
       {"application/json; charset=utf-8",
        Between(copytrace_server_report_schema, copytrace_server_report_schema_end)}},
  }};
  return kFiles;
}

// Addresses within the page begin with these.
constexpr std::array<std::string_view, 7> kViews = {
    "/projects", "/findings", "/scans", "/decisions", "/search", "/licenses", "/diff"};

bool IsView(std::string_view path) {
  return std::ranges::any_of(kViews, [&](std::string_view view) {
    return path.starts_with(view) && (path.size() == view.size() || path[view.size()] == '/');
  });
}

}  // namespace

const PageFile* FindPageFile(std::string_view path) {
  const auto& files = Files();
  const std::string_view wanted = IsView(path) ? "/" : path;
  const auto found = std::ranges::find(files, wanted, [](const auto& file) { return file.first; });
  return found == files.end() ? nullptr : &found->second;
}

}  // namespace copytrace

// People who take code in leave traces that do not depend on dates: they put it under vendor/ or
// below a directory named after its project, keep the name of its file, and keep the header that
// names it. The home of code bears its own name in the same places. None of these is proof, so they
// are added up, in points; a point is about what a factor of two in the odds would be.
//
//   −6  a directory for third-party code, or named after another project that holds the code
//   −4  a file named after another project that holds the code
//   −1.5  a bundle or build product
//   +2  a file or directory named after its own component
//   +3  the text's header names its own component (+1.5 if only the text does); not for bundles, in
//       which much is named
//   −2  the header names another holder, and not its own (−1 if only the text does)
//
// Names are compared without what packagers add: "lib" in front, versions, "-src", "lib" or ".js"
// behind, a few letters of the carrier's own in front ("cmzlib").
#include "engine/match/ownership.h"

#include <algorithm>
#include <array>

#include "grammars/lower_case.h"

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 23> kVendorDirectories = {
    "vendor",     "vendors",  "vendored",    "_vendor",      "third_party",  "third-party",
    "thirdparty", "3rdparty", "3rd_party",   "3rd-party",    "node_modules", "external",
    "externals",  "extern",   "deps",        "dependencies", "dependence",   "bower_components",
    "contrib",    "bundled",  "subprojects", "extlib",       "extlibs"};
constexpr std::array<std::string_view, 5> kBuildDirectories = {"dist", "build", "bundle", "bundles",
                                                               "_build"};
constexpr std::array<std::string_view, 4> kBundlers = {
    "__webpack_require__", "(function e(t,n,r)", "require.register(\"", "typeof require&&require;"};
constexpr size_t kLeastForm = 2;    // letters that are left of a name
constexpr size_t kLeastWord = 3;    // letters of a name that is looked for among other words
constexpr size_t kLeastSuffix = 4;  // of a name with something in front of it
constexpr size_t kMostInFront = 3;  // letters
constexpr size_t kHeader = 2000;    // bytes

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWord(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || c == '_'; }

template <typename Visit>
void ForEachDirectory(std::string_view path, Visit visit) {
  for (size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    visit(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
}

void AddName(std::string_view name, std::vector<std::string>* names) {
  if (name.size() < (names->empty() ? 1 : kLeastForm) || IsDigit(name[0])) return;
  if (std::find(names->begin(), names->end(), name) == names->end()) names->emplace_back(name);
}

std::string_view WithoutVersion(std::string_view name) {
  while (!name.empty() && (IsDigit(name.back()) || name.back() == '.')) name.remove_suffix(1);
  while (!name.empty() && (name.back() == '-' || name.back() == '_')) name.remove_suffix(1);
  return name;
}

// The name, and all that is left of it when what packagers add is taken off.
std::vector<std::string> NameForms(std::string_view name) {
  std::vector<std::string> names;
  AddName(name, &names);
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string form = names[i];  // a copy: the vector grows
    AddName(WithoutVersion(form), &names);
    for (const std::string_view suffix :
         {"-src", "_src", "-source", ".js", "-js", "lib", "-utils"}) {
      if (form.ends_with(suffix)) {
        AddName(std::string_view(form).substr(0, form.size() - suffix.size()), &names);
      }
    }
    if (form.starts_with("lib")) AddName(std::string_view(form).substr(3), &names);
  }
  return names;
}

bool Contains(std::span<const std::string> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool DirectoryNamedAfter(const std::vector<std::string>& forms,
                         std::span<const std::string> names) {
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) {
    return Contains(names, form) ||
           std::any_of(names.begin(), names.end(), [&](const std::string& name) {
             return name.size() >= kLeastSuffix && form.ends_with(name) &&
                    form.size() <= name.size() + kMostInFront;
           });
  });
}

// "jquery.mousewheel-3.1.js" → "-jquery-mousewheel-3-1-": the words of a name between dashes.
std::string Dashed(std::string_view name) {
  std::string result = "-";
  for (const char c : name) result += IsDigit(c) || (c >= 'a' && c <= 'z') ? c : '-';
  return result + '-';
}

// What bundlers put in front of the modules they join.
bool IsBundle(std::string_view lower_text) {
  const std::string_view head = lower_text.substr(0, kSearchedBytes);
  return std::any_of(kBundlers.begin(), kBundlers.end(), [&](std::string_view mark) {
    return head.find(mark) != std::string_view::npos;
  });
}

bool FileNamedAfter(std::string_view dashed_stem, std::span<const std::string> names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::string dashed = Dashed(name);
    return name.size() < kLeastWord ? dashed_stem == dashed
                                    : dashed_stem.find(dashed) != std::string_view::npos;
  });
}

}  // namespace

int VendoredRank(std::string_view path) {
  int rank = 0;
  ForEachDirectory(path, [&](std::string_view directory) {
    const std::string name = LowerCase(directory);
    if (std::find(kVendorDirectories.begin(), kVendorDirectories.end(), name) !=
        kVendorDirectories.end()) {
      rank = 2;
    } else if (rank == 0 && std::find(kBuildDirectories.begin(), kBuildDirectories.end(), name) !=
                                kBuildDirectories.end()) {
      rank = 1;
    }
  });
  if (rank == 0 && (path.find(".min.") != std::string_view::npos ||
                    path.find(".bundle.") != std::string_view::npos)) {
    rank = 1;
  }
  return rank;
}

std::vector<std::string> ProjectNames(std::string_view component_name) {
  const size_t cut = component_name.find_last_of("/:");
  std::vector<std::string> names = NameForms(
      LowerCase(cut == std::string_view::npos ? component_name : component_name.substr(cut + 1)));
  std::stable_sort(names.begin(), names.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return names;
}

Mention FindMention(std::string_view lower_text, std::span<const std::string> names) {
  lower_text = lower_text.substr(0, kSearchedBytes);
  Mention found = Mention::kNone;
  for (const std::string& name : names) {
    if (name.size() < kLeastWord) continue;
    for (size_t at = lower_text.find(name); at != std::string_view::npos;
         at = lower_text.find(name, at + 1)) {
      const size_t end = at + name.size();
      if ((at > 0 && IsWord(lower_text[at - 1])) ||
          (end < lower_text.size() && IsWord(lower_text[end]) && !IsDigit(lower_text[end]))) {
        continue;
      }
      if (at < kHeader) return Mention::kHeader;
      found = Mention::kText;
      break;
    }
  }
  return found;
}

Ownership JudgePlace(std::string_view path, std::string_view lower_text,
                     std::span<const Holder> holders, size_t own) {
  Ownership result;
  result.vendored = VendoredRank(path);
  std::vector<std::string> others;
  for (size_t i = 0; i < holders.size(); ++i) {
    if (i == own) continue;
    for (const std::string& name : holders[i].names) {
      if (!Contains(holders[own].names, name)) others.push_back(name);
    }
  }
  ForEachDirectory(path, [&](std::string_view directory) {
    const std::vector<std::string> forms = NameForms(LowerCase(directory));
    if (DirectoryNamedAfter(forms, holders[own].names)) {
      result.own_name = true;
    } else if (DirectoryNamedAfter(forms, others)) {
      result.others_tree = true;
    }
  });
  const std::string file = LowerCase(path.substr(path.find_last_of('/') + 1));
  const std::string stem = Dashed(std::string_view(file).substr(0, file.find_last_of('.')));
  const bool own_file = FileNamedAfter(stem, holders[own].names);
  result.own_name = result.own_name || own_file;
  result.others_file = !own_file && FileNamedAfter(stem, others);
  if (result.vendored == 0 && IsBundle(lower_text)) result.vendored = 1;
  result.own = FindMention(lower_text, holders[own].names);
  if (const Mention mention = FindMention(lower_text, others); mention > result.own) {
    result.others = mention;
  }
  return result;
}

float OwnershipPoints(const Ownership& ownership) {
  float points = 0;
  if (ownership.vendored == 2 || ownership.others_tree) {
    points -= 6;
  } else if (ownership.vendored == 1) {
    points -= 1.5f;
  }
  if (ownership.others_file) points -= 4;
  if (ownership.own_name) points += 2;
  if (ownership.vendored == 0 && ownership.own == Mention::kHeader) points += 3;
  if (ownership.vendored == 0 && ownership.own == Mention::kText) points += 1.5f;
  if (ownership.others == Mention::kHeader) points -= 2;
  if (ownership.others == Mention::kText) points -= 1;
  return points;
}

}  // namespace copytrace

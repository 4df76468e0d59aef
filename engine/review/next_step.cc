#include "engine/review/next_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/license/compatibility.h"
#include "engine/license/purl.h"
#include "grammars/language.h"
#include "grammars/lexical_spec.h"

namespace copytrace {
namespace {

struct CommentSigns {
  std::string before;  // of each line
  std::string after;
};

// How a comment of one line is written in a file of this name.
CommentSigns CommentsOf(std::string_view path) {
  constexpr std::array<std::string_view, 9> kMarkup = {
      ".html", ".htm", ".xhtml", ".xml", ".svg", ".md", ".markdown", ".vue", ".svelte"};
  if (std::ranges::any_of(kMarkup, [&](std::string_view end) { return path.ends_with(end); })) {
    return {"<!-- ", " -->"};
  }
  const Language language = DetectFileType(path, "").language;
  switch (language) {  // those whose comments are more than a row of the lexer's table can say
    case Language::kBash:
    case Language::kJulia:
      return {"# ", ""};
    case Language::kLua:
    case Language::kHaskell:
      return {"-- ", ""};
    case Language::kOCaml:
      return {"(* ", " *)"};
    default:
      break;
  }
  const LexicalSpec& spec = LexicalSpecOf(language);
  if (!spec.line_comment.empty()) return {std::string(spec.line_comment) + " ", ""};
  if (language == Language::kCss) return {"/* ", " */"};
  return {"// ", ""};
}

std::string OneLine(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

// Whether packages of this kind are had by their name from a registry or a distribution.
bool IsPackage(const Purl& purl) {
  return purl.type != "generic" && purl.type != "github" && purl.type != "gitlab" &&
         purl.type != "bitbucket" && purl.type != "swid";
}

std::string NameWithVersion(const Origin& origin) {
  return origin.version.empty() ? origin.name : origin.name + " " + origin.version;
}

std::string PlaceOf(const Origin& origin) {
  return fmt::format("{}, {}:{}-{}", origin.purl, origin.path, origin.lines.first,
                     origin.lines.last);
}

std::string Action(const Finding& finding, Verdict verdict, const NextStep& step) {
  const Origin& origin = finding.origin;
  if (finding.IsMalicious()) {
    return fmt::format(
        "Take the code out and find out what it has done: {} was published to do harm ({})",
        origin.purl, NameOf(finding.advisories.front()));
  }
  const std::string instead =
      step.package.empty() ? "" : fmt::format(", or depend on {} instead", step.package);
  if (origin.license.empty()) {
    return verdict == Verdict::kDeny
               ? fmt::format(
                     "Take the code out{}, or ask the authors of {} for a licence: without "
                     "one nothing may be copied",
                     instead, origin.name)
               : fmt::format(
                     "Ask the authors of {} for a licence: without one nothing may be "
                     "copied",
                     origin.name);
  }
  switch (verdict) {
    case Verdict::kAllow:
      return origin.license_class == LicenseClass::kPublicDomain
                 ? "Nothing is owed; saying where the code is from helps whoever maintains it"
                 : fmt::format("Keep to {}: the attribution below says how", origin.license);
    case Verdict::kWarn:
      return fmt::format(
          "Keep to {}: add the attribution to your notices, or put the snippet block "
          "around the code{}",
          origin.license, instead);
    case Verdict::kDeny:
      break;
  }
  return fmt::format(
      "Take the code out{}; if it may stay under {}, say so: copytrace decide {} "
      "accept --reason …",
      instead, origin.license, finding.id);
}

}  // namespace

NextStep NextStepOf(const Finding& finding, Verdict verdict, std::string_view project_license) {
  const Origin& origin = finding.origin;
  NextStep step;
  if (const auto purl = ParsePurl(origin.purl);
      purl && IsPackage(*purl) && !finding.IsMalicious()) {
    step.package = origin.purl;
  }

  const Obligations obligations = ObligationsOf(origin.license, LicenseUse::kCopiedSource);
  if (!obligations.choices.empty()) {
    const LicenseChoice* taken = &obligations.choices.front();
    if (obligations.choices.size() > 1) {
      // The side that goes with the project; without a word on that, the loosest.
      const std::string choice =
          project_license.empty()
              ? ""
              : CheckCompatibility(project_license, origin.license, LicenseUse::kCopiedSource)
                    .choice;
      for (const LicenseChoice& other : obligations.choices) {
        if (choice.empty() ? other.license_class < taken->license_class
                           : other.expression == choice) {
          taken = &other;
        }
      }
      step.license_choice = taken->expression;
    }
    step.obligations = taken->obligations;
  }
  step.action = Action(finding, verdict, step);

  const std::string copyright = OneLine(origin.copyright);
  const std::string license = step.license_choice.empty() ? origin.license : step.license_choice;
  if (!license.empty()) {
    step.attribution =
        fmt::format("{}:{}-{} holds code of {} ({}).\n", finding.path, finding.lines.first,
                    finding.lines.last, NameWithVersion(origin), PlaceOf(origin));
    if (!copyright.empty()) step.attribution += copyright + "\n";
    step.attribution += fmt::format("Licensed under {}.\n", license);

    const CommentSigns signs = CommentsOf(finding.path);
    const auto comment = [&](const std::string& text) {
      return signs.before + text + signs.after + "\n";
    };
    step.snippet_begin = comment("SPDX-SnippetBegin");
    if (!copyright.empty()) {
      step.snippet_begin += comment("SPDX-SnippetCopyrightText: " + copyright);
    }
    step.snippet_begin += comment("SPDX-License-Identifier: " + license);
    step.snippet_begin += comment("SPDX-SnippetComment: from " + PlaceOf(origin));
    step.snippet_end = comment("SPDX-SnippetEnd");
  }
  return step;
}

}  // namespace copytrace

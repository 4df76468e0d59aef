// A statement is a line with "copyright", "©" or "(c)" whose next words are signs, years or a name
// in capitals. Comment signs are taken off both ends of the line; a statement that ends in a comma,
// an "and", or years alone goes on in the next line of the same comment.
#include "engine/license/copyright_line.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace copytrace {
namespace {

constexpr size_t kLongestLine = 300;
constexpr size_t kMostStatements = 2000;  // of one range; a list of authors, not a notice, has more
constexpr std::string_view kBlank = " \t\r\f\v";

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsAlnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool StartsWithFolded(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [](char w, char c) { return w == Lower(c); });
}

size_t FindFolded(std::string_view text, std::string_view word, size_t from = 0) {
  for (size_t i = from; i + word.size() <= text.size(); ++i) {
    if (StartsWithFolded(text.substr(i), word)) return i;
  }
  return std::string_view::npos;
}

bool Contains(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

// Words that open a comment where they stand first on a line.
std::string_view WithoutCommentSigns(std::string_view line) {
  constexpr std::string_view kFront = " \t\r*/#;%!<>-\"'|+=~_,{}[]\\.:$`(";
  constexpr std::string_view kBack = " \t\r*/#;%!-\"'|+=~_,{}[]\\:$`<";
  constexpr std::array<std::string_view, 6> kWords = {"dnl ", "rem ", "@rem ", "::", "c ", "echo "};
  for (bool changed = true; changed;) {
    changed = false;
    while (!line.empty() && Contains(kFront, line.front()) && !StartsWithFolded(line, "(c)")) {
      line.remove_prefix(1);
    }
    for (const std::string_view word : kWords) {
      if (StartsWithFolded(line, word)) {
        line.remove_prefix(word.size());
        changed = true;
      }
    }
  }
  // The end of a string in code: "…\n");
  for (const std::string_view end : {"\\n\"", "\\n'", "\\n)"}) {
    if (const size_t at = line.find(end); at != std::string_view::npos) line = line.substr(0, at);
  }
  while (!line.empty() && Contains(kBack, line.back())) line.remove_suffix(1);
  if (line.ends_with("\\n")) line.remove_suffix(2);
  if (line.ends_with('>') && line.find('<') == std::string_view::npos) line.remove_suffix(1);
  while (!line.empty() && Contains(kBack, line.back())) line.remove_suffix(1);
  return line;
}

// Length of a sign of copyright at the start of `text`, or 0.
size_t SignLength(std::string_view text) {
  for (const std::string_view sign :
       {"(c)", "\xC2\xA9", "&copy;", "\\(co", "@copyright{}", "\\u00a9", "&#169;"}) {
    if (StartsWithFolded(text, sign)) return sign.size();
  }
  return 0;
}

bool IsYearAt(std::string_view text, size_t at) {
  return at + 4 <= text.size() && (text.substr(at, 2) == "19" || text.substr(at, 2) == "20") &&
         IsDigit(text[at + 2]) && IsDigit(text[at + 3]) &&
         (at + 4 == text.size() || !IsAlnum(text[at + 4])) && (at == 0 || !IsAlnum(text[at - 1]));
}

// What follows the opening word, without signs and "by".
std::string_view AfterSigns(std::string_view rest, bool* has_sign) {
  for (bool changed = true; changed;) {
    changed = false;
    while (!rest.empty() && (Contains(kBlank, rest.front()) || Contains(":-,.;=*", rest.front()))) {
      rest.remove_prefix(1);
    }
    if (const size_t length = SignLength(rest); length > 0) {
      rest.remove_prefix(length);
      *has_sign = changed = true;
    }
    for (const std::string_view word : {"copyright ", "copyrights ", "by "}) {
      if (StartsWithFolded(rest, word)) {
        rest.remove_prefix(word.size());
        changed = true;
      }
    }
  }
  return rest;
}

// Words in capitals that open no name.
bool IsTalk(std::string_view rest) {
  constexpr std::array<std::string_view, 31> kTalk = {
      "notice",   "holder", "owner",   "licens", "law",   "and ",      "or ",         "statement",
      "interest", "act",    "protect", "right",  "claim", "in ",       "on ",         "is ",
      "to ",      "treat",  "text",    "for ",   "of ",   "the above", "information", "year",
      "infring",  "date",   "assign",  "format", "file",  "message",   "string"};
  return std::any_of(kTalk.begin(), kTalk.end(),
                     [rest](std::string_view word) { return StartsWithFolded(rest, word); });
}

std::string Squeeze(std::string_view text) {
  std::string squeezed;
  for (const char c : text) {
    const bool blank = Contains(kBlank, c) || c == '\n';
    if (!blank) {
      squeezed += c;
    } else if (!squeezed.empty() && squeezed.back() != ' ') {
      squeezed += ' ';
    }
  }
  while (!squeezed.empty() && squeezed.back() == ' ') squeezed.pop_back();
  return squeezed;
}

// Splits "1999-2003, 2007 Ann Example. All rights reserved" into years and holder.
void SplitYears(std::string_view rest, CopyrightStatement* copyright) {
  std::string holder;
  size_t i = 0;
  while (i < rest.size()) {
    if (!IsYearAt(rest, i)) {
      holder += rest[i++];
      continue;
    }
    const size_t begin = i;
    size_t end = i + 4;
    i = end;
    // Ranges and lists; the second year of a range may be short or "present".
    while (i < rest.size()) {
      if (IsYearAt(rest, i)) {
        i = end = i + 4;
      } else if (StartsWithFolded(rest.substr(i), "present")) {
        i = end = i + 7;
      } else if (IsDigit(rest[i]) && rest[i - 1] == '-' && i + 1 < rest.size() &&
                 IsDigit(rest[i + 1])) {
        i = end = i + 2;
      } else if (Contains(" \t,-&/", rest[i])) {
        ++i;
      } else if (static_cast<uint8_t>(rest[i]) == 0xE2 && i + 2 < rest.size()) {  // en dash
        i += 3;
      } else {
        break;
      }
    }
    if (!copyright->years.empty()) copyright->years += ", ";
    copyright->years += Squeeze(rest.substr(begin, end - begin));
    holder += ' ';
    i = std::max(i, end);
  }
  for (const std::string_view phrase : {"all rights reserved", "all rights are reserved"}) {
    const size_t at = FindFolded(holder, phrase);
    if (at != std::string::npos) holder.resize(at);
  }
  for (const char open : {'<', '('}) {
    const size_t at = holder.find(open);
    if (at != std::string::npos && at > 0) holder.resize(at);
  }
  holder = Squeeze(holder);
  constexpr std::string_view kEdges = " \t,;:-.*/#\"'";
  while (!holder.empty() && Contains(kEdges, holder.front())) holder.erase(0, 1);
  while (!holder.empty() && Contains(kEdges, holder.back())) {
    const bool short_form = holder.ends_with("Inc.") || holder.ends_with("Ltd.") ||
                            holder.ends_with("Co.") || holder.ends_with("Corp.");
    if (short_form) break;
    holder.pop_back();
  }
  if (StartsWithFolded(holder, "by ")) holder.erase(0, 3);
  copyright->holder = std::move(holder);
}

struct Line {
  size_t begin;
  size_t end;
};

Line LineAt(std::string_view text, size_t at) {
  // Looks no farther than a line may be long, so that one line of megabytes costs no more.
  const size_t front = at > kLongestLine ? at - kLongestLine : 0;
  const std::string_view before = text.substr(front, at - front);
  const size_t line_start = before.rfind('\n');
  size_t begin = at;
  if (line_start != std::string_view::npos) {
    begin = front + line_start + 1;
  } else if (front == 0) {
    begin = 0;
  }
  const std::string_view after = text.substr(at, kLongestLine);
  return {begin, at + std::min(after.find('\n'), after.size())};
}

// Reads the statement whose opening word or sign is at `at`; nothing where it is only talk.
bool ReadStatement(std::string_view text, size_t at, size_t opening, Line line,
                   CopyrightStatement* copyright) {
  std::string_view tail = text.substr(at + opening, line.end - at - opening);
  bool has_sign = SignLength(text.substr(at)) > 0;
  std::string_view rest = AfterSigns(tail, &has_sign);
  // "@copyright" and "SPDX-FileCopyrightText:" are open signs, too.
  has_sign = has_sign || (at > 0 && text[at - 1] == '@') || StartsWithFolded(tail, "text:");
  if (StartsWithFolded(tail, "text:")) rest = AfterSigns(tail.substr(5), &has_sign);
  rest = WithoutCommentSigns(rest);
  if (rest.empty() || IsTalk(rest)) return false;
  size_t year = 0;
  while (year < rest.size() && !IsYearAt(rest, year)) ++year;
  const bool has_year = year < rest.size();
  const bool is_named = IsUpper(rest.front()) || static_cast<uint8_t>(rest.front()) >= 0x80;
  const bool year_opens = has_year && year < 4;
  if (!year_opens && !(is_named && (has_sign || IsUpper(text[at]) || has_year)) &&
      !(has_sign && has_year)) {
    return false;
  }
  copyright->statement =
      Squeeze(WithoutCommentSigns(text.substr(line.begin, line.end - line.begin)));
  std::string whole(rest);
  // The rest of a statement that a comment's next line goes on with.
  const bool open = text.substr(line.begin, line.end - line.begin).find_last_not_of(" \t\r*") !=
                        std::string_view::npos &&
                    (whole.ends_with(" and") || Squeeze(tail).ends_with(','));
  CopyrightStatement first;
  SplitYears(whole, &first);
  if ((open || first.holder.empty()) && line.end < text.size()) {
    const Line next = LineAt(text, line.end + 1);
    const std::string_view more =
        WithoutCommentSigns(text.substr(next.begin, next.end - next.begin));
    if (!more.empty() && (IsUpper(more.front()) || IsDigit(more.front())) &&
        FindFolded(more, "copyright") == std::string_view::npos &&
        FindFolded(more, "licen") == std::string_view::npos &&
        !StartsWithFolded(more, "all rights") && !StartsWithFolded(more, "permission") &&
        !StartsWithFolded(more, "redistribution") && more.size() < 90) {
      copyright->statement += (open ? ", " : " ") + Squeeze(more);
      whole += (open ? ", " : " ") + std::string(more);
    }
  }
  SplitYears(whole, copyright);
  return true;
}

}  // namespace

std::vector<CopyrightMatch> FindCopyrightStatements(std::string_view text, size_t begin,
                                                    size_t end) {
  std::vector<CopyrightMatch> found;
  constexpr std::string_view kWord = "copyright";
  // What a statement begins with: the word, "(c)" or the sign.
  static constexpr auto kOpens = [] {
    std::array<bool, 256> opens{};
    for (const char c : {'c', 'C', '(', '\xC2'}) opens[static_cast<uint8_t>(c)] = true;
    return opens;
  }();
  size_t at = begin;
  while (at < end && found.size() < kMostStatements) {
    size_t next = at;
    while (next < end && !kOpens[static_cast<uint8_t>(text[next])]) ++next;
    if (next >= end) break;
    const std::string_view here = text.substr(next);
    size_t opening = 0;
    if (StartsWithFolded(here, kWord)) {
      opening = kWord.size();
      if (here.size() > opening && Lower(here[opening]) == 's') ++opening;
    } else if (text[next] != 'c' && text[next] != 'C') {
      opening = SignLength(here);
    }
    if (opening == 0) {
      at = next + 1;
      continue;
    }
    const Line line = LineAt(text, next);
    CopyrightMatch match{next, {}};
    // A bare "(c)" is also a list's third item: a year must follow.
    size_t after = next + opening;
    while (after < text.size() && Contains(kBlank, text[after])) ++after;
    const bool bare = text[next] == '(';
    if ((!bare || IsYearAt(text, after)) &&
        ReadStatement(text, next, opening, line, &match.copyright)) {
      found.push_back(std::move(match));
      at = std::max(line.end, next + opening);
      continue;
    }
    at = next + opening;
  }
  return found;
}

}  // namespace copytrace

// Where a comment or a literal ends.
//
// Every method takes the offset at which the thing opens and is linear over the life of a scanner,
// whatever the text holds: what has failed once for want of an end is not looked for again.
// One scanner a text and thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace copytrace {

struct Literal {
  size_t end;          // behind the closing quote, or where the text or line ends without one
  size_t inner_begin;  // what stands in the quotes
  size_t inner_end;
};

class LiteralScanner {
 public:
  explicit LiteralScanner(std::string_view text) : text_(text) {}

  size_t LineEnd(size_t at) const;
  // A comment to the end of the line; with `splices`, a backslash there carries it on.
  size_t LineComment(size_t at, bool splices) const;
  // `at` is the slash of the opening.
  size_t BlockComment(size_t at, bool nests) const;
  // Behind the next `close` at or after `at`, or the end of the text.
  size_t LongComment(size_t at, std::string_view close) const;

  // `at` is the opening quote in all that follow.
  Literal Quoted(size_t at, bool spans_lines) const;
  Literal Verbatim(size_t at) const;
  Literal Triple(size_t at) const;
  // "x(…)x"; nothing where no `(` follows in time.
  std::optional<Literal> RawCpp(size_t at) const;
  // #"…"# with any number of #, `at` being the first of them or the quote.
  std::optional<Literal> RawRust(size_t at) const;
  // A JavaScript template with all that its `${…}` hold.
  Literal Template(size_t at);
  // A regular expression with its flags; nothing where none closes on this line.
  std::optional<Literal> Regex(size_t at);
  // A JSX attribute's value: may span lines, no escapes; ends at its line where it does not close.
  Literal Attribute(size_t at);
  // Whether a JSX closing tag follows anywhere after `at`.
  bool ClosingTagFollows(size_t at);

 private:
  std::string_view text_;
  size_t no_regex_before_ = 0;
  size_t closing_tag_ = 0;
  bool unclosed_attribute_[2] = {false, false};
  std::vector<size_t> braces_;  // open braces in each `${` that Template stands in
};

}  // namespace copytrace

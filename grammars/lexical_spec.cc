// The rows of the lexer, one a language.
//
// Languages of one family differ here only where their text would be misread otherwise; keywords,
// names and operators are the family's, so that pasted code gives the same tokens. Words which the
// grammars name as named nodes (`true`, `this`, primitive types) are added to the keywords: they
// carry structure and are not renamed. Words that a grammar treats as keywords in a rare place and
// that are everyday names elsewhere (`object`, `target`, `expr`) stay names, else a renamed copy
// would differ in its structure.
#include "grammars/lexical_spec.h"

#include <array>

namespace copytrace {
namespace {

constexpr std::string_view kCKeywords =
    "true false NULL nullptr this auto int char void bool float double size_t ssize_t long short "
    "signed unsigned wchar_t char8_t char16_t char32_t int8_t int16_t int32_t int64_t uint8_t "
    "uint16_t uint32_t uint64_t intptr_t uintptr_t ptrdiff_t";
constexpr std::string_view kCNames = "and or not";

constexpr std::string_view kJavaScriptKeywords =
    "true false null this super undefined void any boolean unknown never";
constexpr std::string_view kJavaScriptNames =
    "object string number symbol target global module require meta type from of assert accessor";

constexpr std::string_view kGenericKeywords =
    "if then else elif elsif elseif fi end endif for foreach while until do done loop repeat "
    "switch case when default break continue next last redo return yield in function func fun "
    "fn def sub proc procedure lambda defun defn let var val const local my our set begin class "
    "struct union enum interface trait impl module namespace package import include require use "
    "using extends implements with public private protected internal static final abstract "
    "virtual override readonly async await new delete self this super true false null nil none "
    "None True False void int integer char string float double bool boolean byte long short "
    "unsigned try catch except finally ensure rescue raise throw throws and or not xor is as "
    "typeof instanceof echo print select from where into";
constexpr std::string_view kGenericOperators =
    "== != === !== <= <=> && || ?? ?. ++ -- += -= *= /= %= **= &= |= ^= ~= .= :: := => -> <- << "
    "<<= .. ... ..= ..< ** =~ !~ &&= ||= ?\?= |> // <> :- ?:";

constexpr std::array<LexicalSpec, kLanguages> kSpecs = {{
    {.language = Language::kGeneric,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'`",
     .triple_quotes = true,
     .quote_after_word = false,
     .number_edge_dots = false,
     .name_characters = "$",
     .keywords = kGenericKeywords,
     .operators = kGenericOperators},
    {.language = Language::kC,
     .line_comment = "//",
     .line_comment_splices = true,
     .block_comments = true,
     .quotes = "\"'",
     .string_prefixes = "LuU8R",
     .raw_strings = RawStrings::kCpp,
     .angle_includes = true,
     .directives = true,
     .splices = true,
     .number_quotes = true,
     .keywords = kCKeywords,
     .names = kCNames},
    {.language = Language::kCpp,
     .line_comment = "//",
     .line_comment_splices = true,
     .block_comments = true,
     .quotes = "\"'",
     .string_prefixes = "LuU8R",
     .raw_strings = RawStrings::kCpp,
     .angle_includes = true,
     .directives = true,
     .splices = true,
     .number_quotes = true,
     .keywords = kCKeywords,
     .names = kCNames},
    {.language = Language::kJava,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'",
     .triple_quotes = true,
     .name_characters = "$",
     .keywords = "true false null this super void boolean",
     .names = "exports module open opens provides record requires to transitive uses when with"},
    {.language = Language::kJavaScript,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'",
     .templates = true,
     .regex_literals = true,
     .jsx = true,
     .name_characters = "$",
     .keywords = kJavaScriptKeywords,
     .names = kJavaScriptNames},
    {.language = Language::kTypeScript,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'",
     .templates = true,
     .regex_literals = true,
     .name_characters = "$",
     .keywords = kJavaScriptKeywords,
     .names = kJavaScriptNames},
    {.language = Language::kTsx,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'",
     .templates = true,
     .regex_literals = true,
     .jsx = true,
     .name_characters = "$",
     .keywords = kJavaScriptKeywords,
     .names = kJavaScriptNames},
    {.language = Language::kPython,
     .line_comment = "#",
     .quotes = "\"'",
     .triple_quotes = true,
     .triple_quotes_all = true,
     .string_prefixes = "rRbBuUfFtT",
     .splices = true,
     .keywords = "True False None self cls",
     .names = "match type exec",
     .operators = "..."},
    {.language = Language::kGo,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'",
     .verbatim_quotes = "`",
     .keywords = "true false nil iota bool string byte rune error int int8 int16 int32 int64 uint "
                 "uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 any",
     .names = "new make"},
    {.language = Language::kRust,
     .line_comment = "//",
     .block_comments = true,
     .block_comments_nest = true,
     .quotes = "'",
     .long_quotes = "\"",
     .string_prefixes = "bcr",
     .raw_strings = RawStrings::kRust,
     .lifetimes = true,
     .number_edge_dots = false,
     .keywords = "true false self Self super crate mut u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 "
                 "usize isize bool str char f32 f64 Some None Ok Err",
     .names = "block expr expr_2021 ident item lifetime literal meta pat pat_param path stmt tt ty "
              "vis default union gen raw"},
    {.language = Language::kGenericHash,
     .line_comment = "#",
     .quotes = "\"'`",
     .triple_quotes = true,
     .splices = true,
     .quote_after_word = false,
     .hash_after_dollar = true,
     .number_edge_dots = false,
     .name_characters = "$",
     .keywords = kGenericKeywords,
     .operators = kGenericOperators},
    {.language = Language::kGenericDash,
     .line_comment = "--",
     .block_comments = true,
     .long_comment_open = "--[[",
     .long_comment_close = "]]",
     .quotes = "\"'",
     .quote_after_word = false,
     .number_edge_dots = false,
     .keywords = kGenericKeywords,
     .operators = kGenericOperators},
    {.language = Language::kGenericSemicolon,
     .line_comment = ";",
     .long_comment_open = "#|",
     .long_comment_close = "|#",
     .long_quotes = "\"",
     .number_edge_dots = false,
     .keywords = kGenericKeywords,
     .operators = kGenericOperators},
    {.language = Language::kGenericPercent,
     .line_comment = "%",
     .quotes = "\"",
     .number_edge_dots = false,
     .keywords = kGenericKeywords,
     .operators = kGenericOperators},
}};

constexpr bool RowsStandAtTheirNumbers() {
  for (size_t i = 0; i < kSpecs.size(); ++i) {
    if (kSpecs[i].language != static_cast<Language>(i)) return false;
  }
  return true;
}
static_assert(RowsStandAtTheirNumbers());

}  // namespace

const LexicalSpec& LexicalSpecOf(Language language) {
  return kSpecs[static_cast<size_t>(language)];
}

}  // namespace copytrace

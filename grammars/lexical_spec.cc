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
    {.language = Language::kCSharp,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'",
     .directives = true,
     .number_edge_dots = false,
     .special = "@$\"",
     .keywords =
         "true false null this base void bool byte sbyte char decimal double float int uint "
         "long ulong short ushort object string dynamic nint nuint",
     .names = "add alias ascending assembly by descending equals event field from get global group "
              "init into join let method module notnull on orderby param partial property record "
              "remove required scoped select set type typevar unmanaged value var when where with "
              "file args and or not annotations checksum disable enable hidden restore warning "
              "warnings nullable pragma region endregion line error define undef"},
    {.language = Language::kPhp,
     .block_comments = true,
     .quotes = "",
     .long_quotes = "'",
     .number_edge_dots = false,
     .name_characters = "$",
     .special = "?#/\"`<",
     .islands = true,
     .keywords = "true false null self parent static void int float bool string array object mixed "
                 "iterable callable never $this",
     .names = "enum from readonly match fn strict_types ticks encoding get set"},
    {.language = Language::kRuby,
     .line_comment = "#",
     .quotes = "",
     .long_quotes = "'",
     .splices = true,
     .number_edge_dots = false,
     .name_endings = "?!",
     .special = "=_\"`/%?:@$<",
     .keywords = "true false nil self require require_relative attr_reader attr_writer "
                 "attr_accessor private public protected raise lambda proc"},
    {.language = Language::kBash,
     .quotes = "",
     .verbatim_quotes = "'",
     .splices = true,
     .number_edge_dots = false,
     .name_characters = "/-.:@%,~?^",
     .name_continuations = "*",
     .special = "#\"$<\\",
     .keywords = "break continue return exit shift echo eval exec set trap true false test cd",
     .operators = ";; $( $(( && || ++ -- |& &> &>> ;& ;;&"},
    {.language = Language::kKotlin,
     .line_comment = "//",
     .block_comments = true,
     .block_comments_nest = true,
     .quotes = "'",
     .verbatim_quotes = "`",
     .number_edge_dots = false,
     .special = "\"",
     .keywords = "true false null this super Int Long Short Byte Boolean String Char Float Double "
                 "Unit Any",
     .names = "by get set where init constructor delegate dynamic field file import property "
              "receiver param setparam value actual expect annotation catch data enum external "
              "finally infix inline inner operator out sealed suspend tailrec vararg crossinline "
              "noinline reified lateinit"},
    {.language = Language::kSwift,
     .line_comment = "//",
     .block_comments = true,
     .block_comments_nest = true,
     .quotes = "",
     .verbatim_quotes = "`",
     .number_edge_dots = false,
     .special = "\"#$",
     .keywords = "true false nil self Self super Int String Bool Double Float Any Void",
     .names =
         "Type Protocol get set left right none associativity convenience didSet dynamic final "
         "infix indirect lazy mutating nonmutating optional override postfix precedence prefix "
         "required unowned weak willSet some any each package actor async await consuming "
         "borrowing arch os unavailable introduced deprecated obsoleted message renamed swift "
         "compiler canImport targetEnvironment higherThan lowerThan assignment safe unsafe "
         "macro then file line column function"},
    {.language = Language::kScala,
     .line_comment = "//",
     .block_comments = true,
     .block_comments_nest = true,
     .quotes = "",
     .verbatim_quotes = "`",
     .number_edge_dots = false,
     .name_characters = "$",
     .special = "\"'sfr!#%&*+-/:<=>?@\\^|~",
     .keywords = "true false null this super Int Long Boolean String Unit Any Double",
     .names = "as derives end extension infix inline opaque open transparent using tracked"},
    {.language = Language::kLua,
     .quotes = "\"'",
     .special = "-[",
     .keywords = "nil true false self",
     .names = "close const",
     .operators = "..."},
    {.language = Language::kObjectiveC,
     .line_comment = "//",
     .line_comment_splices = true,
     .block_comments = true,
     .quotes = "\"'",
     .string_prefixes = "LuU8R",
     .raw_strings = RawStrings::kCpp,
     .angle_includes = true,
     .directives = true,
     .splices = true,
     .special = "@",
     .keywords = kCKeywords,
     .names = kCNames},
    {.language = Language::kPerl,
     .line_comment = "#",
     .quotes = "",
     .long_quotes = "\"'`",
     .number_edge_dots = false,
     .special = "=_/$@%&<qmsyt",
     .keywords = "undef shift push my our local die warn print printf return ref bless defined "
                 "scalar keys values each exists delete wantarray join map grep sort split",
     .operators =
         "=> -> .. ... :: == != <=> <= >= =~ !~ && || // ++ -- ** += -= *= /= .= ||= &&= //="},
    {.language = Language::kR,
     .line_comment = "#",
     .quotes = "",
     .long_quotes = "\"'",
     .verbatim_quotes = "`",
     .name_characters = ".",
     .special = "%rR",
     .keywords = "TRUE FALSE NULL NA Inf NaN NA_integer_ NA_real_ NA_character_ function return"},
    {.language = Language::kHaskell,
     .quotes = "",
     .long_quotes = "\"",
     .number_edge_dots = false,
     .name_continuations = "'",
     .special = "{['!#$%&*+./<=>?@\\^|-~:",
     .keywords = "True False Nothing Just",
     .names = "as hiding qualified forall family role pattern static stock anyclass via capi ccall "
              "prim javascript interruptible safe unsafe cases group by using rec mdo export"},
    {.language = Language::kElixir,
     .line_comment = "#",
     .quotes = "",
     .number_edge_dots = false,
     .name_endings = "?!",
     .special = "\"'~:?",
     .keywords = "true false nil def defp defmodule defmacro defmacrop defstruct defimpl "
                 "defprotocol if unless case cond with for quote unquote receive try raise throw "
                 "import alias require use",
     .operators = "\\\\"},
    {.language = Language::kDart,
     .line_comment = "//",
     .block_comments = true,
     .block_comments_nest = true,
     .quotes = "",
     .name_characters = "$",
     .special = "\"'r",
     .keywords = "true false null this super void int double num bool String dynamic",
     .names = "get set show hide of on sync async operator part library export import native "
              "external covariant deferred factory implements interface mixin type sealed base "
              "typedef Function when",
     .operators = "++ -- ..."},
    {.language = Language::kSql,
     .line_comment = "--",
     .block_comments = true,
     .quotes = "",
     .verbatim_quotes = "\"`",
     .ignores_case = true,
     .special = "'$eEbBnNxX",
     .keywords =
         "add all alter and any as asc begin between bigint boolean by cascade case cast char "
         "check "
         "column commit constraint create cross current_timestamp database date decimal declare "
         "default delete desc distinct double drop each else elsif end except exception execute "
         "exists false float for foreign from full function grant group having if in index inner "
         "insert int integer intersect into is join key language left like limit loop materialized "
         "natural not null numeric offset on or order outer over partition primary procedure real "
         "references replace return returns revoke right rollback row rows schema select sequence "
         "set smallint table temporary text then time timestamp to transaction trigger true "
         "truncate union unique update using values varchar view when where while with",
     .operators = "<> <= >= != :: || := -> ->>"},
    {.language = Language::kPowerShell,
     .line_comment = "#",
     .quotes = "",
     .number_edge_dots = false,
     .name_continuations = "-",
     .ignores_case = true,
     .special = "<@\"'`-$./abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
     .keywords =
         "$true $false $null $_ $this begin break catch class continue data do dynamicparam "
         "else elseif end enum exit filter finally for foreach function if in param process "
         "return switch throw trap try until using while -eq -ne -gt -ge -lt -le -like "
         "-notlike -match -notmatch -contains -notcontains -in -notin -replace -split -join "
         "-and -or -not -xor -is -isnot -as -f -band -bor"},
    {.language = Language::kJulia,
     .quotes = "",
     .name_endings = "!",
     .special = "#\"`'",
     .keywords =
         "abstract baremodule begin break catch const continue do else elseif end export "
         "false finally for function global if import in isa let local macro module mutable "
         "nothing primitive quote return struct true try type using where while",
     .operators = "== != === !== <= && || += -= *= /= //= ^= %= <: |> => -> :: .. ... .+ .- .* ./ "
                  ".^ .== .= // "},
    {.language = Language::kOCaml,
     .quotes = "",
     .long_quotes = "\"",
     .name_continuations = "'",
     .special = "({'",
     .keywords = "and as assert asr begin class constraint do done downto else end exception "
                 "external false for fun function functor if in include inherit initializer land "
                 "lazy let lor lsl lsr lxor match method mod module mutable new nonrec object of "
                 "open or private rec sig struct then to true try type val virtual when while with",
     .operators = "-> <- := :: ;; |> @@ <> == != <= && || ** +. -. *. /. ~- .. :>"},
    {.language = Language::kZig,
     .line_comment = "//",
     .quotes = "\"'",
     .number_edge_dots = false,
     .special = "\\@",
     .keywords = "true false null undefined void bool type anyerror noreturn u8 u16 u32 u64 i8 i16 "
                 "i32 i64 f32 f64 usize isize comptime_int"},
    {.language = Language::kCss,
     .block_comments = true,
     .quotes = "\"'",
     .percent_numbers = true,
     .name_continuations = "-",
     .special = "@-#(!",
     .names = "and or not only from to of selector"},
    {.language = Language::kScss,
     .line_comment = "//",
     .block_comments = true,
     .quotes = "\"'",
     .percent_numbers = true,
     .name_continuations = "-",
     .special = "@-#($!",
     .names = "and or not only from to of selector in as with through",
     .operators = "--"},
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

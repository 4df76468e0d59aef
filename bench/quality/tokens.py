"""A small tokenizer for eleven languages, good enough to rename identifiers and move lines about.

It knows comments, strings, numbers, identifiers, keywords and operators, no more. The engine's own
lexer is not used on purpose: the benchmark shall not share its errors.
"""
import re
from typing import NamedTuple

ENDINGS = {".c": "c", ".cc": "c++", ".cpp": "c++", ".cxx": "c++", ".java": "java", ".js": "js",
           ".mjs": "js", ".cjs": "js", ".ts": "ts", ".py": "python", ".go": "go", ".rs": "rust",
           ".php": "php", ".rb": "ruby", ".cs": "c#"}
LANGUAGES = {"c": ".c", "c++": ".cc", "java": ".java", "js": ".js", "ts": ".ts", "python": ".py",
             "go": ".go", "rust": ".rs", "php": ".php", "ruby": ".rb", "c#": ".cs"}

KEYWORDS = {
    "c": "auto break case char const continue default do double else enum extern float for goto if "
         "inline int long register return short signed sizeof static struct switch typedef union "
         "unsigned void volatile while NULL",
    "java": "abstract assert boolean break byte case catch char class const continue default do "
            "double else enum extends final finally float for if implements import instanceof int "
            "interface long native new package private protected public return short static super "
            "switch synchronized this throw throws transient try void volatile while true false "
            "null var",
    "js": "async await break case catch class const continue debugger default delete do else export "
          "extends finally for function get if import in instanceof let new of return set static "
          "super switch this throw try typeof var void while with yield true false null undefined",
    "python": "False None True and as assert async await break class continue def del elif else "
              "except finally for from global if import in is lambda nonlocal not or pass raise "
              "return try while with yield self",
    "go": "break case chan const continue default defer else fallthrough for func go goto if import "
          "interface map package range return select struct switch type var nil true false",
    "rust": "as async await break const continue crate dyn else enum extern false fn for if impl in "
            "let loop match mod move mut pub ref return self Self static struct super trait true "
            "type unsafe use where while",
    "php": "abstract and array as break callable case catch class clone const continue declare "
           "default do echo else elseif empty extends final finally fn for foreach function global "
           "goto if implements include include_once instanceof insteadof interface isset list match "
           "namespace new or print private protected public require require_once return static "
           "switch throw trait try unset use var while xor yield true false null self parent $this "
           "int string bool float void mixed php",
    "ruby": "alias and begin break case class def defined? do else elsif end ensure false for if in "
            "module next nil not or redo rescue retry return self super then true undef unless "
            "until when while yield require attr_reader attr_accessor",
    "c#": "abstract as base bool break byte case catch char checked class const continue decimal "
          "default delegate do double else enum event explicit extern false finally fixed float for "
          "foreach get goto if implicit in int interface internal is lock long namespace new null "
          "object operator out override params private protected public readonly ref return sbyte "
          "sealed set short sizeof stackalloc static string struct switch this throw true try typeof "
          "uint ulong unchecked unsafe ushort using var virtual void volatile while",
}
KEYWORDS["c++"] = KEYWORDS["c"] + (
    " and bool catch class constexpr delete explicit false final friend mutable namespace new "
    "noexcept nullptr operator or override private protected public static_cast template this "
    "throw true try typename using virtual")
KEYWORDS["ts"] = KEYWORDS["js"] + (
    " abstract any as boolean declare enum implements interface keyof namespace never number "
    "private protected public readonly string type unknown is")
KEYWORDS = {language: frozenset(words.split()) for language, words in KEYWORDS.items()}

SPACE, COMMENT, STRING, NUMBER, WORD, OPERATOR = "space comment string number word op".split()


class Token(NamedTuple):
    kind: str
    text: str


_NUMBER = r"(?:0[xX][0-9a-fA-F_']+|0[bB][01_]+|(?:\d[\d_']*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?)\w*"
_OPERATORS = (r"<<=|>>=|\.\.\.|===|!==|\*\*=|->|=>|::|\+\+|--|&&|\|\||[-+*/%&|^=!<>:]=|<<|\?\?|\?\.|"
              r"[^\s\w]")
_C_COMMENT = r"//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)"
_QUOTED = r'"(?:[^"\\\n]|\\.)*"?'
_SINGLE = r"'(?:[^'\\\n]|\\.)*'?"
_REGEX = r"(?<=[(,=:\[!&|?{};\n])[ \t]*/(?![*/])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*"


def _pattern(comment, string):
    # Strings before space: a regular expression literal is told by what stands in front of it.
    return re.compile(rf"(?P<comment>{comment})|(?P<string>{string})|(?P<space>\s+)|"
                      rf"(?P<number>{_NUMBER})|(?P<word>[^\W\d]\w*|\$\w*|@\w+)|"
                      rf"(?P<op>{_OPERATORS})", re.S)


_C = _pattern(_C_COMMENT, rf'R"\w*\((?:.*?)\)\w*"|{_QUOTED}|{_SINGLE}')
_JS = _pattern(_C_COMMENT, rf"`(?:[^`\\]|\\.)*`?|{_QUOTED}|{_SINGLE}|{_REGEX}")
_PATTERNS = {
    "c": _C, "c++": _C, "java": _C, "js": _JS, "ts": _JS,
    "python": _pattern(r"#[^\n]*", r'[rbuRBUfF]{0,2}(?:"""(?:[^\\]|\\.)*?"""|' +
                       r"'''(?:[^\\]|\\.)*?'''" + rf"|{_QUOTED}|{_SINGLE})"),
    "go": _pattern(_C_COMMENT, rf"`[^`]*`?|{_QUOTED}|{_SINGLE}"),
    "rust": _pattern(_C_COMMENT, rf'b?r(?P<hash>#*)".*?"(?P=hash)|b?{_QUOTED}|' +
                     r"b?'(?:[^'\\\n]|\\[^\n]{1,8})'"),
    "php": _pattern(rf"{_C_COMMENT}|#(?!\[)[^\n]*", r"""\"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?"""),
    "ruby": _pattern(r"#[^\n]*", rf"{_QUOTED}|{_SINGLE}|{_REGEX}"),
    "c#": _pattern(_C_COMMENT, rf'\$?@"(?:[^"]|"")*"|\$?{_QUOTED}|{_SINGLE}'),
}


def tokenize(language, text):
    """All tokens, white space and comments too: joined, they are the text again."""
    return [Token(m.lastgroup if m.lastgroup != "hash" else STRING, m[0])
            for m in _PATTERNS[language].finditer(text)]


def is_identifier(language, token):
    return (token.kind == WORD and token.text not in KEYWORDS[language] and
            (token.text[0] != "@" or language == "ruby"))


def is_code(token):
    return token.kind not in (SPACE, COMMENT)


class Layout:
    """Where code stands in a file, by line (from 0)."""

    def __init__(self, language, text):
        self.text_lines = text.split("\n")
        count = len(self.text_lines)
        self.code_tokens = [0] * count
        self.first = [""] * count   # first code token of the line
        self.last = [""] * count
        self.has_call = [False] * count  # a "(" stands on it
        self.braces = [0] * count   # opened minus closed
        self.opens = [False] * count
        self.inside = [False] * (count + 1)  # the line begins within a token or comment
        line = 0
        for kind, token in tokenize(language, text):
            if kind not in (SPACE, COMMENT):
                self.code_tokens[line] += 1
                self.first[line] = self.first[line] or token
                self.last[line] = token
                if token == "(":
                    self.has_call[line] = True
                elif token == "{":
                    self.braces[line] += 1
                    self.opens[line] = True
                elif token == "}":
                    self.braces[line] -= 1
            breaks = token.count("\n")
            if breaks and kind != SPACE:
                for i in range(line + 1, line + breaks + 1):
                    self.inside[i] = True
            line += breaks


NO_FUNCTION = frozenset("if for while switch do else catch try return } class struct interface enum "
                        "namespace match loop select case impl trait mod extern union unsafe "
                        "synchronized new".split())


def indent_of(line):
    return len(line) - len(line.lstrip())


def functions(language, layout):
    """Line ranges [first, end) of what looks like a function."""
    found = []
    count = len(layout.text_lines)
    for i in range(count):
        if layout.inside[i] or not layout.code_tokens[i]:
            continue
        if language == "python":
            if layout.first[i] not in ("def", "async"):
                continue
            indent = indent_of(layout.text_lines[i])
            end = i + 1
            while end < count and (layout.inside[end] or not layout.code_tokens[end] or
                                   indent_of(layout.text_lines[end]) > indent or
                                   layout.first[end] in ")]}"):
                end += 1
        elif language == "ruby":
            if layout.first[i] != "def":
                continue
            indent = indent_of(layout.text_lines[i])
            end = i + 1
            while end < count and not (layout.first[end] == "end" and not layout.inside[end] and
                                       indent_of(layout.text_lines[end]) <= indent):
                end += 1
            if end == count:
                continue
            end += 1
        else:
            opener = i if layout.opens[i] and layout.last[i] == "{" else i + 1
            if (not layout.has_call[i] or layout.first[i] in NO_FUNCTION or opener >= count or
                    not layout.opens[opener] or (opener > i and layout.first[opener] != "{")):
                continue
            depth, end = 0, opener
            while end < count:
                depth += layout.braces[end]
                end += 1
                if depth <= 0:
                    break
            if depth != 0:
                continue
        while end > i and not layout.code_tokens[end - 1]:
            end -= 1
        found.append((i, end))
    return found

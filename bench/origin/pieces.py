"""Pieces of real files: cut, pasted in files of other projects, and looked for again by their text.

Whether a project holds a piece is decided here by its text alone, white space left out, so that the
judgement does not lean on the program that is judged.
"""
import pathlib
import re

CODE = {".c", ".h", ".cc", ".cpp", ".hpp", ".js", ".mjs", ".ts"}
C_LIKE = {".c", ".h", ".cc", ".cpp", ".hpp"}
LINES_OF_A_PIECE = 12
FUNCTION_LINES = (12, 70)
MAX_BYTES = 1 << 20
MAX_LINE = 300


def squeeze(text):
    """The text without white space: one line a line that holds anything else."""
    lines = ("".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def read(path):
    return path.read_text(encoding="utf-8", errors="surrogateescape").replace("\r\n", "\n")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogateescape")


def suits(path):
    """Code that people read: no data, no minified bundle."""
    if path.suffix not in CODE or not path.is_file() or path.stat().st_size > MAX_BYTES:
        return False
    lines = read(path).splitlines()
    return len(lines) >= 15 and max(map(len, lines)) <= MAX_LINE


def tells(lines):
    """Enough of different code lines to be anybody's: no table, no list of includes."""
    code = [line.strip() for line in lines
            if not re.match(r"\s*(/?\*|//|#\s*(include|define|if|endif|undef)|import |export \{|\}|$)",
                            line)]
    words = re.findall(r"[A-Za-z_]\w{2,}", " ".join(code))
    return (len(set(code)) >= 7 and len(words) >= 25 and len(set(words)) >= 12 and
            sum(1 for line in code if re.match(r"[\d\s,xa-fA-F{}\"'L-]+$", line)) < len(code) / 4)


def functions(lines):
    """(first, last) of blocks that open and close at the margin."""
    first = None
    for i, line in enumerate(lines):
        if re.match(r"[A-Za-z_(].*[\w){;,]$", line) and (first is None or lines[i - 1].strip() == ""):
            if not re.match(r"(typedef|struct|enum|union|extern|#|static const|namespace)", line):
                first = i
        if re.match(r"\}[;,)]*\s*$", line) and first is not None:
            if FUNCTION_LINES[0] <= i - first + 1 <= FUNCTION_LINES[1]:
                yield first, i
            first = None


def cut(path, random):
    """{kind: lines} of a file: the whole of it, a function, some lines; what can be had."""
    lines = read(path).splitlines()
    pieces = {}
    if tells(lines):
        pieces["whole"] = lines
    blocks = [(a, b) for a, b in functions(lines) if tells(lines[a:b + 1])]
    if blocks:
        a, b = random.choice(blocks)
        pieces["function"] = lines[a:b + 1]
    for _ in range(20):
        at = random.randrange(max(1, len(lines) - LINES_OF_A_PIECE))
        some = lines[at:at + LINES_OF_A_PIECE]
        if len(some) == LINES_OF_A_PIECE and tells(some):
            pieces["lines"] = some
            break
    return pieces


def paste(piece, host, random):
    """The host's text with the piece after one of its blank lines, and the piece's (first, last)."""
    lines = read(host).splitlines()[:600]
    blank = [i for i, line in enumerate(lines) if not line.strip()] or [len(lines)]
    at = random.choice(blank) + 1
    text = "\n".join([*lines[:at], *piece, "", *lines[at:]]) + "\n"
    return text, (at + 1, at + len(piece))


class Holders:
    """Which packages hold a text."""

    def __init__(self, packages):
        """`packages`: (component, version, directory) triples."""
        self.texts = {}  # (component, version) → {path: squeezed text}
        self.by_line = {}  # a long line → (component, version)s that have it
        for component, version, directory in packages:
            of_package = self.texts.setdefault((component, version), {})
            for path in sorted(directory.rglob("*")):
                if path.suffix in CODE and path.is_file():
                    text = "\n" + squeeze(read(path))
                    of_package[str(path.relative_to(directory))] = text
                    for line in text.splitlines():
                        if len(line) > 15:
                            self.by_line.setdefault(hash(line), set()).add((component, version))

    def of(self, lines):
        """{(component, version): a path} of the packages in which these lines stand, one after another."""
        text = squeeze("\n".join(lines))
        wanted = max(text.splitlines(), key=len, default="")
        if len(wanted) <= 15:
            return {}
        found = {}
        for package in self.by_line.get(hash(wanted), ()):
            for path, content in self.texts[package].items():
                if "\n" + text in content:
                    found[package] = path
                    break
        return found


def of_project(directory, npm, deb):
    """The code of two packages below `directory`, by kind: of an npm one and of a Debian one."""
    return {"c": [p for p in sorted(directory.glob(f"deb/{deb}-*/**/*.c")) if suits(p)],
            "js": [p for p in sorted(directory.glob(f"npm/{npm}-*/**/*.js")) if suits(p)]}


def host_kind(path):
    return "c" if pathlib.Path(path).suffix in C_LIKE else "js"

"""Pastes: pieces of the indexed corpus, edited, each in a window of an unrelated file of its own.

make_pastes() writes the files below a directory and returns one record a paste:
  file            path of the generated file, relative to the directory
  first, last     lines of the paste in it (from 1)
  lines           code lines that the piece had;  tokens: its code tokens
  language (of the piece), edit, half ("tune" or "report": by the project that it was taken from)
  package         purl without version;  path, origin_first, origin_last: where it stands there
  holders         all packages of the corpus in which the unedited lines stand one after the other
"""
import hashlib
import json
import pathlib
import random
import urllib.parse

import edits
from tokens import ENDINGS, LANGUAGES, Layout, functions

MAX_FILE = 300_000
WINDOW = 60  # lines of the host on either side
NOT_ALONE = frozenset("# @ import from use package using else elif except catch } ) end rescue ensure "
                      "elsif when require".split())


def half_of(name):
    return "tune" if hashlib.sha256(name.encode()).digest()[0] & 1 else "report"


def package_of(purl):
    return urllib.parse.unquote(purl.split("?")[0]).rpartition("@")[0]


class Corpus:
    """The source files of a corpus manifest, by language and package."""

    def __init__(self, manifest):
        self.root = manifest.parent
        self.files = {}     # language → package → paths relative to the root
        self.package = []   # (path prefix, package)
        for line in manifest.read_text().splitlines():
            row = json.loads(line)
            package = package_of(row["purl"])
            self.package.append((row["path"], package))
            for path in sorted((self.root / row["path"]).rglob("*")):
                language = ENDINGS.get(path.suffix.lower())
                if not language or not path.is_file() or ".min." in path.name:
                    continue
                if path.name.endswith(".d.ts") or not 1000 < path.stat().st_size < MAX_FILE:
                    continue
                self.files.setdefault(language, {}).setdefault(package, []).append(
                    str(path.relative_to(self.root)))
        for packages in self.files.values():
            for package in [p for p, paths in packages.items() if len(paths) < 3]:
                del packages[package]
        self.layouts = {}

    def layout(self, language, path, keep=False):
        if path in self.layouts:
            return self.layouts[path]
        text = (self.root / path).read_text(errors="replace").replace("\r\n", "\n")
        if len(text) / (text.count("\n") + 1) > 200:
            text = ""
        if language == "php" and ("?>" in text or not text.startswith("<?php")):
            text = ""  # pages, of which a window would be text
        layout = Layout(language, text)
        if keep:
            self.layouts[path] = layout
        return layout

    def pick(self, language, rng, half=None):
        packages = [p for p in sorted(self.files.get(language, {}))
                    if half is None or half_of(p) == half]
        if not packages:
            packages = sorted(self.files[language])
        package = rng.choice(packages)
        return package, rng.choice(self.files[language][package])


def piece_from(layout, start, end, wanted):
    """Lines [start, stop) that hold the wanted number of code lines, or nothing."""
    count = 0
    for i in range(start, end):
        count += layout.code_tokens[i] > 0
        if count == wanted:
            stop = i + 1
            while stop < len(layout.text_lines) and layout.inside[stop]:
                stop += 1
            return (start, stop) if stop <= end else None
    return None


def fitting(layout, piece, wanted):
    tokens = sum(layout.code_tokens[piece[0]:piece[1]])
    return tokens if 2 * wanted <= tokens <= 25 * wanted else 0


def choose_piece(corpus, language, wanted, rng):
    """A function's first lines: package, path, layout, range, tokens."""
    for _ in range(400):
        package, path = corpus.pick(language, rng)
        layout = corpus.layout(language, path)
        found = functions(language, layout)
        rng.shuffle(found)
        for start, end in found[:8]:
            piece = piece_from(layout, start, end, wanted)
            tokens = piece and fitting(layout, piece, wanted)
            if tokens:
                return package, path, layout, piece, tokens
    return None


def fragment_of(layout, wanted, rng):
    """A piece that begins and ends anywhere in the file."""
    for _ in range(50):
        start = rng.randrange(len(layout.text_lines))
        if layout.inside[start] or not layout.code_tokens[start]:
            continue
        piece = piece_from(layout, start, len(layout.text_lines), wanted)
        if piece and fitting(layout, piece, wanted):
            return piece
    return None


class Hosts:
    """Windows of unrelated files, and single lines of them for edits."""

    def __init__(self, corpus, excluded):
        self.corpus = corpus
        self.excluded = excluded

    def layout(self, language, half, rng):
        for _ in range(300):
            _, path = self.corpus.pick(language, rng, half)
            if self.excluded(path):
                continue
            layout = self.corpus.layout(language, path, keep=True)
            if len(layout.text_lines) > 60:
                return path, layout
        raise RuntimeError(f"no host files in {language}")

    def window(self, language, half, rng):
        """Text before and after a point between two lines."""
        path, layout = self.layout(language, half, rng)
        free = [i for i in range(10, len(layout.text_lines) - 10) if not layout.inside[i]]
        blank = [i for i in free if not layout.text_lines[i].strip()] or free
        if not blank:
            return self.window(language, half, rng)
        at = rng.choice(blank)
        first = max(0, at - WINDOW)
        while layout.inside[first]:
            first += 1
        return path, layout.text_lines[first:at], layout.text_lines[at:at + WINDOW]

    def donor(self, language, half):
        def line(rng):
            for _ in range(200):
                _, layout = self.layout(language, half, rng)
                i = rng.randrange(len(layout.text_lines))
                text = layout.text_lines[i]
                if (layout.code_tokens[i] >= 3 and layout.first[i] not in NOT_ALONE and
                        layout.last[i] != ":" and not layout.inside[i] and
                        not layout.inside[i + 1] and layout.braces[i] == 0 and
                        text.count("(") == text.count(")") and len(text) < 120):
                    return text
            return "count = count + 1;"
        return line


def find_holders(corpus, records):
    """Fills `holders`: one pass over the corpus, keyed by each piece's longest line."""
    anchors = {}
    for record in records:
        lines = [l.strip() for l in record["piece"] if l.strip()]
        anchor = max(range(len(lines)), key=lambda i: len(lines[i]))
        anchors.setdefault(lines[anchor], []).append((lines, anchor, record))
        record["holders"] = {record["package"]}
    for packages in corpus.files.values():
        for package, paths in packages.items():
            for path in paths:
                text = (corpus.root / path).read_text(errors="replace")
                lines = None
                for i, line in enumerate(l.strip() for l in text.split("\n")):
                    if line not in anchors:
                        continue
                    lines = lines or [l.strip() for l in text.split("\n") if l.strip()]
                    for want, _, record in anchors[line]:
                        if package not in record["holders"] and holds(lines, want):
                            record["holders"].add(package)
    for record in records:
        record["holders"] = sorted(record["holders"])


def holds(lines, want):
    start = -1
    while True:
        try:
            start = lines.index(want[0], start + 1)
        except ValueError:
            return False
        if lines[start:start + len(want)] == want:
            return True


def make_pastes(index, negatives, excluded, directory, seed, per_length, lengths, chosen_edits):
    """See the top of the file. `per_length`: pieces of each length, over all languages."""
    corpus, hosts = Corpus(index), Hosts(Corpus(negatives), excluded)
    languages = [l for l in LANGUAGES if l in corpus.files and l in hosts.corpus.files]
    records = []
    for wanted in lengths:
        for n in range(per_length):
            language = languages[n % len(languages)]
            rng = random.Random(f"{seed}/{wanted}/{n}")
            chosen = choose_piece(corpus, language, wanted, rng)
            if not chosen:
                continue
            package, path, layout, piece, tokens = chosen
            half = half_of(package)
            donor = hosts.donor(language, half)
            for edit in chosen_edits:
                part = piece
                target_language = language
                if edit == "converted":
                    target_language = edits.CONVERSIONS.get(language)
                    if target_language not in languages:
                        continue
                if edit == "fragment":
                    part = fragment_of(layout, wanted, rng)
                    if not part:
                        continue
                lines = layout.text_lines[part[0]:part[1]]
                pasted = edits.apply(edit, language, "\n".join(lines), donor, rng).split("\n")
                host, before, after = hosts.window(target_language, half, rng)
                if language == "php" and "<?php" not in before[:1]:
                    before = ["<?php"] + before
                number = len(records)
                file = f"{number // 500:03}/{number:05}{LANGUAGES[target_language]}"
                target = pathlib.Path(directory) / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text("\n".join(before + pasted + after) + "\n")
                records.append({
                    "file": file, "first": len(before) + 1, "last": len(before) + len(pasted),
                    "lines": wanted, "tokens": sum(layout.code_tokens[part[0]:part[1]]),
                    "language": language, "edit": edit, "half": half, "package": package,
                    "path": path.split("/", 3)[3], "origin_first": part[0] + 1,
                    "origin_last": part[1], "host": host, "piece": lines})
    find_holders(corpus, records)
    for record in records:
        del record["piece"]
    return records

#!/usr/bin/env python3
"""Measures the licences that copytrace finds against files whose licence is known.

    bench/licenses.py measure LABELS ROOT [--program PATH] [--misses FILE] [--half even|odd]
    bench/licenses.py debian CORPUS OUT      (CORPUS: a directory made by bench/corpora.py)
    bench/licenses.py npm OUT NODE_MODULES…  (directories that `npm ci` has filled)
    bench/licenses.py plain CORPUS OUT       (1,000 files that state no licence)

LABELS is a table with tabs: path below ROOT, SPDX expression ("-" where the file states nothing),
kind. Of the files, `measure` tells by kind: exact (the same expression, order aside), family (the
licences without their versions; precision, recall and F1 over all files) and class (as copytrace
itself classifies the label; a file that states nothing is of the class unknown). A half is that of
the files whose path, as LABELS has it, has an even or odd first byte of its SHA-256: rules may be
worked on with the misses of one half in view and tried on the other.

The other commands make such sets, OUT/labels.tsv and OUT/files, from packages that are pinned
elsewhere: nothing of them is kept here. A Debian label is the one of the file's stanza in
debian/copyright, an npm label the licence that package.json declares, for its licence file as well.
Such labels speak of packages and not of files: bench/licenses/corrections.tsv holds, with a reason
each, what a reader of the files found instead. Nothing but Python's standard library is needed.
"""
import argparse
import collections
import fnmatch
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import corpora

HERE = pathlib.Path(__file__).resolve().parent
CORRECTIONS = HERE / "licenses/corrections.tsv"
STATEMENT = re.compile(
    r"spdx-license|licen[cs]ed (under|by|to)|permission is hereby|permission to use|redistribution "
    r"and use|public licen[cs]e|public domain|under the terms|governed by|apache licen[cs]e|"
    r"(released|distributed|available|provided) under|covered by|(mit|bsd|isc) licen[cs]e", re.I)
# Short names of DEP-5 and what they mean; names in other use are left out.
SHORT_NAMES = {
    "expat": "MIT", "mit": "MIT", "apache-2.0": "Apache-2.0", "apache-2": "Apache-2.0",
    "isc": "ISC", "zlib": "Zlib", "mpl-2.0": "MPL-2.0", "mpl-1.1": "MPL-1.1", "bsl-1.0": "BSL-1.0",
    "bsd-2-clause": "BSD-2-Clause", "bsd-3-clause": "BSD-3-Clause", "bsd-4-clause": "BSD-4-Clause",
    "x11": "X11", "cc0": "CC0-1.0", "cc0-1.0": "CC0-1.0", "unlicense": "Unlicense",
    "wtfpl": "WTFPL", "epl-1.0": "EPL-1.0", "epl-2.0": "EPL-2.0", "fsfap": "FSFAP",
    "artistic": "Artistic-1.0-Perl", "artistic-2.0": "Artistic-2.0",
    "public-domain": "LicenseRef-scancode-public-domain"}
for family in ("gpl", "lgpl", "agpl", "gfdl"):
    for number in ("1", "1.1", "1.2", "1.3", "2", "2.1", "3"):
        full = f"{family.upper()}-{number if '.' in number else number + '.0'}"
        SHORT_NAMES[f"{family}-{number}"] = full + "-only"
        SHORT_NAMES[f"{family}-{number}+"] = full + "-or-later"
MOST_OF_ONE_LICENSE = 6  # files of one package
PLAIN_FILES = 1000


# ---- expressions ---------------------------------------------------------------------------------

def parse(expression):
    """Nested tuples: ("AND"|"OR", operands) or an id, with its exception."""
    words = re.findall(r"[()]|[^\s()]+", expression)
    at = 0

    def operand():
        nonlocal at
        if words[at] == "(":
            at += 1
            inner = choice()
            at += 1
            return inner
        license_id = words[at]
        at += 1
        if at + 1 < len(words) and words[at].upper() == "WITH":
            license_id += " WITH " + words[at + 1]
            at += 2
        return license_id

    def chain(word, lower):
        nonlocal at
        operands = [lower()]
        while at < len(words) and words[at].upper() == word:
            at += 1
            operands.append(lower())
        return operands[0] if len(operands) == 1 else (word, operands)

    def both():
        return chain("AND", operand)

    def choice():
        return chain("OR", both)

    return choice()


def canonical(tree):
    if isinstance(tree, str):
        return tree.lower()
    parts = set()
    for part in tree[1]:
        if isinstance(part, tuple) and part[0] == tree[0]:
            parts.update(canonical(inner) for inner in part[1])
        else:
            parts.add(canonical(part))
    if len(parts) == 1:
        return parts.pop()
    return "(" + f" {tree[0]} ".join(sorted(parts)) + ")"


def ids(tree):
    if isinstance(tree, str):
        return tree.split(" WITH ")
    return [found for part in tree[1] for found in ids(part)]


def family(license_id):
    name = re.sub(r"^licenseref-(scancode-)?", "", license_id.lower())
    known = re.match(r"bsd|cc-by|cc0|gpl|lgpl|agpl|gfdl|mit|x11|apache|mpl|artistic|unknown|"
                     r"proprietary|public-domain|other-permissive", name)
    if known:
        return known.group()
    return re.split(r"-v?\d", name)[0]


def families(expression):
    return {family(each) for each in ids(parse(expression))} if expression else set()


# ---- measuring -----------------------------------------------------------------------------------

def licenses_of(program, root):
    result = subprocess.run([program, "licenses", "--format", "json", "--no-gitignore", str(root)],
                            check=True, capture_output=True)
    return {file["path"]: file for file in json.loads(result.stdout)["files"]}


def classes_of(program, expressions):
    """The class of each expression, as the program says it of a file with such a tag."""
    with tempfile.TemporaryDirectory() as directory:
        names = {}
        for number, expression in enumerate(sorted(expressions)):
            names[f"{number}.c"] = expression
            (pathlib.Path(directory) / f"{number}.c").write_text(
                f"// SPDX-License-Identifier: {expression}\n")
        found = licenses_of(program, directory)
        return {expression: found[name]["class"] for name, expression in names.items()}


def read_labels(path):
    rows = []
    for line in pathlib.Path(path).read_text().splitlines():
        if line and not line.startswith("#"):
            columns = line.split("\t")
            rows.append((columns[0], "" if columns[1] == "-" else columns[1],
                         columns[2] if len(columns) > 2 else "file"))
    return rows


def half_of(path):
    return "odd" if hashlib.sha256(path.encode()).digest()[0] % 2 else "even"


def measure(arguments):
    labels = [row for row in read_labels(arguments.labels)
              if not arguments.half or arguments.half == half_of(row[0])]
    found = licenses_of(arguments.program, arguments.root)
    classes = classes_of(arguments.program, {label for _, label, _ in labels if label})
    totals = collections.defaultdict(collections.Counter)
    layers = collections.defaultdict(collections.Counter)
    confusions = collections.Counter()
    misses = []
    for path, label, kind in labels:
        file = found.get(path, {})
        got = file.get("expression") or ""
        exact = (canonical(parse(label)) if label else "") == (canonical(parse(got)) if got else "")
        same_class = classes.get(label, "unknown") == (file.get("class") if got else "unknown")
        want_families, got_families = families(label), families(got)
        for key in ("all", kind):
            total = totals[key]
            total.update(files=1, exact=exact, same_class=same_class, silent=not got,
                         shared=len(want_families & got_families), want=len(want_families),
                         got=len(got_families))
        for layer in {span["layer"] for span in file.get("spans", [])}:
            layers[layer].update(files=1, exact=exact)
        if not exact:
            confusions[label or "nothing", got or "nothing"] += 1
            misses.append((kind, path, label or "-", got or "-"))
    print(f"{'kind':22} files  exact  class  family F1 (precision, recall)  says nothing")
    for kind in sorted(totals, key=lambda key: (key != "all", key)):
        total = totals[kind]
        files = total["files"]
        precision = total["shared"] / max(1, total["got"])
        recall = total["shared"] / max(1, total["want"])
        f1 = 2 * total["shared"] / max(1, total["got"] + total["want"])
        print(f"{kind:22} {files:5} {total['exact'] / files:6.1%} {total['same_class'] / files:6.1%}"
              f"  {f1:6.1%} ({precision:.1%}, {recall:.1%})  {total['silent'] / files:6.1%}")
    for layer, count in sorted(layers.items()):
        print(f"layer {layer:16} {count['files']:5} {count['exact'] / count['files']:6.1%} exact")
    print("\nmost frequent confusions:")
    for (label, got), count in confusions.most_common(15):
        print(f"{count:5}  {label}  →  {got}")
    if arguments.misses:
        pathlib.Path(arguments.misses).write_text(
            "".join("\t".join(miss) + "\n" for miss in sorted(misses)))


# ---- making sets ---------------------------------------------------------------------------------

def read_corrections(name):
    rows = [line.split("\t") for line in CORRECTIONS.read_text().splitlines()
            if line and not line.startswith("#")]
    return [(pattern, label) for which, pattern, label, _ in rows if which == name]


class LabelledSet:
    """Copies files below OUT/files and writes OUT/labels.tsv, corrections applied."""

    def __init__(self, out, name):
        self.out = pathlib.Path(out)
        self.corrections = read_corrections(name)
        self.rows = []

    def add(self, source, path, label, kind):
        for pattern, correction in self.corrections:
            if fnmatch.fnmatchcase(path, pattern):
                label = correction
        if label == "drop":
            return
        target = self.out / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        self.rows.append((path, label, kind))

    def close(self):
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / "labels.tsv").write_text(
            "".join("\t".join(row) + "\n" for row in sorted(self.rows)))
        packages = {row[0].split("/")[0] for row in self.rows}
        print(f"{len(self.rows)} files of {len(packages)} packages: {self.out / 'labels.tsv'}; "
              f"measure them with {sys.argv[0]} measure {self.out}/labels.tsv {self.out}/files")


def stanzas(text):
    for stanza in re.split(r"\n\s*\n", text):
        fields, name = {}, None
        for line in stanza.split("\n"):
            if line[:1] in (" ", "\t") and name:
                fields[name] += "\n" + line.strip()
            elif ":" in line and not line.startswith("#"):
                name, value = line.split(":", 1)
                name = name.lower()
                fields[name] = value.strip()
        yield fields


def label_of_short_name(name):
    """The expression of a License field's first line, or None."""
    parts = re.split(r"\s+(or|and)\s+", name.strip().lower())
    names = [SHORT_NAMES.get(part) for part in parts[::2]]
    if None in names or len(set(parts[1::2])) > 1:
        return None
    return f" {parts[1].upper()} ".join(names) if len(names) > 1 else names[0]


def packaging_of(apt, name, version, directory):
    """debian/copyright of a source package: corpora.py keeps upstream archives only."""
    directory.mkdir(parents=True, exist_ok=True)
    if not list(directory.glob("*.debian.tar.*")):
        subprocess.run(["apt-get", *apt.options, "source", "--download-only", "--diff-only", "-q",
                        f"{name}={version}"], cwd=directory, capture_output=True)
    archives = sorted(directory.glob(f"{name}_*.debian.tar.*"))
    if not archives:
        return ""
    return subprocess.run(["tar", "-xOf", archives[0], "debian/copyright"],
                          capture_output=True).stdout.decode("utf-8", "replace")


def debian(arguments):
    corpus = pathlib.Path(arguments.corpus)
    chosen = LabelledSet(arguments.out, "debian")
    apt = corpora.PrivateApt(chosen.out / "apt")
    random.seed(7)
    for package in sorted([*corpus.glob("index/deb/*"), *corpus.glob("negative/deb/*")]):
        name = re.sub(r"-[0-9][^/]*$", "", package.name)
        version = urllib.parse.unquote(package.name[len(name) + 1:])
        text = packaging_of(apt, name, version, chosen.out / "packaging" / name)
        if "copyright-format" not in text[:600]:
            continue
        rules = [(fields["files"].split(), fields.get("license", "").split("\n")[0])
                 for fields in stanzas(text) if "files" in fields]
        files = sorted(path for path in package.rglob("*") if path.is_file())
        random.shuffle(files)
        taken = collections.Counter()
        for path in files:
            relative = path.relative_to(package).as_posix()
            label = None
            for patterns, short_name in rules:
                if any(fnmatch.fnmatchcase(relative, pattern) for pattern in patterns):
                    label = label_of_short_name(short_name)
            if label is None or taken[label] == MOST_OF_ONE_LICENSE:
                continue
            content = path.read_bytes()[:200000]
            if b"\0" in content or not STATEMENT.search(content.decode("latin-1")):
                continue
            taken[label] += 1
            chosen.add(path, f"{package.name}/{relative}", label, "file")
    chosen.close()


def declared(manifest):
    value = manifest.get("license", manifest.get("licenses"))
    if isinstance(value, list):
        return " OR ".join(str(each.get("type") if isinstance(each, dict) else each)
                           for each in value)
    return str(value.get("type")) if isinstance(value, dict) else value


def current(label):
    """The ids that stand in place of deprecated ones: "GPL-3.0", "LGPL-2.1+"."""
    label = re.sub(r"((?:A|L)?GPL-\d\.\d)\+", r"\1-or-later", label)
    return re.sub(r"((?:A|L)?GPL-\d\.\d)(?!-o)", r"\1-only", label)


def npm(arguments):
    chosen = LabelledSet(arguments.out, "npm")
    seen = set()
    for root in arguments.node_modules:
        for path in sorted(pathlib.Path(root).rglob("package.json")):
            try:
                manifest = json.loads(path.read_text())
                package = f"{manifest['name'].replace('/', '+')}-{manifest['version']}"
                label = current(declared(manifest) or "")
            except (ValueError, KeyError, AttributeError, UnicodeDecodeError):
                continue
            if not label or package in seen:
                continue
            seen.add(package)
            chosen.add(path, f"{package}/package.json", label, "manifest")
            for file in sorted(path.parent.iterdir()):
                if re.fullmatch(r"(?i)licen[cs]e(\.(md|txt|markdown))?|copying", file.name):
                    chosen.add(file, f"{package}/{file.name}", label, "licence file")
    chosen.close()


def plain(arguments):
    """Files without any word of copyright or licensing, so that whatever is found is wrong."""
    chosen = LabelledSet(arguments.out, "plain")
    words = re.compile(rb"licen[cs]|copyright|permission|redistribut|public domain|gpl|all rights|"
                       rb"warrant|proprietary|copyleft|copying|legal|free software|\(c\)", re.I)
    corpus = pathlib.Path(arguments.corpus)
    files = sorted(path for path in [*corpus.glob("index/*/*"), *corpus.glob("negative/*/*")])
    candidates = sorted(path for package in files for path in package.rglob("*")
                        if path.is_file() and path.stat().st_size > 400)
    random.seed(11)
    random.shuffle(candidates)
    for path in candidates:
        if len(chosen.rows) >= PLAIN_FILES:
            break
        if not words.search(path.read_bytes()):
            chosen.add(path, path.relative_to(corpus).as_posix().replace("/", "+"), "-", "no words")
    chosen.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("measure")
    command.add_argument("labels")
    command.add_argument("root")
    command.add_argument("--program", default="build/release/bin/copytrace")
    command.add_argument("--misses")
    command.add_argument("--half", choices=("even", "odd"))
    command.set_defaults(run=measure)
    command = commands.add_parser("debian")
    command.add_argument("corpus")
    command.add_argument("out")
    command.set_defaults(run=debian)
    command = commands.add_parser("npm")
    command.add_argument("out")
    command.add_argument("node_modules", nargs="+")
    command.set_defaults(run=npm)
    command = commands.add_parser("plain")
    command.add_argument("corpus")
    command.add_argument("out")
    command.set_defaults(run=plain)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()

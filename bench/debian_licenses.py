#!/usr/bin/env python3
"""Holds the licence that is reported for each file of Debian sources against debian/copyright.

    bench/debian_licenses.py --programs build/release/bin --work DIR

Indexes ten source packages as .dsc, unpacks each with dpkg-source, scans the trees, and reads
debian/copyright with a reader of its own (DEP-5: the last stanza that matches). Where a file itself
states nothing, what is reported must be what its stanza says, or, where that is "Files: *", what a
licence file in a directory below the root says; where it does, the two are compared, and the
differences printed. Exit status 1 if a stanza is not followed.
"""
import argparse
import collections
import json
import pathlib
import re
import shutil
import subprocess

import readers

PACKAGES = "zlib json-c libyaml lz4 xxhash tinyxml2 cjson less libmoo-perl php-twig".split()
NAMES = {"Expat": "MIT", "Artistic": "Artistic-1.0-Perl", "Zlib": "Zlib", "zlib/libpng": "Zlib",
         "BSD-2-clause": "BSD-2-Clause", "BSD-3-clause": "BSD-3-Clause",
         "GPL-1+": "GPL-1.0-or-later",
         "GPL-2+": "GPL-2.0-or-later", "GPL-2": "GPL-2.0-only", "GPL-3+": "GPL-3.0-or-later",
         # By their texts.
         "permissive": "FSFAP-no-warranty-disclaimer",
         "public-domain": "LicenseRef-scancode-public-domain"}
UNKNOWN = ["Less"]  # neither name nor text is known: an alternative that is left out


def stanzas_of(text):
    for stanza in re.split(r"\n\s*\n", text):
        files = re.search(r"(?m)^Files:(.*(?:\n[ \t].*)*)", stanza)
        license = re.search(r"(?m)^License:[ \t]*(.*)$", stanza)
        if files and license:
            yield files[1].split(), license[1].strip()


def matches(pattern, path):
    expression = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(expression, path, re.S)


def stated_of(stanzas, path):
    found = None
    for patterns, license in stanzas:
        if any(matches(pattern, path) for pattern in patterns):
            found = license
    if not found:
        return None
    return " OR ".join(
        " AND ".join(NAMES.get(name, name) for name in part.split(" and "))
        for part in found.split(" or ") if part not in UNKNOWN)


def has_nearer_file(tree, stanzas, path):
    """Whether only "Files: *" speaks of the file, and a licence file lies below the root."""
    if any(patterns != ["*"] and any(matches(pattern, path) for pattern in patterns)
           for patterns, _ in stanzas):
        return False
    return any(re.match(r"(?i)(license|copying|copyright)", entry.name)
               for parent in pathlib.PurePosixPath(path).parents if str(parent) != "."
               for entry in (tree / parent).iterdir() if entry != tree / "debian/copyright")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    options = parser.parse_args()
    work, programs = options.work.resolve(), options.programs.resolve()
    fetcher = readers.Fetcher(work / "fetched")
    sources = [next(fetcher.source(name, tar_only=False).glob("*.dsc")) for name in PACKAGES]
    store = work / "licenses-store"
    shutil.rmtree(store, ignore_errors=True)
    readers.run([str(programs / "copytrace-index"), "add", *map(str, sources), "--store", str(store)])
    counts, bad = collections.Counter(), 0
    for name, source in zip(PACKAGES, sources):
        tree = work / "unpacked" / name
        if not tree.exists():
            tree.parent.mkdir(parents=True, exist_ok=True)
            readers.run(["dpkg-source", "--no-check", "-x", str(source), str(tree)])
        stanzas = list(stanzas_of((tree / "debian/copyright").read_text(errors="replace")))
        report = json.loads(readers.run(
            [str(programs / "copytrace"), "scan", str(tree), "--store", str(store), "--no-ignore",
             "--format", "json", "--fail-on", "none"]))
        for finding in report["findings"]:
            origin = finding["origin"]
            if not finding["whole_file"] or origin["path"] != finding["path"] or \
                    origin["name"] != name:
                continue
            want = stated_of(stanzas, origin["path"])
            alike = want is not None and readers.alike(origin["license"], want)
            stated = origin["license_source"] == "file"
            nearer = not alike and not stated and has_nearer_file(tree, stanzas, origin["path"])
            how = "by the file itself" if stated else "by the stanza"
            counts[("by a nearer licence file" if nearer else how, alike)] += 1
            if alike:
                continue
            bad += not stated and not nearer
            print(f"{name} {origin['path']}: {origin['license']} ({origin['license_source']}), "
                  f"debian/copyright: {want}")
    for (how, alike), count in sorted(counts.items()):
        print(f"{how}, {'as' if alike else 'not as'} debian/copyright says: {count} files")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())

#!/usr/bin/env python3
"""Silence and recall against stores of one package each, after a run of quality.py in WORK:

    bench/quality/small_stores.py --corpus CORPUS --programs build/release/bin --work WORK [--out DIR]

Each of the packages is indexed alone. Every fourth file of the unrelated projects is scanned
against it, and the pastes in WORK that were taken from it. A store of one package knows nothing of
what is common elsewhere: what all code of a kind shares is as rare there as what one author wrote.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess

import figures
from pastes import package_of
from quality import excerpt, scan

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = """deb/debian/cjson deb/debian/lz4 deb/debian/libevent deb/debian/tinyxml2
    deb/debian/yaml-cpp deb/debian/googletest deb/debian/commons-io deb/debian/jackson-core
    deb/debian/libcommons-collections4-java deb/debian/junit4 deb/debian/golang-github-spf13-cobra
    deb/debian/golang-github-gin-gonic-gin deb/debian/etcd deb/debian/rust-rand
    deb/debian/rust-serde deb/debian/rust-syntect deb/debian/python-aiohttp deb/debian/jinja2
    npm/handlebars npm/axios npm/sequelize npm/express npm/knex npm/socket.io-client npm/rxjs
    npm/effect npm/@reduxjs/toolkit npm/chart.js""".split()
SHARE = 4  # one file in so many of the negatives
CLAIMS = (1, 10)


def link_tree(files, root, tree):
    """Hard links to `files`, paths relative to root, below tree."""
    for path in files:
        target = tree / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(root / path, target)
        except OSError:
            shutil.copyfile(root / path, target)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True, help="of quality.py")
    parser.add_argument("--out", type=pathlib.Path, help="reports; default: WORK/small")
    options = parser.parse_args()
    corpus, work = options.corpus.resolve(), options.work.resolve()
    out = options.out or work / "small"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    small = work / "small-trees"
    copies = figures.TrueCopies(HERE / "true_copies.txt", corpus / "negative.jsonl")
    truth, = work.glob("pastes-*.truth.json")
    pastes = work / truth.name.removesuffix(".truth.json")
    records = json.loads(truth.read_text())

    negative = small / "negative"
    if not negative.exists():
        files = sorted(p.relative_to(corpus / "negative") for p in
                       (corpus / "negative").rglob("*") if p.is_file())
        link_tree(files[::SHARE], corpus / "negative", negative)
    by_package = collections.defaultdict(list)
    for record in records:
        by_package[record["package"]].append(record)
    rows = collections.defaultdict(list)
    for line in (corpus / "index.jsonl").read_text().splitlines():
        row = json.loads(line)
        rows[package_of(row["purl"])].append(row)

    total = collections.Counter()
    pooled = []
    regions = []
    print("package                              MB   regions in a million lines at E  1     10"
          "   pastes   found at E  1     10")
    for name in PACKAGES:
        package = "pkg:" + name
        row = rows[package][-1]
        key = name.replace("/", "-")
        store = small / f"store-{key}"
        if not store.exists():
            manifest = small / f"{key}.jsonl"
            manifest.write_text(json.dumps({**row, "path": str(corpus / row["path"])}) + "\n")
            subprocess.run([str(options.programs / "copytrace-index"), "add", "--manifest",
                            str(manifest), "--store", str(store)], check=True,
                           stdout=subprocess.DEVNULL)
        report = scan(options.programs / "copytrace", negative, store, 10,
                      out / f"{key}.json", out / f"{key}.log")
        false = figures.FalseRegions(report, negative, "negative", copies)
        mine = [r for r in by_package[package] if (corpus / row["path"] / r["path"]).exists()]
        tree = small / f"pastes-{key}"
        if not tree.exists() and mine:
            link_tree([r["file"] for r in mine], pastes, tree)
        if mine:
            figures.match_pastes(mine, scan(options.programs / "copytrace", tree, store, 10,
                                            out / f"{key}.pastes.json",
                                            out / f"{key}.pastes.log"))
        mine = [r for r in mine if 8 <= r["lines"] <= 20]
        pooled += mine
        lines = false.million_lines()
        total["lines"] += lines
        cells = []
        for claim in CLAIMS:
            count = sum(r["e_value"] <= claim for r in false.regions)
            total[claim] += count
            cells.append(f"{count / lines:8.2f}")

        def found(pool, claim):
            hits = sum(any(f["e_value"] <= claim for f in r["findings"]) for r in pool)
            return f"{hits / len(pool):8.3f}" if pool else "       –"
        size = sum(p.stat().st_size for p in (corpus / row["path"]).rglob("*") if p.is_file())
        print(f"{name:34} {size / 1e6:5.1f}                              {''.join(cells)}"
              f"   {len(mine):6}   " + "".join(found(mine, c) for c in CLAIMS), flush=True)
        regions += [(r["score"], key, row, r["finding"]) for r in false.regions]
    print(f"{'all':40}                              " +
          "".join(f"{total[c] / total['lines']:8.2f}" for c in CLAIMS) + f"   {len(pooled):6}   " +
          "".join(found(pooled, c) for c in CLAIMS))
    with open(out / "false_regions.txt", "w") as file:
        for score, key, row, f in sorted(regions, key=lambda r: -r[0])[:300]:
            o = f["origin"]
            print(f"# {score} bits, E {f['e_value']}, {f['kind']}, against {key}\n"
                  f"  {f['path']}:{f['start_line']}-{f['end_line']}\n"
                  f"  {o['path']}:{o['start_line']}-{o['end_line']}",
                  *excerpt(negative, f["path"], f["start_line"], f["end_line"]), "  ----",
                  *excerpt(corpus / row["path"], o["path"], o["start_line"], o["end_line"]), "",
                  sep="\n", file=file)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Does an E-value mean the same whatever the size of the corpus? Claimed against observed false
regions per million lines, against growing parts of one corpus:

    bench/corpora.py CORPUS [--large]
    bench/quality/calibration.py --corpus CORPUS --programs build/release/bin --work DIR

Releases of index.jsonl, then of index-large.jsonl, are taken in an order of their own until each size
is reached; the unrelated projects are those of the quality benchmark, and so is what counts as
false. True copies have been reviewed against index.jsonl only: beyond it, what is observed is an
upper bound.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess

import figures
from quality import HERE, scan


def size_of(tree):
    return sum(f.stat().st_size for f in tree.rglob("*") if f.is_file() and not f.is_symlink())


def shuffled_rows(corpus):
    rows = []
    for manifest in (corpus / "index.jsonl", corpus / "index-large.jsonl"):
        if not manifest.exists():
            continue
        own = [json.loads(line) for line in manifest.read_text().splitlines()]
        for row in own:
            row["path"] = str(corpus / row["path"])
        rows += sorted(own, key=lambda row: hashlib.sha256(row["purl"].encode()).hexdigest())
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[60, 120, 230, 400, 900])
    options = parser.parse_args()
    corpus, work = options.corpus.resolve(), options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    copies = figures.TrueCopies(HERE / "true_copies.txt", corpus / "negative.jsonl")
    rows = shuffled_rows(corpus)
    sizes = [size_of(pathlib.Path(row["path"])) / 1e6 for row in rows]
    for megabytes in options.megabytes:
        taken, total = [], 0
        for row, size in zip(rows, sizes):
            if total >= megabytes:
                break
            taken.append(row)
            total += size
        manifest, store = work / f"{megabytes}.jsonl", work / f"store-{megabytes}"
        if not store.exists():
            manifest.write_text("".join(json.dumps(row) + "\n" for row in taken))
            subprocess.run([str(options.programs / "copytrace-index"), "add", "--manifest",
                            str(manifest), "--store", str(store)],
                           check=True, stdout=subprocess.DEVNULL)
        report = scan(options.programs / "copytrace", corpus / "negative", store, 30,
                      work / f"{megabytes}.scan.json", work / f"{megabytes}.log")
        regions = figures.FalseRegions(report, corpus / "negative", "negative", copies)
        print(f"{total:5.0f} MB in {len(taken)} releases, {regions.million_lines():.1f} million lines")
        for half in ("report", "tune", None):
            cells = "  ".join(f"{c['claimed']:g} → {c['observed']:.2f}"
                              for c in regions.calibration(half))
            print(f"    {half or 'both':7} {cells}", flush=True)


if __name__ == "__main__":
    main()

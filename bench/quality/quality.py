#!/usr/bin/env python3
"""How much copied code is found, in how much silence. One command, seeded and repeatable:

    bench/corpora.py CORPUS
    bench/quality/quality.py --corpus CORPUS --programs build/release/bin --work DIR [--quick]

It indexes CORPUS/index.jsonl (unless --store names a store that is there), cuts pieces of functions
out of it, edits them, pastes each into a window of an unrelated file, scans all pastes in one run
and the unrelated projects in another, and counts. Projects are divided in two halves by a hash of
their name: constants are chosen on `tune`, figures that count are those of `report`.

DIR afterwards: report.txt, results.json, false_regions.txt (the worst first, both sides), misses.txt
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time
import urllib.parse

import figures
import pastes
from edits import EDITS

HERE = pathlib.Path(__file__).resolve().parent


def scan(program, tree, store, e_value, output, log):
    """Runs the scan unless its output is there already. Returns the parsed report."""
    if not output.exists():
        started = time.time()
        with open(output, "w") as out, open(log, "w") as errors:
            done = subprocess.run([str(program), "scan", str(tree), "--store", str(store),
                                   "--no-cache",
                                   "--format", "json", "--e-value", str(e_value),
                                   "--fail-on", "none", "--stats"], stdout=out, stderr=errors)
        if done.returncode:
            text = log.read_text()
            output.unlink()
            sys.exit(f"{program} scan {tree} ended with {done.returncode}:\n{text[-2000:]}")
        print(f"scanned {tree} in {time.time() - started:.0f} s", file=sys.stderr)
    return json.loads(output.read_text())


def cell(value):
    return "   –  " if value is None else f"{value:6.3f}"


def write_report(out, results, false_regions):
    def line(text=""):
        print(text, file=out)

    for r in results:
        line(f"== {r['half']}: {r['pastes']} pastes, {r['negative_lines']} lines of negatives")
        line("thresholds at " + ", ".join(f"{k}/M: {v:.1f}" for k, v in r["thresholds"].items()))
        line("pooled recall (5–20 lines, ten edits) at 1, 3, 10 per million lines: " +
             " ".join(cell(v) for v in r["recall_pooled"].values()) +
             f"   reported at all {cell(r['reported_at_all'])}")
        line("ROC: " + "  ".join(f"{p['rate']}/M {cell(p['recall']).strip()}" for p in r["roc"]))
        for title, key in (("length", "recall_by_length"), ("edit", "recall_by_edit"),
                           ("language", "recall_by_language")):
            line(f"\nrecall by {title:18}   1/M    3/M   10/M")
            for name, row in r[key].items():
                line(f"  {name:24} " + " ".join(cell(v) for v in row.values()))
        for rate, table in r["recall_length_by_edit"].items():
            lengths = list(next(iter(table.values())))
            line(f"\nrecall at {rate}/M, lines:       " + " ".join(f"{n:>6}" for n in lengths) +
                 "   90 % from")
            for edit, row in table.items():
                line(f"  {edit:24} " + " ".join(cell(v) for v in row.values()) +
                     (f"   {r['smallest_length_found_at_90'][edit] or '–'}" if rate == "10" else ""))
        if r["half"] == "both":
            for rate, languages in r["recall_language_by_edit"].items():
                for language, table in languages.items():
                    lengths = list(next(iter(table.values())))
                    line(f"\n{language + f' at {rate}/M, lines:':29} " +
                         " ".join(f"{n:>6}" for n in lengths))
                    for edit, row in table.items():
                        line(f"  {edit:27} " + " ".join(cell(v) for v in row.values()))
        line("\nlines (11 and more, at 10/M)  covered  right")
        for edit, row in r["line_accuracy"].items():
            line(f"  {edit:24}   {cell(row['pasted_lines_covered'])} "
                 f"{cell(row['reported_lines_pasted'])}")
        line("\norigin (at 10/M)               holds   first*  file and lines*  (*: one holder only)")
        for edit, row in [("pooled", r["origin"]), *r["origin_by_edit"].items()]:
            line(f"  {edit:24}   " + " ".join(cell(v) for v in row.values()))
        line("\nE-value claimed → observed per million lines")
        line("  " + "  ".join(f"{c['claimed']} → {c['observed']:.2f}" for c in r["calibration"]))
        line("\nbars")
        for bar in r["bars"]:
            ok = "–" if bar["recall"] is None else "ok" if bar["recall"] >= bar["least"] else "short"
            line(f"  {bar['bar']:58} at {bar['rate']:2}/M: {cell(bar['recall'])} "
                 f"of {bar['least']:.2f}  {ok} ({bar['pastes']} pastes)")
        line()
    line(f"findings on the negatives left out as true copies: {false_regions.true_copies}")


def excerpt(root, path, first, last, limit=12):
    try:
        lines = (root / path).read_text(errors="replace").split("\n")[first - 1:last]
    except OSError:
        return ["    (file not at hand)"]
    more = [f"    … {len(lines) - limit} more lines"] if len(lines) > limit else []
    return [f"    {line[:150]}" for line in lines[:limit]] + more


def write_false_regions(file, regions, corpus, index, limit):
    sources = {}
    for line in index.read_text().splitlines():
        row = json.loads(line)
        sources[urllib.parse.unquote(row["purl"])] = row["path"]
    with open(file, "w") as out:
        for rank, region in enumerate(regions[:limit], 1):
            f = region["finding"]
            o = f["origin"]
            print(f"#{rank} {f['score_bits']} bits, E {f['e_value']}, {f['kind']}, {region['half']}\n"
                  f"  {f['path']}:{f['start_line']}-{f['end_line']}\n"
                  f"  {o['purl']} {o['path']}:{o['start_line']}-{o['end_line']}", file=out)
            print(*excerpt(corpus / "negative", f["path"], f["start_line"], f["end_line"]),
                  "  ----", sep="\n", file=out)
            print(*excerpt(corpus / sources.get(urllib.parse.unquote(o["purl"]), ""), o["path"], o["start_line"],
                           o["end_line"]), "", sep="\n", file=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True,
                        help="directory of copytrace and copytrace-index")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--store", type=pathlib.Path, help="default: WORK/store, built if missing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a quarter of the pastes")
    parser.add_argument("--per-length", type=int, default=110)
    parser.add_argument("--lengths", type=int, nargs="+", default=[3, 5, 8, 11, 15, 20, 30, 50])
    parser.add_argument("--edits", nargs="+", choices=EDITS, default=EDITS)
    parser.add_argument("--e-value", type=float, default=30)
    parser.add_argument("--rescan", action="store_true", help="scan again what was scanned before")
    options = parser.parse_args()
    corpus, work = options.corpus.resolve(), options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    index, negatives = corpus / "index.jsonl", corpus / "negative.jsonl"
    for file in (index, negatives):
        if not file.exists():
            sys.exit(f"{file} is missing: run bench/corpora.py {options.corpus} first")
    per_length = options.per_length // 4 if options.quick else options.per_length
    store = options.store or work / "store"
    if not store.exists():
        subprocess.run([str(options.programs / "copytrace-index"), "add", "--manifest", str(index),
                        "--store", str(store)], check=True)

    copies = figures.TrueCopies(HERE / "true_copies.txt", negatives)
    tree = work / f"pastes-{options.seed}-{per_length}"
    truth = work / f"{tree.name}.truth.json"
    if not truth.exists():
        started = time.time()
        records = pastes.make_pastes(index, negatives, copies.covers_file, tree, options.seed,
                                     per_length, options.lengths, options.edits)
        truth.write_text("[\n" + ",\n".join(json.dumps(r) for r in records) + "\n]\n")
        print(f"made {len(records)} pastes in {time.time() - started:.0f} s", file=sys.stderr)
    records = json.loads(truth.read_text())

    outputs = {"pastes": tree, "negatives": corpus / "negative"}
    reports = {}
    for name, scanned in outputs.items():
        output = work / f"{scanned.name}.scan.json"
        if options.rescan and output.exists():
            output.unlink()
        reports[name] = scan(options.programs / "copytrace", scanned, store, options.e_value,
                             output, output.with_suffix(".log"))

    false_regions = figures.FalseRegions(reports["negatives"], corpus / "negative", "negative",
                                         copies)
    figures.match_pastes(records, reports["pastes"])
    results = [figures.evaluate(records, false_regions, half) for half in ("report", "tune", None)]
    (work / "results.json").write_text(json.dumps(results, indent=1, default=str) + "\n")
    with open(work / "report.txt", "w") as out:
        write_report(out, results, false_regions)
    write_false_regions(work / "false_regions.txt", false_regions.regions, corpus, index, 120)
    with open(work / "misses.txt", "w") as out:
        for miss in figures.missed(records, false_regions.threshold(3)):
            print(json.dumps(miss), file=out)
    print((work / "report.txt").read_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Who is named first for copied code: a benchmark of origins.

    bench/corpora.py DIR --lists bench/origin
    bench/origin/origin.py --corpus DIR --programs build/release/bin --work WORK

Origins are indexed in several versions, together with packages that really carry files of theirs
(vendored.tsv says which, and how we know) and with made-up ones that carry more, in all the ways
people take code in (planting.py). Pieces of the carried files, whole, a function, some lines, are
then pasted in files of other projects and scanned for. Three stores hold the same files under
known release dates (carriers later than what they carry), none, and wrong ones (carriers earlier
by decades).
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import urllib.parse

import pieces
import planting
import verdicts

HERE = pathlib.Path(__file__).resolve().parent
DATES = ("known", "none", "wrong")


def read_manifest(corpus, role):
    rows = []
    for line in (corpus / f"{role}.jsonl").read_text().splitlines():
        row = json.loads(line)
        name, _, version = row["purl"].rpartition("@")
        row["component"] = urllib.parse.unquote(name)
        row["name"] = verdicts.name_of(row["purl"])
        row["version"] = urllib.parse.unquote(version)
        row["directory"] = corpus / row["path"]
        rows.append(row)
    return rows


def read_vendored():
    for line in (HERE / "vendored.tsv").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def dated(rows, dates, carrier):
    for row in rows:
        entry = {"purl": row["purl"], "path": str(row["directory"]) + "/"}
        if dates != "none":
            late = carrier == (dates == "known")
            entry["released"] = "2021-05-06" if late else "2009-02-03"
        yield entry


def index(options, manifest, store):
    if (store / "STORE").exists() and not options.reindex:
        return
    shutil.rmtree(store, ignore_errors=True)
    subprocess.run([options.programs / "copytrace-index", "add", "--manifest", manifest, "--store",
                    store], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def scan(options, tree, store):
    out = subprocess.run([options.programs / "copytrace", "scan", tree, "--store", store, "--no-ignore",
                          "--format", "json", "--fail-on", "none"], check=True, text=True,
                         capture_output=True).stdout
    return json.loads(out)


def real_cases(options, rows, holders, rng):
    """Pieces of files that carriers really carry. `held`: an indexed version of the origin has it."""
    for carrier, path, origin, _ in read_vendored():
        for row in rows:
            if row["name"] != carrier:
                continue
            files = [p for p in sorted(row["directory"].rglob("*"))
                     if str(p.relative_to(row["directory"])).startswith(path) and pieces.suits(p)]
            for file in rng.sample(files, min(len(files), options.files_of_a_row)):
                for kind, lines in pieces.cut(file, rng).items():
                    held = {verdicts.name_of(f"{c}@") for c, _ in holders.of(lines)}
                    yield {"set": "real", "kind": kind, "place": carrier, "origin": origin,
                           "held": verdicts.project(origin) in map(verdicts.project, held),
                           "file": file, "lines": lines,
                           "path": f"{carrier}/{file.relative_to(row['directory'])}"}


def planted_cases(carriers, rng):
    for carrier, copies in carriers:
        for place, path, name, original in copies:
            for kind, lines in pieces.cut(original, rng).items():
                yield {"set": "planted", "kind": kind, "place": place, "origin": name, "held": True,
                       "file": original, "lines": lines, "path": f"{carrier}/{path}"}


def write_hosts(cases, hosts, tree, rng):
    """A file a case. Sets where the piece stands in it."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for number, case in enumerate(cases):
        suffix = case["file"].suffix
        case["host"] = f"{number:05}{suffix}"
        if case["kind"] == "whole":
            text = "\n".join(case["lines"]) + "\n"
            case["at"] = (1, len(case["lines"]))
        else:
            host = rng.choice(hosts[pieces.host_kind(case["file"])])
            text, case["at"] = pieces.paste(case["lines"], host, rng)
        pieces.write(tree / case["host"], text)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files-of-a-row", type=int, default=4, help="of each line of vendored.tsv")
    parser.add_argument("--planted", type=int, default=130, help="files that made-up packages carry")
    parser.add_argument("--dates", nargs="+", default=DATES, choices=DATES)
    parser.add_argument("--reindex", action="store_true")
    options = parser.parse_args()
    corpus, work = options.corpus.resolve(), options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)

    origins, real = read_manifest(corpus, "origin"), read_manifest(corpus, "carrier")
    hosts = pieces.of_project(corpus / "host", "fabric", "htop")
    own = pieces.of_project(corpus / "host", "undici", "nano")
    packages = [(r["name"], r["version"], r["directory"]) for r in origins]
    planted = planting.plant(planting.choose(packages, options.planted, rng), own, work / "planted",
                             rng)
    made_up = [{"purl": f"pkg:npm/{name}@1.0", "directory": work / "planted" / name,
                "component": f"pkg:npm/{name}", "version": "1.0"} for name, _ in planted]
    holders = pieces.Holders([(r["component"], r["version"], r["directory"])
                              for r in origins + real + made_up])
    cases = list(real_cases(options, real, holders, rng)) + list(planted_cases(planted, rng))
    write_hosts(cases, hosts, work / "hosts", rng)

    report = open(work / "report.txt", "w")
    rows = {urllib.parse.unquote(r["purl"]): r for r in origins + real + made_up}
    for dates in options.dates:
        store = work / f"store-{dates.replace(' ', '-')}"
        manifest = store.with_suffix(".jsonl")
        entries = [*dated(origins, dates, False), *dated(real + made_up, dates, True)]
        manifest.write_text("".join(json.dumps(e) + "\n" for e in entries))
        index(options, manifest, store)
        judged = verdicts.judge(cases, scan(options, work / "hosts", store))
        verdicts.write_report(report, dates, judged, holders, rows)
        verdicts.write_misses(work / f"misses-{dates.replace(' ', '-')}.txt", judged)

    store = work / "store-origins"
    manifest = store.with_suffix(".jsonl")
    manifest.write_text("".join(json.dumps(e) + "\n" for e in dated(origins, "none", False)))
    index(options, manifest, store)
    verdicts.write_counts(report, [c for c in cases if c["kind"] == "whole" and c["set"] == "real"],
                          scan(options, work / "hosts", store))
    report.close()
    print((work / "report.txt").read_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())

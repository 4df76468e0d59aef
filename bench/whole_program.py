#!/usr/bin/env python3
"""Speed, memory and size of the two programs on real code; the figures go into bench/results/.

    bench/corpora.py CORPUS
    bench/whole_program.py --corpus CORPUS --programs build/release/bin [--runs 3]

Indexes CORPUS/index.jsonl into a new store, says what each column family costs, and scans
CORPUS/negative against it with the default options. CPU time is that of the whole process, user and
system; all figures are medians of the runs. Everything is written to a scratch directory that is
removed at the end. Megabytes are millions of bytes.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
FLOORS = {"index MB per CPU second": (35, "least"),
          "store without sources, bytes a byte": (0.25, "most"),
          "scan MB per CPU second": (25, "least")}


def measure(command, output, log):
    """Runs a command: CPU and wall seconds, peak memory in MB."""
    with open(output, "w") as out, open(log, "w") as errors:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{log.read_text()[-2000:]}")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall,
            "peak_mb": usage.ru_maxrss * 1024 / 1e6}


def stages(text):
    """Rows of a --stats table: stage → CPU seconds."""
    found = {}
    for line in text.splitlines():
        row = re.match(r"\s*([a-z][a-z, ]*?)\s{2,}(\d+\.\d+)\s+(\d+\.\d+)%", line)
        if row:
            found[row[1]] = float(row[2])
    return found


def machine():
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo")
                if line.startswith("model name")), platform.processor())
    memory = next(int(line.split()[1]) / 1e6 for line in open("/proc/meminfo")
                  if line.startswith("MemTotal"))
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout
    return {"cpu": cpu, "cores": os.cpu_count(), "memory_gb": round(memory, 1),
            "compiler": compiler.splitlines()[0] if compiler else "unknown",
            "system": platform.platform()}


def commit():
    done = subprocess.run(["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"],
                          capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def median(runs, key):
    return statistics.median(r[key] for r in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, help="default: the programs' own")
    parser.add_argument("--scratch", type=pathlib.Path, help="where stores are built")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "results")
    options = parser.parse_args()
    index, tree = options.corpus / "index.jsonl", options.corpus / "negative"
    for path in (index, tree):
        if not path.exists():
            sys.exit(f"{path} is missing: run bench/corpora.py {options.corpus} first")
    threads = ["--threads", str(options.threads)] if options.threads else []
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="copytrace-bench-", dir=options.scratch))
    try:
        store, out, log = scratch / "store", scratch / "out", scratch / "log"
        indexing, scanning = [], []
        for _ in range(options.runs):
            shutil.rmtree(store, ignore_errors=True)
            run = measure([options.programs / "copytrace-index", "add", "--manifest", index,
                           "--store", store, "--stats", *threads], out, log)
            run["stages"] = stages(out.read_text() + log.read_text())
            indexing.append(run)
        info = json.loads(subprocess.run(
            [options.programs / "copytrace-index", "info", "--store", store, "--format", "json"],
            check=True, capture_output=True, text=True).stdout)
        for _ in range(options.runs):
            run = measure([options.programs / "copytrace", "scan", tree, "--store", store,
                           "--no-cache",
                           "--format", "json", "--fail-on", "none", "--stats", *threads], out, log)
            run["stages"] = stages(log.read_text())
            summary = json.loads(out.read_text())["summary"]
            scanning.append(run)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)

    families = {c["name"]: c["bytes"] for c in info["column_families"]}
    source = info["source_bytes"]
    without = sum(b for name, b in families.items() if name != "sources") / source
    figures = {
        "index MB per CPU second": source / 1e6 / median(indexing, "cpu"),
        "index MB per second": source / 1e6 / median(indexing, "wall"),
        "index peak MB": median(indexing, "peak_mb"),
        "store without sources, bytes a byte": without,
        "store with sources, bytes a byte": sum(families.values()) / source,
        "scan MB per CPU second": summary["bytes"] / 1e6 / median(scanning, "cpu"),
        "scan MB per second": summary["bytes"] / 1e6 / median(scanning, "wall"),
        "scan peak MB": median(scanning, "peak_mb"),
    }
    result = {"date": datetime.date.today().isoformat(), "commit": commit(), "machine": machine(),
              "runs": options.runs, "threads": options.threads or "default",
              "source_mb": source / 1e6, "files": info["files"], "postings": info["postings"],
              "scanned_mb": summary["bytes"] / 1e6, "scanned_lines": summary["lines"],
              "findings": summary["findings"], "figures": figures,
              "bytes_per_source_byte": {n: b / source for n, b in families.items()},
              "index_stages": {s: statistics.median(r["stages"].get(s, 0) for r in indexing)
                               for s in indexing[0]["stages"]},
              "scan_stages": {s: statistics.median(r["stages"].get(s, 0) for r in scanning)
                              for s in scanning[0]["stages"]}}
    m = result["machine"]
    lines = [f"{result['date']}, commit {result['commit']}, median of {options.runs} runs",
             f"{m['cpu']}, {m['cores']} cores, {m['memory_gb']} GB, {m['compiler']}",
             f"indexed {source / 1e6:.0f} MB in {info['files']} files ({info['postings']} postings); "
             f"scanned {result['scanned_mb']:.0f} MB, {summary['lines']} lines, "
             f"{summary['findings']} findings", ""]
    for name, value in figures.items():
        floor = FLOORS.get(name)
        held = ""
        if floor:
            ok = value >= floor[0] if floor[1] == "least" else value <= floor[0]
            held = f"   ({'at ' + floor[1]} {floor[0]}: {'held' if ok else 'MISSED'})"
        lines.append(f"{name:38} {value:10.3f}{held}")
    lines += ["", "bytes of store per byte of source"]
    lines += [f"  {n:16} {b / source:8.4f}" for n, b in
              sorted(families.items(), key=lambda item: -item[1])]
    for title in ("index_stages", "scan_stages"):
        total = sum(result[title].values()) or 1
        lines += ["", f"CPU seconds by stage, {title.split('_')[0]}"]
        lines += [f"  {s:16} {v:8.2f}  {100 * v / total:5.1f} %" for s, v in result[title].items()]
    text = "\n".join(lines) + "\n"
    options.results.mkdir(parents=True, exist_ok=True)
    name = f"{result['date']}-{re.sub(r'[^A-Za-z0-9]+', '-', m['cpu']).strip('-').lower()}"
    (options.results / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    (options.results / f"{name}.txt").write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

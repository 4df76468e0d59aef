#!/usr/bin/env python3
"""Speed, memory and size of the two programs on real code; the figures go into bench/results/.

    bench/corpora.py CORPUS --large
    bench/whole_program.py --corpus CORPUS --programs build/release/bin [--runs 3] [--no-peers]

Makes corpora of about 60, 250 and 1,000 MB of CORPUS's packages, indexes each into a new store, says
what each column family costs, and scans CORPUS/negative against it with the default options. Of
these packages, which no corpus holds, some hundred files are copies all the same, and cost what is
found in them; the files in which nothing is found, as against the largest corpus, are unrelated to
it: these are scanned by themselves against the smallest and the largest. Against the largest it
measures too: a tree that is itself in the corpus, one thread and two, the same tree again, one
changed file among 10,000, and one file after the page cache was dropped. Peers (peers.py) get the
code files of the same packages in the same run. CPU time is that of the whole process, user and
system; figures are medians of the runs. Everything is written to a scratch directory that is removed
at the end. Megabytes are millions of bytes. A plot needs Debian's python3-matplotlib, sim its
similarity-tester; what is missing is left out and said to be.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import peers

HERE = pathlib.Path(__file__).resolve().parent
BARS = {"index MB per CPU second": (35, "least"),
        "index peak MB": (4096, "most"),
        "store without sources, bytes a byte": (0.25, "most"),
        "store with sources, bytes a byte": (0.5, "most"),
        "scan MB per CPU second": (25, "least"),
        "scan of a tree in the corpus, MB per CPU second": (15, "least"),
        "unrelated code alone, MB per CPU second": (25, "least"),
        "growth of its cost, smallest to largest corpus": (1.5, "most"),
        "two threads against one, times faster": (1.8, "least"),
        "second scan, times less CPU": (10, "least"),
        "one changed file among 10,000, seconds": (1, "most"),
        "one file, cold page cache, seconds": (1, "most")}


def measure(command, output, log, home):
    """Runs a command: CPU and wall seconds, peak memory in MB."""
    with open(output, "w") as out, open(log, "w") as errors:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=errors,
                                   env={**os.environ, "HOME": str(home)})
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
            "system": platform.platform(), "load": round(os.getloadavg()[0], 1)}


def commit():
    done = subprocess.run(["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"],
                          capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def median(runs, key):
    return statistics.median(r[key] for r in runs)


def bytes_below(path):
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path)
               for name in names if os.path.isfile(os.path.join(folder, name)))


def packages(corpus):
    """All packages of the corpus with absolute paths and sizes, in a fixed random order."""
    found = []
    for manifest in ("index.jsonl", "index-large.jsonl", "negative-large.jsonl"):
        file = corpus / manifest
        for line in file.read_text().splitlines() if file.exists() else []:
            entry = json.loads(line)
            entry["path"] = str(corpus / entry["path"])
            found.append((entry, bytes_below(entry["path"])))
    random.Random(1).shuffle(found)
    return found


def sets(corpus, sizes):
    """For each size in MB the packages that fill it, those of a smaller one among them."""
    everything = packages(corpus)
    chosen, total = [], 0
    for size in sorted(sizes):
        for entry, own in everything:
            if entry not in chosen and total + own <= size * 1.05e6:
                chosen.append(entry)
                total += own
        yield size, list(chosen)


class Bench:
    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch
        self.out, self.log = scratch / "out", scratch / "log"
        self.scanner = options.programs / "copytrace"
        self.threads = ["--threads", str(options.threads)] if options.threads else []

    def index(self, entries, store):
        manifest = self.scratch / "manifest.jsonl"
        manifest.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
        shutil.rmtree(store, ignore_errors=True)
        run = measure([self.options.programs / "copytrace-index", "add", "--manifest", manifest,
                       "--store", store, "--stats", *self.threads], self.out, self.log,
                      self.scratch)
        run["stages"] = stages(self.out.read_text() + self.log.read_text())
        return run

    def scan(self, tree, store, *more):
        run = measure([self.scanner, "scan", tree, "--store", store, "--format", "json",
                       "--fail-on", "none", "--stats", "--no-history",
                       *(more or ("--no-cache", *self.threads))],
                      self.out, self.log, self.scratch)
        run["stages"] = stages(self.log.read_text())
        run["summary"] = json.loads(self.out.read_text())["summary"]
        return run

    def info(self, store):
        return json.loads(subprocess.run(
            [self.options.programs / "copytrace-index", "info", "--store", store, "--format",
             "json"], check=True, capture_output=True, text=True).stdout)


def one_changed_file(bench, tree, store, runs):
    """Seconds for a scan of 10,000 files of which one has changed since the last; CPU ratios."""
    copy, cache = bench.scratch / "ten-thousand", bench.scratch / "cache"
    count = 0
    for folder, _, names in os.walk(tree):
        for name in sorted(names):
            path = pathlib.Path(folder, name)
            if count < 10000 and path.is_file() and not path.is_symlink():
                place = copy / path.relative_to(tree)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, place)
                count += 1
    first = bench.scan(copy, store, "--cache", cache)
    changed, again = [], []
    file = next(path for path in sorted(copy.rglob("*.c")) if path.stat().st_size > 5000)
    for number in range(runs):
        again.append(bench.scan(copy, store, "--cache", cache))
        with open(file, "a") as out:
            out.write(f"\nint added_{number}(int a) {{ return a * {number} + 1; }}\n")
        changed.append(bench.scan(copy, store, "--cache", cache))
    shutil.rmtree(copy)
    return {"files": count, "changed_wall": median(changed, "wall"),
            "changed_cpu": median(changed, "cpu"), "again_wall": median(again, "wall"),
            "second_scan_less_cpu": first["cpu"] / median(again, "cpu")}


def one_file(bench, tree, store, cold):
    if cold:
        for path in pathlib.Path(store).rglob("*"):
            if path.is_file():
                with open(path, "rb") as file:
                    os.fsync(file.fileno())
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    file = next(path for path in sorted(tree.rglob("*.c")) if 10000 < path.stat().st_size < 30000)
    return bench.scan(file, store)["wall"]


def measure_step(bench, size, entries, store, programs):
    runs = range(bench.options.runs)
    indexing = [bench.index(entries, store) for _ in runs]
    info = bench.info(store)
    scanning = [bench.scan(bench.options.corpus / "negative", store) for _ in runs]
    families = {c["name"]: c["bytes"] for c in info["column_families"]}
    summary = scanning[0]["summary"]
    rows = peers.measure_peers(programs, [e["path"] for e in entries], bench.scratch)
    return {"size": size, "packages": len(entries), "source_mb": info["source_bytes"] / 1e6,
            "files": info["files"], "postings": info["postings"],
            "store_bytes": families, "index_cpu": median(indexing, "cpu"),
            "index_wall": median(indexing, "wall"), "index_peak_mb": median(indexing, "peak_mb"),
            "scan_cpu": median(scanning, "cpu"), "scan_wall": median(scanning, "wall"),
            "scan_peak_mb": median(scanning, "peak_mb"), "scanned_mb": summary["bytes"] / 1e6,
            "scanned_lines": summary["lines"], "findings": summary["findings"],
            "index_stages": {s: statistics.median(r["stages"].get(s, 0) for r in indexing)
                             for s in indexing[0]["stages"]},
            "scan_stages": {s: statistics.median(r["stages"].get(s, 0) for r in scanning)
                            for s in scanning[0]["stages"]},
            "peers": rows}


def copy_without_copies(bench, store, tree):
    """A tree of the files of CORPUS/negative in which nothing is found in the store."""
    negative = bench.options.corpus / "negative"
    bench.scan(negative, store)
    copies = {finding["path"] for finding in json.loads(bench.out.read_text())["findings"]}
    for folder, _, names in os.walk(negative):
        for name in names:
            path = pathlib.Path(folder, name)
            place = tree / path.relative_to(negative)
            if path.is_symlink() or str(path.relative_to(negative)) in copies:
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    return len(copies)


def measure_unrelated(bench, smallest, largest):
    """CPU seconds for the files that hold no copy, against the smallest and the largest store."""
    tree = bench.scratch / "unrelated"
    copies = copy_without_copies(bench, largest, tree)
    against = {name: [bench.scan(tree, store) for _ in range(bench.options.runs)]
               for name, store in (("smallest", smallest), ("largest", largest))}
    shutil.rmtree(tree)
    return {"files_left_out": copies,
            "unrelated_mb": against["largest"][0]["summary"]["bytes"] / 1e6,
            **{f"unrelated_cpu_{name}": median(scans, "cpu") for name, scans in against.items()}}


def measure_largest(bench, store):
    """What is asked of the largest store alone."""
    corpus, runs = bench.options.corpus, range(bench.options.runs)
    own = [bench.scan(corpus / "index" / kind, store) for kind in ("npm", "deb")
           if (corpus / "index" / kind).exists()]
    negative = corpus / "negative"
    by_threads = {n: median([bench.scan(negative, store, "--no-cache", "--threads", str(n))
                             for _ in runs], "wall") for n in (1, 2)}
    more = one_changed_file(bench, negative, store, bench.options.runs)
    return {"own_tree_mb_per_cpu_second": sum(r["summary"]["bytes"] for r in own) / 1e6 /
            sum(r["cpu"] for r in own),
            "two_threads": by_threads[1] / by_threads[2], **more,
            "one_file_warm": statistics.median(one_file(bench, negative, store, False)
                                               for _ in runs),
            "one_file_cold": statistics.median(one_file(bench, negative, store, True)
                                               for _ in runs)}


def figures_of(result):
    first, last, more = result["steps"][0], result["steps"][-1], result["largest"]
    store = last["store_bytes"]
    source = last["source_mb"] * 1e6
    cost = [s["scan_cpu"] / s["scanned_mb"] for s in (first, last)]
    return {
        "index MB per CPU second": last["source_mb"] / last["index_cpu"],
        "index MB per second": last["source_mb"] / last["index_wall"],
        "index peak MB": last["index_peak_mb"],
        "store without sources, bytes a byte": sum(
            b for name, b in store.items() if name != "sources") / source,
        "store with sources, bytes a byte": sum(store.values()) / source,
        "scan MB per CPU second": last["scanned_mb"] / last["scan_cpu"],
        "scan MB per second": last["scanned_mb"] / last["scan_wall"],
        "scan peak MB": last["scan_peak_mb"],
        "scan of a tree in the corpus, MB per CPU second": more["own_tree_mb_per_cpu_second"],
        "unrelated code alone, MB per CPU second":
            more["unrelated_mb"] / more["unrelated_cpu_largest"],
        "growth of its cost, smallest to largest corpus":
            more["unrelated_cpu_largest"] / more["unrelated_cpu_smallest"],
        "growth with the files that hold copies": cost[1] / cost[0],
        "two threads against one, times faster": more["two_threads"],
        "second scan, times less CPU": more["second_scan_less_cpu"],
        "one changed file among 10,000, seconds": more["changed_wall"],
        "one file, warm page cache, seconds": more["one_file_warm"],
        "one file, cold page cache, seconds": more["one_file_cold"],
    }


def report(result):
    m, last = result["machine"], result["steps"][-1]
    lines = [f"{result['date']}, commit {result['commit']}, median of {result['runs']} runs",
             f"{m['cpu']}, {m['cores']} cores, {m['memory_gb']} GB, {m['compiler']}; load average "
             f"{m['load']} at the start", "",
             "corpus MB    files  postings  index MB/CPU s  peak MB  scan MB/CPU s  peak MB  findings"]
    for s in result["steps"]:
        lines.append(f"{s['source_mb']:9.0f} {s['files']:8} {s['postings']:9} "
                     f"{s['source_mb'] / s['index_cpu']:15.1f} {s['index_peak_mb']:8.0f} "
                     f"{s['scanned_mb'] / s['scan_cpu']:14.1f} {s['scan_peak_mb']:8.0f} "
                     f"{s['findings']:9}")
    lines += ["", f"against the largest; scanned {last['scanned_mb']:.0f} MB, "
              f"{last['scanned_lines']} lines; files that hold copies: "
              f"{result['largest']['files_left_out']}"]
    for name, value in result["figures"].items():
        bar = BARS.get(name)
        held = ""
        if bar:
            ok = value >= bar[0] if bar[1] == "least" else value <= bar[0]
            held = f"   (at {bar[1]} {bar[0]}: {'held' if ok else 'MISSED'})"
        lines.append(f"{name:63} {value:9.3f}{held}")
    lines += ["", "peers, each on the code files of the same packages that it reads; times copytrace "
              "is faster and smaller", "corpus MB  peer       read MB  MB/CPU s  bytes of memory a "
              "byte  than index  than scan  memory of scan"]
    for s in result["steps"]:
        for row in s["peers"]:
            if "cpu" not in row:
                lines.append(f"{s['source_mb']:9.0f}  {row['peer']:9} {row['mb']:8.0f}  did not end "
                             f"within {peers.SECONDS} s of CPU and {peers.MEMORY >> 30} GB")
                continue
            rate = row["mb_per_cpu_second"]
            lines.append(
                f"{s['source_mb']:9.0f}  {row['peer']:9} {row['mb']:8.0f} {rate:9.1f} "
                f"{row['memory_bytes_a_byte']:23.1f} {s['source_mb'] / s['index_cpu'] / rate:11.1f} "
                f"{s['scanned_mb'] / s['scan_cpu'] / rate:10.1f} "
                f"{row['peak_mb'] / s['scan_peak_mb']:15.1f}")
    lines += ["", "bytes of store per byte of source"]
    source = last["source_mb"] * 1e6
    lines += [f"  {n:16} {b / source:8.4f}" for n, b in
              sorted(last["store_bytes"].items(), key=lambda item: -item[1])]
    for title in ("index_stages", "scan_stages"):
        total = sum(last[title].values()) or 1
        lines += ["", f"CPU seconds by stage, {title.split('_')[0]}"]
        lines += [f"  {s:16} {v:8.2f}  {100 * v / total:5.1f} %" for s, v in last[title].items()]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[60, 250, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, help="default: the programs' own")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--scratch", type=pathlib.Path, help="where stores are built")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "results")
    options = parser.parse_args()
    options.corpus, options.programs = options.corpus.resolve(), options.programs.resolve()
    for path in (options.corpus / "index.jsonl", options.corpus / "negative"):
        if not path.exists():
            sys.exit(f"{path} is missing: run bench/corpora.py {options.corpus} --large first")
    result = {"date": datetime.date.today().isoformat(), "commit": commit(), "machine": machine(),
              "runs": options.runs, "threads": options.threads or "default", "steps": []}
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="copytrace-bench-", dir=options.scratch))
    try:
        bench, stores = Bench(options, scratch), []
        programs = {} if options.no_peers else peers.install(scratch)
        for size, entries in sets(options.corpus, options.sizes):
            print(f"{size} MB: {len(entries)} packages", file=sys.stderr)
            stores.append(scratch / f"store-{size}")
            result["steps"].append(measure_step(bench, size, entries, stores[-1], programs))
        result["largest"] = {**measure_largest(bench, stores[-1]),
                             **measure_unrelated(bench, stores[0], stores[-1])}
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    result["figures"] = figures_of(result)
    text = report(result)
    name = f"{result['date']}-{re.sub(r'[^A-Za-z0-9]+', '-', result['machine']['cpu']).strip('-').lower()}"
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    try:
        import cost_plot
        cost_plot.draw(result, options.results / f"{name}.svg")
    except ImportError:
        text += "\nNo plot: python3-matplotlib is not installed.\n"
    (options.results / f"{name}.txt").write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""What each further release of a project adds to a store.

    bench/releases.py --programs build/release/bin [--results DIR] [PROJECT…]

Fetches successive releases of npm projects, lowest first, each by `npm pack`, and adds them one by
one, every project to a store of its own. After each the store is measured by column. At the end the
last release is added once more under another version: an unchanged re-release. Bytes are those on
disk after `compact`, so that what waits to be folded does not count.
"""
import argparse
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RELEASES = 20
# Releases of this major version and above are left out, so that runs compare.
MAJOR_BELOW = {"express": 5, "axios": 1, "commander": 12}


def run(command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def versions_of(project):
    """The last RELEASES proper releases before MAJOR_BELOW, by version: (version, date)."""
    times = json.loads(run(["npm", "view", project, "time", "--json"]))
    proper = [(tuple(map(int, version.split("."))), version, date[:10])
              for version, date in times.items() if re.fullmatch(r"\d+\.\d+\.\d+", version)]
    return [(version, date) for number, version, date in sorted(proper)
            if number[0] < MAJOR_BELOW[project]][-RELEASES:]


def fetch(project, version, directory):
    name = run(["npm", "pack", "--silent", f"{project}@{version}"], cwd=directory).split()[-1]
    return directory / name


def bytes_of(programs, store):
    run([programs / "copytrace-index", "compact", "--store", store])
    info = json.loads(run([programs / "copytrace-index", "info", "--store", store,
                           "--format", "json"]))
    sizes = {c["name"]: c["bytes"] for c in info["column_families"]}
    return sum(sizes.values()), info


def measure(programs, project, scratch):
    store = scratch / f"{project}-store"
    rows = []
    before, unique_before = 0, 0
    versions = versions_of(project)
    for version, date in versions + [("again", "")]:
        if version == "again":
            purl = f"pkg:npm/{project}@99.0.0"
        else:
            archive, purl = fetch(project, version, scratch), f"pkg:npm/{project}@{version}"
        manifest = scratch / "one.jsonl"
        manifest.write_text(json.dumps({"purl": purl, "path": str(archive)}) + "\n")
        run([programs / "copytrace-index", "add", "--manifest", manifest, "--store", store])
        total, info = bytes_of(programs, store)
        rows.append({"version": version, "date": date, "store": total, "added": total - before,
                     "unique_source": info["source_bytes"] - unique_before,
                     "archive": archive.stat().st_size})
        before, unique_before = total, info["source_bytes"]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="*", default=list(MAJOR_BELOW))
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "results")
    options = parser.parse_args()
    options.programs = options.programs.resolve()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="copytrace-releases-"))
    lines = [f"Bytes that each release adds to a store, {datetime.date.today().isoformat()}"]
    try:
        for project in options.projects:
            rows = measure(options.programs, project, scratch)
            lines += ["", f"{project:20} {'released':10} {'unique source':>14} {'store':>10} "
                          f"{'added':>10}  share of the first"]
            for row in rows:
                lines.append(f"  {row['version']:18} {row['date']:10} {row['unique_source']:14} "
                             f"{row['store']:10} {row['added']:10}  "
                             f"{100 * row['added'] / rows[0]['added']:6.1f} %")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    text = "\n".join(lines) + "\n"
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"{datetime.date.today().isoformat()}-releases.txt").write_text(text)
    print(text)


if __name__ == "__main__":
    main()

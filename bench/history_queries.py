#!/usr/bin/env python3
"""Times `copytrace query` on a history of 1,000 scans with 100,000 findings.

    bench/history_queries.py BUILD_DIR

The history is made by the program (the tables) and filled with findings of 20 projects, of which
one in ten is new from scan to scan. The median of three runs of the program is printed.
"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

SCANS, PER_SCAN, PROJECTS = 1000, 100, 20
LICENSES = [("MIT", "permissive"), ("GPL-3.0-only", "strong-copyleft"), ("MPL-2.0", "weak-copyleft"),
            ("AGPL-3.0-only", "network-copyleft"), (None, "unknown")]


def fill(file):
    db = sqlite3.connect(file)
    scan_columns = [row[1] for row in db.execute("PRAGMA table_info(scan)")]
    occurrences = {}
    for scan in range(1, SCANS + 1):
        project = f"project-{scan % PROJECTS}"
        started = f"20{20 + scan // 200}-{1 + scan // 17 % 12:02}-{1 + scan % 28:02}T00:00:00Z"
        known = {"id": scan, "started": started, "project": project, "roots": "[]", "options": "[]",
                 "report": "{}", "store": "/store", "root": ".", "working_directory": "/",
                 "tool_version": "0"}
        db.execute(f"INSERT INTO scan ({','.join(scan_columns)}) VALUES "
                   f"({','.join('?' * len(scan_columns))})", [known.get(c, 0) for c in scan_columns])
        for place in range(PER_SCAN):
            key = (project, place, scan // 200 if place % 10 else scan)
            if key not in occurrences:
                number = len(occurrences) + 1
                occurrences[key] = number
                license, license_class = LICENSES[number % len(LICENSES)]
                purl = f"pkg:npm/package-{number % 500}"
                finding = {"id": f"{number:012x}", "reason": "x" * 1500,
                           "origin": {"name": f"package-{number % 500}", "purl": purl + "@1.0.0"}}
                db.execute("INSERT INTO occurrence (digest, finding_id, path, start_line, end_line, kind,"
                           " score_bits, e_value, component, purl, license, license_class, finding)"
                           " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                           (number.to_bytes(32, "big"), finding["id"], f"src/{place}/file{number}.c", 1,
                            30, "renamed", 60.0, 1e-6, purl, purl + "@1.0.0", license, license_class,
                            json.dumps(finding)))
            number = occurrences[key]
            db.execute("INSERT INTO sighting (scan, place, occurrence, status, verdict) VALUES "
                       "(?,?,?,?,?)", (scan, place, number, "open" if place % 3 else "accepted", "warn"))
            db.execute("INSERT OR IGNORE INTO first_seen VALUES (?,?,?,?)",
                       (project, f"{number:012x}", scan, started))
    db.commit()
    db.close()


def main():
    program = os.path.join(os.path.abspath(sys.argv[1]), "bin", "copytrace")
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, "history.db")
        subprocess.run([program, "history", "list", "--history", file], check=True,
                       stdout=subprocess.DEVNULL)
        fill(file)
        print(f"{SCANS} scans, {SCANS * PER_SCAN} findings, {os.path.getsize(file) >> 20} MB")
        questions = [[], ["--all"], ["--all", "--license", "GPL-*"],
                     ["--all", "--class", "strong-copyleft"], ["--all", "--component", "package-7"],
                     ["--all", "--component", "pkg:npm/package-7"], ["--all", "--path", "src/5/*"],
                     ["--all", "--project", "project-3"], ["--all", "--status", "open"],
                     ["--all", "--since", "2024-01-01"], ["--all", "--first-seen", "2024-06-01"],
                     ["--sql", "SELECT license_class, count(*) FROM sighting JOIN occurrence ON "
                               "occurrence.id = occurrence GROUP BY 1"]]
        for question in questions:
            seconds = []
            for _ in range(3):
                start = time.monotonic()
                out = subprocess.run([program, "query", "--history", file, "--format", "csv", *question],
                                     check=True, capture_output=True).stdout
                seconds.append(time.monotonic() - start)
            print(f"{sorted(seconds)[1]:7.3f} s {len(out.splitlines()) - 1:7} rows  {' '.join(question)[:90]}")


if __name__ == "__main__":
    main()

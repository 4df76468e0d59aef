#!/usr/bin/env python3
"""Time, memory and outcome of hostile input, as a table: each kind is made, scanned and indexed.

    hostile.py PROGRAMS STORE

PROGRAMS is the directory of the built programs, STORE any store to scan against. Peak memory
includes that of this script at the time of the fork, some 50 MB. Exit status 1 if a program ended
by anything but 0 or 2, or left a store that is not intact.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path

LIMIT = 120  # seconds, for one run


def one_line(tree):
    with open(tree / "line.js", "wb") as out:
        out.write(b"var a = 1; ")
        out.truncate(1 << 30)  # the rest is a hole


def one_line_within_limit(tree):
    (tree / "line.js").write_bytes(b"a=b(c);" * ((4 << 20) // 7))


def brackets(tree):
    (tree / "brackets.js").write_bytes(b"(" * 10_000_000 + b")" * 10_000_000)


def brackets_in_many_files(tree):
    for i in range(5):
        (tree / f"brackets{i}.js").write_bytes(b"([{" * 666_000 + b"}])" * 666_000)


def random_bytes(tree):
    for name in ("a.c", "b.py", "c.js", "d.tar.gz", "e.zip", "f.html", "g.ipynb"):
        (tree / name).write_bytes(os.urandom(2 << 20))


def zip_bomb(tree):
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.c", bytes(200 << 20))
    with zipfile.ZipFile(tree / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(40):
            archive.writestr(f"inner{i}.zip", inner.getvalue())


def climbing_archive(tree):
    with tarfile.open(tree / "climb.tar.gz", "w:gz") as archive:
        for name in ("/etc/passwd.c", "../../escape.c", "p/../../escape.c", "p/good.c"):
            text = b"int f(int a) { return a * a + 1; }\n" * 20
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, BytesIO(text))
        for name, target in (("p/link.c", "/etc/passwd"), ("p/up.c", "../../secret.c")):
            member = tarfile.TarInfo(name)
            member.type = tarfile.SYMTYPE
            member.linkname = target
            archive.addfile(member)


def links_out(tree):
    os.symlink("/etc", tree / "etc")
    os.symlink("/etc/passwd", tree / "passwd.c")
    os.symlink("..", tree / "loop")
    os.symlink("/dev/zero", tree / "zero.c")


def empty_files(tree):
    for i in range(100):
        (tree / str(i)).mkdir()
        for j in range(1000):
            (tree / str(i) / f"{j}.c").touch()


def long_name(tree):
    name = bytes(range(0x80, 0x100)) * 2
    path = os.path.join(os.fsencode(tree), name[:253] + b".c")
    with open(path, "wb") as out:
        out.write(b"int f(int a) { return a * a + 1; }\n" * 20)


KINDS = [
    ("1 GB of one line", one_line),
    ("4 MB of one line", one_line_within_limit),
    ("10 million nested brackets", brackets),
    ("10 million brackets, 5 files", brackets_in_many_files),
    ("random bytes, 7 files of 2 MB", random_bytes),
    ("zip bomb, 8 GB from 8 MB", zip_bomb),
    ("archive that climbs out", climbing_archive),
    ("links out of the tree", links_out),
    ("100,000 empty files", empty_files),
    ("name of 255 non-UTF-8 bytes", long_name),
]


def run(arguments):
    """Wall seconds, peak memory in MB, exit status, and what was printed."""
    before = time.time()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=subprocess.STDOUT)
        deadline = before + LIMIT
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.time() > deadline:
                process.kill()
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    return time.time() - before, usage.ru_maxrss / 1024, process.returncode, text


def outcome(text):
    for prefix in ("copytrace", "Skipped", "  skipped"):
        for line in text.splitlines():
            if line.startswith(prefix):
                return line.strip()
    return text.strip().splitlines()[-1] if text.strip() else ""


def main():
    programs, store = Path(sys.argv[1]), sys.argv[2]
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp()
    bad = 0
    print("| kind | command | seconds | MB | status | outcome |")
    print("|---|---|---:|---:|---:|---|")
    for kind, make in KINDS:
        work = Path(tempfile.mkdtemp())
        tree = work / "tree"
        tree.mkdir()
        make(tree)
        archives = [p for p in tree.iterdir() if p.name.endswith((".zip", ".tar.gz"))]
        sources = archives if make in (zip_bomb, climbing_archive) else [tree]
        for name, arguments in (
            ("scan", [programs / "copytrace", "scan", "--no-cache", "--fail-on", "none", "--store", store, tree]),
            ("add", [programs / "copytrace-index", "add", "--store", work / "store", *sources]),
        ):
            seconds, megabytes, status, text = run(arguments)
            print(f"| {kind} | {name} | {seconds:.2f} | {megabytes:.0f} | {status} "
                  f"| {outcome(text)[:150].replace('|', '/')} |", flush=True)
            bad += status not in (0, 2)
            if name == "add" and (work / "store" / "STORE").exists():
                bad += run([programs / "copytrace-index", "verify", "--store", work / "store"])[2] != 0
        shutil.rmtree(work)
    shutil.rmtree(os.environ["XDG_STATE_HOME"])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

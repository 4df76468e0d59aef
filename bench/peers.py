"""Clone detectors run on the files that copytrace is measured on.

jscpd (npm, pinned in peers/; since version 5 a native program) and sim (Debian's similarity-tester) look for what a set of files has twice. Each gets the set's code files in
the languages that it reads, and is stopped where it takes more memory or time than it is given.
"""
import os
import pathlib
import resource
import shutil
import subprocess
import time

PEERS = pathlib.Path(__file__).resolve().parent / "peers"
MEMORY = 8 << 30  # bytes of address space
SECONDS = 300  # of CPU
SIM = {"sim_c": (".c", ".h"), "sim_c++": (".cc", ".cpp", ".cxx", ".hpp", ".hh"),
       "sim_java": (".java",)}
CODE = (".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".java", ".js", ".mjs", ".ts", ".py",
        ".go", ".rs")


def install(scratch):
    """Downloads jscpd; the programs by name, those that are there."""
    work = scratch / "peers"
    work.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(PEERS / name, work)
    done = subprocess.run(["npm", "ci"], cwd=work, capture_output=True, text=True)
    programs = {}
    native = work / "node_modules/jscpd-linux-x64-gnu/bin/jscpd"
    if done.returncode == 0 and native.exists():
        native.chmod(0o755)
        programs["jscpd"] = [native]
    if all(shutil.which(name) for name in SIM):
        programs["sim"] = list(SIM)
    return programs


def link_files(paths, suffixes, tree):
    """The files as links in one directory a package; their bytes."""
    total = 0
    for number, package in enumerate(paths):
        for folder, _, names in os.walk(package):
            for name in names:
                path = pathlib.Path(folder, name)
                if not name.endswith(suffixes) or path.is_symlink() or not path.is_file():
                    continue
                place = tree / str(number) / path.relative_to(package)
                place.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(path, place)
                except OSError:
                    shutil.copy(path, place)
                total += path.stat().st_size
    return total


def run(command, log, stdin=None):
    """CPU and wall seconds and peak memory; None where the program did not come to its end."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with open(log, "w") as out:
        started = time.monotonic()
        process = subprocess.Popen(command, stdin=stdin, stdout=out, stderr=out, preexec_fn=limit)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
    if os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) not in (0, 1):
        return None
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall,
            "peak_mb": usage.ru_maxrss * 1024 / 1e6}


def measure_jscpd(command, tree, scratch):
    out = scratch / "jscpd-report"
    shutil.rmtree(out, ignore_errors=True)
    return run([*command, tree, "--silent", "--reporters", "json", "--output", out,
                "--max-size", "20mb", "--max-lines", "500000", "--min-tokens", "50"],
               scratch / "peer.log")


def measure_sim(programs, tree, scratch):
    """Over its languages: the sums, and the bytes of what it reads."""
    total = {"cpu": 0, "wall": 0, "peak_mb": 0, "bytes": 0}
    for program in programs:
        files = sorted(path for path in tree.rglob("*")
                       if path.suffix in SIM[program] and path.is_file())
        if not files:
            continue
        names = scratch / "names"
        names.write_text("".join(f"{path}\n" for path in files))
        with open(names) as stdin:
            one = run([program, "-n", "-i", "-o", os.devnull], scratch / "peer.log", stdin)
        if one is None:
            return None
        total["cpu"] += one["cpu"]
        total["wall"] += one["wall"]
        total["peak_mb"] = max(total["peak_mb"], one["peak_mb"])
        total["bytes"] += sum(path.stat().st_size for path in files)
    return total


def measure_peers(programs, packages, scratch):
    """Rows of what each peer took on the packages' code files: name, MB, CPU seconds, peak MB."""
    tree = scratch / "peer-files"
    shutil.rmtree(tree, ignore_errors=True)
    size = link_files(packages, CODE, tree)
    rows = []
    for name, command in programs.items():
        if name == "sim":
            taken = measure_sim(command, tree, scratch)
        else:
            taken = measure_jscpd(command, tree, scratch)
        read = (taken or {}).get("bytes", size)
        if read == 0:  # nothing in its languages
            continue
        row = {"peer": name, "mb": read / 1e6}
        if taken is not None:
            row.update({"cpu": taken["cpu"], "peak_mb": taken["peak_mb"],
                        "mb_per_cpu_second": row["mb"] / taken["cpu"],
                        "memory_bytes_a_byte": taken["peak_mb"] / row["mb"]})
        rows.append(row)
    shutil.rmtree(tree, ignore_errors=True)
    return rows

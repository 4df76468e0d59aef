#!/usr/bin/env python3
"""Speed of `copytrace check`, and what it reports over a history, with and without pastes.

    bench/check_bench.py --corpus CORPUS --store STORE --programs build/release/bin --work WORK
                         [--repository CLONE]…

STORE is made of CORPUS/index.jsonl and index-large.jsonl (see corpora.py). The histories are made
here: the successive releases of two projects that are not in the store (history/package.json, from
npm), one commit after the other; a release that touches many files becomes several commits, each of
files that stand together. Every --repository is a real one: its last commits are replayed as they
are.

speed    The projects stand in a repository of 10,000 files; the releases are gone through forward
         and back again in commits of about 500 new lines, of which fifty are checked, once to warm
         up and once for the figures. Last comes a paste: the project's own code is then searched,
         all files of the base.
replay   Each of the last 200 commits is checked against the one before. Whatever it reports as open
         is listed, with both sides' places.
pastes   The same history with forty functions of packages in the store, each of 11 to 40 lines,
         pasted into one commit each and kept from then on. Each must be reported in its own commit
         and in no other.

Writes WORK/check.json and prints the figures.
"""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PROJECTS = ("codemirror", "nodemailer")
LEAVES = re.compile(r"\.(js|mjs|css|html|md|json)$")
# What a build makes, which a release holds and a repository does not: bundles, compiled TypeScript.
MADE_BY_MACHINE = re.compile(r"(\.min\.js|/lib/codemirror\.js)$|^nodemailer/dist/")
LINES_A_COMMIT = 30
CODE = re.compile(r"\.(c|h|cc|cpp|java|js|ts|py|go|rs|sh)$")


def run(command, cwd=None, check=True, **options):
    result = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True,
                            text=True, errors="replace", **options)
    if check and result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stderr[-2000:]}")
    return result


def git(repository, *arguments):
    return run(["git", "-c", "user.name=Bench", "-c", "user.email=bench@example.org",
                "-c", "gc.auto=0", *arguments], cwd=repository).stdout


def releases(modules, project):
    """Directories of a project's releases, oldest first."""
    found = [path for path in modules.iterdir() if path.name.startswith(project + "-")]
    return sorted(found, key=lambda path: [int(n) for n in path.name.split("-")[-1].split(".")])


def files_of(directory):
    found = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        project = directory.name.rsplit("-", 1)[0]
        if (path.is_file() and LEAVES.search(name)
                and not MADE_BY_MACHINE.search(f"{project}/{name}")):
            found[name] = path.read_text(errors="replace")
    return found


def new_lines(old, new):
    before = set((old or "").splitlines())
    return sum(1 for line in (new or "").splitlines() if line not in before)


def steps(modules):
    """The changes of a history: lists of (file, new text or None), and what each is called."""
    by_project = []
    for project in PROJECTS:
        of_project = []
        old = {}
        for release in releases(modules, project):
            new = files_of(release)
            changed = [name for name in sorted(set(old) | set(new)) if old.get(name) != new.get(name)]
            group, size = [], 0
            parts = []
            for name in changed:
                group.append((f"{project}/{name}", new.get(name)))
                size += new_lines(old.get(name), new.get(name))
                if old and size >= LINES_A_COMMIT:
                    parts.append(group)
                    group, size = [], 0
            if group:
                parts.append(group)
            of_project += [(f"{release.name} {i + 1}/{len(parts)}", part)
                           for i, part in enumerate(parts)]
            old = new
        by_project.append(of_project)
    merged = [item for project in by_project for item in project[:1]]  # the first releases
    rest = [project[1:] for project in by_project]
    while any(rest):  # in turn, in proportion to their length
        longest = max(rest, key=len)
        merged.append(longest.pop(0))
    return len(by_project), merged


def write_step(repository, change):
    for name, text in change:
        path = repository / name
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def commit(repository, message):
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--allow-empty", "-m", message)


def fresh(directory):
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    git(directory, "init", "-q", "-b", "main")
    return directory


def check(options, repository, revision, measured=None):
    """What the check of one commit against its parent reports."""
    started = time.perf_counter()
    before = os.times()
    result = run([options.programs / "copytrace", "check", "--store", options.store, "--base",
                  revision + "~1", "--head", revision, "--format", "json"],
                 cwd=repository, check=False,
                 env={**os.environ, "XDG_STATE_HOME": str(options.work / "state")})
    after = os.times()
    if result.returncode not in (0, 1):
        sys.exit(f"check of {revision} in {repository}: {result.stderr}")
    if measured is not None:
        measured.append({
            "wall": time.perf_counter() - started,
            "cpu": after.children_user + after.children_system - before.children_user
                   - before.children_system})
    report = json.loads(result.stdout)
    for finding in report["findings"]:
        finding["commit"] = revision
    return report


def counts(report):
    return [f for f in report["findings"] if f["review"]["standing"] == "open"]


def place(finding):
    origin = finding["origin"]
    return (f"{finding['commit'][:10]} {finding['path']}:{finding['start_line']}-"
            f"{finding['end_line']} <- {origin['purl']} {origin['path']}:{origin['start_line']}-"
            f"{origin['end_line']} {finding['kind']} {finding['score_bits']} bits")


# --- speed


def speed(options, modules, sources):
    repository = fresh(options.work / "speed")
    names = sorted(path for base in ("negative", "negative-large")
                   for path in (options.corpus / base).rglob("*")
                   if path.is_file() and CODE.search(path.name) and path.stat().st_size < 200_000)
    random.Random(7).shuffle(names)
    first, history = steps(modules)
    own = sum(len(change) for _, change in history[:first])
    for i, path in enumerate(names[:options.files - own]):
        target = repository / "others" / str(i % 100) / f"{i}_{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for _, change in history[:first]:
        write_step(repository, change)
    commit(repository, "first")
    changes, waiting, lines = [], {}, 0  # a change: file → text before and after it
    for _, change in history[first:]:
        for name, text in change:
            path = repository / name
            old = path.read_text() if path.exists() else None
            lines += new_lines(old, text)
            waiting[name] = (waiting[name][0] if name in waiting else old, text)
        write_step(repository, change)
        if lines >= 350:
            changes.append(waiting)
            commit(repository, "change")
            waiting, lines = {}, 0
    commit(repository, "what is left over")
    back = [{name: (new, old) for name, (old, new) in change.items()}
            for change in [waiting] + changes[::-1]]
    for change in back:  # as real, and as long, the other way round
        write_step(repository, [(name, new) for name, (_, new) in change.items()])
        commit(repository, "change back")
    # The slow case: a paste, which is looked for in all files of the base.
    paste = functions_of(sources)[0]
    write_step(repository, [("others/0/pasted.js", paste["text"])])
    commit(repository, "paste")
    git(repository, "gc", "-q")
    revisions = git(repository, "rev-list", "--reverse", "HEAD").split()[1:]
    sizes = []
    for revision in revisions:
        numbers = git(repository, "show", "--numstat", "--format=", revision).splitlines()
        sizes.append(sum(int(line.split()[0]) for line in numbers if line[0].isdigit()))
    for revision in revisions:
        check(options, repository, revision)
    # The last is the paste; of the others the fifty that come nearest to 500 new lines.
    nearest = sorted(range(len(revisions) - 1), key=lambda i: abs(sizes[i] - 500))[:50]
    revisions = [revisions[i] for i in sorted(nearest)] + revisions[-1:]
    sizes = [sizes[i] for i in sorted(nearest)] + sizes[-1:]
    measured = []
    for revision in revisions:
        check(options, repository, revision, measured)
    walls = sorted(m["wall"] for m in measured[:-1])
    return {"files": len(git(repository, "ls-files").splitlines()), "commits": len(walls),
            "new lines, median": statistics.median(sizes[:-1]),
            "p50 s": round(statistics.median(walls), 3),
            "p95 s": round(walls[int(len(walls) * 0.95) - 1], 3),
            "max s": round(walls[-1], 3),
            "cpu s, median": round(statistics.median(m["cpu"] for m in measured[:-1]), 3),
            "with a paste to look for in the base, s": round(measured[-1]["wall"], 3),
            "load average": round(os.getloadavg()[0], 1)}


# --- replay


def replay(options, repository, count):
    revisions = git(repository, "rev-list", "--reverse", "--first-parent", "HEAD").split()[1:]
    found = []
    excused = 0
    lines = 0
    for revision in revisions[-count:]:
        report = check(options, repository, revision)
        found += counts(report)
        excused += len(report["findings"]) - len(counts(report))
        lines += report["review"]["changed_lines"]
    return {"commits": len(revisions[-count:]), "new lines": lines,
            "open findings": len(found), "excused as own code": excused,
            "listed": [place(finding) for finding in found]}


# --- pastes


def functions_of(sources):
    """Functions at the left margin, of 11 to 40 lines, of JavaScript packages in the store."""
    found = []
    for path in sorted(sources.rglob("*.js")):
        if path.stat().st_size > 200_000 or ".min." in path.name or "/dist/" in path.as_posix():
            continue
        lines = path.read_text(errors="replace").splitlines()
        start = None
        for number, line in enumerate(lines, 1):
            if re.match(r"(export )?(default )?(async )?function\*? \w+", line):
                start = number
            if start and line.startswith("}"):
                length = number - start + 1
                if 11 <= length <= 40:
                    text = "\n".join(lines[start - 1:number]) + "\n"
                    found.append({"path": path.as_posix(), "line": start, "length": length,
                                  "text": re.sub(r"^export (default )?", "", text)})
                start = None
    random.Random(11).shuffle(found)
    distinct, packages = [], {}
    for piece in found:
        package = pathlib.Path(piece["path"]).relative_to(sources).parts[0]
        if packages.get(package, 0) < 2:
            packages[package] = packages.get(package, 0) + 1
            distinct.append(piece)
    return distinct


def insert(text, pieces):
    """A file's text with its pieces, each behind the blank line that it was first put at."""
    for piece in pieces:
        at = text.find(piece["anchor"]) if piece["anchor"] else -1
        at = len(text) if at < 0 else at + len(piece["anchor"])
        text = text[:at] + piece["text"] + "\n" + text[at:]
    return text


def anchor_in(text, chance):
    """The end of a function at the left margin, with the lines that tell it apart."""
    ends = [m.end() for m in re.finditer(r"\n\}\n\n", text)]
    chance.shuffle(ends)
    for end in ends:
        anchor = text[max(0, end - 120):end]
        if text.count(anchor) == 1:
            return anchor
    return ""


def pastes(options, modules, sources):
    repository = fresh(options.work / "pastes")
    first, history = steps(modules)
    for _, change in history[:first]:
        write_step(repository, change)
    commit(repository, "first")
    chance = random.Random(13)
    later = history[first:][-options.commits:]
    for _, change in history[first:-options.commits]:
        write_step(repository, change)
        commit(repository, "earlier")
    pieces = functions_of(sources)[:options.pastes]
    at = sorted(chance.sample(range(len(later)), len(pieces)))
    placed = {}  # file → pieces in it
    plain = {path.relative_to(repository).as_posix(): path.read_text()
             for path in repository.rglob("*.js")}
    own = {}
    for number, (_, change) in enumerate(later):
        for name, text in change:
            plain[name] = text
        touched = {name for name, _ in change}
        if number in at:
            piece = pieces[at.index(number)]
            names = sorted(n for n, text in plain.items() if n.endswith(".js") and text is not None)
            name = chance.choice(names)
            piece["anchor"] = anchor_in(plain[name], chance)
            piece["file"] = name
            placed.setdefault(name, []).append(piece)
            touched.add(name)
        write_step(repository, [
            (name, plain[name] if plain.get(name) is None else
             insert(plain[name], placed.get(name, []))) for name in sorted(touched)])
        commit(repository, f"commit {number}")
        if number in at:
            own[git(repository, "rev-parse", "HEAD").strip()] = piece
    revisions = git(repository, "rev-list", "--reverse", "HEAD").split()[-len(later):]
    missed, again, false = [], [], []
    for revision in revisions:
        report = check(options, repository, revision)
        texts = {}
        hit = False
        for finding in counts(report):
            name = finding["path"]
            if name not in texts:
                texts[name] = git(repository, "show", f"{revision}:{name}")
            over = None
            for piece in placed.get(name, []):
                begin = texts[name].find(piece["text"])
                if begin < 0:
                    continue
                start = texts[name].count("\n", 0, begin) + 1
                end = start + piece["length"] - 1
                if min(end, finding["end_line"]) - max(start, finding["start_line"]) + 1 > 0:
                    over = piece
            if over is None:
                false.append(place(finding))
            elif own.get(revision) is over:
                hit = True
            else:
                again.append(place(finding))
        if revision in own and not hit:
            piece = own[revision]
            missed.append(f"{revision[:10]} {piece['file']} <- {piece['path']}:{piece['line']} "
                          f"({piece['length']} lines)")
    return {"commits": len(revisions), "pastes": len(pieces),
            "reported in their own commit": len(pieces) - len(missed), "missed": missed,
            "reported in another commit": again, "other open findings": false}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--store", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--repository", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--pastes", type=int, default=40)
    parser.add_argument("--files", type=int, default=10000)
    parser.add_argument("--only", choices=["speed", "replay", "pastes"], action="append")
    options = parser.parse_args()
    for name in ("corpus", "store", "programs", "work"):
        setattr(options, name, getattr(options, name).resolve())
    wanted = options.only or ["speed", "replay", "pastes"]
    options.work.mkdir(parents=True, exist_ok=True)

    lock = options.work / "npm"
    lock.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(HERE / "history" / name, lock / name)
    if not (lock / "node_modules" / ".package-lock.json").exists():
        run(["npm", "ci", "--no-audit", "--no-fund"], cwd=lock)
    modules = lock / "node_modules"
    sources = options.corpus / "index" / "npm"

    figures = {}
    if "speed" in wanted:
        figures["speed"] = speed(options, modules, sources)
    if "replay" in wanted:
        history = fresh(options.work / "history")
        first, changes = steps(modules)
        for _, change in changes[:first]:
            write_step(history, change)
        commit(history, "first")
        for message, change in changes[first:]:
            write_step(history, change)
            commit(history, message)
        figures["replay of releases"] = replay(options, history, options.commits)
        for repository in options.repository:
            figures[f"replay of {repository.resolve().name}"] = replay(options, repository,
                                                                       options.commits)
    if "pastes" in wanted:
        figures["pastes"] = pastes(options, modules, sources)
    text = json.dumps(figures, indent=1)
    (options.work / "check.json").write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()

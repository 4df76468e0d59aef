#!/usr/bin/env python3
"""Downloads the real packages that the benchmarks run on, and unpacks them.

    bench/corpora.py DIR [--large] [--only NAME…] [--lists LISTS]
    bench/corpora.py --pin        (maintainers: completes entries of npm.json that lack a hash)

Nothing but Python's standard library, apt-get and npm is needed; nothing of the machine's own apt
configuration is changed. What is wanted stands in debian.txt, npm.json and, of binary packages that
hold sources, debian_binary.txt in LISTS, by default bench/corpora; the first column, the role,
becomes a directory and a manifest of DIR. Debian's
archives are verified by apt against the signed index, npm's against the integrity in npm.json.
Only source code, manifests and licence files are unpacked. A package that cannot be had is named at
the end, and the others go on.

DIR afterwards:  ROLE/deb/NAME-VERSION/…  ROLE/npm/NAME-VERSION/…  ROLE.jsonl (corpus manifest)
                 Roles that end in -large are left out unless asked for.
"""
import argparse
import base64
import concurrent.futures
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import time
import urllib.parse

LISTS = pathlib.Path(__file__).resolve().parent / "corpora"
CODE = set(".c .h .cc .cpp .cxx .hh .hpp .hxx .inl .ipp .java .js .mjs .cjs .jsx .ts .tsx .py .go "
           ".rs .php .rb .cs".split())
# Besides, of what is counted for engine/match/common_code.bin, where each language counts.
COUNTED_CODE = CODE | set(".sh .bash .ps1 .kt .kts .scala .swift .dart .zig .pl .pm .lua .r .jl .hs .ml "
                          ".ex .exs .m .mm .sql .css .scss".split())
KEPT_NAMES = re.compile(
    r"(^|/)((licen[cs]e|copying|copyright|unlicense|notice)[^/]*|package\.json|cargo\.toml|pkg-info|"
    r"pyproject\.toml|setup\.py|setup\.cfg|pom\.xml|go\.mod)$", re.I)
MAX_BYTES = 4 << 20


def run(command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options)


class PrivateApt:
    """apt-get with source entries, its state below a directory of ours."""

    def __init__(self, root):
        self.root = root.resolve()
        parts = self.root / "parts"
        for d in (parts, self.root / "lists/partial", self.root / "cache/archives/partial"):
            d.mkdir(parents=True, exist_ok=True)
        for old in parts.iterdir():
            old.unlink()
        etc = pathlib.Path("/etc/apt")
        for path in [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]:
            if path.suffix not in (".list", ".sources") or not path.exists():
                continue
            text = path.read_text()
            if "debian" not in text:
                continue
            text = re.sub(r"(?m)^Types:.*$", "Types: deb deb-src", text)
            lines = set(re.findall(r"(?m)^deb(?:-src)?\s(.*)$", text))
            text = re.sub(r"(?m)^deb(-src)?\s.*\n?", "", text)
            text += "".join(f"{kind} {line}\n" for line in sorted(lines)
                            for kind in ("deb", "deb-src"))
            (parts / path.name).write_text(text)
        self.options = ["-o", "Dir::Etc::SourceList=/dev/null", "-o", f"Dir::Etc::SourceParts={parts}",
                        "-o", f"Dir::State::Lists={self.root}/lists",
                        "-o", f"Dir::Cache={self.root}/cache", "-o", "APT::Sandbox::User="]
        run(["apt-get", *self.options, "update", "-q"])

    def versions(self, names):
        """Source package → versions that the mirror has, oldest first."""
        out = run(["apt-cache", *self.options, "showsrc", "--only-source", *names]).stdout
        found = {}
        for stanza in out.split("\n\n"):
            name = re.search(r"(?m)^Package: (\S+)$", stanza)
            version = re.search(r"(?m)^Version: (\S+)$", stanza)
            if name and version and version[1] not in found.setdefault(name[1], []):
                found[name[1]].append(version[1])
        for versions in found.values():
            for i in range(len(versions)):  # few: insertion sort by dpkg's own order
                j = i
                while j and subprocess.run(["dpkg", "--compare-versions", versions[j], "lt",
                                            versions[j - 1]]).returncode == 0:
                    versions[j], versions[j - 1] = versions[j - 1], versions[j]
                    j -= 1
        return found

    def fetch(self, name, version, directory):
        """The upstream archives of a source package, downloaded where not yet there."""
        directory.mkdir(parents=True, exist_ok=True)
        # In a directory without archives: apt does not list what it has already.
        listed = run(["apt-get", *self.options, "source", "--print-uris", "--tar-only", "-q",
                      f"{name}={version}"], cwd=self.root).stdout
        files = re.findall(r"^'[^']+' (\S+) \d+", listed, re.M)
        wanted = [f for f in files if ".orig" in f and not f.endswith(".asc")]
        wanted = wanted or [f for f in files if re.search(r"\.tar\.\w+$", f)]
        if not wanted:
            raise RuntimeError("apt lists no archive of it")
        if not all((directory / f).exists() for f in wanted):
            run(["apt-get", *self.options, "source", "--download-only", "--tar-only", "-q",
                 f"{name}={version}"], cwd=directory)
        return [directory / f for f in wanted]

    def fetch_binary(self, name, version, directory):
        """The binary package, of this version or, where that is gone, the one that is served."""
        directory.mkdir(parents=True, exist_ok=True)
        if not list(directory.glob("*.deb")):
            for wanted in (f"{name}={version}", name):
                if subprocess.run(["apt-get", *self.options, "download", "-q", wanted],
                                  cwd=directory, capture_output=True).returncode == 0:
                    break
        file, = directory.glob("*.deb")
        return [file], urllib.parse.unquote(file.name.split("_")[1])

    def fetch_any(self, name, versions, directory):
        for version in versions:
            try:
                return self.fetch(name, version, directory), version
            except subprocess.CalledProcessError as error:
                last = error
        raise last


def fetch_npm(entry, directory):
    directory.mkdir(parents=True, exist_ok=True)
    algorithm, _, want = entry["integrity"].partition("-")
    file = directory / (re.sub(r"^@", "", entry["name"]).replace("/", "-") +
                        f"-{entry['version']}.tgz")
    if not file.exists():
        run(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", str(directory),
             f"{entry['name']}@{entry['version']}"])
    digest = hashlib.new(algorithm, file.read_bytes()).digest()
    if base64.b64encode(digest).decode() != want:
        file.unlink()
        raise RuntimeError(f"{file.name}: not the content that npm.json pins; deleted")
    return file


def wanted(path, under):
    """`under`: directories that are wanted (all, where none is named); with ! in front, unwanted."""
    yes = tuple(d for d in under or [] if d[0] != "!")
    no = tuple(d[1:] for d in under or [] if d[0] == "!")
    return (not yes or path.startswith(yes)) and not (no and path.startswith(no))


def open_archive(archive):
    if archive.suffix != ".deb":
        return tarfile.open(archive)
    content = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(archive)], check=True,
                             capture_output=True).stdout
    return tarfile.open(fileobj=io.BytesIO(content))


def unpack(archives, destination, under, endings):
    """Source, manifests and licences of the archives. Returns files, bytes, newest time stamp."""
    done = destination / ".unpacked"
    if done.exists():
        return json.loads(done.read_text())
    files = size = newest = 0
    for archive in archives:
        extra = re.search(r"\.orig-([^.]+)\.tar", archive.name)
        with open_archive(archive) as tar:
            for member in tar:
                parts = pathlib.PurePosixPath(member.name).parts
                if not member.isfile() or member.size > MAX_BYTES or ".." in parts:
                    continue
                parts = [p for p in parts if p not in ("/", ".")]
                parts = ([extra[1]] if extra else []) + parts[1:]
                path = "/".join(parts)
                if not parts or not (pathlib.PurePosixPath(path).suffix.lower() in endings or
                                     KEPT_NAMES.search(path)):
                    continue
                if len(parts) > 1 and not wanted(path, under):
                    continue
                content = tar.extractfile(member).read()
                if path.endswith(".ts") and content.lstrip().startswith(b"<"):
                    continue  # Qt's translations
                target = destination.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                files, size = files + 1, size + member.size
                newest = max(newest, int(member.mtime))
    done.parent.mkdir(parents=True, exist_ok=True)
    done.write_text(json.dumps([files, size, newest]))
    return files, size, newest


def read_debian(file):
    for line in file.read_text().splitlines() if file.exists() else []:
        if line.strip() and not line.startswith("#"):
            fields = line.split()
            yield {"role": fields[0], "name": fields[1], "version": fields[2],
                   "under": fields[3].split(",") if len(fields) > 3 else []}


def plain(version):
    return version.split(":")[-1]


def pin(lists):
    file = lists / "npm.json"
    entries = json.loads(file.read_text())

    def complete(e):
        try:
            e["integrity"] = run(["npm", "view", f"{e['name']}@{e['version']}",
                                  "dist.integrity"]).stdout.strip()
        except subprocess.CalledProcessError:
            print(f"{e['name']}@{e['version']}: not in the registry", file=sys.stderr)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(complete, [e for e in entries if "integrity" not in e]))
    file.write_text("[\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]\n")


def remove_others(role, wanted):
    """Packages that an earlier run unpacked and the manifest does not name: a role is scanned whole."""
    for package in role.glob("*/*"):
        if package not in wanted:
            shutil.rmtree(package)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", nargs="?", type=pathlib.Path)
    parser.add_argument("--large", action="store_true", help="the large packages as well")
    parser.add_argument("--only", nargs="+", default=[], help="these packages only")
    parser.add_argument("--lists", type=pathlib.Path, default=LISTS, metavar="LISTS",
                        help="directory of debian.txt and npm.json")
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    if options.pin:
        return pin(options.lists)
    if not options.directory:
        parser.error("the directory to download to is missing")
    root = options.directory.resolve()

    def chosen(entry):
        return ((options.large or not entry["role"].endswith("-large")) and
                (not options.only or entry["name"] in options.only))

    debian = [e for e in read_debian(options.lists / "debian.txt") if chosen(e)]
    binary = [e for e in read_debian(options.lists / "debian_binary.txt") if chosen(e)]
    npm = [e for e in json.loads((options.lists / "npm.json").read_text()) if chosen(e)]
    apt = PrivateApt(root / "apt") if debian or binary else None
    served = apt.versions(sorted({e["name"] for e in debian})) if debian else {}
    problems, notes = [], []
    jobs = []
    for e in debian:
        versions = served.get(e["name"], [])
        if not versions:
            problems.append(f"{e['name']}: not on the mirror")
            continue
        # The pinned version first; where its archive is gone, the newest that can be had.
        e["versions"] = [v for v in versions if v == e["version"]] + versions[::-1]
        jobs.append(("deb", e))
    jobs += [("binary", e) for e in binary] + [("npm", e) for e in npm]

    def one(job):
        kind, e = job
        name = e["name"].lstrip("@").replace("/", "-")
        if kind == "deb":
            pinned = e["version"]
            archives, e["version"] = apt.fetch_any(e["name"], e["versions"],
                                                   root / "downloads/deb" / name)
            if e["version"] != pinned:
                notes.append(f"{e['name']} {pinned} is gone, {e['version']} taken in its place")
            purl = f"pkg:deb/debian/{e['name']}@{urllib.parse.quote(e['version'])}"
        elif kind == "binary":
            archives, e["version"] = apt.fetch_binary(e["name"], e["version"],
                                                      root / "downloads/binary" / name)
            purl = f"pkg:deb/debian/{e['name']}@{urllib.parse.quote(e['version'])}"
        else:
            archives = [fetch_npm(e, root / "downloads/npm")]
            purl = f"pkg:npm/{e['name'].replace('@', '%40')}@{e['version']}"
        place = f"{e['role']}/{kind}/{name}-{plain(e['version'])}"
        files, size, newest = unpack(archives, root / place, e.get("under"),
                                     COUNTED_CODE if e["role"] == "common" else CODE)
        row = {"purl": purl, "path": place + "/"}
        if kind == "deb":  # npm sets all time stamps of an archive to one day of 1985
            row["released"] = time.strftime("%Y-%m-%d", time.gmtime(newest))
        return e["role"], size, files, row

    rows = []
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        futures = {pool.submit(one, job): job for job in jobs}
        for future in concurrent.futures.as_completed(futures):
            try:
                rows.append(future.result())
            except (OSError, RuntimeError, ValueError, tarfile.TarError, subprocess.CalledProcessError) as error:
                detail = getattr(error, "stderr", "") or str(error)
                problems.append(f"{futures[future][1]['name']}: {detail.strip().splitlines()[-1]}")
            print(f"\r{len(rows)} of {len(jobs)} packages", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for role in sorted({r[0] for r in rows}):
        mine = sorted({r[3]["path"]: r for r in rows if r[0] == role}.items())
        mine = [r for _, r in mine]
        if not mine:
            continue
        if not options.only:
            with open(root / f"{role}.jsonl", "w") as out:
                for r in mine:
                    out.write(json.dumps(r[3]) + "\n")
            remove_others(root / role, {root / r[3]["path"] for r in mine})
        print(f"{role}: {len(mine)} packages, {sum(r[2] for r in mine)} files, "
              f"{sum(r[1] for r in mine) / 1e6:.1f} MB")
    for note in notes:
        print("note:", note)
    for problem in sorted(problems):
        print("missing:", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

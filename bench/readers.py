#!/usr/bin/env python3
"""Indexes packages of many kinds in one command and checks what is recorded of each.

    bench/readers.py --work DIR --programs build/release/bin

bench/readers/packages.json states of each package its purl, licence and date, as its upstream, its
registry or its distribution states them. Packages come from npm and from Debian through their own
clients. Of kinds that neither serves, a package is packed from a Debian package by the rules of its
kind ("pack"). Prints a table as Markdown, errors below it; exit status 1 if there are any.

A date in the list is the day, or "none" where nothing in the package tells one (npm, Cargo and
others give all members one time stamp), or "registry": what `npm view` says on the day of the run.
"""
import argparse
import datetime
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile

import corpora

HERE = pathlib.Path(__file__).resolve().parent / "readers"
CARGO_TIME = 1153704088  # what cargo gives all members


def run(command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options).stdout


class Fetcher:
    """Packages of Debian and npm, below DIR/fetched, fetched once."""

    def __init__(self, work):
        self.work = work
        self.apt = corpora.PrivateApt(work / "apt")

    def deb(self, name):
        """The root of an unpacked binary package, and its .deb."""
        root = self.work / "deb" / name
        if not (root / "usr").exists():
            root.mkdir(parents=True, exist_ok=True)
            run(["apt-get", "-q", "-o", "APT::Sandbox::User=", "download", name], cwd=root)
            run(["dpkg-deb", "-x", str(next(root.glob("*.deb"))), str(root)])
        return root, next(root.glob("*.deb"))

    def source(self, spec, tar_only):
        """The directory of a source package's files."""
        root = self.work / ("orig" if tar_only else "dsc") / spec.partition("=")[0]
        if not list(root.glob("*.tar.*" if tar_only else "*.dsc")):
            root.mkdir(parents=True, exist_ok=True)
            run(["apt-get", *self.apt.options, "-q", "source", "--download-only", "--only-source",
                 *(["--tar-only"] if tar_only else []), spec], cwd=root)
        return root

    def orig(self, spec):
        root = self.source(spec, tar_only=True)
        return next(p for p in sorted(root.glob("*.orig.tar.*")) if not p.name.endswith(".asc"))

    def npm(self, spec):
        root = self.work / "npm" / spec.replace("/", "+")
        if not list(root.glob("*.tgz")):
            root.mkdir(parents=True, exist_ok=True)
            run(["npm", "pack", "--silent", "--ignore-scripts", spec], cwd=root)
        return next(root.glob("*.tgz"))


def files_of(directory):
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, path.relative_to(directory).as_posix()


def members_of(tarball):
    """Path without the wrapper, bytes and time stamp of each file."""
    with tarfile.open(tarball) as tar:
        for member in tar:
            path = member.name.removeprefix("./").partition("/")[2]
            if member.isfile() and path:
                yield path, tar.extractfile(member).read(), member.mtime


def stamp_of(entry):
    """Noon of the day that is stated."""
    return datetime.datetime.fromisoformat(entry["date"] + "T12:00:00+00:00").timestamp()


def add_to_zip(archive, path, data, stamp):
    date = datetime.datetime.fromtimestamp(max(stamp, 315532800), datetime.timezone.utc)
    info = zipfile.ZipInfo(path, date.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def pack_crate(entry, fetcher, target):
    root = fetcher.deb(entry["deb"])[0]
    crate = next((root / "usr/share/cargo/registry").iterdir())
    with tarfile.open(target / f"{crate.name}.crate", "w:gz", format=tarfile.GNU_FORMAT) as tar:
        for path, inner in files_of(crate):
            if inner.startswith("debian/") or inner == ".cargo-checksum.json":
                continue  # Debian's
            member = tar.gettarinfo(path, f"{crate.name}/{inner}")
            member.mtime = CARGO_TIME
            with open(path, "rb") as data:
                tar.addfile(member, data)


def pack_gem(entry, fetcher, target):
    root = fetcher.deb(entry["deb"])[0] / "usr/share/rubygems-integration/all"
    spec = next((root / "specifications").iterdir())
    place = fetcher.work / "gem" / spec.stem
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(root / "gems" / spec.stem, place)
    text = spec.read_text()
    held = [p for _, p in files_of(place)]
    text = re.sub(r"(?m)^(\s*s\.)(files|test_files|extra_rdoc_files|executables|extensions|"
                  r"cert_chain|signing_key|require_paths|rdoc_options)( |=).*\n", "", text)
    text = text.replace("\nend", f"\n  s.files = {json.dumps(held)}\nend", 1) if \
        text.rstrip().endswith("end") and text.count("\nend") == 1 else \
        re.sub(r"\nend\s*$", f"\n  s.files = {json.dumps(held)}\nend\n", text)
    (place / "built.gemspec").write_text(text)
    run(["gem", "build", "--force", "-o", str(target / f"{spec.stem}.gem"), "built.gemspec"], cwd=place)


def pack_wheel(entry, fetcher, target):
    root = fetcher.deb(entry["deb"])[0] / "usr/lib/python3/dist-packages"
    name = next(root.glob("*.dist-info")).name.removesuffix(".dist-info")
    with zipfile.ZipFile(target / f"{name}-py3-none-any.whl", "w") as wheel:
        for path, inner in files_of(root):
            add_to_zip(wheel, inner, path.read_bytes(), stamp_of(entry))


def pack_sdist(entry, fetcher, target):
    """NAME-VERSION/ with PKG-INFO at its root, stamped with the day that is stated."""
    root = fetcher.deb(entry["deb"])[0] / "usr/lib/python3/dist-packages"
    info = next(root.glob("*.egg-info"))
    name = info.name.removesuffix(".egg-info")
    with tarfile.open(target / f"{name}.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as tar:
        def add(inner, data):
            member = tarfile.TarInfo(f"{name}/{inner}")
            member.size, member.mtime = len(data), stamp_of(entry)
            tar.addfile(member, io.BytesIO(data))
        add("PKG-INFO", (info if info.is_file() else info / "PKG-INFO").read_bytes())
        for path, inner in files_of(root):
            if ".egg-info" not in inner:
                add(inner, path.read_bytes())


def pack_go(entry, fetcher, target):
    """As in a module cache: @v/VERSION.zip, .info and .mod."""
    module, _, version = entry["module"].partition("@")
    cache = target / "cache/download" / module / "@v"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / f"{version}.info").write_text(
        json.dumps({"Version": version, "Time": entry["date"] + "T12:00:00Z"}))
    (cache / f"{version}.mod").write_text(f"module {module}\n")
    with zipfile.ZipFile(cache / f"{version}.zip", "w") as archive:
        for path, data, _ in members_of(fetcher.orig(entry["orig"])):
            add_to_zip(archive, f"{entry['module']}/{path}", data, 0)


def pack_sources_jar(entry, fetcher, target):
    """As in a Maven repository: ARTIFACT-VERSION-sources.jar and the .pom beside it."""
    group, artifact, version = entry["maven"].split(":")
    place = target / group.replace(".", "/") / artifact / version
    place.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(place / f"{artifact}-{version}-sources.jar", "w") as jar:
        for path, data, stamp in members_of(fetcher.orig(entry["orig"])):
            if path == "pom.xml":
                (place / f"{artifact}-{version}.pom").write_bytes(data)
            elif path in ("LICENSE.txt", "NOTICE.txt", "LICENSE"):
                add_to_zip(jar, f"META-INF/{path}", data, stamp)
            elif path.startswith(("src/main/java/", "src/java/")):
                add_to_zip(jar, path.partition("java/")[2], data, stamp)


def pack_git(entry, fetcher, target):
    """A repository whose tags are npm releases: the last one annotated, the first ones plain."""
    place = target / entry["directory"]
    run(["git", "init", "-q", "-b", "main", str(place)])
    git = ["git", "-C", str(place), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    run([*git, "remote", "add", "origin", entry["origin"]])
    for release in entry["releases"]:
        for path, data, _ in members_of(fetcher.npm(release["npm"])):
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(data)
        stamp = release["date"] + "T12:00:00Z"
        environment = dict(os.environ, GIT_COMMITTER_DATE=stamp, GIT_AUTHOR_DATE=stamp)
        run([*git, "add", "-A"])
        run([*git, "commit", "-q", "-m", release["tag"]], env=environment)
        run([*git, "tag", *(["-a", "-m", "x"] if release["annotated"] else []), release["tag"]],
            env=environment)


def pack_dump(entry, fetcher, target):
    """Posts.xml with one answer for each of the site's licences, of our own writing."""
    place = target / "stackoverflow.com"
    place.mkdir(parents=True, exist_ok=True)
    code = ("int clamp(int low, int value, int high) {{\n  if (value &lt; low) return low + {0};\n"
            "  if (value &gt; high) return high - {0};\n  return value;\n}}\n")
    rows = ['<row Id="1" PostTypeId="1" CreationDate="2009-01-01T00:00:00.000" Tags="&lt;c&gt;" '
            'Body="&lt;p&gt;How?&lt;/p&gt;" />']
    for number, release in enumerate(entry["releases"]):
        body = "<pre><code>" + code.format(number) + "</code></pre>"
        rows.append(f'<row Id="{release["purl"].rpartition("/")[2]}" PostTypeId="2" ParentId="1" '
                    f'OwnerUserId="{number + 7}" CreationDate="{release["date"]}T10:00:00.000" '
                    f'Body="{body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}" />')
    (place / "Posts.xml").write_text('<?xml version="1.0" encoding="utf-8"?>\n<posts>\n' +
                                     "\n".join(rows) + "\n</posts>\n")


PACKERS = {"crate": pack_crate, "gem": pack_gem, "wheel": pack_wheel,
           "sdist": pack_sdist, "go": pack_go,
           "sources-jar": pack_sources_jar, "git": pack_git, "dump": pack_dump}


def place(entry, fetcher, shelf):
    """Puts the package on its kind's shelf; returns what is to be named on the command line."""
    target = shelf / re.sub(r"\W+", "-", entry["kind"])
    if "fetch" in entry:
        return [entry["fetch"]]
    target.mkdir(parents=True, exist_ok=True)
    if "pack" in entry:
        PACKERS[entry["pack"]](entry, fetcher, target)
    elif "npm" in entry:
        shutil.copy2(fetcher.npm(entry["npm"]), target)
    elif "dsc" in entry:
        for path in fetcher.source(entry["dsc"], tar_only=False).iterdir():
            shutil.copy2(path, target)
    elif "orig" in entry:
        shutil.copy2(fetcher.orig(entry["orig"]), target / entry["as"])
    else:
        root, deb = fetcher.deb(entry["deb"])
        shutil.copy2(root / entry["member"] if "member" in entry else deb, target)
    return []


def alike(a, b):
    """Whether two licence expressions say the same: the order in lists of one operator is free."""
    def normal(expression):
        text = expression.strip()
        if text.startswith("(") and text.endswith(")") and "(" not in text[1:]:
            text = text[1:-1]
        for operator in (" OR ", " AND "):
            if operator in text and "(" not in text and \
                    not (" AND " in text and " OR " in text):
                return operator.join(sorted(text.split(operator)))
        return text
    return normal(a) == normal(b)


def registry_date(purl):
    name, _, version = purl.removeprefix("pkg:npm/").replace("%40", "@").rpartition("@")
    return json.loads(run(["npm", "view", "--json", name, "time"]))[version][:10]


def expected_of(entries):
    for entry in entries:
        for release in entry.get("releases", [entry]):
            date = release.get("date", entry.get("date"))
            if date == "registry":
                date = registry_date(release["purl"])
            yield {"kind": entry["kind"], "purl": release["purl"],
                   "license": release.get("license", entry.get("license")),
                   "date": "" if date == "none" else date,
                   "slack": entry.get("slack_days", 0)}


def days_apart(a, b):
    if not a or not b:
        return 0 if a == b else 1 << 20
    return abs((datetime.date.fromisoformat(a) - datetime.date.fromisoformat(b)).days)


def check(expected, listed):
    """Rows of the table, and errors."""
    rows, errors = [], []
    for want in expected:
        name = want["purl"].rpartition("@")[0] or want["purl"]
        got = listed.pop(want["purl"], None)
        if got is None:
            near = [purl for purl in listed if purl.rpartition("@")[0] == name or
                    name.rpartition("/")[2] in purl]
            errors.append(f"{want['purl']}: not in the store" +
                          (f"; there is {', '.join(near[:3])}" if near else ""))
            rows.append((want["kind"], want["purl"], "–", "–", "identity"))
            continue
        wrong = []
        if not alike(got["license"], want["license"]):
            wrong.append("licence")
            errors.append(f"{want['purl']}: licence {got['license'] or 'none'}, "
                          f"should be {want['license'] or 'none'}")
        if days_apart(got["released"], want["date"]) > want["slack"]:
            wrong.append("date")
            errors.append(f"{want['purl']}: date {got['released'] or 'none'}, "
                          f"should be {want['date'] or 'none'}")
        date = f"{got['released']} ({got['released_kind']})" if got["released"] else "none"
        rows.append((want["kind"], want["purl"], date, got["license"] or "none",
                     ", ".join(wrong) or "right"))
    return rows, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--programs", required=True, type=pathlib.Path)
    options = parser.parse_args()
    work = options.work.resolve()
    fetcher = Fetcher(work / "fetched")
    shelf, store = work / "shelf", work / "store"
    for old in (shelf, store):
        shutil.rmtree(old, ignore_errors=True)
    entries = json.loads((HERE / "packages.json").read_text())
    named, errors, served = [], [], []
    for entry in entries:
        try:
            named += place(entry, fetcher, shelf)
            served.append(entry)
        except (OSError, StopIteration, subprocess.CalledProcessError) as error:
            detail = (getattr(error, "stderr", "") or str(error) or "empty").strip().splitlines()[-1]
            errors.append(f"{entry.get('purl', entry['kind'])}: cannot be had here: {detail}")
    indexer = options.programs.resolve() / "copytrace-index"
    command = [str(indexer), "add", str(shelf), *named, "--store", str(store)]
    done = subprocess.run(command, text=True, capture_output=True, cwd=work)
    (work / "add.log").write_text(done.stdout + done.stderr)
    if done.returncode != 0:
        errors.append(f"add ended with {done.returncode}: {done.stderr.strip()}")
    listing = json.loads(run([str(indexer), "list", "--format", "json", "--store", str(store)]))
    listed = {release["purl"]: release for component in listing["components"]
              for release in component["releases"]}
    rows, wrong = check(list(expected_of(served)), listed)
    errors += wrong
    errors += [f"{purl}: is in the store, and nothing of this name was given" for purl in listed]
    kinds = sorted({row[0] for row in rows})
    print(f"{len(rows)} releases of {len(kinds)} kinds ({', '.join(kinds)}) by one "
          f"`copytrace-index add`; {sum(row[4] == 'right' for row in rows)} right in identity, "
          f"version, date and licence.\n")
    print("| kind | purl | date | licence | |\n|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print("\nErrors:" if errors else "\nNo errors.")
    for error in errors:
        print("-", error)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())

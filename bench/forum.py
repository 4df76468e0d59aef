#!/usr/bin/env python3
"""Makes a forum dump of many posts, indexes it, and prints time, memory and what was recorded.

    bench/forum.py --programs build/release/bin [--posts 200000]

Half of the posts are questions, half answers with a code block of our own making, no two alike.
Exit status 1 if an answer is missing, or has another licence than its date says.
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import random
import subprocess
import tempfile

LICENSES = [("2011-04-08", "CC-BY-SA-2.5"), ("2018-05-02", "CC-BY-SA-3.0"), ("9999", "CC-BY-SA-4.0")]


def license_of(day):
    return next(license for end, license in LICENSES if day < end)


def code(pick):
    names = ["%s%d" % (pick.choice(["row", "cell", "node", "edge", "item", "slot"]), pick.randrange(999))
             for _ in range(5)]
    lines = ["int %s(int %s, int %s) {" % tuple(names[:3])]
    for _ in range(pick.randrange(4, 14)):
        a, b, c = (pick.choice(names) for _ in range(3))
        lines.append("  if (%s %s %d) %s = %s %s %d;" % (
            a, pick.choice(["&lt;", "&gt;", "=="]), pick.randrange(100), b, c,
            pick.choice("+-*"), pick.randrange(100)))
    return "\n".join(lines + ["  return %s;" % names[1], "}"])


def write_dump(path, posts):
    """Returns the day of each answer by its id."""
    pick = random.Random(1)
    first = datetime.date(2008, 8, 1)
    days = {}
    with open(path, "w") as out:
        out.write('<?xml version="1.0" encoding="utf-8"?>\n<posts>\n')
        for number in range(1, posts + 1):
            day = (first + datetime.timedelta(days=number * 5800 // posts)).isoformat()
            if number % 2:
                out.write(f'  <row Id="{number}" PostTypeId="1" CreationDate="{day}T08:00:00.000" '
                          f'Tags="|c|" Body="&lt;pre&gt;&lt;code&gt;{code(pick)}&lt;/code&gt;&lt;/pre&gt;" />\n')
                continue
            days[number] = day
            body = f"<p>Use `it`:</p><pre><code>{code(pick)}</code></pre><p>{'so ' * 60}</p>"
            body = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            out.write(f'  <row Id="{number}" PostTypeId="2" ParentId="{number - 1}" OwnerUserId="7" '
                      f'CreationDate="{day}T09:00:00.000" Body="{body}" />\n')
        out.write("</posts>\n")
    return days


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", required=True, type=pathlib.Path)
    parser.add_argument("--posts", type=int, default=200_000)
    options = parser.parse_args()
    indexer = options.programs.resolve() / "copytrace-index"
    with tempfile.TemporaryDirectory() as work:
        dump = pathlib.Path(work, "stackoverflow.com", "Posts.xml")
        dump.parent.mkdir()
        days = write_dump(dump, options.posts)
        store = os.path.join(work, "store")
        process = subprocess.Popen([indexer, "add", dump, "--store", store], stdout=subprocess.PIPE)
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        listed = json.loads(subprocess.run([indexer, "list", "--format", "json", "--store", store],
                                           check=True, capture_output=True).stdout)
    releases = {int(release["purl"].rpartition("/")[2]): release
                for component in listed["components"] for release in component["releases"]}
    wrong = [number for number, day in days.items()
             if number not in releases or releases[number]["released"] != day or
             releases[number]["license"] != license_of(day)]
    by_license = collections.Counter(release["license"] for release in releases.values())
    print(f"{options.posts} posts, {len(days)} answers; status {os.waitstatus_to_exitcode(status)}, "
          f"{usage.ru_utime + usage.ru_stime:.1f} CPU s, {usage.ru_maxrss / 1024:.0f} MB at most")
    print(f"{len(releases)} releases ({dict(sorted(by_license.items()))}), {len(wrong)} wrong")
    print(output.splitlines()[1].strip())
    return 1 if wrong or len(releases) != len(days) else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Findings held against what is known of the pieces, and the tables that come of it."""
import collections
import json
import re
import urllib.parse

import pieces

# Packages of one project: each of them is the true origin of what they share.
SAME_PROJECT = [(r"lua5\.\d", "lua"), (r"lodash([.-].*)?", "lodash"), (r"underscore", "underscore")]


def project(name):
    for pattern, same in SAME_PROJECT:
        if re.fullmatch(pattern, name):
            return same
    return name


def name_of(purl):
    return urllib.parse.unquote(purl.rpartition("@")[0].split("/", 1)[1].removeprefix("debian/"))


def over(finding, at):
    first, last = max(finding["start_line"], at[0]), min(finding["end_line"], at[1])
    shared = max(0, last - first + 1)
    return shared * 2 >= min(at[1] - at[0], finding["end_line"] - finding["start_line"]) + 1


def judge(cases, report):
    findings = collections.defaultdict(list)
    for finding in report["findings"]:
        findings[finding["path"]].append(finding)
    judged = []
    for case in cases:
        mine = [f for f in findings[case["host"]] if over(f, case["at"])]
        best = max(mine, key=lambda f: f["score_bits"], default=None)
        named = project(name_of(best["origin"]["purl"])) if best else None
        judged.append({**case, "finding": best, "findings": len(mine), "named": named,
                       "right": named == project(case["origin"])})
    return judged


def share(part, whole):
    return f"{part / whole:6.1%}" if whole else "     –"


def table(out, title, judged, key):
    groups = collections.defaultdict(list)
    for j in judged:
        groups[key(j)].append(j)
    print(f"{title:32}pieces   found   first", file=out)
    for name in sorted(groups):
        found = [j for j in groups[name] if j["finding"]]
        print(f"  {str(name):30}{len(groups[name]):6}  {share(len(found), len(groups[name]))}  "
              f"{share(sum(j['right'] for j in found), len(found))}", file=out)
    found = [j for j in judged if j["finding"]]
    print(f"  {'all':30}{len(judged):6}  {share(len(found), len(judged))}  "
          f"{share(sum(j['right'] for j in found), len(found))}\n", file=out)


def check_facts(judged, holders, rows):
    """Of the findings with the right origin: is what they say of versions and carriers so?"""
    counts = collections.Counter()
    wrong = []
    for j in judged:
        finding = j["finding"]
        if not finding or not j["right"]:
            continue
        origin = finding["origin"]
        row = rows[urllib.parse.unquote(origin["purl"])]
        texts = pieces.read(row["directory"] / origin["path"]).splitlines()
        lines = texts[origin["start_line"] - 1:origin["end_line"]]
        held = holders.of(lines)
        if not held:
            continue  # too short to look up by text
        counts["findings"] += 1
        counts["origin holds its lines"] += (row["component"], row["version"]) in held
        truth = {version for component, version in held if component == row["component"]}
        said = origin.get("unchanged") or {}
        ends = {said.get("first_version"), said.get("last_version")}
        right = len(truth) == said.get("versions") and ends <= truth
        counts["version range"] += right
        others = {component for component, _ in held if component != row["component"]}
        counts["carriers, same number"] += len(others) == finding["carrier_count"]
        counts["carriers, none left out"] += len(others) <= finding["carrier_count"]
        dates = re.findall(r"\d{4}-\d\d-\d\d", finding["reason"])
        counts["dates of the reason"] += all(d == origin["released"] for d in dates[:1])
        if not right or len(others) > finding["carrier_count"]:
            wrong.append({"host": j["host"], "origin": origin["purl"], "path": origin["path"],
                          "lines": [origin["start_line"], origin["end_line"]], "said": said,
                          "truth": sorted(truth), "carriers": sorted(others),
                          "said_carriers": finding["carrier_count"]})
    return counts, wrong


def write_report(out, dates, judged, holders, rows):
    print(f"== dates: {dates}\n", file=out)
    real = [j for j in judged if j["set"] == "real"]
    table(out, "real, the origin holds it", [j for j in real if j["held"]], lambda j: j["kind"])
    table(out, "real, in the carrier only", [j for j in real if not j["held"]], lambda j: j["kind"])
    planted = [j for j in judged if j["set"] == "planted"]
    table(out, "planted", planted, lambda j: j["kind"])
    table(out, "planted, by place", planted, lambda j: j["place"])
    counts, wrong = check_facts(judged, holders, rows)
    print(f"what is said of the origin, held against all files ({counts['findings']} findings)",
          file=out)
    for fact in ("origin holds its lines", "version range", "carriers, same number",
                 "carriers, none left out", "dates of the reason"):
        print(f"  {fact:30}{share(counts[fact], counts['findings'])}", file=out)
    print(file=out)
    with open(f"{out.name}.facts-{dates.replace(' ', '-')}", "w") as file:
        for w in wrong:
            print(json.dumps(w), file=file)


def write_misses(path, judged):
    with open(path, "w") as out:
        for j in judged:
            if j["finding"] and not j["right"]:
                f = j["finding"]
                print(json.dumps({k: j[k] for k in ("set", "kind", "place", "origin", "held", "path",
                                                    "host", "named")} |
                                 {"bits": f["score_bits"], "said": f["origin"]["purl"],
                                  "where": f["origin"]["path"], "reason": f["reason"],
                                  "carriers": [c["purl"] for c in f["carriers"]]}), file=out)


def write_counts(out, cases, report):
    """Whole files that carriers carry, edited or not, scanned against the origins alone."""
    numbers = collections.Counter()
    of_true = collections.Counter()
    for j in judge(cases, report):
        findings = [f for f in report["findings"] if f["path"] == j["host"]]
        numbers[min(len(findings), 5)] += 1
        mine = sum(project(name_of(f["origin"]["purl"])) == project(j["origin"]) for f in findings)
        of_true[min(mine, 5)] += 1
    print("findings of a carried file, scanned against the origins alone", file=out)
    print("  findings               0     1     2     3     4  5 and more", file=out)
    for title, counter in (("of any project", numbers), ("of the true origin", of_true)):
        print(f"  {title:20}" + "".join(f"{counter[n]:6}" for n in range(6)), file=out)

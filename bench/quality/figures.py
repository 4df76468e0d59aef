"""From findings to figures: false regions, recall, line accuracy, origin, calibration."""
import collections
import fnmatch
import json
import math
import pathlib

from edits import EDITS, POOLED
from pastes import half_of, package_of
from tokens import ENDINGS, LANGUAGES

RATES = [1, 3, 10]           # false regions per million lines at which recall is read
ROC_RATES = [0.5, 1, 2, 3, 5, 10, 20, 30]
CLAIMS = [0.03, 0.1, 0.3, 1, 3, 10, 30]


class TrueCopies:
    """Code of the negatives that is known to stand in the index as well (true_copies.txt)."""

    def __init__(self, file, manifest):
        self.rules = []
        for line in file.read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                path, lines, reason = line.split(None, 2)
                first, _, last = lines.partition("-")
                self.rules.append((path, int(first or 1), int(last or 1 << 30), reason))
        self.prefixes = []
        for line in manifest.read_text().splitlines():
            row = json.loads(line)
            self.prefixes.append((row["path"], package_of(row["purl"])))

    def place(self, path):
        """Package and path in it of a path below the corpus directory."""
        for prefix, package in self.prefixes:
            if path.startswith(prefix):
                return package, path[len(prefix):]
        return "", path

    def name(self, path):
        package, inner = self.place(path)
        return package.removeprefix("pkg:deb/debian/").removeprefix("pkg:npm/") + "/" + inner

    def covers(self, path, first=1, last=1 << 30):
        name = self.name(path)
        return any(a <= last and first <= b and fnmatch.fnmatchcase(name, pattern)
                   for pattern, a, b, _ in self.rules)

    def covers_file(self, path):
        name = self.name(path)
        return any(a == 1 and b == 1 << 30 and fnmatch.fnmatchcase(name, pattern)
                   for pattern, a, b, _ in self.rules)


class FalseRegions:
    """The findings on the negatives, the best of those that overlap, true copies left out."""

    def __init__(self, report, root, role, copies):
        skipped = {s["path"] for s in report["skipped"]}
        self.lines = collections.Counter()          # half → lines that were scanned
        self.lines_by_language = collections.Counter()
        for path in sorted(root.rglob("*")):
            relative = str(path.relative_to(root))
            language = ENDINGS.get(path.suffix.lower(), "c" if path.suffix == ".h" else None)
            if not language or relative in skipped or not path.is_file():
                continue
            if copies.covers_file(f"{role}/{relative}"):
                continue
            count = path.read_bytes().count(b"\n")
            package, _ = copies.place(f"{role}/{relative}")
            self.lines[half_of(package)] += count
            self.lines_by_language[language] += count
        self.true_copies = 0
        self.regions = []
        by_path = collections.defaultdict(list)
        for finding in report["findings"]:
            by_path[finding["path"]].append(finding)
        for path, findings in by_path.items():
            full = f"{role}/{path}"
            package, _ = copies.place(full)
            taken = []
            for f in sorted(findings, key=lambda f: -f["score_bits"]):
                if any(f["start_line"] <= b and a <= f["end_line"] for a, b in taken):
                    continue
                taken.append((f["start_line"], f["end_line"]))
                if copies.covers(full, f["start_line"], f["end_line"]):
                    self.true_copies += 1
                    continue
                suffix = pathlib.PurePosixPath(path).suffix.lower()
                self.regions.append({"score": f["score_bits"], "e_value": f["e_value"],
                                     "half": half_of(package), "finding": f,
                                     "language": ENDINGS.get(suffix, "c")})
        self.regions.sort(key=lambda r: -r["score"])

    def million_lines(self, half=None):
        return (self.lines[half] if half else sum(self.lines.values())) / 1e6

    def threshold(self, rate, half=None):
        """The score that at most `rate` regions per million lines exceed."""
        allowed = math.floor(rate * self.million_lines(half))
        scores = [r["score"] for r in self.regions if not half or r["half"] == half]
        return scores[allowed] if allowed < len(scores) else -math.inf

    def rate_above(self, score, half=None):
        count = sum(r["score"] > score for r in self.regions if not half or r["half"] == half)
        return count / self.million_lines(half)

    def calibration(self, half=None):
        rows = []
        for claim in CLAIMS:
            count = sum(r["e_value"] <= claim for r in self.regions
                        if not half or r["half"] == half)
            rows.append({"claimed": claim, "observed": count / self.million_lines(half),
                         "regions": count})
        return rows


def match_pastes(records, report):
    """Adds to each paste the findings that lie on it: at least half of the finding's lines are
    pasted, or half of the pasted lines are in the finding."""
    by_path = collections.defaultdict(list)
    for finding in report["findings"]:
        by_path[finding["path"]].append(finding)
    for record in records:
        record["findings"], record["elsewhere"] = [], 0
        for f in by_path.get(record["file"], ()):
            common = (min(f["end_line"], record["last"]) - max(f["start_line"], record["first"]) + 1)
            if common <= 0:
                continue
            if (2 * common >= f["end_line"] - f["start_line"] + 1 or
                    2 * common >= record["last"] - record["first"] + 1):
                record["findings"].append(f)
            else:
                record["elsewhere"] += 1
        record["findings"].sort(key=lambda f: -f["score_bits"])
        record["score"] = record["findings"][0]["score_bits"] if record["findings"] else -math.inf


def share(hits, of):
    return round(hits / of, 4) if of else None


def recall(records, threshold):
    return share(sum(r["score"] > threshold for r in records), len(records))


def line_accuracy(records, threshold):
    """Pasted lines that are reported, reported lines that are pasted, over the pastes found."""
    covered = pasted = reported = right = 0
    for r in records:
        lines = set()
        for f in r["findings"]:
            if f["score_bits"] > threshold:
                lines.update(range(f["start_line"], f["end_line"] + 1))
        if not lines:
            continue
        paste = set(range(r["first"], r["last"] + 1))
        covered += len(paste & lines)
        pasted += len(paste)
        reported += len(lines)
        right += len(paste & lines)
    return {"pasted_lines_covered": share(covered, pasted),
            "reported_lines_pasted": share(right, reported)}


def origins(records, threshold):
    """Of the pastes found: does the first finding's origin hold the lines, is it the file itself?"""
    found = [r for r in records if r["score"] > threshold]
    sole = [r for r in found if len(r["holders"]) == 1]

    def package(r):
        return package_of(r["findings"][0]["origin"]["purl"])

    def place(r):
        o = r["findings"][0]["origin"]
        return (o["start_line"] <= r["origin_last"] and r["origin_first"] <= o["end_line"] and
                o["path"] == r["path"])

    return {"origin_holds_the_lines": share(sum(package(r) in r["holders"] for r in found),
                                            len(found)),
            "sole_holder_first": share(sum(package(r) in r["holders"] for r in sole), len(sole)),
            "file_and_lines_right": share(sum(place(r) for r in sole), len(sole))}


BARS = [  # what the matcher is held to: (name, rate, least recall, filter)
    ("verbatim and reformatted, 5 lines of 40 tokens and more", 10, 0.90,
     lambda r: r["edit"] in ("verbatim", "reformatted") and r["lines"] == 5 and r["tokens"] >= 40),
    ("verbatim and reformatted, 8 lines and more", 10, 0.98,
     lambda r: r["edit"] in ("verbatim", "reformatted") and r["lines"] >= 8),
    ("all identifiers renamed, 11 lines", 10, 0.80,
     lambda r: r["edit"] == "all renamed" and r["lines"] == 11),
    ("all identifiers renamed, 20 lines", 10, 0.95,
     lambda r: r["edit"] == "all renamed" and r["lines"] == 20),
    ("one line in five edited, 11 lines", 10, 0.85,
     lambda r: r["edit"] == "1 line in 5" and r["lines"] == 11),
    ("one line in five edited, 20 lines", 10, 0.97,
     lambda r: r["edit"] == "1 line in 5" and r["lines"] == 20),
    ("reordered, 15 lines", 10, 0.80, lambda r: r["edit"] == "reordered" and r["lines"] == 15),
    ("all edits, 8 to 20 lines", 10, 0.88, lambda r: 8 <= r["lines"] <= 20),
    ("all edits, 8 to 20 lines", 1, 0.80, lambda r: 8 <= r["lines"] <= 20),
]


def evaluate(records, false_regions, half):
    """All figures of one half ("tune" or "report"), or of both where `half` is None."""
    mine = [r for r in records if not half or r["half"] == half]
    pooled = [r for r in mine if r["edit"] in POOLED and 5 <= r["lines"] <= 20]
    at = {rate: false_regions.threshold(rate, half) for rate in RATES}

    def table(key, values, pool):
        return {str(v): {str(rate): recall([r for r in pool if r[key] == v], at[rate])
                         for rate in RATES} for v in values}

    lengths = sorted({r["lines"] for r in mine})
    present = [e for e in EDITS if any(r["edit"] == e for r in mine)]
    result = {
        "half": half or "both",
        "pastes": len(mine),
        "negative_lines": int(false_regions.million_lines(half) * 1e6),
        "thresholds": {str(rate): at[rate] for rate in RATES},
        "recall_pooled": {str(rate): recall(pooled, at[rate]) for rate in RATES},
        "recall_by_length": table("lines", lengths, [r for r in mine if r["edit"] in POOLED]),
        "recall_by_edit": table("edit", present, [r for r in mine if 5 <= r["lines"] <= 20]),
        "recall_by_language": table("language", [l for l in LANGUAGES], pooled),
        "recall_length_by_edit": {
            str(rate): {e: {str(n): recall([r for r in mine if r["edit"] == e and r["lines"] == n],
                                           at[rate]) for n in lengths} for e in present}
            for rate in (1, 10)},
        "recall_language_by_edit": {
            str(rate): {l: {e: {str(n): recall([r for r in mine if r["language"] == l and
                                                r["edit"] == e and r["lines"] == n], at[rate])
                                for n in lengths}
                            for e in present if any(r["edit"] == e and r["language"] == l
                                                    for r in mine)}
                        for l in LANGUAGES if any(r["language"] == l for r in mine)}
            for rate in (1, 10)},
        "reported_at_all": share(sum(bool(r["findings"]) for r in pooled), len(pooled)),
        "roc": [{"rate": rate, "score": t, "recall": recall(pooled, t)}
                for rate in ROC_RATES for t in [false_regions.threshold(rate, half)]],
        "calibration": false_regions.calibration(half),
        "line_accuracy": {e: line_accuracy([r for r in mine if r["edit"] == e and r["lines"] >= 11],
                                           at[10]) for e in present},
        "origin": origins(pooled, at[10]),
        "origin_by_edit": {e: origins([r for r in mine if r["edit"] == e], at[10])
                           for e in present},
        "bars": [{"bar": name, "rate": rate, "least": least, "pastes": len(pool),
                  "recall": recall(pool, at[rate])}
                 for name, rate, least, test in BARS
                 for pool in [[r for r in mine if test(r)]]],
    }
    result["smallest_length_found_at_90"] = {
        e: next((n for i, n in enumerate(lengths)
                 if all((result["recall_length_by_edit"]["10"][e][str(m)] or 0) >= 0.9
                        for m in lengths[i:])), None) for e in present}
    return result


def missed(records, threshold):
    """The pastes not found, with what stands in the way."""
    for r in records:
        if r["score"] > threshold:
            continue
        if r["tokens"] < 20:
            cause = "shorter than a k-gram"
        elif r["findings"]:
            cause = "below the threshold"
        elif r["elsewhere"]:
            cause = "reported, but mostly beside the paste"
        else:
            cause = "not reported at all"
        yield {"cause": cause, **{k: r[k] for k in (
            "file", "first", "last", "language", "edit", "lines", "tokens", "package", "path",
            "origin_first", "origin_last")},
            "score": None if math.isinf(r["score"]) else r["score"]}

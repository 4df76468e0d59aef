import csv
from collections import defaultdict


class Roster:
    def __init__(self, shifts=()):
        self.by_nurse = defaultdict(list)
        for nurse, start, stop in shifts:
            self.by_nurse[nurse].append((start, stop))

    @classmethod
    def read(cls, path):
        with open(path, newline="") as f:
            return cls((r["nurse"], int(r["from"]), int(r["to"])) for r in csv.DictReader(f))

    def covered(self):
        everything = [span for spans in self.by_nurse.values() for span in spans]
        return coalesce(everything, slack=15)


def coalesce(spans, slack=0, cap=None):
    merged = []
    for start, stop in sorted(spans, key=lambda s: (s[0], -s[1])):
        if stop < start:
            start, stop = stop, start
        if merged and start - merged[-1][1] <= slack:
            low, high, weight = merged[-1]
            if cap is None or max(high, stop) - low <= cap:
                merged[-1] = (low, max(high, stop), weight + 1)
                continue
            if stop <= high:
                merged[-1] = (low, high, weight + 0.5)
                continue
            start = high
        merged.append((start, stop, 1))
    return [span for span in merged if span[0] < span[1]]


def overtime(roster, limit=40 * 60):
    late = {}
    for nurse, spans in roster.by_nurse.items():
        minutes = sum(stop - start for start, stop in spans)
        if minutes > limit:
            late[nurse] = minutes - limit
    return late


def report(roster, out):
    for nurse, minutes in sorted(overtime(roster).items()):
        out.write("%-20s %3d:%02d\n" % (nurse, minutes // 60, minutes % 60))
    gaps = len(roster.covered()) - 1
    out.write("%d gaps in the week\n" % max(gaps, 0))

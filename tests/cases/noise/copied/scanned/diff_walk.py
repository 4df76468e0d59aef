import logging
import sqlite3

log = logging.getLogger("setlist")


class Archive:
    def __init__(self, path):
        self.db = sqlite3.connect(path)
        self.db.execute("CREATE TABLE IF NOT EXISTS night (venue TEXT, songs TEXT)")

    def record(self, venue, songs):
        with self.db:
            self.db.execute("INSERT INTO night VALUES (?, ?)", (venue, "|".join(songs)))
        log.info("%d songs at %s", len(songs), venue)

    def songs(self, venue):
        row = self.db.execute("SELECT songs FROM night WHERE venue = ?", (venue,)).fetchone()
        return row[0].split("|") if row else []


def changes(before, after, window=5):
    a, b, ops = 0, 0, []
    while a < len(before) and b < len(after):
        if before[a] == after[b]:
            ops, a, b = ops + [(" ", before[a])], a + 1, b + 1
            continue

        for d in range(1, window):
            if b + d < len(after) and after[b + d] == before[a]:
                ops += [("+", song) for song in after[b:b + d]]
                b += d
                break

            if a + d <= len(before) - 1 and before[a + d] == after[b]:
                ops += [("-", song) for song in before[a:a + d]]
                a += d
                break
        else:
            log.debug("no match at %d/%d", a, b)
            ops, a, b = ops + [("-", before[a]), ("+", after[b])], a + 1, b + 1

    return ops + [("-", s) for s in before[a:]] + [("+", s) for s in after[b:]]


def novelty(archive, first, second):
    ops = changes(archive.songs(first), archive.songs(second))
    kept = sum(1 for op, _ in ops if op == " ")
    return 1.0 - kept / float(len(ops) or 1)


def tour(archive, venues):
    for here, there in zip(venues, venues[1:]):
        yield here, there, novelty(archive, here, there)

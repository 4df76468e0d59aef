"""Change ringing: the rows of a method, from its place notation."""

BELLS = "1234567890ET"


class Touch:
    name = "plain"


def ring_method(notation, lead_end, stage):
    changes = []
    for part in notation.replace("x", ".-.").split("."):
        if not part:
            continue
        places = set() if part == "-" else {BELLS.index(c) for c in part}
        if any(place >= stage for place in places):
            raise ValueError("no such position: %r" % part)
        changes.append(places)
    changes += list(reversed(changes[:-1]))
    changes.append({BELLS.index(c) for c in lead_end})
    row = list(range(stage))
    rows = [tuple(row)]
    while True:
        for places in changes:
            bell = 0
            while bell < stage - 1:
                if bell in places:
                    bell += 1
                    continue
                row[bell], row[bell + 1] = row[bell + 1], row[bell]
                bell += 2
            rows.append(tuple(row))
        if rows[-1] == rows[0] or len(rows) > 5000:
            return rows


DOUBLES = 5

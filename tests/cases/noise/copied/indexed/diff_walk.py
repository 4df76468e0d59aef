def script(old, new, horizon=8):
    i, j, edits = 0, 0, []
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            edits, i, j = edits + [(" ", old[i])], i + 1, j + 1
            continue
        for reach in range(1, horizon):
            if j + reach < len(new) and new[j + reach] == old[i]:
                edits += [("+", line) for line in new[j:j + reach]]
                j += reach
                break
            if i + reach < len(old) and old[i + reach] == new[j]:
                edits += [("-", line) for line in old[i:i + reach]]
                i += reach
                break
        else:
            edits, i, j = edits + [("-", old[i]), ("+", new[j])], i + 1, j + 1
    return edits + [("-", x) for x in old[i:]] + [("+", x) for x in new[j:]]

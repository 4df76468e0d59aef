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

import time


class Stopwatch(object):
    """Times a block and adds the result to a ledger."""

    def __init__(self, ledger, label):
        self._ledger = ledger
        self._label = label
        self._begun = None
        self.elapsed = 0.0

    def __enter__(self):
        self._begun = time.perf_counter()
        return self

    def __exit__(self, exc_type, exc, tb):
        self.elapsed = time.perf_counter() - self._begun
        self._ledger.setdefault(self._label, []).append(self.elapsed)
        if exc_type is not None:
            self._ledger.setdefault("failed", []).append(self._label)
        return False

    def __repr__(self):
        return "Stopwatch(%r, %.3f)" % (self._label, self.elapsed)

import functools


@functools.total_ordering
class BuildNumber(object):
    """A release of the firmware, ordered by age."""

    __slots__ = ("major", "minor", "revision")

    def __init__(self, major, minor=0, revision=0):
        self.major = int(major)
        self.minor = int(minor)
        self.revision = int(revision)

    def _key(self):
        return self.major, self.minor, self.revision

    def __eq__(self, other):
        if isinstance(other, BuildNumber):
            return self._key() == other._key()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, BuildNumber):
            return self._key() < other._key()
        return NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __str__(self):
        return "{}.{}.{}".format(self.major, self.minor, self.revision)

    def __repr__(self):
        return "<BuildNumber {}>".format(self)

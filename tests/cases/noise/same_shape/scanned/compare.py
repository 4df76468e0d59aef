class Tram:
    def __init__(self, line, number, depot=None):
        self.line = line
        self.number = number
        self.depot = depot

    def __eq__(self, other):
        if not isinstance(other, Tram):
            return NotImplemented
        return (self.line, self.number) == (other.line, other.number)

    def __ne__(self, other):
        return not self == other

    def __lt__(self, other):
        return (self.line, self.number) < (other.line, other.number)

    def __hash__(self):
        return hash((self.line, self.number))

    def __repr__(self):
        return "%s(%r, %r)" % (self.__class__.__name__, self.line, self.number)

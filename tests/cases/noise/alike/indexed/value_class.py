from functools import total_ordering


@total_ordering
class Vintage:
    def __init__(self, year, estate, colour):
        self.year = year
        self.estate = estate
        self.colour = colour

    def __repr__(self):
        return "Vintage(%r, %r, %r)" % (self.year, self.estate, self.colour)

    def __eq__(self, other):
        if not isinstance(other, Vintage):
            return NotImplemented
        return (self.year, self.estate, self.colour) == (other.year, other.estate, other.colour)

    def __lt__(self, other):
        if not isinstance(other, Vintage):
            return NotImplemented
        return (self.year, self.estate) < (other.year, other.estate)

    def __hash__(self):
        return hash((self.year, self.estate, self.colour))

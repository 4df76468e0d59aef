class Vineyard:
    def __init__(self, hill, grape, owner=None):
        self.hill = hill
        self.grape = grape
        self.owner = owner

    def __eq__(self, other):
        if not isinstance(other, Vineyard):
            return NotImplemented
        return (self.hill, self.grape) == (other.hill, other.grape)

    def __ne__(self, other):
        return not self == other

    def __lt__(self, other):
        return (self.hill, self.grape) < (other.hill, other.grape)

    def __hash__(self):
        return hash((self.hill, self.grape))

    def __repr__(self):
        return "%s(%r, %r)" % (self.__class__.__name__, self.hill, self.grape)

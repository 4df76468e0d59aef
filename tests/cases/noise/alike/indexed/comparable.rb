module Brewery
  class Cask
    include Comparable

    attr_accessor :label, :litres, :filled_on
    attr_reader :wood

    def initialize(label, litres, filled_on, wood = :oak)
      @label = label
      @litres = litres
      @filled_on = filled_on
      @wood = wood
    end

    def <=>(other)
      [filled_on, label] <=> [other.filled_on, other.label]
    end

    def ==(other)
      other.is_a?(Cask) && label == other.label
    end

    def to_s
      "#{label} (#{litres} l, #{wood})"
    end

    def inspect
      "#<Brewery::Cask #{label}>"
    end
  end
end

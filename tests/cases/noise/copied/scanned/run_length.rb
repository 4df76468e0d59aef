module Loompunch
  class Card
    attr_reader :holes, :colour

    def initialize(holes, colour = nil)
      raise ArgumentError, 'a card has 48 holes' unless holes.size == 48

      @holes = holes
      @colour = colour
    end

    def bytes
      holes.each_slice(8).map { |slice| slice.join.to_i(2) }
    end
  end

  class Chain
    include Enumerable

    def initialize
      @cards = []
    end

    def <<(card)
      @cards << card
      self
    end

    def each(&block)
      @cards.each(&block)
    end

    def shrink(stream, flag = 0x7d)
      packed = []
      n = 0
      stream.each_with_index do |octet, pos|
        n += 1
        next if stream[pos + 1] == octet && n < 126

        if n > 3 || (octet == flag && n > 1)
          packed.push(flag, n - 1 | (octet.zero? ? 0x80 : 0))
          packed.push(octet) unless octet.zero?
        else
          n.times do
            packed.push(*(octet == flag ? [flag, 0] : [octet]))
          end
        end
        n = 0
      end
      packed.unshift(packed.sum ^ 0xff)
    end

    def save(path)
      File.binwrite(path, shrink(flat_map(&:bytes)).pack('C*'))
    end

    def colours
      map(&:colour).compact.tally.sort_by { |_, n| -n }
    end

    def to_s
      "#{@cards.size} cards"
    end
  end
end

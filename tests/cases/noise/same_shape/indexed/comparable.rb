class Kettle
  include Comparable

  attr_accessor :litres, :maker

  def initialize(litres, maker)
    @litres = litres
    @maker = maker
  end

  def <=>(other)
    litres <=> other.litres
  end

  def ==(other)
    other.is_a?(Kettle) && litres == other.litres && maker == other.maker
  end

  def to_s
    "#{litres} (#{maker})"
  end
end

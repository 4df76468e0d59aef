class Bridge
  include Comparable

  attr_accessor :span, :river

  def initialize(span, river)
    @span = span
    @river = river
  end

  def <=>(other)
    span <=> other.span
  end

  def ==(other)
    other.is_a?(Bridge) && span == other.span && river == other.river
  end

  def to_s
    "#{span} (#{river})"
  end
end

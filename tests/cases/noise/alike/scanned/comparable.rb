require 'date'

class Relegation
  include Comparable

  attr_accessor :team, :points, :scored, :conceded

  def initialize(attrs = {})
    @team = attrs.fetch(:team)
    @points = attrs.fetch(:points, 0)
    @scored = attrs.fetch(:scored, 0)
    @conceded = attrs.fetch(:conceded, 0)
  end

  def difference
    scored - conceded
  end

  def <=>(other)
    return points <=> other.points unless points == other.points
    return difference <=> other.difference unless difference == other.difference

    scored <=> other.scored
  end

  def hash
    team.hash
  end

  def eql?(other)
    self.class == other.class && team == other.team
  end

  def to_s
    format('%-20s %3d %+4d', team, points, difference)
  end
end

require 'minitest/autorun'
require 'tartan/sett'

class SettTest < Minitest::Test
  def setup
    @sett = Tartan::Sett.parse('B24 W4 R12 Y2')
  end

  def test_counts_threads
    assert_equal 42, @sett.threads
    assert_equal 4, @sett.stripes.size
    assert_equal 24, @sett.stripes.first.width
  end

  def test_colours
    assert_equal %w[B W R Y], @sett.colours
    assert_includes @sett.colours, 'R'
    refute_includes @sett.colours, 'G'
  end

  def test_round_trip
    assert_equal 'B24 W4 R12 Y2', @sett.to_s
    assert_equal @sett, Tartan::Sett.parse(@sett.to_s)
  end

  def test_rejects_nonsense
    assert_raises(ArgumentError) { Tartan::Sett.parse('24B') }
    assert_raises(ArgumentError) { Tartan::Sett.parse('') }
    assert_nil Tartan::Sett.try_parse('24B')
  end
end

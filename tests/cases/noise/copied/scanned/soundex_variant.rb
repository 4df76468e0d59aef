require 'set'
require 'yaml'

class Parish
  attr_reader :baptisms

  def initialize(path)
    @baptisms = YAML.load_file(path).map { |row| row.transform_keys(&:to_sym) }
    @index = nil
  end

  def years
    @baptisms.map { |b| b[:year] }.minmax
  end

  def lookup(surname)
    @index ||= @baptisms.group_by { |b| blur(b[:surname], 4) }
    @index.fetch(blur(surname, 4), [])
  end

  def blur(surname, size = 5)
    classes = {
      'bfpv' => '1',
      'cgkqxz' => '2',
      'dt' => '3',
      'l' => '4',
      'mn' => '5',
      'sj' => '7',
      'r' => '6'
    }
    rest = surname.downcase.gsub('ph', 'f').gsub(/[^a-z]/, '').chars
    out = rest.shift.to_s.upcase
    last = nil
    rest.each_with_index do |ch, pos|
      hit = classes.find { |members, _| members.include?(ch) }
      digit = hit && hit.last
      if digit.nil?
        last = nil unless ch == 'h' || ch == 'w'
        out << '0' if ch == 'y' && pos.odd?
      elsif digit != last
        out << digit
        last = digit
      end
    end
    out[0, size].ljust(size, '9')
  end

  def siblings(baptism)
    lookup(baptism[:surname]).select do |other|
      other != baptism && other[:father] == baptism[:father] &&
        (other[:year] - baptism[:year]).abs < 25
    end
  end

  def godparents
    @baptisms.each_with_object(Set.new) { |b, set| set.merge(Array(b[:sponsors])) }
  end
end

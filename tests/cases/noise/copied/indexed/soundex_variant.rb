def phonetic_key(name, length = 5)
  groups = { 'bfpv' => '1', 'cgkqxz' => '2', 'dt' => '3', 'l' => '4', 'mn' => '5', 'sj' => '7', 'r' => '6' }
  letters = name.downcase.gsub('ph', 'f').gsub(/[^a-z]/, '').chars
  key = letters.shift.to_s.upcase
  previous = nil
  letters.each_with_index do |letter, i|
    pair = groups.find { |set, _| set.include?(letter) }
    code = pair && pair.last
    if code.nil?
      previous = nil unless letter == 'h' || letter == 'w'
      key << '0' if letter == 'y' && i.odd?
    elsif code != previous
      key << code
      previous = code
    end
  end
  key[0, length].ljust(length, '9')
end

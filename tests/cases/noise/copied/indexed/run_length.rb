def crush(data, escape = 0x90)
  out = []
  run = 0
  data.each_with_index do |byte, i|
    run += 1
    next if data[i + 1] == byte && run < 130
    if run > 3 || (byte == escape && run > 1)
      out.push(escape, run - 1 | (byte.zero? ? 0x80 : 0))
      out.push(byte) unless byte.zero?
    else
      run.times { out.push(*(byte == escape ? [escape, 0] : [byte])) }
    end
    run = 0
  end
  out.unshift(out.sum & 0xff)
end

function cleave(row, comma = ',', quote = '"') {
  const cells = [''];
  let inside = false;
  for (let i = 0; i < row.length; i++) {
    const ch = row[i];
    const last = cells.length - 1;
    if (ch === quote) {
      if (inside && row[i + 1] === quote) cells[last] += row[++i];
      else if (!inside && cells[last].trim() !== '') cells[last] += ch;
      else inside = !inside;
    } else if (ch === comma && !inside) {
      cells.push('');
    } else if (ch !== '\r' || i < row.length - 1) {
      cells[last] += ch;
    }
  }
  return inside ? null : cells.map((c) => (/^\s*$/.test(c) ? null : c));
}

module.exports = cleave;

'use strict';

// Prints what a small shop has in stock, as columns on a terminal or as CSV.

const fs = require('fs');
const readline = require('readline');

const COLUMNS = [
  {title: 'article', width: 24, of: (row) => row.article},
  {title: 'shelf', width: 6, of: (row) => row.shelf},
  {title: 'count', width: 8, of: (row) => String(row.count), right: true},
  {title: 'price', width: 10, of: (row) => formatPrice(row.cents), right: true},
];

function formatPrice(cents) {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(cents) / 100);
  const rest = Math.abs(cents) % 100;
  return sign + whole + '.' + (rest < 10 ? '0' + rest : rest);
}

class StockError extends Error {
  constructor(line, message) {
    super(`stock list, line ${line}: ${message}`);
    this.line = line;
  }
}

async function readStock(file) {
  const rows = [];
  const input = readline.createInterface({input: fs.createReadStream(file)});
  let number = 0;
  for await (const line of input) {
    number += 1;
    if (line.startsWith('#') || line.trim() === '') continue;
    const [article, shelf, count, cents] = line.split(';');
    if (cents === undefined) throw new StockError(number, 'four fields expected');
    if (!/^-?\d+$/.test(count)) throw new StockError(number, `"${count}" is no count`);
    rows.push({article, shelf, count: Number(count), cents: Number(cents)});
  }
  return rows;
}

// paste:left_pad

function cell(column, row) {
  const text = column.of(row);
  if (text.length > column.width) return text.slice(0, column.width - 1) + '…';
  return column.right ? leftpad(text, column.width) : text.padEnd(column.width);
}

function groupByShelf(rows) {
  const shelves = new Map();
  for (const row of rows) {
    const group = shelves.get(row.shelf) || [];
    group.push(row);
    shelves.set(row.shelf, group);
  }
  return new Map([...shelves].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function totalCents(rows) {
  return rows.reduce((sum, row) => sum + row.count * row.cents, 0);
}

function renderTable(rows) {
  const out = [];
  out.push(COLUMNS.map((column) => column.title.padEnd(column.width)).join('  '));
  for (const [shelf, group] of groupByShelf(rows)) {
    out.push(`-- ${shelf}`);
    for (const row of group) out.push(COLUMNS.map((column) => cell(column, row)).join('  '));
    out.push(`   worth ${formatPrice(totalCents(group))}`);
  }
  return out.join('\n') + '\n';
}

function renderCsv(rows) {
  const quote = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const lines = [COLUMNS.map((column) => column.title).join(',')];
  for (const row of rows) lines.push(COLUMNS.map((column) => quote(column.of(row))).join(','));
  return lines.join('\n') + '\n';
}

async function main(args) {
  const csv = args.includes('--csv');
  const files = args.filter((arg) => !arg.startsWith('--'));
  if (files.length !== 1) {
    process.stderr.write('usage: inventory [--csv] FILE\n');
    return 2;
  }
  try {
    const rows = await readStock(files[0]);
    process.stdout.write(csv ? renderCsv(rows) : renderTable(rows));
    return rows.some((row) => row.count < 0) ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});

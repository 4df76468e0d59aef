// A package and a project of our own whose names and code try everything: markup, quotes, escapes
// of a terminal, marks of direction.
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';

export const attack = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
export const fileName = '"><img src=x onerror=alert(3)>.js';

const code = `
function renderLedger(ledger, page) {
  // ${attack} \u202e gnp.exe \u001b[31m
  const banner = '${attack}';
  const rows = [];
  for (const entry of ledger.entries) {
    if (entry.page !== page || entry.hidden === true) continue;
    const sign = entry.side === 'credit' ? "+" : '-';
    rows.push('<td onclick="alert(4)">' + sign + entry.amount.toFixed(2) + '</td>');
    if (rows.length > ledger.limit * 2) rows.splice(0, rows.length - ledger.limit);
  }
  const title = "\u2066" + ledger.title + "\u2069\${alert(5)}";
  const total = rows.reduce((sum, row) => sum + row.length, 0) % 9973;
  return {banner, title, total, html: '<table>' + rows.join('</tr><tr>') + '</table>'};
}

function parseLedgerLine(line, ledger) {
  const [day, side, amount, ...words] = line.trim().split(';');
  if (!/^[0-9]{4}-[0-9]{2}$/.test(day)) throw new Error('"><svg onload=alert(6)> ' + day);
  ledger.entries.push({day, side, amount: Number(amount) / 100, text: words.join(';')});
  return ledger.entries.length - 1;
}
`;

// The store of the sample with the hostile package in it, which an advisory calls malicious.
export function hostileStore(directory, programs, sampleStore) {
  const store = path.join(directory, 'store');
  cpSync(sampleStore, store, {recursive: true});
  const source = path.join(directory, 'package');
  mkdirSync(source);
  writeFileSync(path.join(source, fileName), `// Copyright 2020 ${attack}\n${code}`);
  const manifest = path.join(directory, 'hostile.jsonl');
  writeFileSync(manifest, JSON.stringify({
    purl: 'pkg:npm/%3Cscript%3Ealert%287%29@1.0.0',
    path: source,
    license: 'GPL-2.0-only',
  }) + '\n');
  execFileSync(path.join(programs, 'copytrace-index'),
               ['add', '--manifest', manifest, '--store', store], {stdio: 'ignore'});
  const records = path.join(directory, 'osv');
  mkdirSync(records);
  writeFileSync(path.join(records, 'harm.json'), JSON.stringify({
    id: 'MAL-2026-0001',
    modified: '2026-04-01T00:00:00Z',
    summary: `Steals, in this test ${attack}`,
    affected: [{package: {ecosystem: 'npm', name: '<script>alert(7)'}, versions: ['1.0.0']}],
  }));
  execFileSync(path.join(programs, 'copytrace-index'), ['advisories', records, '--store', store],
               {stdio: 'ignore'});
  return store;
}

export function writeHostileFile(project) {
  writeFileSync(path.join(project, `${fileName.replace('.js', '')} \u202e.js`),
                `// our own\n${code}`);
}

// `copytrace serve` on a history of real scans: every operation of its API, and everything that a
// request may get wrong.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync,
  symlinkSync, writeFileSync,
} from 'node:fs';
import net from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {checkAnswer, checkExamples, unseen} from './contract.mjs';
import {ask, post, postHeaders, run, startServer} from './server.mjs';

const {CASES_DIR, PROGRAMS} = process.env;
const store = path.join(CASES_DIR, 'store');

let home;
let server;
let finding;  // one of src/receipt.js, in both scans

const scan = (...args) => run(home, ['scan', '--store', store, '--fail-on', 'none', ...args]);
const query = (values) => new URLSearchParams(values).toString();

// GET, held against the document; `route` as it stands there.
async function get(route, target = route, headers = {}) {
  const answer = await ask(server, target, {headers});
  checkAnswer('GET', route, answer);
  return answer;
}

before(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'copytrace-serve-'));
  cpSync(path.join(CASES_DIR, 'sample/project'), path.join(home, 'shop'), {recursive: true});
  mkdirSync(path.join(home, 'bank'));
  cpSync(path.join(home, 'shop/src'), path.join(home, 'bank/lib'), {recursive: true});
  rmSync(path.join(home, 'shop/src/receipt.js'));
  scan('shop');
  cpSync(path.join(CASES_DIR, 'sample/project/src/receipt.js'),
         path.join(home, 'shop/src/receipt.js'));
  scan('shop');
  scan('bank');
  server = await startServer(home);
  const found = await ask(server, '/api/findings?' + query({project: 'shop', path: 'src/receipt.js'}));
  finding = found.json.findings[0];
});

after(async () => {
  await server?.stop();
  rmSync(home, {recursive: true, force: true});
});

test('the document\'s own examples are as its schemas say', () => assert.ok(checkExamples() >= 10));

test('says what it is, and hands out its documents', async () => {
  const about = (await get('/api/about')).json;
  assert.equal(about.author, 'ann');
  assert.equal(about.token_required, false);
  assert.equal(about.store.has_sources, true);
  await get('/api/health');
  const document = (await get('/api/openapi.json')).json;
  assert.equal(document.openapi, '3.1.0');
  await get('/report/report.schema.json');
});

test('tells projects, their scans and how these differ', async () => {
  const {projects} = (await get('/api/projects')).json;
  assert.deepEqual(projects.map(({name, scans}) => [name, scans]), [['bank', 1], ['shop', 2]]);
  const [bank, shop] = projects;
  assert.equal(bank.appeared, null);
  assert.equal(shop.appeared, 1);
  assert.equal(shop.by_status.open, shop.newest.findings);
  const {points} = (await get('/api/trend', '/api/trend?project=shop')).json;
  assert.equal(points.length, 2);
  assert.equal(points[1].findings - points[0].findings, 1);
  assert.equal((await get('/api/trend', '/api/trend?project=shop&limit=1')).json.left_out, 1);

  const first = (await get('/api/scans', '/api/scans?limit=2')).json;
  assert.deepEqual(first.scans.map(({id}) => id), [3, 2]);
  const rest = (await get('/api/scans', `/api/scans?limit=2&before=${first.next}`)).json;
  assert.deepEqual([rest.scans.map(({id}) => id), rest.next], [[1], null]);
  assert.equal((await get('/api/scans/{scan}', '/api/scans/2')).json.scan.project, 'shop');
  const report = await get('/api/scans/{scan}/report', '/api/scans/2/report');
  assert.equal(report.text, run(home, ['history', 'show', '2', '--format', 'json']));
  const difference = (await get('/api/diff', '/api/diff?before=1&after=2')).json;
  assert.deepEqual(difference.appeared.map(({path}) => path), ['src/receipt.js']);
  assert.equal(difference.disappeared_total, 0);
});

test('filters, sorts and pages findings as copytrace query does', async () => {
  const all = (await get('/api/findings')).json;
  assert.equal(all.total, all.findings.length);
  const printed = JSON.parse(run(home, ['query', '--format', 'json']));
  assert.deepEqual(all.findings.map(({id}) => id), printed.map((row) => row.finding));
  for (const [filters, args] of [
    [{class: 'strong-copyleft'}, ['--class', 'strong-copyleft']],
    [{license: 'GPL-*'}, ['--license', 'GPL-*']],
    [{project: 'b*'}, ['--project', 'b*']],
    [{path: 'src/*', verdict: 'deny'}, ['--path', 'src/*', '--verdict', 'deny']],
    [{component: 'pkg:npm/left-pad'}, ['--component', 'pkg:npm/left-pad']],
    [{all_scans: 'true'}, ['--all']],
    [{first_seen: '2999'}, ['--first-seen', '2999']],
  ]) {
    const here = (await get('/api/findings', '/api/findings?' + query(filters))).json;
    const there = JSON.parse(run(home, ['query', '--format', 'json', ...args]));
    assert.deepEqual(here.findings.map(({id}) => id), there.map((row) => row.finding),
                     JSON.stringify(filters));
  }
  const words = (await get('/api/findings', '/api/findings?text=RECEIPT%20npm')).json;
  assert.ok(words.total > 0 && words.findings.every((row) => row.path.includes('receipt')));
  assert.equal((await get('/api/findings', '/api/findings?scan=1&text=receipt')).json.total, 0);

  const scores = (await get('/api/findings', '/api/findings?sort=score&limit=3&offset=2')).json;
  const best = [...all.findings].sort((a, b) => b.score_bits - a.score_bits);
  assert.deepEqual(scores.findings.map((row) => row.score_bits),
                   best.slice(2, 5).map((row) => row.score_bits));
  assert.equal(scores.total, all.total);
  for (const sort of ['scan', 'path', 'origin', 'license', 'class', 'status', 'verdict',
                      'first_seen', 'project', 'lines']) {
    const up = (await get('/api/findings', `/api/findings?sort=${sort}`)).json;
    const down = (await get('/api/findings', `/api/findings?sort=${sort}&order=down`)).json;
    assert.equal(up.total, down.total);
  }
  const facets = (await get('/api/facets', '/api/facets?project=shop')).json;
  assert.equal(facets.class.reduce((sum, {count}) => sum + count, 0),
               all.findings.filter((row) => row.project === 'shop').length);
});

test('shows a finding with both sides, even when its file has changed or gone', async () => {
  const target = `/api/findings/${finding.id}`;
  const details = (await get('/api/findings/{id}', target)).json;
  assert.equal(details.finding.path, 'src/receipt.js');
  assert.equal(details.can_decide, true);
  const sides = (await get('/api/findings/{id}/sides', `${target}/sides`)).json;
  assert.equal(sides.here_missing, false);
  assert.equal(sides.there_missing, false);
  const lines = (rows, side) => rows.map((row) => row[side]).filter((line) => line !== null)
      .map((line) => line.filter((_, i) => i % 2 === 0 && i > 0).join(''));
  const file = path.join(home, 'shop/src/receipt.js');
  const text = readFileSync(file, 'utf8').split('\n');
  const expected = text.slice(finding.start_line - 1, finding.end_line);
  assert.deepEqual(lines(sides.rows, 1), expected.map((line) => line.replaceAll('\t', '    ')));
  assert.ok(lines(sides.rows, 2).length > 0);

  const shown = JSON.stringify(lines(sides.rows, 1));
  for (const change of [
    () => writeFileSync(file, '// another file\n'),
    () => {},
    () => symlinkSync('/etc/passwd', file),
  ]) {
    change();
    const later = (await get('/api/findings/{id}/sides', `${target}/sides`)).json;
    assert.equal(JSON.stringify(lines(later.rows, 1)), shown);
    rmSync(file, {force: true});
  }
  writeFileSync(file, text.join('\n'));

  const past = (await get('/api/findings/{id}/history', `${target}/history?project=shop`)).json;
  assert.deepEqual([past.sightings.length, past.sightings_total, past.scans], [1, 1, 1]);
});

test('decides, in the project\'s log and in the history', async () => {
  const log = path.join(home, 'shop/.copytrace/decisions.jsonl');
  const answer = await post(server, '/api/decisions', {
    finding: finding.id, scan: finding.scan, action: 'accept',
    reason: 'agreed </script><b>"\u202e', until: '2999-12-31', by: 'Ben',
  });
  checkAnswer('POST', '/api/decisions', answer);
  assert.equal(answer.status, 201);
  assert.equal(answer.json.status, 'accepted');
  const line = JSON.parse(readFileSync(log, 'utf8').trim());
  assert.deepEqual([line.action, line.path, line.by, line.until],
                   ['accept', 'src/receipt.js', 'Ben', '2999-12-31']);

  const {decisions} = (await get('/api/decisions', '/api/decisions?project=shop')).json;
  assert.deepEqual(decisions, [answer.json.decision]);
  const accepted = (await get('/api/findings', '/api/findings?status=accepted')).json;
  assert.deepEqual(accepted.findings.map(({id}) => id), [finding.id]);
  assert.match(run(home, ['history', 'show', String(finding.scan)]),
               /accept src\/receipt\.js.* until 2999-12-31 by Ben/);

  // The next scan goes by the log, and the history still says who and when.
  scan('shop');
  const details = (await get('/api/findings/{id}', `/api/findings/${finding.id}`)).json;
  assert.equal(details.status, 'accepted');
  assert.equal(details.finding.review.standing, 'accepted');
  assert.equal(details.decision.by, 'Ben');

  // Deciding on the command line is seen here.
  run(home, ['decide', finding.id, 'replace', '--reason', 'rewritten soon', '--by', 'Cleo']);
  const newest = (await get('/api/decisions', '/api/decisions?limit=1')).json;
  assert.deepEqual([newest.decisions[0].by, newest.decisions[0].action], ['Cleo', 'replace']);
  assert.equal((await get('/api/findings/{id}', `/api/findings/${finding.id}`)).json.status, 'open');
});

test('decides nothing where the project cannot be written to, and nothing that is malformed',
     async () => {
  const count = async () => (await get('/api/decisions', '/api/decisions?limit=1000')).json
      .decisions.length;
  const before = await count();
  const {findings} = (await get('/api/findings', '/api/findings?project=bank&limit=1')).json;
  const decision = {finding: findings[0].id, scan: findings[0].scan, action: 'ignore', reason: 'ours'};
  const folder = path.join(home, 'bank');
  const outside = path.join(home, 'outside');
  const attempts = [
    [409, () => renameSync(folder, `${folder}.gone`), () => renameSync(`${folder}.gone`, folder)],
    [409, () => (mkdirSync(outside), symlinkSync(outside, path.join(folder, '.copytrace'))),
     () => rmSync(path.join(folder, '.copytrace'))],
    [409, () => mkdirSync(path.join(folder, '.copytrace/decisions.jsonl'), {recursive: true}),
     () => rmSync(path.join(folder, '.copytrace'), {recursive: true})],
  ];
  if (process.getuid() !== 0) {  // who is root may write anywhere
    attempts.push([409, () => chmodSync(folder, 0o555), () => chmodSync(folder, 0o755)]);
  }
  for (const [status, breakIt, mend] of attempts) {
    breakIt();
    const answer = await post(server, '/api/decisions', decision);
    mend();
    checkAnswer('POST', '/api/decisions', answer);
    assert.equal(answer.status, status, answer.text);
  }
  assert.ok(!existsSync(path.join(outside, 'decisions.jsonl')));

  for (const [status, change] of [
    [400, {reason: ' '}], [400, {reason: undefined}], [400, {action: 'baseline'}],
    [400, {until: '2020-01-01'}], [400, {until: 'soon'}], [400, {scan: 'x'}], [400, {scan: 0}],
    [400, {scan: 1e300}], [400, {more: 1}], [400, {reason: 'x'.repeat(4001)}],
    [404, {finding: 'f00'}], [404, {scan: 9999}],
  ]) {
    const answer = await post(server, '/api/decisions', {...decision, ...change});
    checkAnswer('POST', '/api/decisions', answer);
    assert.equal(answer.status, status, JSON.stringify(change));
  }
  for (const body of ['', '[]', '{', '"x"', '['.repeat(100000), '{"a":'.repeat(1000)]) {
    assert.equal((await post(server, '/api/decisions', body)).status, 400);
  }
  assert.equal(await count(), before);
  assert.ok(!existsSync(path.join(folder, '.copytrace')));
  assert.equal((await post(server, '/api/decisions', decision)).status, 201);
  assert.equal(await count(), before + 1);
});

test('finds the packages that hold a pasted text', async () => {
  const text = readFileSync(path.join(home, 'shop/src/receipt.js'), 'utf8');
  for (const hint of [{file_name: 'x.js'}, {language: 'javascript'}, {}]) {
    const answer = await post(server, '/api/search', {text, ...hint});
    checkAnswer('POST', '/api/search', answer);
    assert.equal(answer.status, 200);
    assert.ok(answer.json.sources.some(
        (source) => source.finding.origin.purl === finding.origin), JSON.stringify(hint));
  }
  const nothing = (await post(server, '/api/search', {text: 'const ours = 1;\n'})).json;
  assert.deepEqual([nothing.sources, nothing.sources_left_out], [[], 0]);
  for (const [status, body] of [
    [400, {}], [400, {text: ''}], [400, {text, language: 'klingon'}], [400, {text, limit: 51}],
    [400, {text, file_name: '../../etc/passwd'}], [400, {text, file_name: 'a\\b'}],
    [400, {text: 'x'.repeat((256 << 10) + 1)}],
  ]) {
    const answer = await post(server, '/api/search', body);
    checkAnswer('POST', '/api/search', answer);
    assert.equal(answer.status, status);
  }
  // Refused by its head: a client that goes on to write the body may find the connection closed.
  assert.match(await sendRaw(
      'POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      `X-Copytrace: 1\r\nContent-Length: ${513 << 10}\r\n\r\n`), /^HTTP\/1\.1 413 /);
});

test('explains licences', async () => {
  const {json} = await get('/api/license', '/api/license?' + query(
      {expression: 'GPL-3.0-only OR MIT', project: 'Apache-2.0'}));
  assert.equal(json.class, 'permissive');
  assert.equal(json.compatibility.choice, 'MIT');
  assert.match((await get('/api/license-text', '/api/license-text?id=mit')).json.text,
               /Permission is hereby granted/);
});

test('refuses what does not fit', async () => {
  for (const [status, route, target] of [
    [404, '/api/scans/{scan}', '/api/scans/99'], [400, '/api/scans/{scan}', '/api/scans/x'],
    [400, '/api/scans/{scan}', '/api/scans/-1'],
    [400, '/api/scans/{scan}', '/api/scans/99999999999999999999'],
    [404, '/api/diff', '/api/diff?before=1&after=99'], [400, '/api/diff', '/api/diff?before=1'],
    [404, '/api/trend', '/api/trend?project=none'], [400, '/api/trend', '/api/trend'],
    [404, '/api/findings/{id}', '/api/findings/none'],
    [404, '/api/findings/{id}', `/api/findings/${finding.id}?scan=1`],
    [404, '/api/findings/{id}/sides', '/api/findings/none/sides'],
    [404, '/api/findings/{id}/history', `/api/findings/${finding.id}/history?project=bank`],
    [400, '/api/findings', '/api/findings?limit=1001'], [400, '/api/findings', '/api/findings?limit=0'],
    [400, '/api/findings', '/api/findings?limit=ten'], [400, '/api/findings', '/api/findings?sort=id'],
    [400, '/api/findings', '/api/findings?order=left'], [400, '/api/findings', '/api/findings?class=x'],
    [400, '/api/findings', '/api/findings?status=x'], [400, '/api/findings', '/api/findings?verdict=x'],
    [400, '/api/findings', '/api/findings?kind=x'], [400, '/api/findings', '/api/findings?since=now'],
    [400, '/api/findings', '/api/findings?all_scans=1'], [400, '/api/findings', '/api/findings?sql=x'],
    [400, '/api/findings', '/api/findings?text=%ff'], [400, '/api/findings', '/api/findings?text=%00'],
    [400, '/api/findings', '/api/findings?' + query(Array.from({length: 51}, (_, i) => ['path', i]))],
    [400, '/api/findings', `/api/findings?text=${'x'.repeat(201)}`],
    [400, '/api/license', '/api/license?expression=MIT%20AND'],
    [404, '/api/license-text', '/api/license-text?id=none'],
  ]) {
    const answer = await ask(server, target);
    checkAnswer('GET', route, answer);
    assert.equal(answer.status, status, target);
  }
  // Questions in the language of the database are words to look for, no more.
  for (const text of ['\'; DROP TABLE scan; --', '%', '_', '[a-z]*', '" OR 1=1']) {
    await get('/api/findings', '/api/findings?' + query({text, path: text, component: text}));
  }
  assert.equal((await get('/api/scans')).json.scans.length > 0, true);
});

test('hands out its own files and no other', async () => {
  for (const target of ['/', '/findings?class=unknown', '/projects/shop', '/diff']) {
    const page = await ask(server, target);
    assert.equal(page.status, 200);
    assert.match(page.headers['content-type'], /^text\/html/);
  }
  assert.match((await ask(server, '/app.js')).headers['content-type'], /^text\/javascript/);
  assert.match((await ask(server, '/app.css')).headers['content-type'], /^text\/css/);
  const head = await ask(server, '/app.js', {method: 'HEAD'});
  assert.equal(head.text, '');
  for (const target of [
    '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/etc/passwd', '/app.js/',
    '/..%2fapp.js', '/findings/../../etc/passwd%00', '/index.html', '/favicon.ico',
    '/api/', '/api/scans/1/report/../../2', '/report/', '/findingsx',
  ]) {
    const answer = await ask(server, target);
    assert.ok(answer.status === 404 || answer.headers['content-type'].startsWith('text/html'), target);
    assert.ok(!answer.text.includes('root:'), target);
  }
});

test('every answer forbids what a page could be made to do', async () => {
  for (const answer of [
    await ask(server, '/'), await ask(server, '/api/health'), await ask(server, '/nothing'),
    await post(server, '/api/search', {}), await ask(server, '/', {method: 'DELETE'}),
  ]) {
    const {headers} = answer;
    assert.match(headers['content-security-policy'], /default-src 'none'; script-src 'self';/);
    assert.match(headers['content-security-policy'], /frame-ancestors 'none'/);
    assert.doesNotMatch(headers['content-security-policy'], /unsafe|\*/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
  const page = await ask(server, '/');
  assert.doesNotMatch(page.text, /<script(?![^>]*src=)|<style|\son\w+=|style=/);
});

test('refuses what another site can make a browser send', async () => {
  const body = {text: 'x'};
  const own = `http://127.0.0.1:${server.address.port}`;
  const refused = [
    {...postHeaders, origin: 'http://evil.example'}, {...postHeaders, origin: 'null'},
    {...postHeaders, origin: own.replace('127.0.0.1', 'localhost')},
    {...postHeaders, 'sec-fetch-site': 'cross-site'},
    {...postHeaders, 'sec-fetch-site': 'same-site'},
    {...postHeaders, host: 'evil.example'}, {...postHeaders, host: '127.0.0.1.evil.example'},
    {'content-type': 'application/json'},
  ];
  for (const headers of refused) {
    assert.equal((await post(server, '/api/search', body, headers)).status, 403,
                 JSON.stringify(headers));
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
    const answer = await post(server, '/api/search', body, {'x-copytrace': '1', 'content-type': type});
    assert.equal(answer.status, 415);
  }
  assert.equal((await post(server, '/api/search', body,
                           {...postHeaders, origin: own, 'sec-fetch-site': 'same-origin'})).status, 200);
  // Reading, too, but for following a link to the page.
  const cross = {'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate'};
  assert.equal((await ask(server, '/api/projects', {headers: cross})).status, 403);
  assert.equal((await ask(server, '/findings', {headers: cross})).status, 200);
  assert.equal((await ask(server, '/app.js', {headers: {...cross, 'sec-fetch-mode': 'no-cors'}})).status, 403);
  for (const host of ['localhost', 'localhost:9', '[::1]:1', '127.8.8.8']) {
    assert.equal((await ask(server, '/api/health', {headers: {host}})).status, 200, host);
  }
});

// Sends bytes as they are and gives back what comes until the server closes.
function sendRaw(text, milliseconds = 20000) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.address.port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(milliseconds, () => (socket.destroy(), resolve(answer)));
    socket.on('data', (data) => answer += data);
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => error.code === 'ECONNRESET' || error.code === 'EPIPE' ?
        resolve(answer) : reject(error));
    socket.write(text);
  });
}

test('bounds what a request may be, and goes on', async () => {
  const head = (lines) => `GET /api/health HTTP/1.1\r\nHost: localhost\r\n${lines}\r\n`;
  const status = (answer) => Number(answer.split(' ')[1] ?? 0);
  assert.equal(status(await sendRaw(head('Connection: close\r\n'))), 200);
  for (const [text, expected] of [
    [`GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, [414]],
    [head(`X: ${'a'.repeat(20000)}\r\n`), [0, 400]],
    [head('X: y\r\n'.repeat(5000)), [0, 400]],
    ['a'.repeat(100000), [0, 400, 414]],
    ['nonsense\r\n\r\n', [0, 400]],
    [head('Range: bytes=0-1,0-1\r\nConnection: close\r\n'), [416]],
    [head('Transfer-Encoding: chunked\r\nConnection: close\r\n') + '5\r\nhello\r\n0\r\n\r\n', [411]],
    [head('Host: evil.example\r\nConnection: close\r\n'), [400]],
    [head('Content-Length: 5\r\n') + 'GET /', [400]],
    ['GET /api/health HTTP/1.0\r\n\r\n', [400]],
    ['POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
         'X-Copytrace: 1\r\nContent-Length: 99999999999999999999\r\n\r\n{}', [413]],
    ['POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
         'X-Copytrace: 1\r\nContent-Length: -1\r\n\r\n{}', [400]],
  ]) {
    const answer = await sendRaw(text);
    assert.ok(expected.includes(status(answer)), `${text.slice(0, 80)}: ${answer.slice(0, 80)}`);
    // What follows a refused body is no second request.
    assert.ok((answer.match(/HTTP\/1\.1 /g) ?? []).length <= 1, answer);
  }
  assert.equal((await ask(server, '/api/health')).status, 200);
});

test('refuses more connections than it serves at once, and takes them again', async () => {
  const sockets = await Promise.all(Array.from({length: 160}, () => new Promise((resolve) => {
    const socket = net.connect(server.address.port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => {});
  })));
  const [busy] = await Promise.all([new Promise((resolve) => {
    const answers = [];
    for (const socket of sockets) socket.on('data', (data) => answers.push(String(data)));
    setTimeout(() => resolve(answers), 500);
  })]);
  assert.ok(busy.length > 0 && busy.every((answer) => answer.startsWith('HTTP/1.1 503')), busy[0]);
  for (const socket of sockets) socket.destroy();
  for (let tries = 0;; ++tries) {
    const answer = await ask(server, '/api/health').catch(() => ({status: 0}));
    if (answer.status === 200) break;
    assert.ok(tries < 50, 'still busy');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

test('asks for the token, and listens to others only with one', async () => {
  const token = '0123456789abcdef0123456789abcdef';
  const file = path.join(home, 'token');
  writeFileSync(file, `${token}\n`);
  const guarded = await startServer(home, ['--token-file', file]);
  try {
    assert.equal(guarded.address.hash, `#token=${token}`);
    for (const [status, authorization] of [
      [401, ''], [401, 'Bearer wrong'], [401, `Basic ${token}`], [401, `Bearer ${token}0`],
      [200, `Bearer ${token}`], [200, `bearer ${token}`],
    ]) {
      const answer = await ask(guarded, '/api/projects', {headers: {authorization}});
      checkAnswer('GET', '/api/projects', answer);
      assert.equal(answer.status, status);
      if (status === 401) assert.equal(answer.headers['www-authenticate'], 'Bearer');
    }
    for (const target of ['/', '/app.js', '/api/health', '/api/openapi.json']) {
      assert.equal((await ask(guarded, target)).status, 200);
    }
  } finally {
    await guarded.stop();
  }
  for (const args of [
    ['--listen', '0.0.0.0:0'], ['--listen', '[::]:0'], ['--listen', '0.0.0.0:0', '--token', 'short'],
    ['--listen', '127.0.0.1:99999'], ['--listen', '[::1'], ['--token-file', '/nowhere'],
    ['--store', '/nowhere'],
  ]) {
    const result = spawnSync(path.join(PROGRAMS, 'copytrace'), ['serve', ...args],
                             {cwd: home, env: {...process.env, HOME: home}, timeout: 20000});
    assert.equal(result.status, 2, args.join(' '));
  }
});

test('every operation of the document was tried', () => assert.deepEqual(unseen(), []));

test('ends by a signal, after what it is answering', async () => {
  const text = readFileSync(path.join(home, 'shop/src/receipt.js'), 'utf8');
  const mine = await startServer(home);
  const idle = net.connect(mine.address.port, '127.0.0.1');
  await new Promise((resolve) => idle.on('connect', resolve));
  // On a busy machine the signal may come before the request: then it is hung up on.
  const answer = post(mine, '/api/search', {text}).catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(await mine.stop('SIGINT'), {code: 0, signal: null});
  const {status, code} = await answer;
  assert.ok(status === 200 || code === 'ECONNRESET', `${status} ${code}`);
  idle.destroy();
});

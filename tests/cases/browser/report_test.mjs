// The HTML report as its readers use it: opened from a file, without a network.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';

import {assertAccessible, drawn, launchBrowser, median, openPage} from './browser.mjs';
import {attack, hostileStore, writeHostileFile} from './hostile.mjs';

const {PROGRAMS, CASES_DIR} = process.env;
const names = [
  'plain', '<b>bold</b>', '"><img src=x onerror=alert(1)>', '\u202egnp.exe', "quote's", '${alert(1)}',
];

let browser;
let directory;
let store;
const files = {};

function run(program, args, options = {}) {
  return execFileSync(path.join(PROGRAMS, program), args, {
    cwd: directory,
    encoding: 'utf8',
    env: {...process.env, HOME: directory, XDG_STATE_HOME: directory},
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
}

const scan = (folder, ...more) =>
    run('copytrace',
        ['scan', folder, '--store', store, '--no-history', '--no-cache',
         '--fail-on', 'none', ...more]);

// The sample project `count` times, in folders of hostile names, beside `prepare`d ones.
function makeReport(name, count, prepare = () => {}) {
  const project = path.join(directory, name);
  for (let i = 0; i < count; ++i) {
    const folder = path.join(project, `${i} ${names[i % names.length].replaceAll('/', '|')}`);
    mkdirSync(folder, {recursive: true});
    cpSync(path.join(CASES_DIR, 'sample/project'), folder, {recursive: true});
  }
  prepare(project);
  const file = path.join(directory, `${name}.html`);
  scan(name, '--format', 'html', '-o', file);
  const text = readFileSync(file, 'utf8');
  const data = text.match(/<script type="application\/json" id="data">([^]*?)<\/script>/)[1];
  files[name] = {url: pathToFileURL(file).href, bytes: text.length, data: JSON.parse(data)};
}

// A project of Apache-2.0 in which two findings are settled and one has a reason full of markup.
function decide(project) {
  writeFileSync(path.join(project, 'package.json'), '{"name": "judged", "license": "Apache-2.0"}\n');
  const git = (...args) => execFileSync('git', ['-C', project, ...args], {stdio: 'ignore'});
  git('init', '-q');
  const report = path.join(directory, 'first.json');
  scan('judged', '--format', 'json', '-o', report);
  const {findings} = JSON.parse(readFileSync(report, 'utf8'));
  const gpl = findings.find((finding) => finding.origin.license === 'GPL-3.0-only');
  const mit = findings.find((finding) => finding.origin.license === 'MIT');
  for (const [finding, action, reason] of
           [[gpl, 'accept', 'the authors agreed <script>alert(1)</script>'],
            [mit, 'ignore', 'ours in fact']]) {
    run('copytrace',
        ['decide', finding.id, action, '--reason', reason, '--by', 'Ann', '--report', report],
        {cwd: project});
  }
}

before(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'copytrace_browser_'));
  store = hostileStore(directory, PROGRAMS, path.join(CASES_DIR, 'store'));
  makeReport('judged', 1, decide);
  makeReport('hostile', 1, writeHostileFile);
  makeReport('clean', 0, (project) => {
    mkdirSync(project);
    writeFileSync(path.join(project, 'own.js'), 'exports.day = (now) => Math.floor(now / 86400);\n');
  });
  makeReport('hundreds', 18);
  makeReport('thousand', 75);
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  rmSync(directory, {recursive: true, force: true});
});

const open = async (name, hash = '', options = {}) => {
  const opened = await openPage(browser, options);
  await opened.page.goto(files[name].url + hash);
  return opened;
};
const countOf = (page) => page.locator('.actions .count').textContent();
const rowsOf = (page) => page.locator('tr.row').count();

test('opens from a file, loads nothing, and breaks no policy', async () => {
  const {page, requests, close} = await open('judged');
  const {report} = files.judged.data;
  assert.equal(await page.locator('h1').textContent(), 'judged');
  assert.equal(await countOf(page), `${report.findings.length} findings`);
  assert.equal(await rowsOf(page), report.findings.length);
  assert.deepEqual(requests, [files.judged.url]);
  await close();
});

test('filters by words, verdict, class, status and kind, and keeps the choice in the address', async () => {
  const {page, close} = await open('judged');
  const {findings} = files.judged.data.report;
  const expected = async (wanted) => {
    assert.ok(wanted > 0 && wanted < findings.length);
    assert.equal(await rowsOf(page), wanted);
    assert.equal(await countOf(page), `${wanted} of ${findings.length} findings`);
  };
  const strong = findings.filter((finding) => finding.origin.license_class === 'strong-copyleft');
  await page.getByLabel('strong-copyleft').check();  // one click
  await expected(strong.length);
  const address = page.url();
  await page.getByRole('button', {name: 'Clear filters'}).click();
  assert.equal(await rowsOf(page), findings.length);

  await page.getByLabel(/^denied/).check();
  await expected(findings.filter(
      ({review}) => review.verdict === 'deny' && review.standing === 'open').length);
  await page.getByRole('button', {name: 'Clear filters'}).click();

  await page.getByLabel('Status').selectOption('accepted');
  await expected(1);
  await page.getByLabel('Status').selectOption('');
  await page.getByLabel('Kind of match').selectOption('renamed');
  await expected(findings.filter((finding) => finding.kind === 'renamed').length);
  await page.getByLabel('Kind of match').selectOption('');
  await page.getByLabel('Search').fill('LEVELDOWN histogram');
  await expected(findings.filter(({origin}) => /leveldown.*/.test(origin.purl)).length);
  await page.getByLabel('Search').fill('no such words');
  assert.equal(await rowsOf(page), 0);

  await page.goto('about:blank');
  await page.goto(address);
  await expected(strong.length);
  assert.ok(await page.getByLabel('strong-copyleft').isChecked());
  await close();
});

test('sorts by every heading, both ways', async () => {
  const {page, close} = await open('judged');
  const {findings} = files.judged.data.report;
  const lines = () => page.locator('td.lines').allTextContents();
  const heading = page.getByRole('columnheader', {name: 'Lines'});
  await heading.getByRole('button').click();
  const wanted = findings.map((finding) => finding.end_line - finding.start_line + 1);
  wanted.sort((a, b) => b - a);
  assert.deepEqual((await lines()).map(Number), wanted);  // the longest first
  assert.equal(await heading.getAttribute('aria-sort'), 'descending');
  assert.match(page.url(), /sort=-lines/);
  await heading.getByRole('button').click();
  assert.deepEqual((await lines()).map(Number), wanted.reverse());
  assert.equal(await heading.getAttribute('aria-sort'), 'ascending');
  for (const name of ['Licence', 'Here', 'Likely origin', 'Kind', 'Verdict']) {
    const other = page.getByRole('columnheader', {name});
    await other.getByRole('button').click();
    assert.equal(await other.getAttribute('aria-sort'), 'ascending', name);
    assert.equal(await rowsOf(page), findings.length, name);
  }
  await close();
});

test('shows verdict, decision, licence, next steps and both sides of a finding', async () => {
  const {findings} = files.judged.data.report;
  const accepted = findings.find(({review}) => review.standing === 'accepted');
  const {page, close} = await open('judged', `#finding=${accepted.id}`);
  const details = page.locator(`#drawer-${accepted.id}`);
  assert.match(await details.locator('.judgement').textContent(), /accepted/);
  assert.match(await details.locator('.decision').textContent(),
               /Accepted by Ann on .*: the authors agreed <script>alert\(1\)<\/script>/);
  const text = await details.textContent();
  for (const words of [accepted.origin.purl, accepted.origin.path, accepted.reason, accepted.review.why,
                       accepted.compatibility.project_license,
                       accepted.compatibility.reason,
                       ...accepted.review.next.obligations.map(({sentence}) => sentence)]) {
    assert.ok(text.includes(words), `"${words}" is not shown`);
  }
  await details.getByText('Texts to paste').click();
  const pasteable = await details.locator('pre').allTextContents();
  assert.equal(pasteable[0], accepted.review.next.attribution);
  assert.match(pasteable[1], /SPDX-SnippetBegin[^]*SPDX-SnippetEnd/);
  assert.equal(await details.locator('.sides tbody tr').count(),
               files.judged.data.sides[accepted.id].rows.length);
  await close();
});

test('tells equal, renamed and changed tokens apart without colour', async () => {
  const {findings} = files.judged.data.report;
  const renamed = findings.find((finding) => finding.kind === 'renamed');
  const {page, close} = await open('judged', `#finding=${renamed.id}`);
  const decorationOf = (selector) => page.locator(`.sides ${selector}`).first().evaluate((token) => {
    const style = getComputedStyle(token);
    return `${style.textDecorationLine} ${style.textDecorationStyle}`;
  });
  assert.equal(await decorationOf('mark.renamed'), 'underline dotted');
  assert.equal(await decorationOf('tr.equal .keyword'), 'none solid');
  await close();
  const text = readFileSync(new URL(files.judged.url), 'utf8');
  assert.match(text, /mark\.changed\{[^}]*text-decoration:underline;/);
});

test('can be used by keyboard alone', async () => {
  const {page, close} = await open('judged');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'To the findings');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 60 && !(await page.evaluate(
                               () => document.activeElement?.classList.contains('opener'))); ++i) {
    await page.keyboard.press('Tab');
  }
  const opener = page.locator('.opener').first();
  assert.equal(await focused(), await opener.textContent());
  await page.keyboard.press('Enter');
  assert.equal(await opener.getAttribute('aria-expanded'), 'true');
  assert.ok(await page.locator('.sides').first().isVisible());
  for (let i = 0; i < 20 && !(await page.evaluate(
                               () => document.activeElement?.className === 'sides')); ++i) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ArrowDown');  // scrolls the sides: they can be reached
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'sides');
  await opener.focus();
  await page.keyboard.press('Space');
  assert.equal(await opener.getAttribute('aria-expanded'), 'false');
  await close();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 400]) {
    test(`hinders nobody: ${colorScheme}, ${width} pixels wide`, async () => {
      const {findings} = files.judged.data.report;
      const {page, close} = await open(
          'judged', `#finding=${findings.find((finding) => finding.kind === 'renamed').id}`,
          {colorScheme, viewport: {width, height: 900}});
      await page.getByText('Texts to paste').first().click();
      await assertAccessible(page, colorScheme);
      const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wider, 0, 'the page must not scroll sideways');
      await close();
    });
  }
}

test('says so where nothing was found', async () => {
  const {page, close} = await open('clean');
  await page.getByText('No copied code found.').waitFor();
  assert.equal(await page.locator('.filters').count(), 0);
  await assertAccessible(page, 'nothing found');
  await close();
});

test('prints every finding, without what only a screen can use', async () => {
  const {page, close} = await open('hundreds');
  await page.emulateMedia({media: 'print'});
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.equal(await rowsOf(page), files.hundreds.data.report.findings.length);
  assert.ok(!(await page.locator('.filters').isVisible()));
  assert.ok(!(await page.getByRole('button', {name: 'Print'}).isVisible()));
  assert.ok(await page.locator('.plot').isVisible());
  await close();
});

test('shows hostile names and code as text', async () => {
  const {findings} = files.hostile.data.report;
  const hostile = findings.find(({origin}) => origin.license === 'GPL-2.0-only');
  const {page, close} = await open('hostile', `#finding=${hostile.id}`);
  await page.getByText('Texts to paste').click();
  assert.equal(await page.locator('img, svg[onload], td[onclick], main script').count(), 0);
  const text = await page.locator('main').textContent();
  assert.ok(text.includes(attack), 'the code is shown');
  assert.ok(text.includes('\\u202e') && !text.includes('\u202e'), 'marks of direction are spelled out');
  assert.ok(!text.includes('\u001b'), 'so are escapes');
  assert.match(await page.locator('tr.row').first().textContent(), /malicious package/);
  assert.match(await page.locator('.advisories').textContent(),
               /MAL-2026-0001 Steals, in this test <\/script>/);
  await assertAccessible(page, 'hostile');
  await close();

  const many = await open('hundreds', '#text=alert');
  const shown = await many.page.locator('.opener').allTextContents();
  assert.ok(shown.some((name) => name.includes('"><img src=x onerror=alert(1)>')), shown[0]);
  await many.page.getByLabel('Search').fill('gnp');
  const moved = await many.page.locator('.opener').first().textContent();
  assert.ok(!moved.includes('\u202e'), JSON.stringify(moved));
  await many.close();
});

test('stays fluid with hundreds and with a thousand findings', async () => {
  for (const name of ['hundreds', 'thousand']) {
    const {findings} = files[name].data.report;
    assert.ok(findings.length >= (name === 'thousand' ? 1000 : 200), findings.length);
    const {page, close} = await open(name);
    await drawn(page);
    const load = await page.evaluate(() => performance.timing.domContentLoadedEventEnd -
                                         performance.timing.navigationStart);
    // Each from the key to the drawn page, as the reader waits for it.
    const times = await page.evaluate(async () => {
      const words = document.querySelector('input[type=search]');
      const times = [];
      for (const text of ['l', 'le', 'lev', 'leveldown', '', 'src', 'web gallery', '', 'gpl', '']) {
        await new Promise((done) => requestAnimationFrame(done));
        const begin = performance.now();
        words.value = text;
        words.dispatchEvent(new Event('input', {bubbles: true}));
        document.body.getBoundingClientRect();  // the layout is part of it
        times.push(performance.now() - begin);
      }
      return times;
    });
    const sort = await page.evaluate(() => {
      const begin = performance.now();
      document.querySelector('th.origin button').click();
      document.body.getBoundingClientRect();
      return performance.now() - begin;
    });
    const opening = await page.evaluate(() => {
      const begin = performance.now();
      document.querySelector('.opener').click();
      document.body.getBoundingClientRect();
      return performance.now() - begin;
    });
    const ms = (time) => `${time.toFixed(0)} ms`;
    console.log(`${findings.length} findings, ${(files[name].bytes / 1e6).toFixed(1)} MB: ` +
                `loaded in ${ms(load)}; filtered in ${ms(median(times))}, at most ` +
                `${ms(Math.max(...times))}; sorted in ${ms(sort)}; opened in ${ms(opening)}`);
    assert.ok(load < 5000, `load: ${load}`);
    assert.ok(median(times) < 250, `filter: ${times}`);
    assert.ok(sort < 500, `sort: ${sort}`);
    await close();
  }
});

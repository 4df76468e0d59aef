// Debian's Chromium, headless, and what the tests ask of every page: that it breaks no policy,
// writes no error, loads nothing from anywhere else, and hinders nobody.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const modules = process.env.BROWSER_NODE_MODULES;
const require = createRequire(path.join(path.resolve(modules), 'x'));
const {chromium} = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export async function launchBrowser() {
  const executablePath = process.env.CHROMIUM ?? '';
  assert.ok(existsSync(executablePath),
            `no Chromium at "${executablePath}": apt-get install chromium, and configure again`);
  return chromium.launch({
    executablePath,
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
}

// A page in a context of its own, watched. `origin`: the only place that it may load from;
// `expected`: the console messages that are meant to come.
export async function openPage(browser, {origin = 'file://', expected = [], ...options} = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  const page = await context.newPage();
  const problems = [];
  const requests = [];
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !expected.some((words) => text.includes(words))) {
      problems.push(`${message.type()}: ${text}`);
    }
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.stack ?? error}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  context.on('request', (request) => requests.push(request.url()));
  page.setDefaultTimeout(15000);
  return {
    page,
    requests,
    // Ends the page, and says what went wrong on it.
    async close() {
      const elsewhere = requests.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'));
      await context.close();
      assert.deepEqual(problems, []);
      assert.deepEqual(elsewhere, []);
    },
  };
}

// axe-core's rules for WCAG 2.2 A and AA and its own best practices, on the page as it stands now.
export async function assertAccessible(page, what) {
  await page.evaluate(axeSource);  // in the page, but by the browser: no policy is loosened for it
  const violations = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return result.violations.map(
        ({id, help, nodes}) =>
            `${id}: ${help}\n` +
            nodes.slice(0, 3).map((node) => `  ${node.html}\n  ${node.failureSummary}`).join('\n'));
  });
  assert.deepEqual(violations, [], what);
}

// Until the page has drawn what it was last asked for.
export async function drawn(page) {
  await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

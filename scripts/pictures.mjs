// Makes docs/images/*.png from real runs: npm run docs:pictures. It needs Chromium (CHROMIUM_PATH names another).
// scripts/pictures.json has the words that the pictures show; --check fails where a run shows others, without Chromium.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import markdownIt from 'markdown-it';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '..');
const load = createRequire(path.join(root, 'package.json'));
const { run } = load('./dist/src/cli/run.js');
const { behaviourOf, startFaulty } = load('./dist/src/fleet/faults/index.js');
const { READ_SCOPE, testToken } = load('./dist/src/provider/tokens.js');

const images = path.join(root, 'docs', 'images');
const work = mkdtempSync(path.join(tmpdir(), 'graph-contract-pictures-'));
const WIDE = { width: 1280, height: 800 };
const ROW = { width: 1000, height: 760 };
const PHONE = { width: 390, height: 700 };
/** Beyond this a picture has no place in a repository. */
const LARGEST = 150_000;

/** Verifies a provider with that fault. @returns the folder of the reports and what the console showed */
async function verify(fault, name) {
  const provider = await startFaulty(behaviourOf(fault));
  const out = path.join(work, name);
  let shown = '';
  try {
    const args = ['--format', 'json,junit,html,sarif,markdown', '--out', out];
    await run(['verify', '--provider', provider.url, '--token-readonly', testToken(READ_SCOPE), ...args], {
      stdout: (text) => void (shown += text),
      stderr: () => undefined,
      stdin: () => process.stdin,
      env: {},
      cwd: work,
      terminal: { stdout: true, stderr: false, width: 120 },
      signal: new AbortController().signal,
    });
  } finally {
    await provider.close();
  }
  return { out, shown };
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What the styles of a terminal become; 22 and 39 end them. */
const COLORS = {
  31: '#ff7b72',
  32: '#56d364',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#56d4dd',
  90: '#9198a1',
};
const colored = (text) =>
  escaped(text).replace(/\u001b\[(\d+)m/g, (_all, code) => {
    if (code === '1') return '<b>';
    if (code === '22') return '</b>';
    if (code === '39') return '</span>';
    return `<span style="color:${COLORS[code] ?? 'inherit'}">`;
  });

const textPage = (title, content) => `<!doctype html><meta charset="utf-8"><title>${title}</title>
<style>
  body { margin: 0; background: #0d1117; color: #e6edf3; }
  p { margin: 0; padding: 10px 20px; background: #21262d; color: #9198a1; font: 14px sans-serif; }
  pre { margin: 0; padding: 16px 20px; font: 13px/1.45 'DejaVu Sans Mono', monospace; white-space: pre-wrap;
    overflow-wrap: anywhere; }
</style><p>${title}</p><pre>${content}</pre>`;

const documentPage = (title, content) => `<!doctype html><meta charset="utf-8"><title>${title}</title>
<style>
  body { margin: 0; background: #fff; color: #1f2328; font: 15px/1.5 sans-serif; }
  main { padding: 12px 28px; }
  h1, h2, h3 { margin: 14px 0 8px; border-bottom: 1px solid #d1d9e0; }
  table { border-collapse: collapse; } td, th { border: 1px solid #d1d9e0; padding: 4px 10px; text-align: left; }
  pre { background: #f6f8fa; padding: 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
  code { font: 13px 'DejaVu Sans Mono', monospace; background: #f6f8fa; } a { color: #0969da; }
</style><main>${content}</main>`;

/** Lines that are longer than a picture is wide, cut. */
const cut = (text) =>
  text
    .split('\n')
    .map((line) => (line.length > 155 ? `${line.slice(0, 154)}…` : line))
    .join('\n');

/** The lines from the one that matches, and so many behind it. */
function linesFrom(text, pattern, count) {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => pattern.test(line));
  if (start < 0) throw new Error(`no line matches ${pattern}:\n${text.slice(0, 3000)}`);
  return lines.slice(start, start + count);
}

const partsOf = (value, write) =>
  Array.isArray(value)
    ? value.map(write)
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => `${JSON.stringify(name)}: ${write(each)}`);

/** JSON with what fits into a line on one. */
function compact(value, indent = '', room = 150) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const line = `${open}${partsOf(value, (each) => compact(each, '', Infinity)).join(', ')}${close}`;
  if (line.length + indent.length <= room) return line;
  const inner = `${indent}  `;
  const parts = partsOf(value, (each) => compact(each, inner));
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

/** A part of report.json: the members that say most, lists with their first entry alone. */
function excerpt({ subject, verdict, requirements, findings }) {
  const row = requirements.find(({ outcome }) => outcome === 'violates');
  const [finding] = findings;
  const shown = { ...finding, exchanges: finding.exchanges.slice(0, 4) };
  return { subject, verdict, requirements: [row], findings: [shown] };
}

/** How much of the console a picture shows, in lines: what is told of the first finding up to its place. */
const SCREEN = 15;
const firstScreen = (text) => text.split('\n').slice(0, SCREEN).join('\n');

/** Words without what differs from run to run, or by how many rows there are. */
const lasting = (text) =>
  text
    .replaceAll(/\u001b\[\d+m/g, '')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '{time}')
    .replaceAll(/\bx\d{4,}\b/g, '{exchange}')
    .replaceAll(/\d{4}-\d\d-\d\d/g, '{date}')
    .replaceAll(/\d+ of \d+ MUST/g, '{count} MUST')
    .replaceAll(
      /\d+(\.\d+)? (s|exchanges|times|writes|violates|informational|conforms|not-exercised)\b/g,
      '{count} $2',
    );

/** The words of the first screen, on the console and of the page. */
function wordsOf(shown, html) {
  const head = /<header>.*?<section[^>]*>.*?<\/section>/s.exec(html)?.[0] ?? '';
  const words = head
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { console: lasting(firstScreen(shown)).split('\n'), html: lasting(words) };
}

const wire = await verify('wire-two-bytes-at-once', 'reports');
const file = (name) => readFileSync(path.join(wire.out, name), 'utf8');
const shownFile = path.join(import.meta.dirname, 'pictures.json');
const words = `${JSON.stringify(wordsOf(wire.shown, file('report.html')), undefined, 2)}\n`;
if (process.argv.includes('--check')) {
  rmSync(work, { recursive: true, force: true });
  if (existsSync(shownFile) && readFileSync(shownFile, 'utf8') === words) process.exit(0);
  console.error('docs/images/ shows what a run no longer does: run npm run docs:pictures');
  process.exit(1);
}
writeFileSync(shownFile, words);

mkdirSync(images, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** Opens a file of HTML and takes its picture, no higher than its content. */
async function picture(name, file, { viewport = WIDE, dark = false, before = async () => undefined } = {}) {
  const context = await browser.newContext({ viewport, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  const content = await page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
  const height = Math.min(viewport.height, content);
  await page.setViewportSize({ width: viewport.width, height });
  await before(page);
  const png = await page.screenshot();
  if (png.length > LARGEST) throw new Error(`${name}.png has ${png.length} bytes`);
  writeFileSync(path.join(images, `${name}.png`), png);
  await context.close();
}

async function pictureOf(name, page) {
  const file = path.join(work, `${name}.html`);
  writeFileSync(file, page);
  await picture(name, file);
}

try {
  const report = JSON.parse(file('report.json'));

  await pictureOf(
    'console',
    textPage('graph-contract verify', colored(firstScreen(wire.shown.replaceAll(work, '.')))),
  );
  await pictureOf('json', textPage('report.json, shortened', escaped(cut(compact(excerpt(report))))));
  const suite = linesFrom(file('junit.xml'), /testcase .*response\/no-content/, 27);
  await pictureOf('junit', textPage('junit.xml, a part', escaped(cut(suite.join('\n')))));
  const [result] = JSON.parse(file('report.sarif')).runs[0].results;
  result.properties.exchanges.length = 4;
  await pictureOf(
    'sarif',
    textPage('report.sarif, the first result, with fewer exchanges', escaped(cut(compact(result)))),
  );
  await pictureOf(
    'markdown',
    documentPage('report.md', markdownIt({ html: true }).render(file('report.md'))),
  );
  const lines = file('evidence.ndjson')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const update = lines.find(({ request }) => request?.method === 'PATCH');
  await pictureOf(
    'evidence',
    textPage(
      'evidence.ndjson: an exchange, which is one line of the file, and the last line',
      [update, lines.at(-1)].map((line) => escaped(cut(compact(line)))).join('\n\n'),
    ),
  );

  const page = path.join(wire.out, 'report.html');
  await picture('html', page);
  await picture('html-dark', page, { dark: true });
  await picture('html-phone', page, { viewport: PHONE });
  await picture('html-row', page, {
    viewport: ROW,
    before: (shown) =>
      shown.locator('details.row.violates').evaluate((row) => {
        row.querySelector('details.exchange').open = true;
        row.querySelector('.finding, details.exchange').scrollIntoView();
      }),
  });
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}

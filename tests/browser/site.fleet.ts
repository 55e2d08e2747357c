import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { knownOperations } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { registerOf } from '../../src/contract/register/register';
import { describeInBrowser, executablePath } from './support';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = packageFile('site');
const dist = path.join(site, 'dist');
const isInstalled = existsSync(path.join(site, 'node_modules'));
if (!isInstalled) console.warn('NO TESTS OF THE SITE: npm ci --prefix site installs what builds it');
const describeSite = isInstalled ? describe : describe.skip;

/** Every page that was built: its place below the root of the site, without `.html`, and its text. */
const built = (): Map<string, string> =>
  new Map(
    readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html'))
      .map((name) => [
        `/${name
          .split(path.sep)
          .join('/')
          .replace(/(^|\/)index\.html$|\.html$/, '$1')}`,
        readFileSync(path.join(dist, name), 'utf8'),
      ]),
  );

const idsIn = (html: string): Set<string> =>
  new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));

describeSite('the documentation as a site', () => {
  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'build'], {
      cwd: site,
      stdio: 'pipe',
      shell: process.platform === 'win32',
    });
  }, 300_000);

  test('the page of a row that a check judges has an example that keeps it, and one that breaks it', () => {
    const pages = built();
    const judged = knownOperations().flatMap((operation) =>
      registerOf(operation).rows.filter(({ checks }) => checks.length > 0),
    );
    const lost = judged.filter(({ id }) => {
      const page = pages.get(`/register/${id}`) ?? '';
      return !page.includes('This keeps the row') || !page.includes('This breaks it, and nothing else');
    });
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  test('each link leads to a page, and each anchor to a heading', () => {
    const pages = built();
    expect(pages.size).toBeGreaterThan(100);
    const lost: string[] = [];
    for (const [from, html] of pages)
      for (const [, href = ''] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
        if (/^[a-z]+:/.test(href)) continue;
        const { pathname, hash } = new URL(href, `http://site${from}`);
        const target = pages.get(pathname);
        const isThere =
          target !== undefined && (hash === '' || idsIn(target).has(decodeURIComponent(hash.slice(1))));
        if (!isThere) lost.push(`${from}: ${href}`);
      }
    expect(lost).toEqual([]);
  });

  test('each row of each register has a page with its sources', () => {
    const pages = built();
    for (const operation of knownOperations())
      for (const { id, sources } of registerOf(operation).rows) {
        const page = pages.get(`/register/${id}`) ?? '';
        for (const { url } of sources) expect(page).toContain(`href="${url.replaceAll('&', '&amp;')}"`);
      }
  });

  describeInBrowser('in a browser', () => {
    let server: Server;
    let browser: Browser;
    beforeAll(async () => {
      server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? '/', 'http://site');
        const place = path.join(dist, pathname.endsWith('/') ? `${pathname}index` : pathname);
        const file = [place, `${place}.html`].find((each) => /\.\w+$/.test(each) && existsSync(each));
        const type = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }[
          path.extname(file ?? '')
        ];
        response.writeHead(
          file === undefined ? 404 : 200,
          type === undefined ? {} : { 'content-type': type },
        );
        response.end(file === undefined ? '' : readFileSync(file));
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
    });
    afterAll(async () => {
      await browser.close();
      server.close();
    });

    async function open(place: string, options: BrowserContextOptions = {}): Promise<Page> {
      const page = await (await browser.newContext(options)).newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${place}`);
      await page.waitForLoadState('networkidle');
      return page;
    }

    test.each([
      ['/', {}],
      ['/start', {}],
      ['/reference', { colorScheme: 'dark' as const }],
      ['/register/', { viewport: { width: 390, height: 844 } }],
      ['/register/RES-204', {}],
      ['/packs', { colorScheme: 'dark' as const }],
    ])('axe finds nothing: %s', async (place, options) => {
      const page = await open(place, options);
      await page.evaluate(AXE);
      // The button of the search is VitePress's own: its label leaves out the key that is drawn beside it.
      const run = 'axe.run({ exclude: [[".DocSearch-Button"]] })';
      const { violations } = (await page.evaluate(run)) as AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });

    /** Where the results of a search lead, best first. */
    async function search(words: string): Promise<(string | null)[]> {
      const page = await open('/');
      await page.getByRole('button', { name: 'Search' }).first().click();
      await page.locator('input[type=search]').fill(words);
      await page.locator('.result').first().waitFor();
      const results = await page.locator('.result').all();
      return Promise.all(results.map((result) => result.getAttribute('href')));
    }

    test.each([
      ['RES-204', /^\/register\/RES-204(#|$)/],
      ['ECONNREFUSED', /^\/troubleshooting#/],
      ['stopped answering', /^\/troubleshooting#/],
    ])('the search finds %s, and nothing of old versions', async (words, place) => {
      const found = await search(words);
      expect(found[0]).toMatch(place);
      expect(found.filter((href) => href?.startsWith('/changes'))).toEqual([]);
    });

    test.each(['/register/', '/troubleshooting', '/check', '/peers', '/reference'])(
      'no table is cut in a narrow window: %s',
      async (place) => {
        const page = await open(place, { viewport: { width: 400, height: 844 } });
        const cut =
          '[...document.querySelectorAll("table")].filter((table) => table.scrollWidth > table.clientWidth + 1).length';
        expect(await page.evaluate(cut)).toBe(0);
      },
    );

    test('the page of a row leads to the next row, and a page of a report to the next report', async () => {
      const next = async (place: string): Promise<string | null> =>
        (await open(place)).locator('.pager-link.next').getAttribute('href');
      expect(await next('/register/RES-204')).toBe('/register/RES-EMPTY');
      expect(await next('/reports/html')).toBe('/reports/json');
    });

    test('asks for nothing that is not there', async () => {
      const page = await open('/');
      const failed: string[] = [];
      page.on('response', (response) => {
        if (response.status() >= 400) failed.push(response.url());
      });
      await page.reload({ waitUntil: 'networkidle' });
      expect(failed).toEqual([]);
    });
  });
});

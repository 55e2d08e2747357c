import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Locator } from 'playwright-core';
import { renderHtml } from '../../src/reports/html';
import { isHidden } from '../../src/results/visible';
import { register } from '../reports/support';
import { conforming, hostile, many, tenRows, violating } from './reports';
import { browserFor, describeInBrowser } from './support';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };

/** A request that shows a finding again. */
const AGAIN = {
  steps: [{ name: 'an update', method: 'PATCH', path: '/policies', headers: [], body: null }],
  expect: {
    check: 'a/b',
    requirement: 'RES-204',
    pointer: null,
    step: 0,
    expected: '204',
    actual: '200',
    test: null,
  },
};

describeInBrowser('the HTML report in a browser', () => {
  const { open } = browserFor();

  test.each([
    ['conforming, light', conforming, {}],
    ['violating, light', violating, {}],
    ['violating, dark', violating, { colorScheme: 'dark' as const }],
    ['violating, on a phone', violating, PHONE],
    ['of a hostile provider', hostile, {}],
  ])('axe finds nothing: %s', async (_name, make, options) => {
    // The page's own policy would keep axe out.
    const { page } = await open(renderHtml(make(), register), { ...options, bypassCSP: true });
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test('what a provider sends stays text: nothing runs, nothing is fetched, nothing is hidden', async () => {
    const { page, misdeeds } = await open(renderHtml(hostile(), register));
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
    expect(misdeeds).toEqual([]);
    expect(await page.locator('h1').allTextContents()).toEqual([
      expect.stringMatching(/^\s*Violates the contract: /),
    ]);
    expect(await page.locator('img, iframe, object, embed, svg, base').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('style').count()).toBe(1);
    const hrefs = (await page.evaluate(
      '[...document.querySelectorAll("a")].map((each) => each.getAttribute("href"))',
    )) as string[];
    expect(hrefs.filter((href) => !/^(#|https:\/\/)/.test(href))).toEqual([]);
    const text = (await page.locator('body').textContent()) ?? '';
    expect([...text].filter((character) => character !== '\n' && isHidden(character))).toEqual([]);
    expect(text).toContain('<script>globalThis.harmed = true</script>');
  });

  test('says nothing to its own policy', async () => {
    for (const make of [conforming, violating, many])
      expect((await open(renderHtml(make(), register))).misdeeds).toEqual([]);
  });

  test.each([
    ['on a phone', PHONE],
    ['on a desk', { viewport: { width: 1280, height: 720 } }],
  ])('the first screen %s has verdict, clause, expected, actual and the command', async (_name, options) => {
    const { page } = await open(renderHtml(violating(), register), options);
    const worst = page.getByRole('region', { name: 'The worst finding' });
    for (const each of [
      page.getByRole('heading', { level: 1 }),
      worst.getByRole('link', { name: 'Update page, Response' }),
      worst.locator('.expected'),
      worst.locator('.actual'),
      worst.locator('pre'),
      worst.getByRole('button', { name: 'Copy' }),
    ]) {
      const box = await each.boundingBox();
      expect(
        box && {
          above: box.y >= 0,
          within: box.y + box.height <= options.viewport.height,
          wide: box.x + box.width <= options.viewport.width,
        },
      ).toEqual({ above: true, within: true, wide: true });
    }
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  test('filters by outcome, by level and by text', async () => {
    const { page } = await open(renderHtml(violating(), register));
    const shown = page.locator('#shown');
    const rows = page.locator('[data-outcome]:visible');
    await expect(shown.textContent()).resolves.toBe('14 of 14 shown');
    await page.getByLabel('violates').uncheck();
    await page.locator('#shown', { hasText: /^6 of/ }).waitFor();
    expect(await rows.count()).toBe(6);
    await page.getByLabel('Level').selectOption('MUST');
    await page.locator('#shown', { hasText: /^3 of/ }).waitFor();
    expect(await rows.locator('strong').first().textContent()).toBe('RES-FRAMING');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.locator('#shown', { hasText: /^14 of/ }).waitFor();
    await page.getByLabel('Text').fill('a SECOND isusableonce');
    await page.locator('#shown', { hasText: /^1 of/ }).waitFor();
    expect(await rows.getAttribute('id')).toBe('SEM-MERGE');
    // A group with nothing to show takes no room.
    expect(await page.locator('section[data-group]:visible').count()).toBe(1);
  });

  test('each row and finding has an address, which opens it', async () => {
    const { page } = await open(renderHtml(violating(), register), {}, '#RES-REQID-1');
    expect(await page.locator('#RES-REQID').getAttribute('open')).not.toBeNull();
    expect(await page.locator('#RES-REQID-1').isVisible()).toBe(true);
    const ids = (await page.evaluate(
      '[...document.querySelectorAll("[id]")].map(({ id }) => id)',
    )) as string[];
    expect(ids).toEqual([...new Set(ids)]);
    const links = (await page.evaluate(
      `[...document.querySelectorAll('a[href^="#"]')].map((each) => each.getAttribute('href').slice(1))`,
    )) as string[];
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  });

  test('works by keyboard alone', async () => {
    const { page } = await open(renderHtml(conforming(), register));
    await page.locator('#RES-204 > summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#RES-204').getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('A');
  });

  test('copies the command', async () => {
    const made = violating();
    const { page } = await open(renderHtml(made, register), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(made.findings[0]?.curl);
  });

  test('copies the command that sends again what shows a finding', async () => {
    const made = violating();
    const [first] = made.findings;
    Object.assign(first as object, { id: 'RES-204-1a2b3c4d', reproduction: AGAIN });
    const { page } = await open(renderHtml(made, register, [], 'out/report.json'), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    for (const nth of [0, 1]) {
      await page.locator('.again button').nth(nth).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
        'npx graph-contract reproduce out/report.json RES-204-1a2b3c4d',
      );
      await page.evaluate('navigator.clipboard.writeText("")');
      await page.getByRole('button', { name: 'Copied' }).waitFor({ state: 'detached' });
    }
  });

  test('shows what cannot be seen on the wire', async () => {
    const { page } = await open(renderHtml(violating(), register), {}, '#exchange-e3');
    const wire = page.getByRole('group', { name: 'Response, byte by byte' });
    // The part that an address names is opened when the page has been laid out.
    await wire.waitFor({ state: 'visible' });
    // Chromium lays out what is far from the screen late (content-visibility): innerText may be empty until then.
    expect(await wire.textContent()).toContain('HTTP/1.1 204 No Content\\r\\n');
    expect(await wire.locator('mark').textContent()).toMatch(/^\\r\\n/);
    await page.getByText('2 bytes came after a response that has no content.').waitFor({ state: 'visible' });
  });

  test('opens the rows with findings for paper, and closes them again', async () => {
    const { page } = await open(renderHtml(violating(), register));
    const closed = page.locator('details.row:not([open])');
    const before = await closed.count();
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await closed.locator('.finding').count()).toBe(0);
    expect(await closed.count()).toBeLessThan(before);
    expect(await page.locator('details.exchange[open]').count()).toBe(0);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await closed.count()).toBe(before);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form.filter').isVisible()).toBe(false);
  });

  test('ten violated rows with forty findings each take a few pages of paper', async () => {
    const { page } = await open(renderHtml(tenRows(40), register));
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(6);
    await page.emulateMedia({ media: 'print' });
    const [first, second, fourth] = [1, 2, 4].map((at) => page.locator(`#RES-204-${at}`)) as [
      Locator,
      Locator,
      Locator,
    ];
    expect(await first.locator('.expected').isVisible()).toBe(true);
    expect(await first.locator('.command').first().isVisible()).toBe(false);
    expect(await second.locator('h3').isVisible()).toBe(true);
    expect(await second.locator('.expected').isVisible()).toBe(false);
    expect(await fourth.isVisible()).toBe(false);
    expect(await page.locator('#RES-204 .on-paper').innerText()).toBe(
      'and 37 more: on the screen, and in report.json',
    );
  });

  test('shows all without a script', async () => {
    const { page } = await open(renderHtml(violating(), register), { javaScriptEnabled: false });
    expect(await page.locator('details.row:visible').count()).toBe(14);
    expect(await page.locator('form.filter').isVisible()).toBe(false);
  });

  test('holds ten thousand exchanges', async () => {
    const { page, misdeeds } = await open(renderHtml(many(), register));
    await page.getByLabel('Text').fill('4999');
    await page.locator('#shown', { hasText: /^2 of 2 / }).waitFor();
    expect(misdeeds).toEqual([]);
    await page.evaluate("location.hash = '#RES-204-4999'");
    await page.locator('#RES-204-4999').waitFor({ state: 'visible' });
  });
});

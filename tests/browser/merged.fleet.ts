import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { renderMatrixHtml } from '../../src/reports/html';
import { merge, type Merged } from '../../src/results/merge';
import type { Report } from '../../src/results/report';
import { register } from '../reports/support';
import { conforming, hostile, violating } from './reports';
import { browserFor, describeInBrowser } from './support';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const at = (target: string, report: Report): Report => ({
  ...report,
  subject: { ...report.subject, target },
});
const merged = (...reports: Report[]): Merged => merge(reports, { name: 'graph-contract', version: '0.1.0' });
const five = (): Merged =>
  merged(
    ...['gateway', 'simulator', 'mock'].map((name) => at(`https://${name}.example/v1.0`, conforming())),
    at('https://broken.example/v1.0', violating()),
    at('https://staging.example/v1.0', {
      ...conforming(),
      verdict: 'incomplete',
      reason: 'the provider went away',
    }),
  );

describeInBrowser('the merged report in a browser', () => {
  const { open } = browserFor();

  test.each([
    ['light', five, {}],
    ['dark', five, { colorScheme: 'dark' as const }],
    ['hostile', () => merged(hostile(), conforming()), {}],
  ])('axe finds nothing: %s', async (_name, make, options) => {
    const { page } = await open(renderMatrixHtml(make(), register), { ...options, bypassCSP: true });
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test('has a column for each subject, those that fail first', async () => {
    const { page, misdeeds } = await open(renderMatrixHtml(five(), register));
    const heads = page.locator('table.matrix thead th');
    await expect(heads.allTextContents()).resolves.toEqual([
      'Row',
      'Level',
      ...['broken', 'staging', 'gateway', 'mock', 'simulator'].map((name) => `https://${name}.example/v1.0`),
    ]);
    const cells = page.locator('#RES-204 td .badge');
    await expect(cells.allTextContents()).resolves.toEqual([
      'violates',
      ...Array<string>(4).fill('conforms'),
    ]);
    expect(misdeeds).toEqual([]);
  });

  test('filters its rows, and scrolls sideways within itself on a phone', async () => {
    const { page } = await open(renderMatrixHtml(five(), register), {
      viewport: { width: 360, height: 640 },
    });
    // A row is at the worst of its cells.
    await page.locator('#RES-REQID[data-outcome=deviates]').waitFor();
    await page.getByLabel('violates').uncheck();
    await page.locator('#shown', { hasText: /^6 of 13 / }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await page.getByRole('button', { name: 'Open all' }).isVisible()).toBe(false);
  });

  test('runs nothing that a provider sends', async () => {
    const { page, misdeeds } = await open(renderMatrixHtml(merged(hostile(), conforming()), register));
    expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
    expect(misdeeds).toEqual([]);
    expect(await page.locator('img, iframe, h1 + h1').count()).toBe(0);
  });
});

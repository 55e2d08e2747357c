import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { startProvider, type RunningProvider } from '../../src/provider';
import { describeInBrowser, executablePath } from '../browser/support';
import { PATH } from '../checks/support';
import { temporaryFolder } from '../cli/support';
import { broken, checked, GOOD, SENT_HEADERS, WRONG } from './support';

const folder = temporaryFolder();

let provider: RunningProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

/** Has a page send updates and a read, and Chromium's requests written as a HAR. */
async function recorded(
  name: string,
  bodies: readonly object[],
  content: 'embed' | 'attach' | 'omit',
): Promise<string> {
  const file = path.join(folder, name);
  // Tests run as root in containers, where Chromium's own sandbox cannot.
  const browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ recordHar: { path: file, content } });
    const page = await context.newPage();
    // A page of the provider's own origin may send it what it likes.
    await page.goto(new URL(provider.url).origin);
    for (const body of [undefined, ...bodies])
      await page.evaluate(
        ([url, headers, sent]) =>
          fetch(url, { method: sent ? 'PATCH' : 'GET', headers, body: sent ?? null }).then((answer) =>
            answer.text(),
          ),
        [`${provider.url}${PATH}`, SENT_HEADERS, body && JSON.stringify(body)] as const,
      );
    await context.close();
  } finally {
    await browser.close();
  }
  expect(existsSync(file)).toBe(true);
  return file;
}

describeInBrowser('a HAR that Chromium records', () => {
  test('of updates that conform shows headers and bodies of both sides', async () => {
    const report = await checked(await recorded('good.har', [GOOD], 'embed'));
    expect(broken(report)).toEqual([]);
    expect(report.inputs).toMatchObject([{ judged: 2 }]);
    const judged = (id: string) => report.requirements.find((row) => row.id === id)?.judged;
    expect([judged('REQ-AUTH'), judged('REQ-TYPE'), judged('GET-SHAPE'), judged('RES-204')]).toEqual([
      2, 1, 1, 1,
    ]);
  });

  test.each(WRONG.map(([body, row]): [string, object] => [row, body]))(
    'of an update that breaks %s shows that',
    async (row, body) => {
      expect(broken(await checked(await recorded(`${row}.har`, [GOOD, body], 'embed')))).toContain(row);
    },
  );

  test('without the bodies of answers says so', async () => {
    const report = await checked(await recorded('omit.har', [GOOD], 'omit'));
    expect(broken(report)).toEqual([]);
    expect(report.inputs).toMatchObject([
      { notShown: { 'the body of a response: not kept by the recorder': 1 } },
    ]);
  });

  test('with bodies in other files says so', async () => {
    const report = await checked(await recorded('attach.har', [GOOD], 'attach'));
    expect(broken(report)).toEqual([]);
    expect(report.inputs).toMatchObject([
      { notShown: { 'the body of a response: kept in another file': 1 } },
    ]);
  });
});

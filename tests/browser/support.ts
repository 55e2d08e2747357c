import { existsSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { temporaryFolder } from '../cli/support';

const PLACES = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];
export const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));

if (executablePath === undefined)
  console.warn('NO BROWSER TESTS: there is no Chromium (apt-get install chromium, or CHROMIUM_PATH)');

/** Tests that need a browser; where there is none they are skipped, and said to be. */
export const describeInBrowser = executablePath === undefined ? describe.skip : describe;

/** A page that is open, and what it did beyond showing itself. */
export interface Opened {
  page: Page;
  /** Requests for anything but the file itself, complaints of the console, and errors. */
  misdeeds: string[];
}

/** Opens HTML from a file, as a user does. */
export function browserFor(): {
  open(html: string, options?: BrowserContextOptions, hash?: string): Promise<Opened>;
} {
  const folder = temporaryFolder();
  let browser: Browser | undefined;
  let files = 0;
  afterAll(() => browser?.close());
  return {
    async open(html, options = {}, hash = '') {
      // Tests run as root in containers, where Chromium's own sandbox cannot.
      browser ??= await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
      const file = path.join(folder, `${(files += 1)}.html`);
      writeFileSync(file, html);
      const url = pathToFileURL(file).href;
      const page = await (await browser.newContext(options)).newPage();
      const misdeeds: string[] = [];
      page.on('request', (request) => {
        if (request.url().split('#')[0] !== url) misdeeds.push(`request ${request.url()}`);
      });
      page.on('console', (message) => misdeeds.push(`console ${message.text()}`));
      page.on('pageerror', (error) => misdeeds.push(`error ${error.message}`));
      page.on('dialog', (dialog) => {
        misdeeds.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(`${url}${hash}`);
      return { page, misdeeds };
    },
  };
}

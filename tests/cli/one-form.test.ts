import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine, temporaryFolder } from './support';

const mockFailing = new Set<string>();

jest.mock('../../src/reports/console', () => mockForm('console'));
jest.mock('../../src/reports/annotations', () => mockForm('annotations'));
jest.mock('../../src/reports/html', () => mockForm('html'));
jest.mock('../../src/reports/junit', () => mockForm('junit'));
jest.mock('../../src/reports/markdown', () => mockForm('markdown'));
jest.mock('../../src/reports/sarif', () => mockForm('sarif'));

/** A module whose renderers fail where they are to. */
function mockForm(name: string): object {
  const actual = jest.requireActual<Record<string, (...args: unknown[]) => unknown>>(
    `../../src/reports/${name}`,
  );
  return Object.fromEntries(
    Object.entries(actual).map(([key, value]) => [
      key,
      (...args: unknown[]) => {
        if (mockFailing.has(name)) throw new TypeError('this exchange cannot be shown');
        return value(...args);
      },
    ]),
  );
}

const folder = temporaryFolder();
const run = commandLine(folder);
const FORMATS = ['json', 'junit', 'html', 'sarif', 'markdown'];
const FILES = { html: 'report.html', junit: 'junit.xml', markdown: 'report.md', sarif: 'report.sarif' };
const url =
  'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
writeFileSync(
  path.join(folder, 'a.ndjson'),
  `${JSON.stringify({ request: { method: 'GET', url, headers: { Authorization: 'Bearer abc' } } })}\n`,
);

beforeEach(() => mockFailing.clear());

test.each(['console', 'annotations', 'html', 'junit', 'markdown', 'sarif'])(
  'a report that cannot be shown as %s is told of in every other form, with exit code 3',
  async (form) => {
    mockFailing.add(form);
    const out = `out-${form}`;
    const { exitCode, stdout, stderr } = await run(
      ['check', 'a.ndjson', '--json', '--out', out, '--format', FORMATS.join(',')],
      { env: { GITHUB_ACTIONS: 'true' } },
    );
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^not written: .*: this exchange cannot be shown/m);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'conforms' });
    const missing = (FILES as Record<string, string>)[form];
    const whole = ['junit.xml', 'report.html', 'report.json', 'report.md', 'report.sarif'];
    expect(readdirSync(path.join(folder, out)).sort()).toEqual(whole.filter((file) => file !== missing));
  },
);

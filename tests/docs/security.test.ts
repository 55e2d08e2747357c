/** The security model names a test for each promise, and each setting in the class that it has. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SETTINGS } from '../../src/cli/trust';
import { packageFile } from '../../src/contract/package-root';
import { readPage } from './pages';

const page = readPage('docs', 'security.md');

/** The rows of the table of promises: what is promised, the title of a test, and its file. */
const promises = [
  ...(page.split('## Promises and their tests')[1] ?? '').matchAll(
    /^\| (.+?) +\| \[([^\]]+)\]\(([^)]+)\) +\|$/gm,
  ),
].map(([, promise = '', title = '', file = '']) => ({ promise, title, file }));

test('a good number of promises is made, each in a row that can be read', () => {
  const rows = (page.split('## Promises and their tests')[1] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(promises).toHaveLength(rows.length - 2);
  expect(promises.length).toBeGreaterThan(25);
});

test.each(promises)('a test holds it: $promise', ({ title, file }) => {
  const place = packageFile('docs', ...file.split('/'));
  expect([file, existsSync(place)]).toEqual([file, true]);
  expect(path.relative(packageFile('tests'), place)).not.toMatch(/^\.\./);
  const text = readFileSync(place, 'utf8').replaceAll("\\'", "'");
  expect(text).toContain(title);
});

test('each setting stands in the row of its class', () => {
  const rows = [...page.matchAll(/^\| [^|`]+(?:`checks`)? *\| ((?:`[\w-]+`(?:, )?)+) +\|$/gm)].map(
    ([, names = '']) => [...names.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
  );
  expect(rows).toEqual(Object.values(SETTINGS).map((names) => [...names]));
});

test('SECURITY.md, the index and the pages of CI lead to it', () => {
  expect(readPage('SECURITY.md')).toContain('(docs/security.md)');
  expect(readPage('docs', 'index.md')).toContain('(security.md)');
  expect(readPage('docs', 'ci.md')).toContain('(security.md#in-ci)');
});

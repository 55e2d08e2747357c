import { readFileSync } from 'node:fs';
import { loadRegister } from '../../src/contract/register/register';
import { packageFile } from '../../src/contract/package-root';
import { readWaivers } from '../../src/results/waivers/waivers';
import { filesIn, readPage } from './pages';

const page = readPage('docs', 'waivers.md');

test('shows a file that is read as the page says', () => {
  const [file] = filesIn(page);
  expect(readWaivers(file?.text ?? '', 'waivers.yaml', loadRegister())).toMatchObject([
    {
      names: 'RES-EMPTY',
      target: 'https://gateway.contoso.example/*',
      owner: 'gateway team',
      expires: '2027-03-31',
    },
    { names: 'response/request-id', owner: 'platform team', expires: '2027-06-30' },
  ]);
});

/** The names in the first column of the tables behind a heading. */
function firstColumn(heading: string): string[] {
  const part = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...part.matchAll(/^\| `([a-z]+)` +\|/gm)].map(([, name = '']) => name);
}

const schemaAt = (file: string): Record<string, Record<string, unknown>> =>
  JSON.parse(readFileSync(packageFile('spec', file), 'utf8')) as Record<string, never>;

test('explains each field, and says which are needed', () => {
  const { items } = schemaAt('waivers.schema.json')['properties']?.['waivers'] as {
    items: { properties: object; required: string[] };
  };
  expect(firstColumn('waivers.yaml').sort()).toEqual(Object.keys(items.properties).sort());
  const needed = [...page.matchAll(/^\| `([a-z]+)` +\| yes /gm)].map(([, name]) => name);
  expect(needed).toEqual(items.required);
});

test('explains each state', () => {
  const states = /"state":\s*\{[^}]*"enum":\s*(\[[^\]]*\])/.exec(
    readFileSync(packageFile('spec', 'report.schema.json'), 'utf8'),
  )?.[1];
  expect(firstColumn('States of a waiver').sort()).toEqual((JSON.parse(states ?? '[]') as string[]).sort());
});

import { DEFAULT_OPERATION, operationNamed, operationNames } from '../../src/contract/operation';
import { loadRegister, registerOf } from '../../src/contract/register/register';
import { readPage } from './pages';

const page = readPage('docs', 'sentences.md');
const namedIn = (text: string): Set<string> =>
  new Set(text.match(/\b[A-Z]{3,5}-(?:[A-Z]+|\d{2,3})(?:-[A-Z]+)*\b/g));
const named = namedIn(page);
const common = new Set(loadRegister().rows.map(({ id }) => id));
/** What stands below the heading of an operation. */
const sectionOf = (name: string): string => page.split(`\n### ${name}\n`)[1]?.split('\n#')[0] ?? '';
const siblings = operationNames().filter((name) => name !== DEFAULT_OPERATION);

test('every row that the page names is one of a register', () => {
  const known = new Set(
    operationNames().flatMap((name) => registerOf(operationNamed(name)).rows.map(({ id }) => id)),
  );
  expect([...named].filter((id) => !known.has(id))).toEqual([]);
});

test('every row of a provider that is judged stands on a sentence, but for those of other pages', () => {
  const others = ['RES-REQID', 'RES-ODV'];
  const missing = loadRegister().rows.filter(
    ({ id, actor, level }) => actor === 'provider' && level !== 'NONE' && !named.has(id),
  );
  expect(missing.map(({ id }) => id).sort()).toEqual(others.sort());
});

test.each(siblings)(
  'the section of %s names rows of its register, and each that it has of its own',
  (name) => {
    const rows = registerOf(operationNamed(name)).rows.map(({ id }) => id);
    const here = namedIn(sectionOf(name));
    expect([...here].filter((id) => !rows.includes(id))).toEqual([]);
    expect(rows.filter((id) => !common.has(id) && !here.has(id))).toEqual([]);
    expect(here.size).toBeGreaterThan(0);
  },
);

test('every sentence has rows or a reason', () => {
  const rows = page.split('\n').filter((line) => /^\| (?!-|sentence|clause)/.test(line));
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((line) => !/\| (?=\S).{5,} \|$/.test(line))).toEqual([]);
});

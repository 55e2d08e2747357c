import { operationNamed, operationNames } from '../../src/contract/operation';
import { loadRegister, registerOf } from '../../src/contract/register/register';
import { readPage } from './pages';

const page = readPage('docs', 'sentences.md');
const named = new Set(page.match(/\b[A-Z]{3,5}-(?:[A-Z]+|\d{2,3})(?:-[A-Z]+)*\b/g));

test('every row that the page names is one of a register', () => {
  const known = new Set(
    operationNames().flatMap((name) => registerOf(operationNamed(name)).rows.map(({ id }) => id)),
  );
  expect([...named].filter((id) => !known.has(id))).toEqual([]);
});

test('every row of a provider that is judged stands on a sentence, but for those of other pages', () => {
  const others = ['GET-SHAPE', 'SEM-DELETE', 'RES-REQID', 'RES-ODV'];
  const missing = loadRegister().rows.filter(
    ({ id, actor, level }) => actor === 'provider' && level !== 'NONE' && !named.has(id),
  );
  expect(missing.map(({ id }) => id).sort()).toEqual(others.sort());
});

test('every sentence has rows or a reason', () => {
  const rows = page.split('\n').filter((line) => /^\| (?!-|sentence|clause)/.test(line));
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((line) => !/\| (?=\S).{5,} \|$/.test(line))).toEqual([]);
});

import { namesNear, rowsNamed } from '../../../src/contract/register/names';
import { loadRegister } from '../../../src/contract/register/register';

const register = loadRegister();
const idsNamed = (name: string): string[] => rowsNamed(register, name).map(({ id }) => id);

test.each([
  ['an id', 'RES-EMPTY'],
  ['an id in small letters', 'res-empty'],
  ['the address of a check', 'response/no-content'],
  ['an address in capitals', 'RESPONSE/NO-CONTENT'],
  ['a part and an asterisk', '*/no-cont*'],
])('finds a row by %s', (_what, name) => {
  expect(idsNamed(name)).toEqual(['RES-EMPTY']);
});

test('finds every row that an asterisk fits, once each and in the order of the register', () => {
  const throttled = register.rows.filter(({ id }) => id.startsWith('THR-')).map(({ id }) => id);
  expect(idsNamed('THR-*')).toEqual(throttled);
  expect(idsNamed('*')).toEqual(register.rows.map(({ id }) => id));
});

test('finds a row that no check judges', () => {
  expect(idsNamed('AUT-PERSONAL')).toEqual(['AUT-PERSONAL']);
});

test.each([['RES'], ['no-content'], ['response'], ['.*'], ['']])('finds no row by %j', (name) => {
  expect(idsNamed(name)).toEqual([]);
});

test.each<[what: string, name: string, near: string[]]>([
  ['two letters in each other’s place', 'RES-EMTPY', ['RES-EMPTY']],
  ['a letter too few', 'request/odata-typ-value', ['request/odata-type-value']],
  ['an underscore', 'res_empty', ['RES-EMPTY']],
  ['the end of an address alone', 'no-content', ['response/no-content']],
  ['the start of an id', 'req-tgt-t', ['REQ-TGT-TYPE']],
  ['an asterisk in the wrong place', 'empty*', ['RES-EMPTY']],
])('suggests what was meant by a name with %s', (_what, name, near) => {
  expect(namesNear(register, name)).toEqual(near);
});

test('suggests three names at most', () => {
  expect(namesNear(register, 'lifetime')).toHaveLength(3);
});

test('suggests nothing for a name that is longer than any slip, however long that is', () => {
  expect(namesNear(register, `${'*'.repeat(72)}empty*`)).toEqual(['RES-EMPTY']);
  expect(namesNear(register, `${'*'.repeat(75)}empty*`)).toEqual([]);
  expect(namesNear(register, 'x'.repeat(50_000_000))).toEqual([]);
});

test.each([['banana'], ['x'], [''], ['**']])('suggests nothing for %j', (name) => {
  expect(namesNear(register, name)).toEqual([]);
});

import { matchesGlob } from '../../src/bounds/glob';
import { select, unknownPatterns, type Selection } from '../../src/contract/selection';
import { operationNamed } from '../../src/contract/operation';
import { loadRegister, registerOf } from '../../src/contract/register/register';

const register = loadRegister();
const idsOf = (selection: Selection): string[] => select(register, selection).map(({ id }) => id);
const checksOf = (selection: Selection): string[] =>
  select(register, selection).flatMap(({ checks }) => checks);

test('keeps every row but the rules of HTTP where nothing is said, and those too where they are asked for', () => {
  const all = register.rows.map(({ id }) => id);
  expect(idsOf({})).toEqual(all.filter((id) => !id.startsWith('HTTP-')));
  expect(idsOf({ basis: 'http' })).toEqual(all);
  expect(idsOf({ basis: 'stated' }).some((id) => id.startsWith('HTTP-'))).toBe(false);
  expect(idsOf({ only: ['HTTP-*'] })).toEqual([]);
});

test.each<[name: string, selection: Selection, ids: string[]]>([
  ['a row by its id', { only: ['REQ-TYPE'] }, ['REQ-TYPE']],
  ['a row by its id in another letter case', { only: ['req-type'] }, ['REQ-TYPE']],
  ['a row by the address of its check', { only: ['request/odata-type'] }, ['REQ-TYPE']],
  ['rows by a glob of ids', { only: ['BAT-*'] }, ['BAT-CT', 'BAT-LIMIT', 'BAT-OUTER', 'BAT-MALFORMED']],
  [
    'rows by a glob of addresses',
    { only: ['batch/*'] },
    ['BAT-CT', 'BAT-LIMIT', 'BAT-OUTER', 'BAT-MALFORMED'],
  ],
  ['rows by several patterns', { only: ['REQ-TYPE', 'RES-EMPTY'] }, ['REQ-TYPE', 'RES-EMPTY']],
  [
    'rows but those skipped',
    { only: ['BAT-*'], skip: ['batch/outer'] },
    ['BAT-CT', 'BAT-LIMIT', 'BAT-MALFORMED'],
  ],
  ['a row on record that nothing judges', { only: ['REQ-NULL'] }, ['REQ-NULL']],
  ['nothing where nothing is named', { only: [] }, []],
  ['nothing where all is skipped', { skip: ['*'] }, []],
])('selects %s', (_name, selection, ids) => {
  expect(idsOf(selection)).toEqual(ids);
});

test('takes one check of a row, and leaves the other', () => {
  expect(checksOf({ only: ['response/status'] })).toEqual(['response/status']);
  expect(checksOf({ only: ['RES-204'], skip: ['response/status'] })).toEqual(['response/acceptance']);
  expect(checksOf({ only: ['RES-204'] })).toEqual(['response/status', 'response/acceptance']);
});

test('leaves the register as it is', () => {
  select(register, { only: ['response/status'] });
  expect(register.byId.get('RES-204')?.checks).toEqual(['response/status', 'response/acceptance']);
});

test.each([
  ['MUST', ['MUST']],
  ['SHOULD', ['MUST', 'SHOULD']],
  ['INFO', ['MUST', 'SHOULD', 'INFO']],
] as const)('selects rows of %s and above', (level, levels) => {
  const wanted = register.rows.filter(
    (row) => row.basis !== 'http' && (levels as readonly string[]).includes(row.level),
  );
  expect(idsOf({ level })).toEqual(wanted.map(({ id }) => id));
});

test('leaves derived rows out where only what is stated counts', () => {
  const bases = select(register, { basis: 'stated' }).map(({ basis }) => basis);
  expect(new Set(bases)).toEqual(new Set(['stated']));
  expect(idsOf({ basis: 'stated' })).not.toContain('ERR-RANGE');
  expect(idsOf({ basis: 'derived' })).toEqual(idsOf({}));
});

test('tells the patterns that name nothing', () => {
  expect(unknownPatterns(register, ['REQ-TYPE', 'request/*', 'REQ-TPYE', 'wire/*'])).toEqual([
    'REQ-TPYE',
    'wire/*',
  ]);
});

test.each([
  ['request/*', 'request/json', true],
  ['*json', 'request/json', true],
  ['*', 'anything', true],
  ['request/json', 'request/json', true],
  ['REQUEST/JSON', 'request/json', true],
  ['request', 'request/json', false],
  ['json', 'request/json', false],
  ['r.quest/json', 'request/json', false],
  ['RES-204', 'RES-2045', false],
  ['(a|b)', 'a', false],
])('the pattern %j on %j fits: %j', (pattern, name, fits) => {
  expect(matchesGlob(pattern, name)).toBe(fits);
});

test('what a level and a basis keep is worked out once, and is no other selection', () => {
  const other = registerOf(operationNamed('sms'));
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const all = select(register, {});
  expect(select(register, {})).toBe(all);
  expect(select(register, { basis: 'derived' })).toBe(all);
  expect(ids(select(register, { level: 'MUST' }))).not.toEqual(ids(all));
  expect(ids(select(register, { basis: 'http' })).length).toBeGreaterThan(all.length);
  expect(ids(select(register, { basis: 'stated' })).length).toBeLessThan(all.length);
  expect(ids(select(register, { skip: ['RES-204'] }))).toEqual(ids(all).filter((id) => id !== 'RES-204'));
  expect(ids(select(register, {}))).toEqual(ids(all));
  expect(ids(select(other, {}))).not.toEqual(ids(all));
});

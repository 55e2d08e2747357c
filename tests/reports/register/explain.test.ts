import { renderExplanations, rowsToJson } from '../../../src/reports/register/explain';
import { loadRegister } from '../../../src/contract/register/register';
import type { Requirement } from '../../../src/contract/register/row';

const register = loadRegister();
const rows = register.rows.map((row) => [row.id, row] as const);
const rowOf = (id: string): Requirement => register.byId.get(id) as Requirement;

/** What is told of rows, without its folds. */
const told = (...some: Requirement[]): string => renderExplanations(some, 80).replace(/\s+/g, ' ');

test('tells a row from what is required to what judges it', () => {
  expect(renderExplanations([rowOf('RES-EMPTY')], 80)).toBe(
    [
      'RES-EMPTY  MUST  provider  stated',
      'Nothing follows a 204',
      '  statement       After the head of a 204 comes no byte before the next response',
      '                  or the end of the connection; any byte breaks this.',
      '  clause          Update page, Response',
      '                  https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update#response',
      '                  RFC 9110, 15.3.5 204 No Content',
      '                  https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5',
      '  why it matters  Stray bytes are read as the start of the next answer, which',
      '                  corrupts whatever shares the connection.',
      '  what to do      End a 204 with the blank line after its head. Hand the',
      '                  framework no body, not even an empty object, and look for a',
      '                  filter that adds one.',
      '  judged by       response/no-content',
      '',
    ].join('\n'),
  );
});

test.each(rows)('tells of %s all that somebody needs who breaks it', (_id, row) => {
  const text = told(row);
  for (const part of [row.id, row.level, row.actor, row.basis, row.title, row.statement, row.why, row.remedy])
    expect(text).toContain(part);
  for (const { page, section, url } of row.sources) expect(text).toContain(`${page}, ${section} ${url}`);
  for (const address of row.checks) expect(text).toContain(address);
});

test('tells why no check judges a row', () => {
  expect(told(rowOf('AUT-PERSONAL'))).toMatch(/ not judged It takes a personal account's token, /);
});

test('tells what a row is derived from', () => {
  expect(told(rowOf('ERR-NOECHO'))).toMatch(/ derived from a bearer token is to be kept from everyone /);
});

test.each([40, 60, 80, 200])('keeps to %d columns, but for what has no blank', (width) => {
  for (const line of renderExplanations(register.rows.slice(0, 10), width).trimEnd().split('\n')) {
    expect(line).toBe(line.trimEnd());
    if (line.length > width) expect(line.trim()).not.toContain(' ');
  }
});

test('tells ten rows in full and names the others', () => {
  const text = renderExplanations(register.rows.slice(0, 12), 80);
  expect(text.match(/why it matters/g)).toHaveLength(10);
  const [eleventh, twelfth] = register.rows.slice(10, 12).map(({ id }) => id);
  expect(text.trimEnd().split('\n').at(-1)).toBe(`and 2 more: ${eleventh}, ${twelfth}`);
  expect(renderExplanations(register.rows.slice(0, 10), 80)).not.toMatch(/^and /m);
});

test('leaves out what a row of an overlay does not say, and breaks its lines anew', () => {
  const bare: Requirement = { ...rowOf('RES-204'), statement: 'One line,\nand another.\n' };
  delete bare.why;
  delete bare.remedy;
  const text = renderExplanations([bare], 80);
  expect(text).toContain('One line, and another.\n');
  expect(text).not.toMatch(/why it matters|what to do/);
});

test('writes rows as a JSON array', () => {
  expect(JSON.parse(rowsToJson([rowOf('RES-204'), rowOf('RES-CT')]))).toEqual([
    rowOf('RES-204'),
    rowOf('RES-CT'),
  ]);
});

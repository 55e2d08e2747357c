import { loadRegister, type Register } from '../../../src/contract/register/register';
import { registerToJson, renderRegister } from '../../../src/reports/register/render';

const register = loadRegister();
const table = renderRegister(register);
const lines = table.split('\n');

test('keeps every line within 110 columns, without blanks at its end', () => {
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(110);
    expect(line).toBe(line.trimEnd());
  }
});

test('gives each row one line that starts with its id', () => {
  for (const { id, level, basis, actor } of register.rows) {
    const own = lines.filter((line) => line.split(' ')[0] === id);
    expect(own).toHaveLength(1);
    expect(own[0]).toMatch(new RegExp(`^${id} +${level} +${basis} +${actor} `));
  }
});

test('shows every check, unbroken', () => {
  for (const address of register.rows.flatMap(({ checks }) => checks)) expect(table).toContain(address);
});

test('shows why a row is not judged', () => {
  expect(table).toMatch(/AUT-PERSONAL +NONE +stated +provider .* It takes a/);
});

test('puts each row below the heading of its group', () => {
  const headingOf = (id: string): string | undefined => {
    const at = lines.findIndex((line) => line.startsWith(`${id} `));
    const rule = lines.slice(0, at).findLastIndex((line) => /^-+$/.test(line));
    return lines[rule - 1];
  };
  expect(headingOf('REQ-LEN')).toBe('The body');
  expect(headingOf('ERR-405')).toBe('Errors');
  expect(headingOf('BAT-OUTER')).toBe('Batching');
});

test('counts the rows of each level', () => {
  expect(lines[0]).toMatch(
    /^The register, revision 2026-11-29: 97 rows, \d+ MUST, \d+ SHOULD, \d+ INFO, 5 NONE$/,
  );
});

test('leaves out groups without rows', () => {
  const own: Register = { ...register, groups: [...register.groups, { id: 'empty', title: 'Nothing here' }] };
  expect(renderRegister(own)).not.toContain('Nothing here');
});

test('writes JSON that loads as the same register', () => {
  expect(loadRegister(registerToJson(register))).toEqual(register);
});

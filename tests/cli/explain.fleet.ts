import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadRegister } from '../../src/contract/register/register';
import type { Requirement } from '../../src/contract/register/row';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);

test.each(['RES-EMPTY', 'res-empty', 'response/no-content'])('explains %s', async (name) => {
  const { exitCode, stdout, stderr } = await graphContract(['explain', name]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^RES-EMPTY {2}MUST {2}provider {2}stated\nNothing follows a 204\n/);
});

test('explains all that an asterisk fits', async () => {
  const { stdout } = await graphContract(['explain', 'state/*']);
  const ids = [...stdout.matchAll(/^([A-Z]+-[A-Z-]+) {2}/gm)].map(([, id]) => id);
  expect(ids).toEqual(
    loadRegister()
      .rows.filter(({ checks }) => checks.some((address) => address.startsWith('state/')))
      .map(({ id }) => id),
  );
});

test('ends with what keeps a row and what breaks it', async () => {
  const { stdout } = await graphContract(['explain', 'REQ-LEN']);
  const [right, wrong] = stdout.slice(stdout.indexOf('\n  right\n')).split('\n  wrong\n');
  expect(right).toMatch(/"defaultLength":12}\n {4}-> 204/);
  expect(wrong).toMatch(/"defaultLength":[^}]+}\n {4}-> 400/);
  const none = await graphContract(['explain', 'REQ-NULL']);
  expect(none.stdout).toContain('no check judges this row');
});

test('folds its lines at the width of the terminal', async () => {
  const narrow = await graphContract(['explain', 'ERR-TYPE'], {
    terminal: { stdout: true, stderr: true, width: 50 },
  });
  const wide = await graphContract(['explain', 'ERR-TYPE'], {
    terminal: { stdout: true, stderr: true, width: 200 },
  });
  expect(narrow.stdout.split('\n').length).toBeGreaterThan(wide.stdout.split('\n').length);
});

test('prints JSON', async () => {
  const { exitCode, stdout } = await graphContract(['explain', 'THR-*', '--json']);
  expect(exitCode).toBe(0);
  const rows = loadRegister().rows.filter(({ id }) => id.startsWith('THR-'));
  const shown = JSON.parse(stdout) as (Requirement & { example: { right: string[]; wrong: string[] } })[];
  expect(shown).toMatchObject(rows);
  for (const { example } of shown)
    expect([example.right[0], example.wrong[0]]).toEqual([expect.any(String), expect.any(String)]);
});

test('explains the rows and the levels of an overlay', async () => {
  writeFileSync(
    path.join(folder, 'overlay.yaml'),
    JSON.stringify({
      levels: { 'RES-REQID': 'MUST' },
      requirements: [
        {
          id: 'ACME-SERVER',
          level: 'NONE',
          actor: 'provider',
          basis: 'stated',
          group: 'response',
          title: 'No server banner',
          statement: 'No answer carries Server.',
          sources: [{ page: 'House rules', section: '4', url: 'https://acme.example/rules' }],
          reason: 'It is looked at once a year.',
        },
      ],
    }),
  );
  const own = await graphContract(['explain', 'acme-server', '--overlay', 'overlay.yaml']);
  expect(own).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('It is looked at once a year.') });
  const { stdout } = await graphContract(['explain', 'RES-REQID', '--json', '--overlay', 'overlay.yaml']);
  expect((JSON.parse(stdout) as Requirement[]).map(({ level }) => level)).toEqual(['MUST']);
});

test.each<[name: string, line: string]>([
  [
    'RES-205',
    'no row and no check is named RES-205; did you mean RES-204? `graph-contract requirements` lists them\n',
  ],
  ['banana', 'no row and no check is named banana; `graph-contract requirements` lists them\n'],
])('%s is refused in one line', async (name, stderr) => {
  expect(await graphContract(['explain', name])).toEqual({ exitCode: 2, stdout: '', stderr });
});

test('wants a name', async () => {
  expect(await graphContract(['explain'])).toMatchObject({ exitCode: 2, stdout: '' });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadRegister } from '../../src/contract/register/register';
import type { Report } from '../../src/results/report';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);

test('prints every row of the register', async () => {
  const { exitCode, stdout } = await graphContract(['requirements']);
  expect(exitCode).toBe(0);
  for (const { id } of loadRegister().rows) expect(stdout).toContain(id);
});

test('prints it as JSON', async () => {
  const { stdout } = await graphContract(['requirements', '--json']);
  expect((JSON.parse(stdout) as { requirements: { id: string }[] }).requirements).toHaveLength(
    loadRegister().rows.length,
  );
});

describe('an overlay', () => {
  const own = (name: string, files: Record<string, string>): string => {
    mkdirSync(path.join(folder, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, name, file), text);
    return path.join(name, 'overlay.yaml');
  };
  const row = `
  - id: ACME-SERVER
    level: MUST
    actor: provider
    basis: stated
    group: response
    title: No server banner
    statement: An answer that carries Server breaks it.
    why: Banners help attackers.
    sources: [{ page: House rules, section: "4", url: "https://acme.example/rules" }]
    checks: [response/no-server]
`;
  const check = `
exports.checks = [{
  address: 'response/no-server', requirement: 'ACME-SERVER', needs: [], scope: 'exchange',
  *judge(view) {
    const server = view.responseHeader('request-id');
    if (view.intent !== 'read') return;
    yield { holds: false, exchanges: [view.exchange.id], message: 'a banner', expected: 'none', actual: String(server !== undefined) };
  },
}];
`;

  test('changes levels', async () => {
    const file = own('levels', { 'overlay.yaml': 'levels: { RES-REQID: MUST }\n' });
    const { stdout } = await graphContract(['requirements', '--json', '--overlay', file]);
    const rows = (JSON.parse(stdout) as { requirements: { id: string; level: string }[] }).requirements;
    expect(rows.find(({ id }) => id === 'RES-REQID')?.level).toBe('MUST');
  });

  test('brings rows and checks of its own, which judge', async () => {
    const file = own('own', {
      'overlay.yaml': `requirements:${row}checks: ./checks.js\n`,
      'checks.js': check,
    });
    const ran = await graphContract([
      'verify',
      '--overlay',
      file,
      '--only',
      'ACME-SERVER,GET-SHAPE',
      '--out',
      'acme',
      '--json',
    ]);
    expect(ran.exitCode).toBe(1);
    const { findings } = JSON.parse(ran.stdout) as Report;
    expect(findings).toEqual([
      expect.objectContaining({
        check: 'response/no-server',
        requirement: 'ACME-SERVER',
        outcome: 'violates',
      }),
      expect.objectContaining({ requirement: null, outcome: 'informational' }),
    ]);
  });

  const bad: [what: string, overlay: string, line: RegExp][] = [
    [
      'level-of-nothing',
      'levels: { RES-205: MUST }',
      /overlay\.yaml:1: levels\.RES-205: no row is named RES-205; did you mean RES-204\?/,
    ],
    [
      'level-that-is-none',
      'levels: { RES-204: MAY }',
      /overlay\.yaml:1: levels\.RES-204: must be one of MUST, SHOULD, INFO; it is "MAY"/,
    ],
    [
      'row-twice',
      `requirements:${row.replace('ACME-SERVER', 'RES-204')}`,
      /RES-204: is in the register already/,
    ],
    [
      'key-that-is-none',
      'rows: []',
      /overlay\.yaml:1: rows: is not a known name here; there are levels, requirements, checks/,
    ],
    ['module-that-is-not-there', `requirements:${row}checks: ./none.js\n`, /checks: .*none\.js/],
    ['row-that-is-half', 'requirements: [{ id: ACME-1 }]', /ACME-1/],
  ];
  test.each(bad)('is refused in one line: %s', async (name, overlay, line) => {
    const ran = await graphContract(['requirements', '--overlay', own(name, { 'overlay.yaml': overlay })]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.stderr).toMatch(line);
  });
});

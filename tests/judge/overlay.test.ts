import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadOverlay } from '../../src/judge/overlay';
import { loadRegister } from '../../src/contract/register/register';
import { UsageError } from '../../src/usage-error';
import { temporaryFolder } from '../cli/support';

const folder = temporaryFolder();
let written = 0;

/** A file of that text in a folder of the tests. */
function file(text: string, ending = 'yaml'): string {
  const place = path.join(folder, `${(written += 1)}.${ending}`);
  writeFileSync(place, text);
  return place;
}

const unjudged = loadRegister().rows.find(({ level }) => level === 'NONE')?.id;
const nobody = `{ address: 'request/nobody', requirement: 'OUR-1', needs: [], scope: 'exchange', judge() {} }`;
const moduleOf = (exported: string) => file(exported, 'cjs');

test.each<[what: string, overlay: () => string, line: RegExp]>([
  ['a list', () => '- levels', /: must be a map$/],
  ['levels that are no map', () => 'levels: [REQ-TYPE]', /:1: levels: must be a map$/],
  [
    'a level for a row that nothing can judge',
    () => `levels: { ${unjudged}: MUST }`,
    new RegExp(`:1: levels\\.${unjudged}: the row has no check that could judge it$`),
  ],
  ['rows that are no list', () => 'requirements: { id: OUR-1 }', /:1: requirements: must be a list$/],
  ['checks that are written out', () => 'checks: [a]', /: checks must be the path of a module$/],
  ['a module that is not there', () => 'checks: ./none.cjs', /: checks: Cannot find module/],
  [
    'a module without checks',
    () => `checks: ${moduleOf('module.exports = {};')}`,
    /must export `checks`, a list of checks$/,
  ],
  [
    'a module with something else among its checks',
    () => `checks: ${moduleOf(`module.exports = { checks: [${nobody}, null] };`)}`,
    /: check 2 of .*: its address must be a family, a slash and a name$/,
  ],
  ...(
    [
      ["needs: 'request'", /: check request\/nobody: needs must be a list of /],
      ["needs: ['everything']", /: check request\/nobody: needs must be a list of /],
      ["scope: 'run'", /: check request\/nobody: scope must be one of exchange, scenario, sequence$/],
      ["scope: 'sequence'", /: check request\/nobody: it has no function start$/],
      ['judge: 1', /: check request\/nobody: it has no function judge$/],
      ["reach: { intents: 'update' }", /: check request\/nobody: reach must be lists by name$/],
      ['requirement: 1', /: check request\/nobody: requirement must be the id of its row$/],
    ] as const
  ).map(
    ([wrong, line]) =>
      [
        `a check with ${wrong}`,
        () => `checks: ${moduleOf(`module.exports = { checks: [{ ...${nobody}, ${wrong} }] };`)}`,
        line,
      ] as [string, () => string, RegExp],
  ),
  [
    'a check whose row is in no register',
    () => `checks: ${moduleOf(`module.exports = { checks: [${nobody}] };`)}`,
    /: check request\/nobody judges OUR-1, and no row of that name lists it$/,
  ],
])('an overlay with %s is refused in one line', (_what, overlay, line) => {
  const place = file(overlay());
  const load = (): unknown => loadOverlay(place);
  expect(load).toThrow(UsageError);
  expect(load).toThrow(line);
});

test('an overlay with several mistakes names each with its line, and what was meant', () => {
  const load = (text: string) => (): unknown => loadOverlay(file(text), loadRegister(), 'own.yaml');
  expect(load('requirements:\n  - id: X-1\n    level: MAY\n    actor: client\n')).toThrow(
    [
      'own.yaml:2: X-1: has no checks, basis, group, title, statement, sources',
      'own.yaml:3: X-1.level: must be one of MUST, SHOULD, INFO, NONE; it is "MAY"',
    ].join('\n'),
  );
  expect(load('levels:\n  RES-24: INFO\n')).toThrow(
    'own.yaml:2: levels.RES-24: no row is named RES-24; did you mean RES-204?',
  );
  expect(load('level: {}\n')).toThrow('own.yaml:1: level: is not a known name here; did you mean levels?');
  expect(() => loadOverlay('none.yaml')).toThrow('--overlay none.yaml: there is no such file');
});

test('an overlay with nothing in it leaves the register as it is', () => {
  const { register, checks } = loadOverlay(file(''));
  expect(register.rows).toEqual(loadRegister().rows);
  expect(checks).toEqual([]);
});

test('checks are found in a default export too', () => {
  const row = {
    id: 'OUR-1',
    level: 'MUST',
    actor: 'client',
    basis: 'stated',
    group: loadRegister().groups[0]?.id,
    title: 'Ours',
    statement: 'It is so.',
    why: 'We say so.',
    sources: [{ page: 'House rules', section: '1', url: 'https://contoso.example/rules' }],
    checks: ['request/nobody'],
  };
  const checks = moduleOf(`module.exports = { default: { checks: [${nobody}] } };`);
  const loaded = loadOverlay(file(JSON.stringify({ requirements: [row], checks })));
  expect(loaded.checks.map(({ address }) => address)).toEqual(['request/nobody']);
  expect(loaded.register.byId.get('OUR-1')).toMatchObject({ level: 'MUST', needs: [], planned: true });
});

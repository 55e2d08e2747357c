import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';
import type { Report } from '../../src/results/report';
import { HOSTILE, UNSAFE } from '../reports/support';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
let provider: Awaited<ReturnType<typeof startFaulty>>;
let report: Report;

beforeAll(async () => {
  provider = await startFaulty(behaviourOf('success-200-policy') ?? {}, {});
  await graphContract(['verify', '--provider', provider.url, '--only', 'RES-204', '--out', 'out']);
  report = JSON.parse(readFileSync(path.join(folder, 'out', 'report.json'), 'utf8')) as Report;
});
afterAll(() => provider.close());

/** Writes a report with something else in it, and returns its name. */
function changed(name: string, change: (report: Report) => void): string {
  const other = structuredClone(report);
  change(other);
  writeFileSync(path.join(folder, name), JSON.stringify(other));
  return name;
}

test('a finding still shows at the provider of the report, by its row and by its id', async () => {
  for (const name of ['RES-204', report.findings[0]?.id ?? '']) {
    const { exitCode, stdout } = await graphContract(['reproduce', 'out/report.json', name]);
    expect(stdout).toMatch(/^SHOWS {2}RES-204-/);
    expect(exitCode).toBe(1);
  }
});

test('it shows no more at the embedded provider, where the report is of that', async () => {
  const file = changed('embedded.json', ({ subject }) => (subject.embedded = true));
  const { exitCode, stdout } = await graphContract(['reproduce', file, '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ requirement: 'RES-204', state: 'gone' })]);
});

test('no token goes to a host that only the report names', async () => {
  const file = changed('elsewhere.json', ({ subject }) => (subject.target = 'https://evil.example/v1.0'));
  const { exitCode, stderr } = await graphContract(['reproduce', file], { env: { GRAPH_TOKEN: 'canary' } });
  expect(stderr).toContain('a token is sent only to a provider that you name');
  expect(exitCode).toBe(2);
});

test.each([[[]], [['--json']]])(
  'what a report says is no command to a terminal or a CI system: %j',
  async (more) => {
    const file = changed('hostile.json', ({ findings: [finding] }) =>
      Object.assign(finding as object, {
        message: HOSTILE,
        check: HOSTILE,
        requirement: HOSTILE,
        pointer: HOSTILE,
      }),
    );
    const { stdout, stderr } = await graphContract(['reproduce', file, ...more]);
    expect(stdout).toContain('egnp.exe');
    expect(stdout + stderr).not.toMatch(UNSAFE);
  },
);

test.each([
  ['//evil.example/v1.0/policies', 'path'],
  ['/../../admin', 'path'],
  ['/policies/authenticationMethodsPolicy', 'path'],
  ['@evil.example/', 'report'],
])('a path %s in a report is not sent', async (odd, why) => {
  const file = changed('path.json', ({ findings }) => {
    for (const { reproduction } of findings) for (const step of reproduction?.steps ?? []) step.path = odd;
  });
  const { exitCode, stdout, stderr } = await graphContract(['reproduce', file]);
  expect(stdout + stderr).toContain(why);
  expect(exitCode).toBe(why === 'report' ? 2 : 3);
});

test.each([
  ['Host', 'evil.example'],
  ['X-Odd', 'a\r\nHost: evil.example'],
])('a header %s in a report is not sent', async (name, value) => {
  const file = changed('header.json', ({ findings }) => {
    for (const { reproduction } of findings) reproduction?.steps[0]?.headers.push([name, value]);
  });
  const { exitCode, stdout } = await graphContract(['reproduce', file]);
  expect(stdout).toMatch(/^NOT TRIED .* a header in it/);
  expect(exitCode).toBe(3);
});

test('what cannot be reproduced says why: its outcome and its blame', async () => {
  const file = changed('informational.json', ({ findings }) => {
    findings.push({
      ...(findings[0] as (typeof findings)[number]),
      ...{ id: 'ERR-CODE-1', requirement: 'ERR-CODE', outcome: 'informational' as const },
    });
    delete findings.at(-1)?.reproduction;
  });
  const { exitCode, stderr } = await graphContract(['reproduce', file, 'ERR-CODE']);
  expect(stderr).toBe(
    `${file}: ERR-CODE cannot be reproduced: its outcome is informational, its blame is provider; only findings against the provider that violate or deviate are sent again\n`,
  );
  expect(exitCode).toBe(2);
});

test('a name that is of no finding, and a file that is no report, are bad usage', async () => {
  expect(await graphContract(['reproduce', 'out/report.json', 'GET-SHAPE'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('GET-SHAPE'),
  });
  writeFileSync(path.join(folder, 'none.json'), '{}');
  expect(await graphContract(['reproduce', 'none.json'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('it is not a report'),
  });
});

test('a report of traffic says at once that nothing in it can be sent again', async () => {
  const file = changed('traffic.json', (report) => {
    report.subject = { kind: 'traffic', target: 'a.har' } as Report['subject'];
    for (const finding of report.findings) delete finding.reproduction;
  });
  const { exitCode, stderr } = await graphContract(['reproduce', file]);
  expect(stderr).toBe(
    `${file}: the report has no requests that show its findings; a report of verify has them\n`,
  );
  expect(exitCode).toBe(2);
});

test('a provider that is not there could not be tried', async () => {
  const { exitCode, stdout } = await graphContract([
    ...['reproduce', 'out/report.json', '--provider', 'http://127.0.0.1:1/v1.0'],
    ...['--timeout', '200'],
  ]);
  expect(stdout).toMatch(/^NOT TRIED/);
  expect(exitCode).toBe(3);
});

test('a provider that is not there is told of once, however many findings there are', async () => {
  const file = changed('several.json', ({ findings }) => {
    findings.push(...findings.map((each) => ({ ...each, id: `${each.id}-b`, pointer: '/elsewhere' })));
  });
  const { exitCode, stdout } = await graphContract([
    ...['reproduce', file, '--provider', 'http://127.0.0.1:1/v1.0', '--timeout', '200'],
  ]);
  expect(stdout).toMatch(/^NOT TRIED {2}none of 2 findings {2}no server listens: [^\n]*\n0 of 2 still show/);
  expect(exitCode).toBe(3);
});

test.each([
  ['GRAPH_TOKEN_READONLY', [], { GRAPH_TOKEN_READONLY: 'zzz yyy' }],
  ['--token-readonly', ['--token-readonly', 'zzz yyy'], {}],
])('a token that is none is named by where it comes from: %s', async (source, args, env) => {
  const { stderr, exitCode } = await graphContract(['reproduce', 'out/report.json', ...args], { env });
  expect(stderr).toMatch(new RegExp(`^${source} is not a token`, 'm'));
  expect(exitCode).toBe(2);
});

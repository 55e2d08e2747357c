import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parse, type ITestResult } from 'test-results-parser';
import { renderJunit } from '../../src/reports';
import type { Outcome, Report } from '../../src/results/report';
import {
  conforming,
  finding,
  HOSTILE,
  hostile,
  incomplete,
  interaction,
  register,
  report,
  row,
  trouble,
  UNSAFE,
  violating,
  waived,
} from './support';
import { visible } from '../../src/results/visible';
import { temporaryFolder } from '../cli/support';

interface Counted {
  name: string;
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  time: string;
}
interface Told {
  message: string;
  type?: string;
  '#text'?: string;
}
interface TestCase {
  classname: string;
  name: string;
  time: string;
  failure?: Told;
  error?: Told;
  skipped?: Told;
  'system-out'?: string;
}
interface Suite extends Counted {
  properties: { property: { name: string; value: string }[] };
  testcase: TestCase[];
}
interface Suites extends Counted {
  testsuite: Suite[];
}

function parsed(made: Report): Suites {
  const xml = renderJunit(made, register);
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => ['testsuite', 'testcase', 'property'].includes(name),
  });
  return (parser.parse(xml) as { testsuites: Suites }).testsuites;
}

const casesOf = (made: Report): TestCase[] => parsed(made).testsuite.flatMap(({ testcase }) => testcase);
const caseOf = (made: Report, name: string): TestCase => {
  const [found, ...more] = casesOf(made).filter((one) => one.name === name);
  if (!found || more.length > 0) throw new Error(`not one case ${name}`);
  return found;
};
const ending = (one: TestCase): string =>
  (['failure', 'error', 'skipped'] as const).filter((name) => one[name] !== undefined).join() || 'passed';
const count = (cases: TestCase[], name: string): string =>
  String(cases.filter((one) => ending(one) === name).length);

const reports: [string, () => Report][] = [
  ['conforming', conforming],
  ['violating', violating],
  ['incomplete', incomplete],
  ['hostile', hostile],
  ['waived', waived],
  ['empty', () => report([], { verdict: 'incomplete', reason: 'nothing was judged' })],
  ['unexplained', () => report([row('RES-204')], { verdict: 'incomplete' })],
];

test.each(reports)('the numbers of a %s report are those of its cases', (_name, make) => {
  const suites = parsed(make());
  for (const [counted, cases] of [
    [suites, suites.testsuite.flatMap(({ testcase }) => testcase)],
    ...suites.testsuite.map((suite): [Counted, TestCase[]] => [suite, suite.testcase]),
  ] as [Counted, TestCase[]][]) {
    expect(counted).toMatchObject({
      tests: String(cases.length),
      failures: count(cases, 'failure'),
      errors: count(cases, 'error'),
      skipped: count(cases, 'skipped'),
      time: cases.reduce((sum, { time }) => sum + Number(time), 0).toFixed(3),
    });
  }
  expect(Number(suites.time) * 1000).toBe(make().provenance.durationMs);
});

test.each(reports)('a %s report fails exactly if the verdict is not conforms', (_name, make) => {
  const { failures, errors } = parsed(make());
  expect(Number(failures) + Number(errors) === 0).toBe(make().verdict === 'conforms');
});

test('has a suite for each family and a case for each check', () => {
  const suites = parsed(
    report(['AUT-401', 'BAT-OUTER', 'ERR-CODE', 'REQ-TYPE', 'RES-204', 'SEM-MERGE'].map((id) => row(id))),
  );
  expect(suites.name).toBe('graph-contract: temporaryAccessPass, provider http://127.0.0.1:4010/v1.0');
  expect(suites.testsuite.map(({ name, testcase }) => [name, testcase.map((one) => one.name)])).toEqual([
    ['run', ['run']],
    ['request', ['request/odata-type']],
    ['response', ['response/status', 'response/acceptance']],
    ['state', ['state/merge']],
    ['errors', ['errors/code']],
    ['authorization', ['authorization/challenge', 'authorization/scheme-case']],
    ['batch', ['batch/outer']],
  ]);
  expect(suites.testsuite[1]?.testcase[0]?.classname).toBe('graph-contract.request');
});

const found = (id: string, outcome: Outcome, more: Partial<Report> = {}): Report =>
  report([row(id, outcome), row('RES-EMPTY', 'violates')], {
    verdict: 'violates',
    findings: [finding(id, outcome), finding('RES-EMPTY', 'violates')],
    ...more,
  });

test.each<[Outcome, string, string, boolean, string]>([
  ['violates', 'SEM-MERGE', 'state/merge', false, 'failure'],
  ['error', 'SEM-MERGE', 'state/merge', false, 'error'],
  ['untestable', 'SEM-MERGE', 'state/merge', false, 'error'],
  ['untestable', 'SEM-REPEAT', 'state/repeat', false, 'skipped'],
  ['waived', 'SEM-MERGE', 'state/merge', false, 'skipped'],
  ['deviates', 'SEM-REPEAT', 'state/repeat', false, 'passed'],
  ['deviates', 'SEM-REPEAT', 'state/repeat', true, 'failure'],
  ['informational', 'ERR-CODE', 'errors/code', true, 'passed'],
  ['conforms', 'SEM-MERGE', 'state/merge', false, 'passed'],
  ['not-exercised', 'SEM-MERGE', 'state/merge', false, 'skipped'],
  ['not-applicable', 'SEM-MERGE', 'state/merge', false, 'skipped'],
])('%s of %s puts %s (strict: %s) at %s', (outcome, id, check, strict, end) => {
  for (const findings of [[], [finding(id, outcome)]])
    expect(ending(caseOf(found(id, outcome, { strict, findings }), check))).toBe(end);
});

test('a failure says all that is needed to act on it', () => {
  const { failure } = caseOf(violating(), 'response/status');
  expect(failure).toMatchObject({ message: 'success must be 204, got 200', type: 'violates' });
  const text = failure?.['#text'];
  for (const part of [
    'RES-204 MUST',
    'expected: 204 without content',
    'actual: 200 with 412 bytes of JSON',
    'place: status',
    'exchanges: e3, e7 (7 times)',
    register.byId.get('RES-204')?.sources[0]?.url,
    'curl -i -X PATCH',
  ])
    expect(text).toContain(part);
});

test('a failure is put on the check that its finding names alone', () => {
  expect(ending(caseOf(violating(), 'response/acceptance'))).toBe('passed');
});

test('what no check was reached for is put on every check of the row', () => {
  expect(ending(caseOf(incomplete(), 'response/status'))).toBe('error');
  expect(ending(caseOf(incomplete(), 'response/acceptance'))).toBe('error');
});

test('trouble that is of no row fails the run', () => {
  const made = report([row('RES-204')], {
    verdict: 'incomplete',
    findings: [trouble('connect ECONNREFUSED')],
  });
  expect(caseOf(made, 'run').error).toMatchObject({ message: 'connect ECONNREFUSED' });
});

test('the reason of an incomplete run is an error of the run', () => {
  expect(caseOf(incomplete(), 'run').error?.message).toBe('the provider did not answer');
});

test('a finding of a check that no row names has a case of its own', () => {
  const made = report([], { verdict: 'violates', findings: [finding('RES-204', 'violates')] });
  expect(ending(caseOf(made, 'response/status'))).toBe('failure');
});

test('what the verdict leaves out does not fail', () => {
  const made = report([row('SEM-MERGE', 'violates')], { findings: [finding('SEM-MERGE', 'violates')] });
  const one = caseOf(made, 'state/merge');
  expect(ending(one)).toBe('passed');
  expect(one['system-out']).toContain('violates: SEM-MERGE MUST');
});

test('a deviation under --strict is not hidden by a waiver of the same check', () => {
  const made = report([row('SEM-REPEAT', 'waived')], {
    verdict: 'violates',
    strict: true,
    findings: [finding('SEM-REPEAT', 'waived'), finding('SEM-REPEAT', 'deviates')],
  });
  expect(ending(caseOf(made, 'state/repeat'))).toBe('failure');
});

test('a case that passes tells what was found', () => {
  expect(caseOf(violating(), 'response/request-id')['system-out']).toContain('request-id is missing');
});

test('a skipped case says why', () => {
  const made = violating();
  expect(caseOf(made, 'authorization/challenge').skipped?.message).toBe(
    'waived: WWW-Authenticate is missing',
  );
  expect(caseOf(made, 'batch/outer').skipped?.message).toBe('not-applicable: declared absent');
});

test('an interaction has a case', () => {
  expect(ending(caseOf(violating(), 'portal: an update (given the policy exists)'))).toBe('failure');
  expect(ending(caseOf(violating(), 'portal: a read'))).toBe('passed');
});

test('an interaction that fails says what was expected, what came, by which clause and how to send it again', () => {
  const { failure } = caseOf(violating(), 'portal: an update (given the policy exists)');
  expect(failure?.message).toMatch(/^expected 200 but was 204\./);
  expect(failure?.['#text']).toMatch(
    new RegExp(
      [
        '^violates: portal: an update \\(given the policy exists\\)',
        'expected 200 but was 204\\. .*',
        'expected: status: 200',
        'actual: status: 204',
        'pact: pacts/portal.json',
        'exchanges: x9',
        'blame: client',
        'clause: Update page, Response https://.*',
        'curl -i .*$',
      ].join('\n'),
    ),
  );
});

test('an interaction that is pending, or that the user declared absent, is skipped', () => {
  const made = report([row('RES-204')], {
    interactions: [
      interaction('an update', { outcome: 'waived', blame: 'provider', message: 'expected 204 but was 200' }),
      interaction('a read', { outcome: 'not-applicable', message: 'read is declared absent' }),
    ],
  });
  expect(caseOf(made, 'portal: an update').skipped?.message).toBe('waived: expected 204 but was 200');
  expect(caseOf(made, 'portal: a read').skipped?.message).toBe('not-applicable: read is declared absent');
});

test('says what was judged, by what and on what evidence', () => {
  expect(parsed(violating()).testsuite[0]?.properties.property).toEqual([
    { name: 'verdict', value: 'violates' },
    { name: 'target', value: 'http://127.0.0.1:4010/v1.0' },
    { name: 'contract.operation', value: violating().contract.operation },
    { name: 'contract.revision', value: '2026-11-22' },
    { name: 'contract.digest', value: 'sha256:0a' },
    { name: 'tool.version', value: '0.1.0' },
    { name: 'startedAt', value: '2026-11-30T03:00:00.000Z' },
    { name: 'commit', value: '525adb0' },
    { name: 'ci.url', value: 'https://github.com/example/example/actions/runs/1' },
    { name: 'evidence.digest', value: 'sha256:0b' },
  ]);
  expect(parsed(incomplete()).testsuite[0]?.properties.property).toContainEqual({
    name: 'reason',
    value: 'the provider did not answer',
  });
});

test('what is waived is skipped with the reason, and tells all of it', () => {
  for (const name of ['response/status', 'portal: an update']) {
    const one = caseOf(waived(), name);
    expect(one.skipped?.message).toBe('waived: the gateway answers 200 until its next release');
    for (const part of ['waivers[0]', 'team-gateway', 'until 2026-12-06', 'https://tracker.example/GW-7'])
      expect(one['system-out']).toContain(part);
  }
});

describe('a reader of other people', () => {
  const folder = temporaryFolder();
  const read = (made: Report): ITestResult => {
    const file = path.join(folder, 'junit.xml');
    writeFileSync(file, renderJunit(made, register));
    return parse({ type: 'junit', files: [file] });
  };

  test.each(reports)('finds in a %s report the cases, how they ended, and the verdict', (_name, make) => {
    const result = read(make());
    const cases = casesOf(make());
    const failed = cases.filter((one) => ['failure', 'error'].includes(ending(one)));
    expect(result.status).toBe(failed.length > 0 ? 'FAIL' : 'PASS');
    expect(result.failed + result.errors).toBe(failed.length);
    expect(result.skipped).toBe(Number(count(cases, 'skipped')));
    expect(result.duration).toBe(make().provenance.durationMs);
    const statuses = { failure: 'FAIL', error: 'FAIL', skipped: 'SKIP', passed: 'PASS' } as const;
    expect(result.suites.flatMap(({ cases: some }) => some.map(({ status }) => status))).toEqual(
      cases.map((one) => statuses[ending(one) as keyof typeof statuses]),
    );
    for (const { metadata } of result.suites)
      expect(metadata).toMatchObject({ verdict: make().verdict, target: visible(make().subject.target) });
  });
});

test('hostile text comes through visible, in attributes and in text', () => {
  expect(renderJunit(hostile(), register)).not.toMatch(UNSAFE);
  const { failure } = caseOf(hostile(), 'response/status');
  expect(failure?.message).toBe(visible(HOSTILE));
  expect(failure?.['#text']).toContain(`actual: ${visible(HOSTILE)}\n`);
});

test.each(['true', 'false', '', ' ', ']]>', '<!--', '&#0;', '__proto__'])(
  'takes %j for a target',
  (target) => {
    const made = report([row('RES-204')], { subject: { kind: 'provider', target } });
    expect(renderJunit(made, register)).toMatch(/<property name="target" value="[^"<]*"><\/property>/);
    parsed(made);
  },
);

test('each finding of a case comes with the command that repeats it, and the first ten with a script too', () => {
  const made = violating();
  const steps = [{ name: 'a read', method: 'GET', path: '/policies/x', headers: [], body: null }];
  const expected = { check: 'response/status', requirement: 'RES-204', pointer: null, step: 0 };
  const reproduction = { steps, expect: { ...expected, expected: '204', actual: '200', test: null } };
  made.findings = Array.from({ length: 12 }, (_, at) =>
    finding('RES-204', 'violates', { id: `RES-204-${at}`, message: `m${at}`, reproduction }),
  );
  const xml = renderJunit(made, register, 'out/report.json');
  expect(xml.split('# 1: a read')).toHaveLength(11);
  expect(
    [...xml.matchAll(/graph-contract reproduce out\/report\.json ([\w-]+)/g)].map(([, id]) => id),
  ).toEqual(made.findings.map(({ id }) => id));
});

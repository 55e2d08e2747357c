import { diff, whyIncomparable } from '../../src/results/diff';
import { exitCodeOfDifference } from '../../src/results/exit-code';
import { renderDifferenceJson } from '../../src/results/difference';
import { renderDifference } from '../../src/reports/diff-console';
import type { Outcome, Report } from '../../src/results/report';
import { complaints, validator } from '../reports/schema';
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
} from '../reports/support';

const told = (before: Report, after: Report, quiet = false): string =>
  renderDifference(diff(before, after), register, { color: false, width: 80, quiet });

/** A report of one row at this outcome. */
const at = (id: string, outcome: Outcome): Report =>
  report([row(id, outcome)], { verdict: outcome === 'violates' ? 'violates' : 'conforms' });

const violation = (more: Partial<Report> = {}): Report =>
  report([row('RES-204', 'violates')], {
    verdict: 'violates',
    findings: [finding('RES-204', 'violates')],
    ...more,
  });

const valid = validator('diff');

test.each([
  ['conforming', conforming],
  ['violating', violating],
  ['incomplete', incomplete],
  ['waived', waived],
  ['hostile', hostile],
])('a report does not differ from itself: %s', (_name, make) => {
  const difference = diff(make(), make());
  expect(difference).toMatchObject({
    ...{ result: 'same', notes: [], requirements: [], findings: [], interactions: [] },
    unchanged: { requirements: make().requirements.length },
  });
  expect(exitCodeOfDifference(difference)).toBe(0);
  expect(told(make(), make())).toBe('no difference\n');
});

test('what differs from run to run is no difference', () => {
  const of = (port: number, id: string): Report =>
    violation({
      subject: { kind: 'provider', target: `http://127.0.0.1:${port}/v1.0` },
      provenance: { ...conforming().provenance, startedAt: `2026-11-30T0${id}:00:00.000Z` },
      findings: [finding('RES-204', 'violates', { message: `x000${id} took ${id}0 ms`, exchanges: [id] })],
    });
  expect(told(of(4010, '1'), of(4999, '2'))).toBe('no difference\n');
});

test('every pair of reports makes a difference of the published shape', () => {
  const reports = [conforming, violating, incomplete, waived, hostile].map((make) => make());
  for (const before of reports)
    for (const after of reports) {
      const json = renderDifferenceJson(diff(before, after));
      expect(complaints(valid, JSON.parse(json))).toEqual([]);
      expect(json).not.toMatch(UNSAFE);
      expect(told(before, after)).not.toMatch(UNSAFE);
    }
});

test.each<[string, Outcome, Outcome, change: string | undefined, exitCode: number]>([
  ['RES-204', 'conforms', 'violates', 'worse', 1],
  ['RES-204', 'waived', 'violates', 'worse', 1],
  ['RES-204', 'violates', 'conforms', 'better', 0],
  ['RES-204', 'violates', 'waived', 'better', 0],
  ['RES-204', 'violates', 'violates', undefined, 0],
  ['RES-204', 'conforms', 'not-exercised', 'worse', 1],
  ['RES-204', 'conforms', 'not-applicable', 'worse', 1],
  ['RES-204', 'not-exercised', 'conforms', 'better', 0],
  ['RES-REQID', 'conforms', 'deviates', 'worse', 0],
  ['RES-REQID', 'conforms', 'not-exercised', 'worse', 0],
  ['RES-REQID', 'deviates', 'informational', 'better', 0],
])('a row %s from %s to %s', (id, before, after, change, exitCode) => {
  const difference = diff(at(id, before), at(id, after));
  expect(difference.requirements[0]?.change).toBe(change);
  const { regression } = difference.requirements[0] ?? { regression: false };
  expect(regression).toBe(exitCode === 1);
  expect(exitCodeOfDifference(difference)).toBe(exitCode);
});

test('says of a row that is not judged any more why it got worse', () => {
  const text = told(at('RES-204', 'conforms'), at('RES-204', 'not-exercised')).replace(/\s+/g, ' ');
  expect(text).toContain('conforms -> not-exercised (got worse: no longer judged)');
});

test('a row that only one report has', () => {
  const one = report([row('RES-204')]);
  const two = report([row('RES-204'), row('SEM-MERGE')]);
  const added = diff(one, two).requirements;
  expect(added).toEqual([
    {
      ...{ id: 'SEM-MERGE', level: 'MUST', change: 'appeared', regression: false },
      ...{ before: null, after: { outcome: 'conforms', judged: 3 } },
    },
  ]);
  // A MUST that is not judged any more is a regression, wherever it went.
  expect(diff(two, one)).toMatchObject({
    result: 'worse',
    requirements: [{ id: 'SEM-MERGE', change: 'disappeared', regression: true, after: null }],
  });
  expect(diff(report([row('RES-204'), row('RES-REQID')]), one).result).toBe('changed');
});

test('findings that appeared, disappeared, and changed', () => {
  const before = violation({
    findings: [
      finding('RES-204', 'violates', { message: 'stays', count: 2 }),
      finding('RES-204', 'violates', { message: 'goes' }),
      finding('RES-204', 'deviates', { message: 'grows worse' }),
      finding('RES-204', 'violates', { message: 'is waived now' }),
      finding('RES-204', 'violates', { message: 'is the same' }),
    ],
  });
  const after = violation({
    findings: [
      finding('RES-204', 'violates', { message: 'stays', count: 5 }),
      finding('RES-204', 'violates', { message: 'grows worse' }),
      finding('RES-204', 'waived', { message: 'is waived now' }),
      finding('RES-204', 'violates', { message: 'comes' }),
      finding('RES-204', 'informational', { message: 'is a note' }),
      finding('RES-204', 'violates', { message: 'is the same' }),
    ],
  });
  const { findings, unchanged } = diff(before, after);
  expect(findings.map(({ message, change, regression }) => [message, change, regression])).toEqual([
    ['stays', 'count', false],
    ['grows worse', 'worse', true],
    ['is waived now', 'better', false],
    ['comes', 'appeared', true],
    ['is a note', 'appeared', false],
    ['goes', 'disappeared', false],
  ]);
  expect(findings[0]).toMatchObject({
    before: { outcome: 'violates', count: 2 },
    after: { outcome: 'violates', count: 5 },
  });
  expect(unchanged.findings).toBe(1);
});

test('findings of one identity are one, at their worst and with their sum', () => {
  const twice = [finding('RES-204', 'deviates', { count: 1 }), finding('RES-204', 'violates', { count: 2 })];
  const [change] = diff(conforming(), violation({ findings: twice })).findings;
  expect(change?.after).toEqual({ outcome: 'violates', count: 3 });
  const other = violation({ findings: [...twice].reverse() });
  expect(diff(violation({ findings: twice }), other).findings).toEqual([]);
});

test('trouble that is of no row is a regression, unless the verdict does not mind it', () => {
  const before = conforming();
  const after = { ...conforming(), findings: [trouble('connect ECONNREFUSED')] };
  expect(diff(before, { ...after, verdict: 'incomplete' as const }).findings).toMatchObject([
    { requirement: null, change: 'appeared', regression: true },
  ]);
  expect(exitCodeOfDifference(diff(before, after))).toBe(0);
});

test('interactions', () => {
  const of = (...interactions: ReturnType<typeof interaction>[]): Report =>
    report([row('RES-204')], { verdict: 'violates', interactions });
  const broken = { outcome: 'violates', blame: 'client', message: 'expected 200' } as const;
  const difference = diff(
    of(interaction('breaks'), interaction('is mended', broken), interaction('goes'), interaction('stays')),
    of(interaction('breaks', broken), interaction('is mended'), interaction('stays'), interaction('comes')),
  );
  expect(
    difference.interactions.map(({ description, change, regression }) => [description, change, regression]),
  ).toEqual([
    ['breaks', 'worse', true],
    ['is mended', 'better', false],
    ['comes', 'appeared', false],
    ['goes', 'disappeared', false],
  ]);
  expect(difference.unchanged.interactions).toBe(1);
});

test('a verdict of conforms that is lost is a regression, whatever took it', () => {
  const lost = report([row('RES-REQID')], { verdict: 'incomplete', reason: 'nothing was judged' });
  const difference = diff(report([row('RES-REQID')]), lost);
  expect(difference).toMatchObject({ result: 'worse', verdict: { regression: true }, requirements: [] });
  expect(told(report([row('RES-REQID')]), lost)).toContain('verdict conforms -> incomplete (exit 1)');
});

test('another strictness alone is no regression; with it, a deviation that is new is one', () => {
  const deviating = { findings: [finding('RES-REQID', 'deviates')] };
  const strict = { ...deviating, strict: true, verdict: 'violates' } as const;
  const mild = report([row('RES-REQID', 'deviates')], deviating);
  const harsh = report([row('RES-REQID', 'deviates')], strict);
  expect(diff(mild, harsh)).toMatchObject({
    result: 'changed',
    notes: [{ what: 'strict', before: 'false', after: 'true' }],
  });
  expect(diff(report([row('RES-REQID')], { strict: true }), harsh).result).toBe('worse');
});

test('what the reports were made by is noted', () => {
  const before = conforming();
  const after: Report = {
    ...before,
    tool: { name: 'graph-contract', version: '9.0.0' },
    contract: { ...before.contract, revision: '2027-01-01', digest: 'sha256:0c' },
    subject: { ...before.subject, target: 'https://gateway.example/v1.0' },
  };
  const { notes, result } = diff(before, after);
  expect(notes.map(({ what }) => what)).toEqual(['contract revision', 'contract digest', 'tool', 'target']);
  expect(result).toBe('changed');
  const text = told(before, after);
  expect(text).toContain('note    tool: graph-contract 0.1.0 -> graph-contract 9.0.0\n');
  expect(text).toContain('not worse: nothing changed; verdict still conforms (exit 0)');
});

test('what is of another operation or kind of subject is not compared', () => {
  const { contract, subject } = conforming();
  expect(whyIncomparable(conforming(), violating())).toBeUndefined();
  expect(
    whyIncomparable(conforming(), { ...conforming(), contract: { ...contract, operation: 'GET /x' } }),
  ).toMatch(/different operations: PATCH .*, and GET \/x$/);
  expect(whyIncomparable(conforming(), { ...conforming(), subject: { ...subject, kind: 'client' } })).toMatch(
    /different kinds of subject: provider, and client$/,
  );
});

test('is told by requirement, regressions first', () => {
  const before = report([row('RES-204'), row('SEM-MERGE', 'violates')], {
    verdict: 'violates',
    findings: [finding('SEM-MERGE', 'violates', { message: 'a member was lost' })],
  });
  const after = report([row('SEM-MERGE'), row('RES-204', 'violates')], {
    verdict: 'violates',
    findings: [finding('RES-204', 'violates')],
    interactions: [interaction('an update', { outcome: 'violates', message: 'expected 200' })],
  });
  expect(told(before, after)).toBe(`before  http://127.0.0.1:4010/v1.0, 2026-11-30T03:00:00.000Z
after   http://127.0.0.1:4010/v1.0, 2026-11-30T03:00:00.000Z

RES-204 MUST  ${register.byId.get('RES-204')?.title}  conforms -> violates  (got worse)
  appeared     violates (7 times)  [response/status]  success must be 204, got
               200  (got worse)

SEM-MERGE MUST  ${register.byId.get('SEM-MERGE')?.title}  violates -> conforms
  disappeared  violates (7 times)  [state/merge]  a member was lost

interaction  portal: an update  absent -> violates  (got worse)
  expected 200

worse: 2 requirements changed, 1 for the worse; 2 findings changed, 1 for the
  worse; 1 interaction changed, 1 for the worse; verdict still violates (exit 1)
`);
  expect(told(before, after, true).split('\n')).toHaveLength(3);
});

test('colour says nothing that the words do not', () => {
  const difference = diff(conforming(), violating());
  const colored = renderDifference(difference, register, { color: true, width: 80 });
  expect(colored).toContain('\u001b[31m');
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(told(conforming(), violating()));
});

test('what is huge is told in short', () => {
  const long = `${HOSTILE} | <script>`.repeat(2000);
  const many = (prefix: string): Report =>
    violation({
      requirements: Array.from({ length: 3000 }, (_, index) => ({
        ...row('RES-204', prefix === 'old' ? 'conforms' : 'violates'),
        ...(index > 0 && { id: `${prefix}-${index}-${long.slice(0, 500)}` }),
      })),
      findings: Array.from({ length: 3000 }, (_, index) =>
        finding('RES-204', 'violates', { message: `${prefix} ${index} ${long.slice(0, 3000)}` }),
      ),
      interactions: Array.from({ length: 3000 }, (_, index) =>
        interaction(`${prefix} ${index} ${long.slice(0, 500)}`, { outcome: 'violates', message: long }),
      ),
    });
  const text = told(many('old'), many('new'));
  expect(text.length).toBeLessThan(80_000);
  expect(text).toMatch(/and \d+ more requirements: --json has them/);
  expect(text).toMatch(/and \d+ more findings: --json has them/);
  expect(text).toMatch(/and \d+ more interactions: --json has them/);
  expect(text).not.toMatch(UNSAFE);
});

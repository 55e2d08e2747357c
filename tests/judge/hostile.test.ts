import fc from 'fast-check';
import { growthOf, LINEAR } from '../bounds/growth';
import type { ExchangeCheck } from '../../src/checks/check';
import { Judge, judge, type Judged, type Tally } from '../../src/judge/judge';
import { Redactor } from '../../src/exchanges/redact';
import type { Exchange } from '../../src/exchanges/exchange';
import { exchange, POLICY, ROOT, updateOf, URL_OF_POLICY } from '../checks/support';

const of = (exchanges: readonly Exchange[]): Judged => judge(exchanges, { subject: 'traffic' });

const nested = (levels: number): string => `{"defaultLength":${'['.repeat(levels)}1${']'.repeat(levels)}}`;

test.each([
  ['a request', exchange({ id: 'deep', text: nested(20_000) })],
  ['an answer', exchange({ id: 'deep', status: 400, answer: { text: nested(20_000) } })],
])('%s that is nested too deep is an error of its own, and what follows is judged', (_, deep) => {
  const judged = of([deep, exchange({ id: 'next', json: { isUsableOnce: true } })]);
  expect(judged.findings.filter(({ outcome }) => outcome === 'error')).toMatchObject([
    {
      exchanges: ['deep'],
      message: expect.stringMatching(
        /nested more than 128 levels deep at byte \d+; GRAPH_CONTRACT_LIMITS=depth=256 raises it$/,
      ),
    },
  ]);
  expect(judged.findings).toContainEqual(
    expect.objectContaining({ requirement: 'REQ-TYPE', exchanges: ['next'] }),
  );
});

const OTHER = { id: '1', method: 'GET', url: '/me' };
const OURS = { id: '2', method: 'GET', url: URL_OF_POLICY };

test.each([
  ['one of the first', [OURS], []],
  ['one that is not looked into', [], [OURS]],
])(
  'of a batch without end the first requests are judged, and the limit is told: %s is ours',
  (_, first, last) => {
    const requests = [...first, ...Array.from({ length: 1000 }, () => OTHER), ...last];
    const judged = of([
      exchange({ id: 'endless', method: 'POST', url: `${ROOT}/$batch`, json: { requests } }),
      exchange({ id: 'next', json: { isUsableOnce: true } }),
    ]);
    expect(judged.findings.filter(({ outcome }) => outcome === 'error')).toMatchObject([
      {
        exchanges: ['endless'],
        message: expect.stringMatching(
          /batch: only the first 1000 of its 1001 requests are looked into; GRAPH_CONTRACT_LIMITS=batch=2000 raises it$/,
        ),
      },
    ]);
    expect(judged.findings).toContainEqual(expect.objectContaining({ requirement: 'BAT-LIMIT' }));
    expect(judged.findings).toContainEqual(expect.objectContaining({ exchanges: ['next'] }));
  },
);

test('a batch without end that names no policy is passed over', () => {
  const requests = Array.from({ length: 1001 }, () => OTHER);
  const judged = of([exchange({ method: 'POST', url: `${ROOT}/$batch`, json: { requests } })]);
  expect(judged.findings).toEqual([]);
  expect(judged.seen.passedOver).toBe(1);
});

/** Values whose members have the names of what JavaScript calls to make a text or a copy of an object. */
const HOSTILE = [
  '{"toString":1}',
  '{"valueOf":1,"toString":null}',
  '{"__proto__":{"toString":1}}',
  '{"constructor":1}',
  '{"hasOwnProperty":1,"toJSON":2}',
  '[{"toString":1}]',
];

test.each(HOSTILE)('whatever member of a batch is %s, the batch is judged, and what follows too', (value) => {
  for (const member of ['id', 'method', 'url', 'headers', 'body', 'dependsOn']) {
    const text = `{"requests":[{"id":"1","method":"PATCH","url":"/x",${JSON.stringify(member)}:${value}}],"responses":[{"id":${value},"status":${value}}]}`;
    const judged = of([
      exchange({ method: 'POST', url: `${ROOT}/$batch`, text, status: 200, answer: { text } }),
      exchange({ id: 'next', json: { isUsableOnce: true } }),
    ]);
    expect(judged.findings.map(({ exchanges }) => exchanges)).toContainEqual(['next']);
    expect(judged.findings.filter(({ outcome }) => outcome === 'error')).toEqual([]);
  }
});

test('whatever JSON an update, a policy or an error holds, nothing of it ends the judging', () => {
  const hostile = fc.constantFrom(...HOSTILE, '1e999', '"\\ud800"', 'null', '{"":{"":""}}');
  const names = fc.constantFrom(...Object.keys(POLICY), 'error', 'toString', '__proto__', '@odata.type');
  fc.assert(
    fc.property(fc.array(fc.tuple(names, hostile), { maxLength: 6 }), (members) => {
      const text = `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
      const redactor = new Redactor();
      const judged = of(
        [
          exchange({ text, status: 400, answer: { text } }),
          exchange({ method: 'GET', status: 200, answer: { text } }),
        ].map((each) => redactor.exchange(each)),
      );
      expect(judged.findings.filter(({ outcome }) => outcome === 'error')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a check that fails at an exchange is an error of that exchange, with its address', () => {
  const failing: ExchangeCheck = {
    address: 'request/content-type',
    requirement: 'REQ-CT',
    needs: [],
    scope: 'exchange',
    judge(view) {
      if (view.exchange.id === 'odd') throw new RangeError('too much\nof it');
      return undefined;
    },
  };
  const judged = judge(
    [
      exchange({ id: 'odd', source: { kind: 'ndjson', file: 'log.ndjson', line: 7 }, json: updateOf({}) }),
      exchange({ id: 'next' }),
    ],
    { subject: 'client', checks: [failing] },
  );
  expect(judged.findings).toMatchObject([
    {
      outcome: 'error',
      check: 'request/content-type',
      exchanges: ['odd'],
      message: expect.stringMatching(/^the check failed: .*hostile\.test\.ts:\d+: too much$/) as string,
    },
  ]);
});

test('an update with many members that nobody knows takes time that grows with them alone, and is no part of the report for each', () => {
  const wide = (members: number): Judged =>
    of([
      exchange({
        json: updateOf(Object.fromEntries(Array.from({ length: members }, (_, at) => [`k${at}`, at]))),
      }),
    ]);
  expect(growthOf(wide, 256)).toBeLessThan(LINEAR);
  const { findings } = wide(20_000);
  expect(findings).toHaveLength(100);
  expect(JSON.stringify(findings).length).toBeLessThan(10_000_000);
});

/** An update with so many unknown members, and a target with as many. */
const undeclared = (members: number, id = 'x1'): Exchange => {
  const names = (letter: string): object =>
    Object.fromEntries(Array.from({ length: members }, (_, at) => [`${letter}${at}`, at]));
  const target = { targetType: 'group', id: '00000000-0000-0000-0000-000000000000', ...names('t') };
  return exchange({ id, json: updateOf({ ...names('k'), excludeTargets: [target] }) });
};

test('of the members of a body that nobody knows a hundred are told by row, and all are counted', () => {
  const { findings, requirements } = of([undeclared(150), undeclared(150, 'x2')]);
  for (const row of ['REQ-UNKNOWN', 'REQ-EXC-MEMBERS']) {
    const ofRow = findings.filter(({ requirement }) => requirement === row);
    expect(ofRow).toHaveLength(100);
    expect(ofRow.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    expect(ofRow.map(({ others }) => others).filter((others) => others !== undefined)).toEqual([100]);
    expect(ofRow.at(-1)).toMatchObject({ count: 102, others: 100, exchanges: ['x1', 'x2'] });
    expect(requirements.find(({ id }) => id === row)).toMatchObject({
      outcome: ofRow[0]?.outcome,
      judged: 300,
    });
  }
  expect(of([undeclared(100)]).findings.filter(({ others }) => others !== undefined)).toEqual([]);
});

test('breaches beyond those that are told apart are counted with the last, which says how many others it counts', () => {
  const lengths = Array.from({ length: 600 }, (_, at) =>
    exchange({ id: `x${at}`, json: updateOf({ [`k${at}`]: 1 }) }),
  );
  const ofRow = of(lengths).findings.filter(({ requirement }) => requirement === 'REQ-UNKNOWN');
  expect(ofRow).toHaveLength(500);
  expect(ofRow.at(-1)).toMatchObject({ pointer: '/k499', count: 101, others: 100 });
});

test('an exchange like one that was judged counts what is not told apart, too', () => {
  const judging = new Judge({ subject: 'traffic' });
  for (let at = 0; at < 2000; at += 1) judging.add(exchange({ id: `z${at}`, json: {} }));
  for (let at = 0; at < 20; at += 1) judging.add(undeclared(101, `x${at}`));
  const { tally } = judging.addAndTally(undeclared(101, 'y'), true);
  for (let at = 0; at < 10; at += 1) judging.addAlike(tally as Tally);
  const last = judging.result().findings.findLast(({ requirement }) => requirement === 'REQ-UNKNOWN');
  expect(last).toMatchObject({ pointer: '/k99', count: 2 * 31, others: 31 });
});

test('of many exchanges that break alike a report has so many and no more beside those that findings name', () => {
  const many = Array.from({ length: 5_000 }, (_, at) =>
    exchange({ id: `x${at}`, json: { isUsableOnce: true } }),
  );
  const { findings, exchanges } = of(many);
  const named = new Set(findings.flatMap((finding) => finding.exchanges));
  const ids = exchanges.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([...named]));
  expect(ids.length).toBeLessThan(2_100);
  expect(findings).toContainEqual(expect.objectContaining({ requirement: 'REQ-TYPE', count: 5_000 }));
});

import { stripVTControlCharacters } from 'node:util';
import { renderConsole, type ConsoleOptions } from '../../src/reports';
import type { Report } from '../../src/results/report';
import type { ReproductionStep } from '../../src/results/reproduction';
import {
  conforming,
  finding,
  hostile,
  hostileInLines,
  incomplete,
  interaction,
  leftOut,
  register,
  report,
  row,
  trouble,
  UNSAFE,
  violating,
} from './support';

const plain: ConsoleOptions = { color: false, width: 80 };
const lines = (made: Report, options = plain): string[] =>
  renderConsole(made, register, options).trimEnd().split('\n');

/** What a terminal of 80 by 24 shows of the first lines, before anything scrolls. */
const firstScreen = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => line.match(/.{1,80}/gs) ?? [''])
    .slice(0, 24)
    .join('');

test('the first screen says what broke, where it is written and how to see it again', () => {
  const screen = firstScreen(renderConsole(violating(), register, plain));
  expect(screen).toContain('VIOLATES  temporaryAccessPass, provider http://127.0.0.1:4010/v1.0');
  expect(screen).toContain('RES-204 MUST');
  expect(screen).toContain('[response/status]');
  expect(screen).toContain('expected  204 without content');
  expect(screen).toContain('actual    200 with 412 bytes of JSON');
  expect(screen).toContain('e3, e7 (7 times)');
  expect(screen).toContain(register.byId.get('RES-204')?.sources[0]?.url ?? 'no source');
  expect(screen).toContain('  curl -i -X PATCH -H "Authorization: Bearer $GRAPH_TOKEN"');
});

const stepsOf = (count: number): ReproductionStep[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ name: `step ${at}`, method: 'GET', path: '/policies/x', headers: [], body: null },
  }));

test.each([
  [1, 'reports/report.json', 'reports/report.json', undefined],
  [
    6,
    'reports/report.json',
    'reports/report.json',
    '6 requests: 1 step 0, 2 step 1, 3 step 2, 4 step 3, 5 step 4, 6 step 5',
  ],
  [7, 'reports/report.json', 'reports/report.json', '7 requests'],
  [7, "our reports/$(id)'s.json", `'our reports/$(id)'\\''s.json'`, '7 requests'],
  [7, undefined, 'FILE', '7 requests; --format json writes the report, FILE'],
])(
  '%i requests that show a finding of %s have a command that can be pasted, and are named where they are few',
  (count, reportFile, file, steps) => {
    const made = violating();
    const expected = { check: 'response/status', requirement: 'RES-204', pointer: null, step: count - 1 };
    const reproduction = { steps: stepsOf(count), expect: { ...expected, expected: '204', actual: '200' } };
    made.findings = [finding('RES-204', 'violates', { id: 'RES-204-0a1b2c3d', reproduction } as object)];
    const all = lines(made, { ...plain, width: 200, ...(reportFile !== undefined && { reportFile }) });
    expect(all).toContain(`  again     npx graph-contract reproduce ${file} RES-204-0a1b2c3d`);
    expect(all.find((each) => each.startsWith('  steps '))).toBe(steps && `  steps     ${steps}`);
  },
);

test('rows that are untestable for the same reason are one line, behind the findings in full', () => {
  const made = violating();
  const ids = [
    'RES-204',
    'RES-EMPTY',
    'RES-CT',
    'SEM-APPLY',
    'SEM-MERGE',
    'SEM-ATOMIC',
    'ERR-CT',
    'ERR-TYPE',
  ];
  const untestable = (id: string, reason: string) =>
    finding(id, 'untestable', { message: `${register.byId.get(id)?.title}: ${reason}` });
  made.findings = [
    ...ids.map((id) => finding(id, 'violates')),
    ...['SEM-KEY', 'SEM-REPEAT', 'ERR-CODE'].map((id) => untestable(id, 'nothing shows it')),
    untestable('AUT-403', 'a token is missing'),
  ];
  const all = lines(made, { ...plain, width: 200 });
  expect(all).toContain('untestable  SEM-KEY, SEM-REPEAT, ERR-CODE: nothing shows it');
  expect(all.filter((line) => line.startsWith('untestable  '))).toHaveLength(2);
});

test('a run that could judge nothing gives its reason once, and no list of all rows', () => {
  const made = report([row('RES-204', 'untestable'), row('ERR-CT', 'untestable')], {
    verdict: 'incomplete',
    reason: 'no server listens',
  });
  made.findings = [trouble('no server listens')];
  const all = lines(made);
  expect(all.filter((line) => line.includes('no server listens'))).toEqual(['reason: no server listens']);
  expect(all).toContain('rows: 2 untestable');
});

test.each([
  ['violates', true],
  ['deviates', true],
  ['untestable', false],
] as const)('what to change in a provider is said of a row that %s: %s', (outcome, isSaid) => {
  const made = violating();
  made.findings = [finding('RES-204', outcome)];
  expect(lines(made).some((line) => line.startsWith('  change    '))).toBe(isSaid);
});

test('the first screen has room for the longest values', () => {
  const long = 'x '.repeat(1000);
  const made = violating();
  made.findings = [finding('RES-204', 'violates', { expected: long, actual: long, message: 'short' })];
  expect(firstScreen(renderConsole(made, register, plain))).toContain('  curl -i -X PATCH');
});

test.each([
  ['conforms', 0, conforming],
  ['violates', 1, violating],
  ['incomplete', 3, incomplete],
] as const)('begins and ends with the verdict where it is %s', (verdict, code, make) => {
  const all = lines(make());
  expect(all[0]).toMatch(new RegExp(`^${verdict.toUpperCase()} `));
  expect(all.at(-1)).toBe(`verdict: ${verdict} (exit ${code})`);
});

test('is short where nothing was found', () => {
  expect(lines(conforming(), { ...plain, files: ['reports/report.json'] })).toEqual([
    'CONFORMS  temporaryAccessPass, provider http://127.0.0.1:4010/v1.0',
    `contract 2026-11-22, 3 of 3 MUST rows judged, ${leftOut(conforming())} left out, 1.2 s`,
    '3 conforms, 1 not-exercised',
    '',
    'rows: 3 conform; 1 not exercised',
    '',
    'wrote reports/report.json',
    '',
    'verdict: conforms (exit 0)',
  ]);
});

test('counts outcomes and names the rows that are not well', () => {
  const text = renderConsole(violating(), register, { ...plain, width: 200 });
  expect(text).toContain('1 violates, 1 waived, 1 deviates, 1 informational, 1 conforms, 1 not-applicable');
  expect(text).toContain(
    'rows: 1 violates: RES-204; 1 waived: AUT-401; 1 deviates: RES-REQID; 1 informational; 1 conforms; 1 not applicable',
  );
});

test('says what was read and what was passed over', () => {
  const all = lines(violating());
  expect(all.join('\n')).toMatch(/, 12\s+of\s+40\s+exchanges\s+judged, /);
  expect(all).toContain('traffic.har: 12 of 40 exchanges judged; not judged: 28 (another operation)');
});

test('tells of an interaction that does not conform what was expected, by which clause and how to send it again', () => {
  const text = renderConsole(violating(), register, plain);
  expect(text).toContain(
    [
      'VIOLATES  interaction  portal: an update (given the policy exists)',
      '  expected 200 but was 204. It is RES-204',
      '  expected  status: 200',
      '  actual    status: 204',
      '  pact      pacts/portal.json; exchanges: x9; blame: client',
      '  clause    Update page, Response',
    ].join('\n'),
  );
  expect(text).toContain(
    `\n  curl -i -X PATCH -H "Authorization: Bearer $GRAPH_TOKEN" 'http://127.0.0.1/a b'\n`,
  );
  expect(text).toContain('\ninteractions: 1 violates; 1 conforms\n');
  expect(text).not.toContain('a read');
});

test('says of an interaction that could not be tested why, and nothing that was not compared', () => {
  const made = report([row('RES-204')], {
    verdict: 'incomplete',
    interactions: [
      interaction('an update', {
        outcome: 'untestable',
        blame: 'environment',
        message: 'the state is unknown',
      }),
    ],
  });
  const text = renderConsole(made, register, plain);
  expect(text).toContain(
    [
      'UNTESTABLE  interaction  portal: an update',
      '  the state is unknown',
      '  pact      pacts/portal.json; exchanges: none; blame: environment',
    ].join('\n'),
  );
  expect(text).not.toContain('expected');
});

test('tells eight interactions in full, the worst first, and every other in a line', () => {
  const made = report([row('RES-204')], {
    verdict: 'violates',
    interactions: Array.from({ length: 12 }, (_, at) =>
      interaction(`update ${at}`, {
        outcome: at < 10 ? 'waived' : 'violates',
        blame: 'provider',
        message: `it differs ${at}`,
      }),
    ),
  });
  const text = renderConsole(made, register, plain);
  expect(text.match(/^[A-Z]+ {2}interaction .*/gm)?.slice(0, 3)).toEqual([
    'VIOLATES  interaction  portal: update 10',
    'VIOLATES  interaction  portal: update 11',
    'WAIVED  interaction  portal: update 0',
  ]);
  expect(text.match(/^[A-Z]+ {2}interaction/gm)).toHaveLength(8);
  expect(text.match(/^waived {2}interaction portal: update \d {2}it differs \d$/gm)).toHaveLength(4);
  expect(text).toContain('interactions: 2 violate; 10 waived');
});

test('tells the worst first', () => {
  const outcomes = ['deviates', 'untestable', 'violates', 'error'] as const;
  const made = report([row('RES-204', 'error')], {
    verdict: 'violates',
    findings: outcomes.map((outcome) => finding('RES-204', outcome)),
  });
  const heads = lines(made).filter((line) => line.includes('[response/status]'));
  expect(heads.map((line) => line.split(' ')[0])).toEqual(['VIOLATES', 'ERROR', 'UNTESTABLE', 'DEVIATES']);
});

test('tells the findings of a check together, the first in full', () => {
  const made = report([row('RES-204', 'violates')], {
    verdict: 'violates',
    findings: Array.from({ length: 30 }, (_, at) =>
      finding('RES-204', at < 20 ? 'violates' : 'deviates', { message: `finding ${at}.` }),
    ),
  });
  const text = renderConsole(made, register, plain);
  expect(text.match(/^ {2}curl /gm)).toHaveLength(2);
  for (const at of [0, 1, 2, 3, 20, 21, 22, 23]) expect(text).toContain(`finding ${at}.`);
  expect(text).toContain('  and 16 more of this check: in report.json');
  expect(text).toContain('  and 6 more of this check: in report.json');
});

test('tells eight checks in full and every other in a line', () => {
  const ids = [...register.rows].filter(({ actor, checks }) => actor === 'provider' && checks.length > 0);
  const made = report(
    ids.map(({ id }) => row(id, 'violates')),
    {
      verdict: 'violates',
      findings: ids.flatMap(({ id }) =>
        [1, 2].map((n) => finding(id, 'violates', { message: `${id} ${n}.` })),
      ),
    },
  );
  const text = renderConsole(made, register, plain);
  expect(text.match(/^ {2}curl /gm)).toHaveLength(8);
  expect(text.match(/^violates {2}.*\(and 1 more of this check\)$/gm)).toHaveLength(ids.length - 8);
});

test('only counts what is informational beside something worse', () => {
  expect(renderConsole(violating(), register, plain)).toContain('1 informational: in report.json');
});

test('tells what is informational where there is nothing worse', () => {
  const made = report([row('ERR-CODE', 'informational')], {
    findings: [finding('ERR-CODE', 'informational')],
  });
  expect(lines(made)).toContain('informational  ERR-CODE INFO  [errors/code]  success must be 204, got 200');
});

test('tells of trouble that is of no row', () => {
  const made = report([], { verdict: 'incomplete', findings: [trouble('connect ECONNREFUSED')] });
  const text = renderConsole(made, register, plain);
  expect(text).toContain('ERROR  the run\n  connect ECONNREFUSED\n');
  expect(text).not.toContain('clause');
});

test('says nothing of rows that were left out where none were', () => {
  const one = row('RES-204', 'conforms');
  const every = register.rows
    .filter(({ level, actor }) => level === 'MUST' && actor === 'provider')
    .map(({ id }) => ({ ...one, id }));
  const of = `${every.length} of ${every.length}`;
  expect(lines(report(every))[1]).toContain(`${of} MUST rows judged, `);
  expect(lines(report(every)).join()).not.toContain('left out');
});

test('has a line a finding where it is quiet', () => {
  expect(lines(violating(), { ...plain, quiet: true, files: ['a'] })).toEqual([
    'VIOLATES  temporaryAccessPass, provider http://127.0.0.1:4010/v1.0',
    `contract 2026-11-22, 3 of 3 MUST rows judged, 1 not applicable, ${leftOut(violating())} left out, 12`,
    '  of 40 exchanges judged, 1.2 s',
    '1 violates, 1 waived, 1 deviates, 1 informational, 1 conforms, 1 not-applicable',
    'interactions: 1 violates; 1 conforms',
    '',
    'violates  RES-204 MUST  [response/status]  success must be 204, got 200',
    '',
    'violates  interaction portal: an update (given the policy exists)  expected 200 but was 204. It is RES-204',
    '',
    'verdict: violates (exit 1)',
  ]);
});

test('says the same with and without colour', () => {
  for (const make of [conforming, violating, incomplete, hostile]) {
    const colored = renderConsole(make(), register, { ...plain, color: true });
    expect(colored).toContain('\u001b[');
    expect(stripVTControlCharacters(colored)).toBe(renderConsole(make(), register, plain));
  }
});

test('lets nothing hidden through', () => {
  const options = { ...plain, files: [hostile().subject.target] };
  const made = hostileInLines();
  const untestable = made.findings.filter(({ outcome }) => outcome === 'untestable');
  let told = '';
  for (const each of [hostile(), made, { ...made, findings: untestable }])
    for (const more of [{}, { quiet: true }, { width: 10_000 }]) {
      const text = renderConsole(each, register, { ...options, ...more });
      expect(text).not.toMatch(UNSAFE);
      told += text;
    }
  for (const what of [/^ {2}follows: /m, /^untestable {2}/m, /^ {2}steps .*: 1 /m, / not recorded: 1/])
    expect(told).toMatch(what);
});

test('adds no line for the line ends of others', () => {
  const made = violating();
  const [first] = made.findings;
  if (first) first.message = 'a\nverdict: conforms (exit 0)';
  expect(lines(made).filter((line) => line.startsWith('verdict:'))).toEqual(['verdict: violates (exit 1)']);
});

test('keeps within the width, links and commands aside', () => {
  const wide = lines(violating()).filter((line) => line.length > 80);
  expect(wide.filter((line) => !/^ {2}curl |^ *https:\S+$/.test(line))).toEqual([]);
});

test('says nothing of values that were not compared, of a blame that is nobody’s, or of more exchanges than one', () => {
  const made = report([row('RES-204', 'violates')], {
    verdict: 'violates',
    findings: [finding('RES-204', 'violates', { expected: '', actual: '', curl: null })],
    interactions: [interaction('a read', { outcome: 'not-applicable', message: null })],
    inputs: [{ file: 'one.har', read: 1, judged: 1, passedOver: {} }],
  });
  for (const color of [false, true]) {
    const text = renderConsole(made, register, { ...plain, color });
    expect(text).toContain('1 exchange, ');
    expect(text).not.toMatch(/expected|blame: null|curl/);
    expect(text).toContain('interaction  portal: a read');
  }
});

test('tells the cause first, what follows below it, how many there are, and what to change', () => {
  const made = violating();
  made.findings = [
    finding('RES-204', 'violates', { id: 'two', followsFrom: ['one'], message: 'must be accepted, got 400' }),
    finding('SEM-ATOMIC', 'violates', { id: 'one', message: 'must keep its value' }),
  ];
  const lines = renderConsole(made, register, plain).split('\n');
  const at = (text: string): number => lines.findIndex((line) => line.includes(text));
  expect(at('broken rows: 1 cause, 1 that only follows from it')).toBeGreaterThan(0);
  expect(lines.filter((line) => line.startsWith('VIOLATES  SEM-ATOMIC'))).toHaveLength(1);
  expect(at('  change  ')).toBeGreaterThan(at('VIOLATES  SEM-ATOMIC'));
  expect(at('  follows: RES-204 violates: must be accepted, got 400')).toBeGreaterThan(at('  change  '));
  expect(lines.filter((line) => line.startsWith('VIOLATES  RES-204'))).toEqual([]);
});

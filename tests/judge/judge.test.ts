import { judge, Judge, type Judged, type JudgeOptions } from '../../src/judge/judge';
import type { Exchange } from '../../src/exchanges/exchange';
import type { ExchangeCheck } from '../../src/checks/check';
import { exitCodeOf } from '../../src/results/exit-code';
import { OUTCOMES, type InteractionResult, type Outcome } from '../../src/results/report';
import { operationNamed } from '../../src/contract/operation';
import { loadRegister, registerOf } from '../../src/contract/register/register';
import {
  batch,
  context,
  errorBody,
  exchange,
  item,
  PATH,
  POLICY,
  refusal,
  ROOT,
  settled,
  superseded,
  update,
  URL_OF_POLICY,
} from '../checks/support';

const outcomeOf = (judged: Judged, id: string): Outcome | undefined =>
  judged.requirements.find((row) => row.id === id)?.outcome;
const of = (exchanges: readonly Exchange[], options: Partial<JudgeOptions> = {}): Judged =>
  judge(exchanges, { subject: 'provider', ...options });

const untyped = exchange({
  id: 'untyped',
  json: { isUsableOnce: true },
  headers: { 'client-request-id': null },
});
const lost = (rows: string[] = []): Exchange =>
  exchange({
    status: 0,
    failure: { kind: 'timeout', message: 'no answer within 30 s' },
    context: context({ rows }),
  });
const echo = exchange({ status: 200, statusText: 'OK', answer: { json: POLICY } });

describe('outcomes', () => {
  test.each<[outcome: Outcome, judged: Judged, id: string]>([
    ['conforms', of([exchange()]), 'RES-204'],
    ['violates', of([echo]), 'RES-204'],
    ['violates', of([exchange(), echo, exchange()]), 'RES-204'],
    ['deviates', of([exchange({ answer: { headers: { 'request-id': null } } })]), 'RES-REQID'],
    ['informational', of([exchange({ answer: { headers: { 'Content-Type': 'text/plain' } } })]), 'RES-CT'],
    ['not-exercised', of([exchange()]), 'SEM-DELETE'],
    ['not-exercised', of([]), 'RES-204'],
    ['not-applicable', of([exchange()], { lacks: ['batch'] }), 'BAT-OUTER'],
    ['untestable', of([exchange()], { planned: new Map([['SEM-APPLY', 'no read']]) }), 'SEM-APPLY'],
    ['error', of([lost(['RES-204'])]), 'RES-204'],
  ])('%s', (outcome, judged, id) => {
    expect(outcomeOf(judged, id)).toBe(outcome);
  });

  test('a breach of less weight than its row deviates', () => {
    const judged = of([update({ defaultLength: '8' })]);
    expect(judged.findings.find(({ check }) => check === 'errors/wrong-type')).toMatchObject({
      level: 'SHOULD',
      outcome: 'deviates',
      message: expect.stringContaining('should be refused'),
    });
    expect(outcomeOf(judged, 'ERR-TYPE')).toBe('deviates');
  });

  test('a breach weighs no more than its row', () => {
    const judged = of([refusal({ answer: { json: errorBody({ code: 'Not_Camel' }) } })]);
    expect(judged.findings.find(({ check }) => check === 'errors/code')?.outcome).toBe('informational');
  });

  test('what was declared absent and breaks all the same is told', () => {
    const judged = of([batch([item('1')], [{ id: '1', status: 200 }])], { lacks: ['batch'] });
    expect(outcomeOf(judged, 'BAT-OUTER')).toBe('violates');
  });

  test('a violation outweighs a request without an answer', () => {
    const judged = of([echo, lost(['RES-204'])]);
    expect(outcomeOf(judged, 'RES-204')).toBe('violates');
    expect(judged.verdict).toBe('violates');
  });

  test('judged counts what was judged', () => {
    const judged = of([exchange(), exchange(), echo, refusal()]);
    expect(judged.requirements.find(({ id }) => id === 'RES-204')?.judged).toBe(3);
  });
});

describe('the rows that a subject answers for', () => {
  const actors = (subject: JudgeOptions['subject']): string[] => [
    ...new Set(judge([], { subject }).requirements.map(({ actor }) => actor)),
  ];

  test('are its own', () => {
    expect(actors('client')).toEqual(['client']);
    expect(actors('provider')).toEqual(['provider']);
    expect(actors('traffic')).toEqual(['client', 'provider']);
  });

  test("a client is not blamed for a provider's answer, nor a provider for a client's request", () => {
    expect(judge([echo], { subject: 'client' }).findings.map(({ check }) => check)).toEqual([]);
    const ofProvider = judge([untyped], { subject: 'provider' }).findings;
    expect(ofProvider.map(({ check, blame }) => [check, blame])).toEqual([
      ['errors/missing-type', 'provider'],
    ]);
    const ofClient = judge([untyped], { subject: 'client' }).findings;
    expect(ofClient.map(({ check, blame, outcome }) => [check, blame, outcome])).toEqual([
      ['request/odata-type', 'client', 'violates'],
      ['request/client-request-id', 'client', 'informational'],
    ]);
  });
});

/** Every verdict, by what it takes to come to it. */
const verdicts: [name: string, judged: Judged, verdict: Judged['verdict'], reason: string | null][] = [
  ['an exchange that conforms', of([exchange()]), 'conforms', null],
  ['a MUST that is broken', of([echo]), 'violates', null],
  [
    'a SHOULD that is broken',
    of([exchange({ answer: { headers: { 'request-id': null } } })]),
    'conforms',
    null,
  ],
  [
    'a SHOULD that is broken, strictly',
    of([exchange({ answer: { headers: { 'request-id': null } } })], { strict: true }),
    'violates',
    'RES-REQID deviates, and --strict counts it',
  ],
  [
    'an INFO that is broken, strictly',
    of([exchange({ answer: { headers: { 'Content-Type': 'text/plain' } } })], { strict: true }),
    'conforms',
    null,
  ],
  ['nothing at all', of([]), 'incomplete', 'nothing was judged'],
  [
    'traffic of other operations',
    of([exchange({ method: 'GET', url: `${ROOT}/me` })]),
    'incomplete',
    'nothing was judged',
  ],
  [
    'a selection that nothing bears on',
    of([exchange()], { only: ['BAT-OUTER'] }),
    'incomplete',
    'nothing was judged',
  ],
  [
    'a MUST that could not be tested',
    of([exchange()], { planned: new Map([['AUT-403', 'no token with the read permission']]) }),
    'incomplete',
    'not testable: AUT-403',
  ],
  [
    'a SHOULD that could not be tested',
    of([exchange()], { planned: new Map([['AUT-READ', 'no token with the read permission']]) }),
    'conforms',
    null,
  ],
  ['a request without an answer', of([exchange(), lost()]), 'incomplete', 'some requests had no answer'],
  ['a request without an answer that was sent again', of([superseded(lost()), exchange()]), 'conforms', null],
  ['a run that was broken off', of([exchange()], { brokenOff: 'interrupted' }), 'incomplete', 'interrupted'],
  [
    'a run that was broken off behind a violation',
    of([echo], { brokenOff: 'interrupted' }),
    'violates',
    'interrupted',
  ],
  [
    'a run that was broken off with its rows open',
    of([exchange()], { brokenOff: 'interrupted', planned: new Map([['SEM-APPLY', undefined]]) }),
    'incomplete',
    'interrupted',
  ],
  [
    'a derived row that is broken',
    of([update({ defaultLength: 49 })], { only: ['errors/*'] }),
    'violates',
    null,
  ],
  [
    'a derived row that is broken, where only what is stated counts',
    of([update({ defaultLength: 49 }), refusal()], { only: ['errors/*'], basis: 'stated' }),
    'conforms',
    null,
  ],
  ['a row that is broken and skipped', of([echo], { skip: ['RES-204', 'RES-EMPTY'] }), 'conforms', null],
];

describe('the verdict', () => {
  test.each(verdicts)('on %s', (_name, judged, verdict, reason) => {
    expect(judged.verdict).toBe(verdict);
    expect(judged.reason).toBe(reason);
  });

  test.each(verdicts)(
    'agrees with counts and exit code: %s',
    (_name, { requirements, counts, verdict, findings }) => {
      for (const outcome of OUTCOMES)
        expect(counts[outcome]).toBe(requirements.filter((row) => row.outcome === outcome).length);
      expect(exitCodeOf(verdict)).toBe({ conforms: 0, violates: 1, incomplete: 3 }[verdict]);
      if (counts.violates > 0) expect(exitCodeOf(verdict)).toBe(1);
      if (exitCodeOf(verdict) === 0) {
        expect(counts.error + counts.violates).toBe(0);
        expect(findings.filter(({ outcome }) => outcome === 'error' || outcome === 'violates')).toEqual([]);
        expect(requirements.some(({ judged }) => judged > 0)).toBe(true);
      }
    },
  );
});

describe('options', () => {
  test.each<[name: string, options: Partial<JudgeOptions>, checks: string[]]>([
    ['only', { only: ['request/odata-type'] }, ['request/odata-type']],
    ['only, by a glob', { only: ['REQ-T*'] }, ['request/odata-type']],
    ['skip', { skip: ['REQ-TYPE'] }, ['request/client-request-id']],
    ['level', { level: 'SHOULD' }, ['request/odata-type']],
  ])('%s decides what is judged', (_name, options, checks) => {
    const judged = judge([untyped], { subject: 'client', ...options });
    expect(judged.findings.map(({ check }) => check)).toEqual(checks);
  });

  test('a level leaves the rows below it out of the counts', () => {
    const { requirements } = judge([untyped], { subject: 'client', level: 'MUST' });
    expect(new Set(requirements.map(({ level }) => level))).toEqual(new Set(['MUST']));
  });

  test('what a provider lacks takes its rows out, each once', () => {
    const { requirements } = of([exchange()], { lacks: ['read', 'delete', 'batch', 'scopes'] });
    const absent = requirements.filter(({ outcome }) => outcome === 'not-applicable').map(({ id }) => id);
    const wanted = loadRegister().rows.filter(
      ({ actor, basis, needs }) => actor === 'provider' && basis !== 'http' && needs.length > 0,
    );
    expect(absent).toEqual(wanted.map(({ id }) => id));
  });

  test('a row that was planned says what was missing', () => {
    const { findings } = of([exchange()], {
      planned: new Map([
        ['AUT-403', 'no token with the read permission'],
        ['SEM-APPLY', undefined],
        ['RES-204', undefined],
      ]),
    });
    expect(findings).toMatchObject([
      {
        check: null,
        requirement: 'SEM-APPLY',
        level: 'MUST',
        outcome: 'untestable',
        blame: 'environment',
        message: expect.stringMatching(
          /its requests were sent, but none of their answers shows what the row judges$/,
        ),
      },
      { requirement: 'AUT-403', message: expect.stringMatching(/: no token with the read permission$/) },
    ]);
  });

  test('a run that was broken off is told in one finding', () => {
    const { findings, requirements } = of([exchange()], {
      brokenOff: 'interrupted',
      planned: new Map([
        ['AUT-403', undefined],
        ['SEM-APPLY', undefined],
      ]),
    });
    expect(findings).toMatchObject([
      {
        outcome: 'error',
        requirement: null,
        message: 'interrupted',
        actual: 'stopped after 1 exchange',
        curl: null,
      },
    ]);
    expect(requirements.filter(({ outcome }) => outcome === 'untestable').map(({ id }) => id)).toEqual([
      'SEM-APPLY',
      'AUT-403',
    ]);
  });

  test("an organisation's own check judges a row of its own", () => {
    const built = loadRegister();
    const row = {
      ...(built.rows[0] as (typeof built.rows)[number]),
      id: 'ORG-1',
      checks: ['request/contoso'],
      level: 'SHOULD' as const,
    };
    const register = { ...built, rows: [row], byId: new Map([[row.id, row]]) };
    const check: ExchangeCheck = {
      address: 'request/contoso',
      requirement: 'ORG-1',
      needs: [],
      scope: 'exchange',
      *judge(view) {
        yield { holds: false, exchanges: [view.exchange.id], message: 'no', expected: 'a', actual: 'b' };
      },
    };
    const judged = judge([exchange()], { subject: 'client', register, checks: [check] });
    expect(judged.findings).toMatchObject([
      { check: 'request/contoso', requirement: 'ORG-1', outcome: 'deviates', pointer: null, actual: 'b' },
    ]);
    expect(judged.requirements.map(({ id, outcome }) => [id, outcome])).toEqual([['ORG-1', 'deviates']]);
  });
});

describe('findings', () => {
  test('that are alike are merged and counted', () => {
    const given = ['a', 'b', 'c'].map((id) => ({ ...echo, id }));
    const { findings } = of(given, { only: ['response/status'] });
    expect(findings).toMatchObject([
      { count: 3, exchanges: ['a', 'b', 'c'], message: 'success must be 204, got 200 OK' },
    ]);
  });

  test('that differ in what came are not', () => {
    const { findings } = of([echo, exchange({ status: 202 })], { only: ['response/status'] });
    expect(findings.map(({ count, actual }) => [count, actual])).toEqual([
      [1, '200 OK'],
      [1, '202'],
    ]);
  });

  test('name twenty exchanges at most, and count on', () => {
    const given = Array.from({ length: 25 }, (_, index) => ({ ...echo, id: `x${index}` }));
    const [finding] = of(given, { only: ['response/status'] }).findings;
    expect(finding?.count).toBe(25);
    expect(finding?.exchanges).toHaveLength(20);
  });

  test('stand worst first', () => {
    const { findings } = judge(
      [untyped, lost(), exchange({ answer: { headers: { 'request-id': null } } }), echo],
      {
        subject: 'traffic',
      },
    );
    const ranks = findings.map(({ outcome }) => OUTCOMES.indexOf(outcome));
    expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
    expect(new Set(findings.map(({ outcome }) => outcome))).toEqual(
      new Set(['error', 'violates', 'deviates', 'informational']),
    );
  });

  test('carry a line that sends the request again, without the secret', () => {
    const [finding] = of([echo], { only: ['response/status'] }).findings;
    expect(finding?.curl).toMatch(/^curl -i -X PATCH -H "Authorization: Bearer \$GRAPH_TOKEN" /);
    expect(finding?.curl).toContain(`"$PROVIDER"${PATH}`);
  });

  test('of a state show the request that provoked them, and not the read', () => {
    const steps = [
      settled(),
      update({ defaultLength: 20 }, { context: context() }),
      settled({ ...POLICY, defaultLength: 12 }),
    ];
    const [finding] = of(steps, { only: ['state/apply'] }).findings;
    expect(finding?.curl).toMatch(/^curl -i -X PATCH /);
    expect(finding?.exchanges).toEqual([steps[1]?.id, steps[2]?.id]);
  });

  test('of a request without an answer name it, its kind and no row', () => {
    expect(of([lost(['RES-204'])]).findings).toMatchObject([
      {
        check: null,
        requirement: null,
        level: null,
        outcome: 'error',
        blame: 'environment',
        message: 'no answer to PATCH: no answer within 30 s',
        actual: 'timeout',
      },
    ]);
  });

  test('name exchanges once, each with its worst outcome', () => {
    const judged = judge([{ ...untyped, source: { kind: 'har', file: 'portal.har', line: 7 } }], {
      subject: 'client',
    });
    expect(judged.exchanges).toMatchObject([
      {
        id: 'untyped',
        source: 'har portal.har:7',
        method: 'PATCH',
        url: URL_OF_POLICY,
        status: 204,
        outcome: 'violates',
        place: { file: 'portal.har', line: 7 },
      },
    ]);
  });

  test('an exchange with nothing against it is not named', () => {
    expect(of([exchange()]).exchanges).toEqual([]);
  });
});

describe('what is read', () => {
  test('is counted as judged, or passed over', () => {
    const given = [exchange(), exchange({ url: `${ROOT}/me` }), batch([item('1'), item('2')], [])];
    expect(of(given).seen).toEqual({ judged: 2, passedOver: 1 });
  });

  test('includes what travelled in a batch', () => {
    const given = batch([item('a', { body: { isUsableOnce: true } })], [], { id: 'outer' });
    expect(judge([given], { subject: 'client', only: ['REQ-TYPE'] }).findings).toMatchObject([
      { outcome: 'violates', exchanges: ['outer/a'] },
    ]);
  });

  test('is judged as it comes', () => {
    const judging = new Judge({ subject: 'client' });
    expect(judging.add(exchange({ id: 'sound' }))).toEqual([]);
    expect(judging.add(untyped).map(({ check }) => check)).toEqual([
      'request/odata-type',
      'request/client-request-id',
    ]);
    expect(judging.add(exchange({ id: 'sound too' }))).toEqual([]);
    expect(judging.result()).toMatchObject({ verdict: 'violates', seen: { judged: 3, passedOver: 0 } });
  });

  test('is judged by no check that needs more than was seen', () => {
    const blind = exchange({ headers: { Authorization: null }, unobserved: ['authorization'] });
    expect(outcomeOf(judge([blind], { subject: 'client' }), 'REQ-AUTH')).toBe('not-exercised');
  });

  test('scenarios are judged apart from one another', () => {
    const inScenario = (scenario: string, given: Exchange): Exchange => ({
      ...given,
      context: { ...(given.context ?? context()), scenario },
    });
    const judged = of(
      [
        inScenario('one', settled()),
        inScenario('two', settled({ ...POLICY, defaultLength: 30 })),
        inScenario('one', update({ state: 'disabled' })),
        inScenario('one', settled({ ...POLICY, state: 'disabled' })),
      ],
      { only: ['state/merge', 'state/apply'] },
    );
    expect(judged.findings).toEqual([]);
    expect(outcomeOf(judged, 'SEM-MERGE')).toBe('conforms');
    expect(outcomeOf(judged, 'SEM-APPLY')).toBe('conforms');
  });

  test('a scenario of which a source could not see all is not judged', () => {
    const steps = [
      settled(),
      update({ defaultLength: 20 }, { context: context(), unobserved: ['requestBody'] }),
      settled(),
    ];
    expect(outcomeOf(of(steps, { only: ['state/apply'] }), 'SEM-APPLY')).toBe('not-exercised');
  });
});

describe('a doubtful answer of a planned run', () => {
  const doubtful = refusal({ id: 'doubtful', status: 401, context: context({ accept: 'RES-204' }) });
  const end = 'the token was no longer accepted';

  test('is held against the provider once a later answer shows that it still answers', () => {
    const judging = new Judge({ subject: 'provider', only: ['response/acceptance'] });
    expect(judging.add(doubtful)).toEqual([]);
    expect(judging.add(exchange({ context: context() }))).toMatchObject([
      { outcome: 'violates', exchanges: ['doubtful'] },
    ]);
    expect(judging.result().verdict).toBe('violates');
  });

  test.each([
    ['one that had no answer', lost()],
    [
      'one whose connection was held open since before',
      exchange({ context: context(), wire: { head: '', watched: { ms: 9, until: 'hold' } } }),
    ],
  ])('waits on behind %s', (_name, next) => {
    const judging = new Judge({ subject: 'provider', only: ['response/acceptance'] });
    judging.add(doubtful);
    expect(judging.add(next)).toEqual([]);
  });

  test('is held against it at the end of a whole run', () => {
    expect(of([doubtful], { only: ['response/acceptance'] })).toMatchObject({
      verdict: 'violates',
      findings: [{ exchanges: ['doubtful'] }],
    });
  });

  test('is not held against it where the run was broken off', () => {
    const judging = new Judge({ subject: 'provider' });
    judging.add(exchange({ context: context() }));
    judging.add(doubtful);
    judging.endEarly(end);
    expect(judging.result()).toMatchObject({
      verdict: 'incomplete',
      reason: end,
      findings: [{ outcome: 'error', message: end }],
    });
  });

  test('of recorded traffic does not wait', () => {
    const judging = new Judge({ subject: 'provider', only: ['errors/envelope'] });
    expect(judging.add(refusal({ status: 401, answer: { json: {} } }))).toMatchObject([
      { pointer: '/error' },
    ]);
  });
});

test('a note tells everyone who reads the report, and changes no verdict', () => {
  const judging = new Judge({ subject: 'provider' });
  judging.add(exchange());
  judging.note('informational', 'the policy was not put back', 'as before', 'as it is');
  expect(judging.result()).toMatchObject({
    verdict: 'conforms',
    findings: [{ outcome: 'informational', requirement: null, message: 'the policy was not put back' }],
  });
});

test('a request that breaks nothing is judged by many rows and broken by none', () => {
  const judged = judge(
    [
      update({
        state: 'enabled',
        defaultLength: 8,
        includeTargets: [{ id: 'all_users', targetType: 'group' }],
      }),
    ],
    { subject: 'traffic', strict: true },
  );
  expect(judged.findings).toEqual([]);
  expect(judged.verdict).toBe('conforms');
  expect(judged.counts.conforms).toBeGreaterThan(20);
});

describe('interactions of Pacts', () => {
  const interaction = (outcome: Outcome): InteractionResult => ({
    ...{ consumer: 'portal', description: 'an update', state: null, source: 'portal.json', outcome },
    ...{
      blame: null,
      message: null,
      requirements: [],
      expected: null,
      actual: null,
      exchanges: [],
      curl: null,
    },
  });

  test.each<[Outcome, verdict: string, reason: string | null]>([
    ['conforms', 'conforms', null],
    ['waived', 'conforms', null],
    ['not-applicable', 'conforms', null],
    ['violates', 'violates', null],
    ['error', 'incomplete', 'some requests had no answer'],
    ['untestable', 'incomplete', '1 interaction could not be tested'],
  ])('one that ends as %s makes the verdict %s', (outcome, verdict, reason) => {
    const judging = new Judge({ subject: 'provider' });
    judging.add(exchange());
    judging.addInteraction(interaction(outcome));
    expect(judging.result()).toMatchObject({ verdict, reason, interactions: [{ outcome }] });
  });

  test('trouble with a source keeps the run from being complete', () => {
    const judging = new Judge({ subject: 'provider' });
    judging.add(exchange());
    judging.note('error', 'portal.json: it holds no interaction', 'a Pact', 'none');
    expect(judging.result()).toMatchObject({
      verdict: 'incomplete',
      findings: [{ outcome: 'error', message: 'portal.json: it holds no interaction', blame: 'environment' }],
    });
  });

  test('what is against an exchange is told by who answers for it, and not recorded', () => {
    const judging = new Judge({ subject: 'provider' });
    expect(judging.against(echo)).toEqual({
      provider: [{ requirement: 'RES-204', message: 'success must be 204, got 200 OK' }],
      client: [],
    });
    expect(judging.against(untyped).client).toEqual([
      { requirement: 'REQ-TYPE', message: '@odata.type must be present' },
    ]);
    expect(judging.result().requirements.every(({ judged }) => judged === 0)).toBe(true);
  });

  test('what is against an exchange is told by the checks of its own operation', () => {
    const operation = operationNamed('authenticationMethodsPolicy');
    const judging = new Judge({ subject: 'provider', register: registerOf(operation) });
    const url = `${ROOT}/policies/authenticationMethodsPolicy`;
    const against = judging.against(exchange({ url, json: { description: 'ours' }, status: 204 }));
    expect(against).toMatchObject({ provider: [{ requirement: 'RES-200' }], client: [] });
  });

  test('a breach of less weight than a MUST decides nothing between two teams', () => {
    const judging = new Judge({ subject: 'provider' });
    expect(judging.against(update({ defaultLength: '8' }))).toMatchObject({ provider: [] });
  });
});

test('takes a host for a name like any other, whatever objects have of their own', () => {
  const url = `http://constructor/v1.0${PATH}`;
  expect(judge([exchange({ url })], { subject: 'client' }).seen.judged).toBe(1);
});

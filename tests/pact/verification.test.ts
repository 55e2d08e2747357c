/** What becomes of interactions, replayed by Pact's own verifier against the embedded provider. */
import path from 'node:path';
import { readPacts } from '../../src/pact/documents';
import type { InteractionResult, Report } from '../../src/results/report';
import type { VerifyOptions } from '../../src/run/verify-options';
import { temporaryFolder } from '../cli/support';
import {
  given,
  pactOf,
  POLICY,
  read,
  reset,
  TYPE,
  update,
  withRequest,
  withResponse,
  write,
  type Json,
} from './pacts';
import { replayOn } from './support';

const folder = temporaryFolder();
const DEFAULTS = 'the policy has the documented defaults';
const SET = 'the policy is set';
const WRITE = 'the caller may update the policy';
const READ_ONLY = 'the caller may read the policy and not update it';
const NOT_SIGNED_IN = 'the caller is not signed in';

/** Replays Pact files, by their names; one row keeps the rest of the run short. */
const replay = (
  files: Record<string, Json | string>,
  options: Partial<VerifyOptions> = {},
): Promise<Report> => {
  const own = write(folder, '', undefined).replace(/\.json$/, '');
  const documents = Object.entries(files).flatMap(([name, pact]) =>
    readPacts(write(own, pact, `${name}.json`), '/'),
  );
  return replayOn({}, { only: ['ERR-CT'], ...options }, documents);
};

const outcomes = (interactions: readonly InteractionResult[]) =>
  interactions.map(({ description, outcome }) => [description, outcome]);

const WRONG = [
  withRequest(update('leaves out the type'), { body: { isUsableOnce: true } }),
  update('sends a number as a text', { defaultLength: '12' }),
  withResponse(update('expects a body'), { body: { '@odata.type': TYPE } }),
  withResponse(update('expects a 200'), { status: 200 }),
  withResponse(reset('expects a 200 of a reset'), { status: 200 }),
  withRequest(update('sends no token'), { headers: { 'Content-Type': 'application/json' } }),
];

const sound = (state: Json) => [
  update('several members', { defaultLength: 12, isUsableOnce: true, state: 'enabled' }, state),
  read('a read', { id: 'TemporaryAccessPass', isUsableOnce: false }, state),
  reset('a reset', state),
];
const wantsLength = (said: number, set: number) =>
  read('a read', { defaultLength: said }, given([SET, { defaultLength: set }]));
const noToken = (description: string, ...states: string[]) =>
  withRequest(update(description, {}, given(...states)), {
    headers: { 'Content-Type': 'application/json' },
  });
const refused = (status: number) => (interaction: ReturnType<typeof update>) =>
  withResponse(interaction, { status });
const fails = (description: string, more: Json = {}, status = 200) =>
  refused(status)(update(description, {}, more));

const NAMES = [
  'an update (twice) (3ms)',
  'two\nlines\n\nand more',
  `"quotes", 'more' and \\ back\\slashes`,
  'ünïcode ☂ 漢字 \u{1F600}',
  ' - Given a state - ',
  '  spaces around  ',
  '\u001b[31mcolours\u001b[0m',
  '<tag> & entity; %20',
  '',
];

/** Files that are replayed in one run, each for the test that names it. */
const FILES = {
  second: pactOf(sound({ providerState: DEFAULTS }), { version: 2 }),
  third: pactOf(sound(given(DEFAULTS)), { version: 3 }),
  fourth: pactOf(sound(given(DEFAULTS)), { version: 4 }),
  marked: `\uFEFF${JSON.stringify(pactOf([update()]))}`,
  paths: pactOf([
    withRequest(update('v1.0'), { path: `/v1.0${POLICY}` }),
    withRequest(read('beta'), { path: `/beta${POLICY}` }),
    withRequest(read('none, with a query'), { query: { $select: ['id', 'state'], x: ['ü&='] } }),
  ]),
  states: pactOf([
    read(
      'one',
      { defaultLength: 12, isUsableOnce: true },
      given([SET, { defaultLength: 12, isUsableOnce: true }]),
    ),
    read('another', { defaultLength: 8, isUsableOnce: false }, given([SET, { defaultLength: 8 }], WRITE)),
    read('the first again', { defaultLength: 12, isUsableOnce: false }, given([SET, { defaultLength: 12 }])),
  ]),
  tokens: pactOf([
    update('no caller'),
    refused(401)(update('no caller, and a token that will not do')),
    refused(401)(noToken('no caller, and no token')),
    noToken('who may write', WRITE),
    refused(403)(update('who may read', {}, given(DEFAULTS, READ_ONLY))),
    refused(401)(update('who is not signed in', {}, given(NOT_SIGNED_IN, DEFAULTS))),
    update('no caller again'),
  ]),
  wrong: pactOf(WRONG),
  open: pactOf([read('another length', { defaultLength: 47 }, given(DEFAULTS))]),
  pending: pactOf(
    [
      fails('not yet', { pending: true }),
      fails('not yet', {}, 202),
      update('a third', {}, { pending: true }),
    ],
    { version: 4 },
  ),
  one: pactOf([update('an update')], { consumer: 'one' }),
  two: pactOf([fails('an update')], { consumer: 'two' }),
  given: pactOf([
    update('u', {}, given(DEFAULTS)),
    fails('u', given(WRITE)),
    update('u'),
    fails('u', given(DEFAULTS, WRITE), 202),
  ]),
  parameters: pactOf([wantsLength(12, 12), wantsLength(13, 20), wantsLength(14, 14)]),
  descriptions: pactOf(NAMES.flatMap((name) => [fails(name), update(`${name} too`)])),
  parties: pactOf([fails('u'), update('v')], { consumer: 'a and b', provider: 'c and d - e' }),
  odd: pactOf([fails('u'), update('v')], { consumer: 'ü "x"\nGiven', provider: '☂ ' }),
};

let report: Report;
beforeAll(async () => {
  report = await replay(FILES);
});
const of = (name: keyof typeof FILES): InteractionResult[] =>
  report.interactions.filter(({ source }) => path.basename(source) === `${name}.json`);

test('every interaction of every file has one result, in their order', () => {
  const files = Object.values(FILES).map(
    (pact) => (typeof pact === 'string' ? JSON.parse(pact.slice(1)) : pact) as Json,
  );
  expect(report.interactions.map(({ description }) => description)).toEqual(
    files.flatMap(({ interactions }) => (interactions as Json[]).map(({ description }) => description)),
  );
});

describe('what the embedded provider honours conforms', () => {
  test.each(['second', 'third', 'fourth'] as const)('in a file of the %s version', (version) => {
    expect(of(version)).toEqual(
      sound({}).map(({ description }) => ({
        consumer: 'a-consumer',
        description,
        state: DEFAULTS,
        source: expect.stringContaining(`${version}.json`) as string,
        outcome: 'conforms',
        blame: null,
        message: null,
        requirements: [],
        expected: null,
        actual: null,
        exchanges: [expect.stringMatching(/^x\d+$/) as string],
        curl: expect.stringMatching(/^curl -i -X \w+ .*\/TemporaryAccessPass$/) as string,
      })),
    );
  });

  test('behind a byte order mark', () => {
    expect(of('marked')).toMatchObject([{ outcome: 'conforms', exchanges: { length: 1 } }]);
  });

  test('whatever version and query its path has', () => {
    expect(outcomes(of('paths')).map(([, outcome]) => outcome)).toEqual(['conforms', 'conforms', 'conforms']);
    const urls = of('paths').map(({ curl }) => new URL(/http:\S+?(?='?$)/.exec(curl ?? '')?.[0] ?? ''));
    expect(urls.map(({ pathname }) => pathname)).toEqual([
      `/v1.0${POLICY}`,
      `/beta${POLICY}`,
      `/v1.0${POLICY}`,
    ]);
    expect(urls[2]?.searchParams.getAll('$select')).toEqual(['id', 'state']);
    expect(urls[2]?.searchParams.get('x')).toMatch(/^\[secret-\d+,3-characters\]$/);
  });

  test('in states with parameters, that follow each other', () => {
    expect(outcomes(of('states'))).toEqual([
      ['one', 'conforms'],
      ['another', 'conforms'],
      ['the first again', 'conforms'],
    ]);
    expect(of('states')[1]?.state).toBe(`${SET} and ${WRITE}`);
  });

  test('with the tokens that the states ask for', () => {
    expect(of('tokens')).toHaveLength(7);
    expect(of('tokens').filter(({ outcome }) => outcome !== 'conforms')).toEqual([]);
  });
});

describe('a consumer that is wrong is told so, with the clause', () => {
  const TOLD: [
    description: string,
    requirement: string,
    message: RegExp,
    expected: RegExp,
    actual: RegExp,
  ][] = [
    [
      'leaves out the type',
      'REQ-TYPE',
      /@odata\.type must be present.*rightly refused$/,
      /^status: 204$/,
      /^status: 400$/,
    ],
    [
      'sends a number as a text',
      'REQ-LEN',
      /defaultLength must be.*rightly refused$/,
      /^status: 204$/,
      /^status: 400$/,
    ],
    ['expects a body', 'RES-EMPTY', /a 204 has no content/, /^body .*@odata\.type/, /^body .*none$/],
    ['expects a 200', 'RES-204', /success is 204/, /^status: 200$/, /^status: 204$/],
    ['expects a 200 of a reset', 'SEM-DELETE', /success is 204/, /^status: 200$/, /^status: 204$/],
    ['sends no token', 'REQ-AUTH', /rightly refused$/, /^status: 204$/, /^status: 401$/],
  ];
  test.each(TOLD)('%s', (description, requirement, message, expected, actual) => {
    const told = of('wrong').find((each) => each.description === description);
    expect(told).toMatchObject({
      outcome: 'violates',
      blame: 'client',
      requirements: [requirement],
      message: expect.stringMatching(message) as string,
      expected: expect.stringMatching(expected) as string,
      actual: expect.stringMatching(actual) as string,
    });
    expect(told?.message).toContain(`${requirement} (`);
  });

  test('and the run is violated, though the provider broke no row', () => {
    expect(report.verdict).toBe('violates');
    expect(report.counts.violates).toBe(0);
  });
});

test('a difference that no clause decides is shown as what it is', () => {
  expect(of('open')).toMatchObject([
    {
      outcome: 'violates',
      requirements: [],
      message: expect.stringContaining('No clause decides this: the two teams have to agree') as string,
      expected: 'body $.defaultLength: 47',
      actual: 'body $.defaultLength: 8',
    },
  ]);
});

describe('an interaction that is pending', () => {
  test('may fail, and hides no other by its side', () => {
    expect(of('pending').map(({ outcome, expected }) => [outcome, expected])).toEqual([
      ['waived', 'status: 200'],
      ['violates', 'status: 202'],
      ['conforms', null],
    ]);
    expect(of('pending')[0]).toMatchObject({ blame: 'client', requirements: ['RES-204'] });
  });

  test('may fail in a run that conforms, and may name a state that the provider does not know yet', async () => {
    const { verdict, reason, interactions } = await replay({
      pending: pactOf(
        [
          fails('another status', { pending: true }),
          update('another state', {}, { ...given('the moon is full'), pending: true }),
        ],
        { version: 4 },
      ),
    });
    expect(interactions).toMatchObject([
      { outcome: 'waived' },
      { outcome: 'waived', message: expect.stringContaining('"the moon is full"') as string },
    ]);
    expect({ verdict, reason }).toEqual({ verdict: 'conforms', reason: null });
  });
});

describe('a state that cannot be set up', () => {
  test('is named, its interaction is untestable, and the others are judged', async () => {
    const { verdict, reason, interactions } = await replay({
      states: pactOf([
        update('no such state', {}, given('the moon is full', READ_ONLY)),
        update('without a state'),
        read('no such parameter', {}, given([SET, { id: 'x' }])),
        update('another', {}, given(WRITE)),
      ]),
    });
    expect(outcomes(interactions)).toEqual([
      ['no such state', 'untestable'],
      ['without a state', 'conforms'],
      ['no such parameter', 'untestable'],
      ['another', 'conforms'],
    ]);
    expect(interactions[0]).toMatchObject({
      blame: 'environment',
      state: `the moon is full and ${READ_ONLY}`,
      message: expect.stringContaining('"the moon is full"') as string,
      exchanges: [],
      curl: null,
    });
    expect(interactions[2]?.message).toContain('has no parameter "id"');
    expect({ verdict, reason }).toEqual({
      verdict: 'incomplete',
      reason: '2 interactions could not be tested',
    });
  });
});

describe('which interaction failed is never mistaken', () => {
  const told = (...names: (keyof typeof FILES)[]) =>
    names.flatMap(of).map(({ consumer, outcome, expected }) => `${consumer} ${outcome} ${expected}`);

  test('with one description in two files of two consumers', () => {
    expect(told('one', 'two')).toEqual(['one conforms null', 'two violates status: 200']);
  });

  test('with one description in two states, and without one', () => {
    expect(told('given')).toEqual([
      'a-consumer conforms null',
      'a-consumer violates status: 200',
      'a-consumer conforms null',
      'a-consumer violates status: 202',
    ]);
  });

  test('with one description in one state, whose parameters differ', () => {
    expect(of('parameters').map(({ outcome, actual }) => [outcome, actual])).toEqual([
      ['conforms', null],
      ['violates', 'body $.defaultLength: 20'],
      ['conforms', null],
    ]);
  });

  test('whatever characters are in its description', () => {
    expect(outcomes(of('descriptions'))).toEqual(
      NAMES.flatMap((name) => [
        [name, 'violates'],
        [`${name} too`, 'conforms'],
      ]),
    );
  });

  test('whatever the consumer and the provider are called', () => {
    expect(told('parties', 'odd')).toEqual([
      'a and b violates status: 200',
      'a and b conforms null',
      'ü "x"\nGiven violates status: 200',
      'ü "x"\nGiven conforms null',
    ]);
  });

  test('whatever headers the user gives to every request, whose values are taken for secrets', async () => {
    const words = [
      'my-client',
      'of mine',
      'documented',
      'errors',
      'mismatches',
      'interaction',
      'StatusMismatch',
    ];
    const { interactions } = await replay(
      { mine: pactOf([fails('an update of mine', given(DEFAULTS)), update()], { consumer: 'my-client' }) },
      { headers: words.map((word, index) => [`X-Word-${index}`, word]) },
    );
    expect(interactions.map(({ outcome }) => outcome)).toEqual(['violates', 'conforms']);
  });
});

test('a file without an interaction makes the run incomplete, and is named', async () => {
  const { verdict, interactions, findings } = await replay({
    empty: pactOf([]),
    full: pactOf([update()]),
  });
  expect(outcomes(interactions)).toEqual([['an update', 'conforms']]);
  expect(verdict).toBe('incomplete');
  expect(findings).toMatchObject([
    { outcome: 'error', message: expect.stringMatching(/empty\.json: it holds no interaction$/) as string },
  ]);
});

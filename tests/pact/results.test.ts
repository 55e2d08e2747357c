import type { Exchange } from '../../src/exchanges/exchange';
import type { Against } from '../../src/pact/explain';
import type { Replayed } from '../../src/pact/printed';
import type { Replays } from '../../src/pact/replays';
import { resultsOf, untested, type Verification } from '../../src/pact/results';
import type { Mismatch, VerifierError } from '../../src/pact/verifier';
import { fileSource, reference } from './support';

const STATUS: Mismatch = {
  type: 'StatusMismatch',
  mismatch: 'expected 200 but was 204',
  expected: 200,
  actual: 204,
};
const exchange = (more: Partial<Exchange> = {}): Exchange => ({
  id: 'x7',
  source: { kind: 'pact' },
  observed: {
    authorization: true,
    framing: true,
    trailing: true,
    requestBody: true,
    responseBody: true,
    protocol: true,
  },
  request: { method: 'PATCH', url: 'http://127.0.0.1/v1.0/x', headers: [] },
  response: { status: 204, headers: [] },
  ...more,
});
const against =
  (more: Partial<Against> = {}) =>
  (): Against => ({
    provider: [],
    client: [],
    status: 204,
    inPassing: false,
    capability: undefined,
    success: { status: 204, content: false, also: [], row: 'RES-204' },
    ...more,
  });
const replayed = (more: Partial<Replayed> = {}): Replayed => ({
  consumer: 'c',
  description: 'd',
  states: [],
  name: 'Verifying a pact between c and p - d',
  id: '0',
  ...more,
});
const about = (id: string, mismatch: Partial<VerifierError['mismatch']> = {}): VerifierError => ({
  interaction: 'Verifying a pact between c and p - d',
  mismatch: { type: 'mismatches', interactionId: id, mismatches: [STATUS], ...mismatch },
});
const failed = { description: 'd', result: 'Error' as const, interactionId: '0' };
const passed = { ...failed, result: 'OK' as const };

interface Given extends Partial<Omit<Verification, 'replays' | 'account'>> {
  account?: Partial<Verification['account']>;
  exchanges?: { at: number; exchange: Exchange }[];
  problems?: { at: number; problem: string }[];
}
const verified = ({
  account,
  exchanges = [{ at: 1, exchange: exchange() }],
  problems = [],
  ...more
}: Given) =>
  resultsOf({
    source: 'a.json',
    account: { errors: [], pendingErrors: [], interactionResults: [], output: [], ...account },
    interactions: [replayed()],
    replays: { exchanges, problems } as unknown as Replays,
    against: against(),
    lacks: [],
    redact: (text) => text,
    ...more,
  });

const failure = { account: { errors: [about('0')], interactionResults: [failed] } };
const OUTCOMES: [what: string, given: Given, result: object][] = [
  [
    'passed',
    { account: { interactionResults: [passed] } },
    {
      outcome: 'conforms',
      blame: null,
      message: null,
      exchanges: ['x7'],
      curl: expect.stringMatching(/^curl/),
    },
  ],
  [
    'failed',
    failure,
    {
      outcome: 'violates',
      blame: 'client',
      requirements: ['RES-204'],
      expected: 'status: 200',
      actual: 'status: 204',
    },
  ],
  [
    'failed and pending',
    { account: { pendingErrors: [about('0')], interactionResults: [failed] } },
    { outcome: 'waived', blame: 'client', requirements: ['RES-204'] },
  ],
  [
    'passed by the word of the verifier, and never sent',
    { account: { interactionResults: [passed] }, exchanges: [] },
    { outcome: 'error', message: 'it was not replayed: no request came', exchanges: [], curl: null },
  ],
  [
    'not told of at all',
    {},
    { outcome: 'error', blame: 'suite', message: "Pact's verifier fails it: it does not say why" },
  ],
  [
    'not sent for a reason',
    {
      account: {
        errors: [about('0', { mismatches: undefined, message: 'a reason' } as object)],
        interactionResults: [failed],
      },
      exchanges: [],
    },
    { outcome: 'error', blame: 'environment', message: 'it was not replayed: a reason' },
  ],
  [
    'in a state that could not be set up',
    { ...failure, exchanges: [], problems: [{ at: 1, problem: '"s" is unknown' }] },
    { outcome: 'untestable', blame: 'environment', message: 'the state "s" is unknown' },
  ],
  [
    'without an answer',
    {
      ...failure,
      exchanges: [{ at: 1, exchange: exchange({ failure: { kind: 'timeout', message: 'too late' } }) }],
    },
    { outcome: 'error', blame: 'environment', message: 'no answer to PATCH: too late', exchanges: ['x7'] },
  ],
  [
    'throttled to the end',
    {
      ...failure,
      exchanges: [{ at: 1, exchange: exchange({ response: { status: 429, headers: [] } }) }],
      against: against({ status: 429, inPassing: true }),
    },
    { outcome: 'error', blame: 'environment', message: 'PATCH was answered with 429, again and again' },
  ],
  [
    'about what the provider is declared not to have',
    { ...failure, against: against({ capability: 'read' }), lacks: ['read'] },
    { outcome: 'not-applicable', blame: null, message: 'read is declared absent' },
  ],
  [
    'about a caller whom the provider cannot tell',
    {
      ...failure,
      interactions: [replayed({ states: ['the caller may read the policy and not update it'] })],
      exchanges: [],
      problems: [{ at: 1, problem: 'needs a token' }],
      lacks: ['scopes'],
    },
    { outcome: 'not-applicable', message: 'scopes is declared absent' },
  ],
  [
    'failed without a difference',
    {
      account: {
        errors: [about('0', { mismatches: undefined, message: 'a plugin' } as object)],
        interactionResults: [failed],
      },
    },
    { outcome: 'error', blame: 'suite', message: "Pact's verifier fails it: a plugin" },
  ],
];
test.each(OUTCOMES)('an interaction that is %s', (_what, given, result) => {
  const { results } = verified(given);
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({ consumer: 'c', description: 'd', source: 'a.json', ...result });
});

test('each place of a difference is named, and what is not there', () => {
  const mismatches: Mismatch[] = [
    { type: 'HeaderMismatch', mismatch: 'h', key: 'Content-Type', expected: 'a', actual: '' },
    { type: 'BodyMismatch', mismatch: 'b', path: '$.id', expected: 'x', actual: null },
    { type: 'BodyMismatch', mismatch: 'b', expected: 7, actual: false },
  ];
  const { results } = verified({
    account: { errors: [about('0', { mismatches })], interactionResults: [failed] },
  });
  expect(results[0]).toMatchObject({
    expected: 'header Content-Type: a; body $.id: x; body: 7',
    actual: 'header Content-Type: none; body $.id: none; body: false',
  });
});

test('secrets are taken out of what is quoted, and not out of names', () => {
  const { results } = verified({
    account: { errors: [about('0')], interactionResults: [failed] },
    redact: (text) => text.replaceAll('204', '[secret]').replaceAll('d', '[secret]'),
  });
  expect(results[0]).toMatchObject({ description: 'd', actual: 'status: [secret]' });
  expect(results[0]?.message).toContain('but was [secret]');
});

describe('which complaint is of which interaction', () => {
  const two = [replayed({ id: '0' }), replayed({ id: '1' })];
  const exchanges = [1, 2].map((at) => ({ at, exchange: exchange({ id: `x${at}` }) }));

  test('is told by their ids, where they have the same name', () => {
    const { results, strays } = verified({
      account: { errors: [about('1')], interactionResults: [passed, { ...failed, interactionId: '1' }] },
      interactions: two,
      exchanges,
    });
    expect(results.map(({ outcome, exchanges: ids }) => [outcome, ids])).toEqual([
      ['conforms', ['x1']],
      ['violates', ['x2']],
    ]);
    expect(strays).toEqual([]);
  });

  test('is told by what passed, where a broker gave two the same id', () => {
    const { results } = verified({
      account: { errors: [about('0')], interactionResults: [passed, failed] },
      interactions: [replayed(), replayed()],
      exchanges,
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(['conforms', 'violates']);
  });

  test('is told by name where there is no id', () => {
    const [first, second] = ['one', 'two'].map((description) =>
      replayed({ id: undefined as unknown as string, description, name: `… - ${description}` }),
    ) as [Replayed, Replayed];
    const { results } = verified({
      account: {
        errors: [{ ...about(''), interaction: '… - two' }],
        interactionResults: [
          { description: 'one', result: 'OK' },
          { description: 'two', result: 'Error' },
        ],
      },
      interactions: [first, second],
      exchanges,
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(['conforms', 'violates']);
  });

  test('one that is of none is not lost', () => {
    const stray = { ...about('9'), interaction: 'Failed to load pact' };
    const { results, strays } = verified({ account: { errors: [stray] }, exchanges: [] });
    expect(strays).toEqual([stray]);
    expect(results).toMatchObject([{ outcome: 'error' }]);
  });
});

test('an exchange is of the interaction whose states were asked for before it', () => {
  const { results } = verified({
    account: { interactionResults: ['0', '1', '2'].map((interactionId) => ({ ...passed, interactionId })) },
    interactions: [
      replayed({ id: '0', states: ['a', 'b'] }),
      replayed({ id: '1' }),
      replayed({ id: '2', states: ['c'] }),
    ],
    exchanges: [2, 3, 4].map((at) => ({ at, exchange: exchange({ id: `x${at}` }) })),
  });
  expect(results.map(({ state, exchanges: ids }) => [state, ids])).toEqual([
    ['a and b', ['x2']],
    [null, ['x3']],
    ['c', ['x4']],
  ]);
});

test('the interactions that a run did not come to are untestable, as far as they are known', () => {
  const document = reference();
  const open = untested(fileSource(document), 'the run had ended');
  expect(open).toHaveLength(document.interactions.length);
  expect(open[0]).toEqual({
    consumer: document.consumer,
    description: document.interactions[0]?.description,
    state: document.interactions[0]?.states.map(({ name }) => name).join(' and '),
    source: document.file,
    outcome: 'untestable',
    blame: 'environment',
    message: 'the run had ended',
    requirements: [],
    expected: null,
    actual: null,
    exchanges: [],
    curl: null,
  });
  expect(untested({ kind: 'broker', url: 'http://broker.example' }, 'x')).toEqual([]);
});

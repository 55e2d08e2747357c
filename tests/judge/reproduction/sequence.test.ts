import { defaultOperation } from '../../../src/contract/operation';
import type { Exchange } from '../../../src/exchanges/exchange';
import { judge } from '../../../src/judge/judge';
import { scriptOf } from '../../../src/reports/script';
import type { Finding } from '../../../src/results/report';
import type { Reproduction } from '../../../src/results/reproduction';
import { context, errorBody, POLICY, ROOT, settled, update } from '../../checks/support';

const { states } = defaultOperation();

/** An update of a planned run that sets a whole known state. */
const sets = (state: 'A' | 'B', written: Parameters<typeof update>[1] = {}): Exchange =>
  update(states[state], { context: context({ step: `state ${state}`, accept: 'RES-204' }), ...written });

const stepsOf = (check: string, ...exchanges: Exchange[]): string[] | undefined => {
  const { findings } = judge(exchanges, {
    ...{ subject: 'provider', planned: new Map([['RES-204', undefined]]), target: ROOT },
  });
  const [found] = findings.filter((each: Finding) => each.check === check);
  return found?.reproduction?.steps.map(({ name }) => name);
};

test('an update that sets a known state, and is refused, is sent behind the known state before it', () => {
  const refused = sets('B', { status: 400, answer: { json: errorBody() } });
  expect(stepsOf('response/acceptance', sets('A'), refused)).toEqual(['state A', 'state B']);
});

test('a header is shown by the update that sets a known state alone: what was stored before does not decide it', () => {
  const bare = sets('B', { answer: { headers: { 'request-id': null } } });
  expect(stepsOf('response/request-id', sets('A'), bare)).toEqual(['state B']);
});

test('what was answered by a success between two reads is sent too, though it is no write to the policy', () => {
  const at = (step: string, members: object = {}): Exchange =>
    settled(
      { ...POLICY, ...members },
      { context: context({ step, settled: { satisfied: true, waitedMs: 0 } }) },
    );
  const put = update(
    { isUsableOnce: false },
    { method: 'PUT', status: 204, context: context({ step: 'PUT' }) },
  );
  const fence = update({ state: 'disabled' }, { context: context({ step: 'fence' }) });
  const exchanges = [
    sets('A'),
    at('read before'),
    put,
    fence,
    at('read after', { state: 'disabled', isUsableOnce: false }),
  ];
  expect(stepsOf('state/merge', ...exchanges)).toEqual([
    'state A',
    'read before',
    'PUT',
    'fence',
    'read after',
  ]);
});

describe('of many refused updates', () => {
  const { defaultLength } = states.A as { defaultLength: number };
  const at = (step: string, members: object = {}): Exchange =>
    settled(
      { ...states.A, ...members },
      { context: context({ step, settled: { satisfied: true, waitedMs: 0 } }) },
    );
  const refused = (step: string, members: object): Exchange =>
    update(members, { status: 400, answer: { json: errorBody() }, context: context({ step }) });
  const exchanges = [
    sets('A'),
    at('read before'),
    ...[1, 2, 3, 4].map((length) => refused(`short ${length}`, { defaultLength: length })),
    refused('half of it is sound', { defaultLength: 33, isUsableOnce: 'no' }),
    refused('long', { defaultLength: 49 }),
    update({ state: 'disabled' }, { context: context({ step: 'fence' }) }),
    at('read after', { state: 'disabled', defaultLength: 33 }),
  ];

  test('that which sends what is read is sent, and not the others', () => {
    expect(stepsOf('state/atomic', ...exchanges)).toEqual([
      'state A',
      'half of it is sound',
      'fence',
      'read after',
    ]);
  });

  test('the line of the finding is of that one, and not of the update behind it', () => {
    const { findings } = judge(exchanges, { subject: 'provider', planned: new Map(), target: ROOT });
    const [found] = findings.filter(({ check }) => check === 'state/atomic');
    expect(found).toMatchObject({ expected: String(defaultLength), actual: '33' });
    expect(found?.curl).toContain('"defaultLength":33,"isUsableOnce":"no"');
  });
});

test('a member by the name of what each object inherits is judged as any other', () => {
  const beside = { ...errorBody(), toString: 1 };
  const { findings } = judge([update({ isUsableOnce: 'no' }, { status: 400, answer: { json: beside } })], {
    ...{ subject: 'provider', planned: new Map(), target: ROOT },
  });
  expect(findings.filter(({ outcome }) => outcome === 'error')).toEqual([]);
  expect(findings.find(({ check }) => check === 'errors/envelope')?.pointer).toBe('/toString');
});

test('Authorization stands in a step as the suite writes it, with a variable for the token', () => {
  const headers = { Authorization: 'Bearer [secret-2, 42 characters, not a token]' };
  const taken = update(
    { isUsableOnce: false },
    { headers, context: context({ credentials: 'malformed', authorization: 'Bearer "$GRAPH_TOKEN"' }) },
  );
  const { findings } = judge([taken], { subject: 'provider', planned: new Map(), target: ROOT });
  const [found] = findings.filter(({ check }) => check === 'authorization/challenge');
  expect(found?.reproduction?.steps.at(-1)?.headers).toContainEqual([
    'Authorization',
    'Bearer "$GRAPH_TOKEN"',
  ]);
});

test('what is found of a throttle shows only while the provider throttles, and no shell can tell otherwise', () => {
  const throttled = sets('B', {
    status: 429,
    answer: { json: errorBody(), headers: { 'Retry-After': 'soon' } },
  });
  const { findings } = judge([sets('A'), throttled], {
    subject: 'provider',
    planned: new Map(),
    target: ROOT,
  });
  const found = findings.find(({ check }) => check === 'errors/retry-after');
  expect(found?.reproduction?.expect).toMatchObject({ onlyWhile: 'the provider answers 429', test: null });
  expect(scriptOf(found?.reproduction as Reproduction)).toContain(
    '# It shows only while the provider answers 429',
  );
});

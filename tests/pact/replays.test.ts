import type { PactInteraction } from '../../src/pact/documents';
import { Replays, statesAskedFor, type ReplayedRequest, type Surroundings } from '../../src/pact/replays';
import type { StateChange } from '../../src/pact/tap';
import type { Exchange } from '../../src/exchanges/exchange';

const READ_ONLY = 'the caller may read the policy and not update it';
const WRITE = 'the caller may update the policy';
const NOT_SIGNED_IN = 'the caller is not signed in';
const BEARER = [['Authorization', 'Bearer an-example']] as const;

/** Replays whose surroundings note what is asked of them. */
function replaysOf(
  interactions: readonly Partial<PactInteraction>[] | undefined,
  more: Partial<Surroundings> = {},
) {
  const sent: ReplayedRequest[] = [];
  const set: object[] = [];
  const surroundings: Surroundings = {
    send: (request) => {
      sent.push(request);
      return Promise.resolve({ exchange: { id: `x${sent.length}` } as Exchange, raw: Buffer.from('raw') });
    },
    setPolicy: (members) => {
      set.push(members);
      return Promise.resolve(undefined);
    },
    members: ['defaultLength', 'isUsableOnce'],
    readOnlyToken: true,
    ...more,
  };
  const whole = interactions?.map((each, index) => ({
    description: `interaction ${index + 1}`,
    states: [],
    method: 'PATCH',
    path: '/policy',
    expectedStatus: 204,
    ...each,
  }));
  const replays = new Replays('a.json', whole, surroundings);
  return {
    replays,
    sent,
    set,
    setUp: (state: string, params: StateChange['params'] = {}) =>
      replays.state({ action: 'setup', state, params }),
    tearDown: (state: string) => replays.state({ action: 'teardown', state, params: {} }),
    request: (headers: ReplayedRequest['headers'] = BEARER) =>
      replays.request({ method: 'PATCH', path: '/policy', headers: [...headers], body: Buffer.from('{}') }),
  };
}

const named = (...names: string[]) => names.map((name) => ({ name, params: {} }));

test('a request goes on as it is, under the name of its interaction, and its answer comes back', async () => {
  const { replays, sent, setUp, request } = replaysOf([{}, { description: 'the second' }]);
  await setUp('');
  await setUp('');
  expect((await request())?.toString()).toBe('raw');
  expect(sent).toEqual([
    {
      method: 'PATCH',
      path: '/policy',
      headers: BEARER,
      body: Buffer.from('{}'),
      token: 'full',
      step: 'the second',
      source: 'a.json',
    },
  ]);
  expect(replays.exchanges).toEqual([{ at: 2, exchange: { id: 'x1' } }]);
});

describe('whose token a request carries', () => {
  const TOKENS: [
    what: string,
    states: string[],
    headers: ReplayedRequest['headers'],
    expectedStatus: number,
    token: ReplayedRequest['token'],
  ][] = [
    ['an example of a token is replaced', [''], BEARER, 204, 'full'],
    ['in any case of name and scheme', [''], [['authorization', 'bearer x']], 204, 'full'],
    ['where a 401 is expected it stays', [''], BEARER, 401, undefined],
    ['no token stays no token', [''], [], 204, undefined],
    ['another scheme stays', [''], [['Authorization', 'Basic eDp5']], 204, undefined],
    ['a scheme alone stays', [''], [['Authorization', 'Bearer ']], 204, undefined],
    ['a caller who may write gets the token', [WRITE], [], 204, 'full'],
    ['a caller who may write gets it though a 401 is expected', [WRITE], BEARER, 401, 'full'],
    ['a caller who may read gets the read-only one', [READ_ONLY], BEARER, 403, 'readOnly'],
    ['a caller who is not signed in keeps the own one', [NOT_SIGNED_IN], BEARER, 200, undefined],
    ['a state of the policy says nothing of it', ['the policy is set'], BEARER, 204, 'full'],
    ['the caller stands behind a state', ['the policy is set', READ_ONLY], BEARER, 403, 'readOnly'],
    ['the caller stands before a state', [READ_ONLY, 'the policy is set'], BEARER, 403, 'readOnly'],
    ['the last caller wins', [READ_ONLY, WRITE], BEARER, 403, 'full'],
  ];
  test.each(TOKENS)('%s', async (_what, states, headers, expectedStatus, token) => {
    const own = states.filter((state) => state !== '');
    const { sent, setUp, request } = replaysOf([{ states: named(...own), expectedStatus }]);
    for (const state of states) await setUp(state);
    await request(headers);
    expect(sent).toMatchObject([{ token }]);
  });

  const NEXT: [what: string, teardown: boolean, request: boolean][] = [
    ['behind a request', false, true],
    ['behind a request and a teardown', true, true],
    ['behind a teardown alone', true, false],
  ];
  test.each(NEXT)('is forgotten %s', async (_what, teardown, requested) => {
    const { sent, setUp, tearDown, request } = replaysOf([{ states: named(READ_ONLY) }, {}]);
    await setUp(READ_ONLY);
    if (requested) await request();
    if (teardown) await tearDown(READ_ONLY);
    await setUp('');
    await request();
    expect(sent.at(-1)).toMatchObject({ token: 'full', step: 'interaction 2' });
  });

  test('is forgotten where another state of its interaction could not be set up', async () => {
    const { sent, setUp, tearDown, request } = replaysOf([
      { states: named('nobody knows it', READ_ONLY) },
      {},
    ]);
    await setUp('nobody knows it');
    await setUp(READ_ONLY);
    expect(await request()).toBeUndefined();
    await tearDown(READ_ONLY);
    await setUp('');
    await request();
    expect(sent).toMatchObject([{ token: 'full', step: 'interaction 2' }]);
  });
});

describe('a state', () => {
  test('of the policy is set up with its parameters', async () => {
    const { set, setUp } = replaysOf([{}]);
    expect(await setUp('the policy has the documented defaults')).toEqual({});
    expect(await setUp('the policy is set', { defaultLength: 12 })).toEqual({});
    expect(set).toEqual([{}, { defaultLength: 12 }]);
  });

  test('without a name is there', async () => {
    const { set, setUp, replays } = replaysOf([{}]);
    expect(await setUp('')).toEqual({});
    expect([set, replays.problems]).toEqual([[], []]);
  });

  const UNSET: [what: string, state: string, params: StateChange['params'], problem: RegExp][] = [
    [
      'that nobody knows',
      'the moon is full',
      {},
      /^"the moon is full" is not a known state: --provider-states-url sets up others$/,
    ],
    ['in another case', 'The policy is set', {}, /is not a known state/],
    [
      'with a parameter that nobody knows',
      'the policy is set',
      { id: 1 },
      /^"the policy is set" has no parameter "id"$/,
    ],
    [
      'with a parameter where there is none',
      'the policy has the documented defaults',
      { a: 1 },
      /has no parameter "a"$/,
    ],
  ];
  test.each(UNSET)(
    '%s is a problem, and no request is sent for it',
    async (_what, state, params, problem) => {
      const { sent, set, setUp, request, replays } = replaysOf([{}]);
      // Refused, the verifier would leave out the teardown, by which the end of an interaction is known.
      expect(await setUp(state, params)).toEqual({});
      expect(replays.problems).toEqual([{ at: 1, problem: expect.stringMatching(problem) as string }]);
      expect(await request()).toBeUndefined();
      expect([set, sent]).toEqual([[], []]);
    },
  );

  test('of a caller who may read needs a token that may', async () => {
    const { setUp, replays } = replaysOf([{}], { readOnlyToken: false });
    await setUp(READ_ONLY);
    expect(replays.problems[0]?.problem).toContain('--token-readonly');
  });

  test('that could not be set up says why', async () => {
    const { setUp, replays } = replaysOf([{}], { setPolicy: () => Promise.resolve('403') });
    await setUp('the policy is set');
    expect(replays.problems).toEqual([{ at: 1, problem: '"the policy is set" could not be set up: 403' }]);
  });
});

describe('with an endpoint for states', () => {
  const asking = (answer: { values: object } | { problem: string }) => {
    const asked: StateChange[] = [];
    const askForState = (change: StateChange) => {
      asked.push(change);
      return Promise.resolve(answer);
    };
    return { asked, ...replaysOf([{}], { askForState }) };
  };

  test('it is asked for every state but those of the caller, before and after', async () => {
    const { asked, set, setUp, tearDown, request } = asking({ values: { id: '7' } });
    const states = ['the policy is set', 'the moon is full', '', WRITE];
    const values = [];
    for (const state of states) values.push(await setUp(state, { a: 1 }));
    await request();
    for (const state of states) await tearDown(state);
    expect(values).toEqual([{ id: '7' }, { id: '7' }, {}, {}]);
    expect(asked.map(({ action, state }) => [action, state])).toEqual([
      ['setup', 'the policy is set'],
      ['setup', 'the moon is full'],
      ['teardown', 'the policy is set'],
      ['teardown', 'the moon is full'],
    ]);
    expect(asked[0]?.params).toEqual({ a: 1 });
    expect(set).toEqual([]);
  });

  test('what it says against a state is the problem; against a teardown it is none', async () => {
    const { setUp, tearDown, replays } = asking({ problem: '"x" was answered with 500' });
    await setUp('x');
    expect(await tearDown('x')).toEqual({});
    expect(replays.problems).toEqual([{ at: 1, problem: '"x" was answered with 500' }]);
  });
});

describe('when the run has to end', () => {
  const END = new Error('the provider is gone');

  test('nothing more is sent, asked for or noted', async () => {
    const sent: unknown[] = [];
    const { replays, set, setUp, tearDown, request } = replaysOf([{}, {}], {
      send: (each) => {
        sent.push(each);
        return Promise.reject(END);
      },
    });
    await setUp('');
    expect(await request()).toBeUndefined();
    expect(replays.ended).toBe(END);
    expect(await setUp('the policy is set')).toEqual({});
    expect(await request()).toBeUndefined();
    expect(await tearDown('the policy is set')).toEqual({});
    expect([sent.length, set, replays.exchanges]).toEqual([1, [], []]);
  });

  test('because a state could not be written', async () => {
    const { replays, setUp } = replaysOf([{}], { setPolicy: () => Promise.reject(END) });
    await setUp('the policy is set');
    expect(replays.ended).toBe(END);
  });
});

test('an exchange without an answer has no bytes to hand back, and is kept', async () => {
  const { replays, setUp, request } = replaysOf([{}], {
    send: () => Promise.resolve({ exchange: { id: 'x1' } as Exchange, raw: Buffer.alloc(0) }),
  });
  await setUp('');
  expect(await request()).toBeUndefined();
  expect(replays.exchanges).toHaveLength(1);
});

describe('a redirection, which the verifier would follow past the gate', () => {
  const head = (...lines: string[]) => Buffer.from([...lines, '', '{}'].join('\r\n'), 'latin1');
  const handedOn = async (raw: Buffer, response: object | undefined) => {
    const exchange = { id: 'x1', ...(response && { response }) } as unknown as Exchange;
    const { setUp, request } = replaysOf([{}], { send: () => Promise.resolve({ exchange, raw }) });
    await setUp('');
    return (await request())?.toString('latin1') ?? '';
  };

  test.each([301, 302, 303, 307, 308])('of %d is handed on without its target', async (status) => {
    const first = `HTTP/1.1 ${status} Elsewhere`;
    const raw = head(first, 'X-Location: stays', 'LOCATION: http://other.example/', 'Content-Length: 2', '');
    const got = await handedOn(raw, { status });
    expect(got).toBe(head(first, 'X-Location: stays', 'Content-Length: 2', '').toString());
  });

  test('is not handed on with it where the rest of the answer never came', async () => {
    const raw = head('HTTP/1.1 307 Elsewhere', 'Location: http://other.example/', 'Content-Length: 99', '');
    expect(await handedOn(raw, undefined)).not.toContain('other.example');
  });

  test('is none where the status is another', async () => {
    const raw = head('HTTP/1.1 201 Created', 'Location: http://here.example/', 'Content-Length: 2', '');
    expect(await handedOn(raw, { status: 201 })).toBe(raw.toString());
  });
});

test.each([
  [0, 1],
  [1, 1],
  [3, 3],
])('for %d states the verifier asks %d times', (states, asked) => {
  expect(statesAskedFor({ states: Array.from({ length: states }) })).toBe(asked);
});

import { exchange, POLICY, update, URL_OF_POLICY } from '../checks/support';
import { answer, BAD, GOOD, HEADERS, neither, plain, request, said, TOKEN } from './support';

const REFUSAL = {
  error: {
    code: 'badRequest',
    message: 'No.',
    innerError: { 'request-id': 'x', 'client-request-id': 'y', date: '2026-11-22T00:00:00' },
  },
};

describe.each<[kind: string, conforms: () => unknown, violates: () => unknown, row: string]>([
  ['a plain request', () => plain(), () => plain(BAD), 'REQ-LEN'],
  ['a fetch Request', () => request(), () => request(BAD), 'REQ-LEN'],
  ['a plain response', () => ({ status: 204 }), () => ({ status: 200, body: POLICY }), 'RES-204'],
  ['a fetch Response', () => answer(204), () => answer(200, POLICY), 'RES-204'],
  [
    'a plain exchange',
    () => ({ request: plain(), response: { status: 204 } }),
    () => ({ request: plain(BAD), response: { status: 400, body: { error: 'no' } } }),
    'ERR-ENVELOPE',
  ],
  [
    'an exchange of fetch',
    () => ({ request: request(), response: answer(204) }),
    () => ({ request: request(BAD), response: answer(204) }),
    'ERR-RANGE',
  ],
  [
    'an exchange of a record',
    () => update({ state: 'enabled' }),
    () => update({ defaultLength: 7 }),
    'REQ-LEN',
  ],
])('%s', (_kind, conforms, violates, row) => {
  test('that conforms passes, and `.not` says what was judged', async () => {
    const { pass, message } = await said('toConformToContract', conforms(), {}, { isNot: true });
    expect(pass).toBe(true);
    expect(message).toMatch(/^expect\(…\)\.not\.toConformToContract\(\)\n\nit conforms: \d+ requirements/);
  });

  test('that violates fails, and `.not` passes', async () => {
    const { pass, message } = await said('toConformToContract', violates());
    expect(pass).toBe(false);
    expect(message).toContain(`VIOLATES  ${row} MUST`);
  });
});

test('a failure shows clause, place, expected, actual and the link', async () => {
  const { message } = await said('toConformToContract', plain({ ...GOOD, defaultLength: 100 }));
  expect(message).toBe(
    [
      'expect(…).toConformToContract()',
      '',
      'VIOLATES  REQ-LEN MUST  defaultLength from 8 to 48  [request/default-length]',
      '  defaultLength must be at most 48, got 100',
      '  expected  at most 48',
      '  actual    100',
      '  change    Send a whole number from 8 to 48 without quotes, and check what an admin enters against these bounds.',
      '  place     /defaultLength',
      '  clause    Policy resource, Properties',
      '            https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration#properties',
    ].join('\n'),
  );
});

test('a request alone is its client’s, and a response alone its provider’s', async () => {
  const refused = {
    request: plain(BAD),
    response: { status: 400, headers: { 'Content-Type': 'application/json' }, body: REFUSAL },
  };
  expect((await said('toConformToContract', refused)).message).toContain('REQ-LEN');
  expect((await said('toConformToContract', refused, { subject: 'provider' })).pass).toBe(true);
  expect((await said('toConformToContract', refused, { subject: 'client' })).pass).toBe(false);
  expect((await said('toConformToContract', refused.response)).pass).toBe(true);
});

test('a response without its request is taken for the answer to an update, or to what is said', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const shown = { status: 200, headers, body: POLICY };
  expect((await said('toConformToContract', shown)).message).toContain(
    "the response was judged as the answer to an update; for a read, pass { to: 'read' }",
  );
  expect((await said('toConformToContract', shown, { to: 'read' })).pass).toBe(true);
  expect((await said('toConformToContract', { status: 204 }, { to: 'reset' })).pass).toBe(true);
});

test('a SHOULD counts where strict is said', async () => {
  const quiet = { request: plain(), response: { status: 204 } };
  expect((await said('toConformToContract', quiet)).pass).toBe(true);
  const { pass, message } = await said('toConformToContract', quiet, { strict: true });
  expect(pass).toBe(false);
  expect(message).toContain('DEVIATES  RES-REQID SHOULD');
});

test('only and skip choose the rows', async () => {
  expect((await said('toConformToContract', plain(BAD), { only: ['REQ-METHOD'] })).pass).toBe(true);
  expect(
    (await said('toConformToContract', plain({ ...GOOD, ...BAD }), { skip: ['request/default-length'] }))
      .pass,
  ).toBe(true);
});

describe('neither passes nor fails, with and without `.not`,', () => {
  test('on a request of another operation', async () => {
    const message = await neither('toConformToContract', {
      method: 'GET',
      url: 'https://graph.microsoft.com/v1.0/me',
    });
    expect(message).toMatch(
      /^a plain request was not judged: GET https:\/\/graph\.microsoft\.com\/v1\.0\/me is of another/,
    );
  });

  test('where no row that was chosen bears on it', async () => {
    expect(
      await neither('toConformToContract', plain(), { only: ['REQ-CLOUD'], skip: ['REQ-CLOUD'] }),
    ).toContain('a plain request shows nothing that a requirement bears on');
  });

  test('on an exchange without an answer', async () => {
    const gone = exchange({ status: 0, failure: { kind: 'reset', message: 'cut' } });
    expect(await neither('toConformToContract', gone, { subject: 'traffic' })).toContain('no response');
  });

  test.each<[string, unknown, object | undefined, string]>([
    ['a number', 42, undefined, 'a number is not a request, a response or an exchange'],
    ['nothing', undefined, undefined, 'undefined is not a request, a response or an exchange'],
    ['a list', [], undefined, 'a list is not a request, a response or an exchange'],
    [
      'an object of another kind',
      { a: 1 },
      undefined,
      'it is not a request (method and url), a response (status)',
    ],
    ['a promise', Promise.resolve(answer(204)), undefined, 'it is a promise: await it'],
    [
      'a response without a status',
      { response: {} },
      undefined,
      'its response has no status from 100 to 999',
    ],
    [
      'a request without a method',
      { request: { url: URL_OF_POLICY } },
      undefined,
      'its request has no method and url',
    ],
    [
      'a body that goes round',
      plain(circular()),
      undefined,
      'the body of a plain request is not a JSON value',
    ],
    ['a body in a stream', { status: 200, body: new Blob(['x']) }, undefined, 'is not a string yet'],
    ['headers of no kind', plain(GOOD, ['x']), undefined, 'a plain request: a header has no name'],
    ['a failed Response', Response.error(), undefined, 'without a status shows nothing'],
    ['an unknown option', plain(), { onyl: [] }, 'there is no option onyl: the options are only, skip'],
    ['an option of no such value', plain(), { to: 'write' }, 'to must be one of update, read, reset'],
    [
      'a pattern that names nothing',
      plain(),
      { only: ['REQ-NONE'] },
      'only: no row and no check is named REQ-NONE; did you mean REQ-ONCE? `graph-contract requirements` lists them',
    ],
    ['a pattern that is no list', plain(), { skip: 'REQ-LEN' }, 'skip must be a list'],
    ['a client of whom nothing is there', { status: 204 }, { subject: 'client' }, 'no request of the client'],
    ['a provider of whom nothing is there', plain(), { subject: 'provider' }, 'no response of the provider'],
  ])('on %s, in one line', async (_what, value, options, line) => {
    const message = await neither('toConformToContract', value, options);
    expect(message).toContain(line);
    expect(message).not.toContain('\n');
  });

  test('on a Response whose body was read', async () => {
    const read = answer(200, POLICY);
    await read.text();
    expect(await neither('toConformToContract', read)).toMatch(/was read already: pass it, or a clone\(\)/);
  });
});

test('the body of what fetch has is read from a clone', async () => {
  const message = request();
  await said('toConformToContract', message);
  expect(await message.json()).toEqual(GOOD);
});

test('no message holds a secret', async () => {
  const told = await said('toConformToContract', {
    request: {
      ...plain({ ...GOOD, state: TOKEN }, { ...HEADERS, Cookie: 'session=0123456789' }),
      url: `${URL_OF_POLICY}x?sig=0123456789`,
    },
    response: { status: 400, headers: { 'WWW-Authenticate': TOKEN }, body: `Not ${TOKEN}` },
  });
  const negated = await said('toConformToContract', plain(), {}, { isNot: true });
  const foreign = await neither('toConformToContract', {
    method: 'GET',
    url: 'https://x.test/?access_token=0123456789',
  });
  expect(`${told.message}${negated.message}${foreign}`).not.toMatch(/abcdefghij|0123456789/);
});

test('one who says what could be seen is believed', async () => {
  const bare = { request: plain(GOOD, { 'Content-Type': 'application/json' }) };
  expect((await said('toConformToContract', bare)).message).toContain('REQ-AUTH');
  expect((await said('toConformToContract', { ...bare, observed: { authorization: false } })).pass).toBe(
    true,
  );
});

function circular(): object {
  const one: Record<string, unknown> = {};
  one['one'] = one;
  return one;
}

test.each([{}, { isNot: true }])(
  'a misspelt key is neither a pass nor a failure, and the key is named: %j',
  async (context) => {
    const url = URL_OF_POLICY.replace('TemporaryAccessPass', 'TemporaryAcessPass');
    const { pass, message } = await said('toConformToContract', { ...plain(), url }, {}, context);
    expect(pass).toBe(context.isNot === true);
    expect(message).toContain('unknown path …/TemporaryAcessPass; did you mean …/TemporaryAccessPass?');
  },
);

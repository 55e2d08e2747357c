import { type PolicyClientOptions, type PolicyUpdate, createPolicyClient } from '../../contracts/client';

const ROOT = 'https://gateway.test/graph/v1.0';
const POLICY = `${ROOT}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass`;
const UPDATE: PolicyUpdate = {
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  isUsableOnce: true,
};
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A client whose requests are kept, and all answered with what is given. */
function clientAnsweredWith(answer: () => Response, options: Partial<PolicyClientOptions> = {}) {
  const sent: Request[] = [];
  const client = createPolicyClient({
    baseUrl: ROOT,
    token: () => 'example',
    fetch: async (request) => {
      sent.push(request);
      return answer();
    },
    ...options,
  });
  return { client, sent };
}

const noContent = () => new Response(null, { status: 204 });
const headersOf = (request: Request | undefined) => Object.fromEntries(request?.headers ?? []);

describe('what is sent', () => {
  test('an update is a PATCH with its media type, its token and nothing else', async () => {
    const { client, sent } = clientAnsweredWith(noContent);
    await client.update(UPDATE);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: 'PATCH', url: POLICY });
    expect(headersOf(sent[0])).toEqual({
      authorization: 'Bearer example',
      'content-type': 'application/json',
    });
    expect(await sent[0]?.text()).toBe(JSON.stringify(UPDATE));
  });

  test.each([
    ['read', 'GET'],
    ['reset', 'DELETE'],
  ] as const)('a %s is a %s with its token, and without a body or a media type', async (action, method) => {
    const { client, sent } = clientAnsweredWith(noContent);
    await client[action]();
    expect(sent[0]).toMatchObject({ method, url: POLICY, body: null });
    expect(headersOf(sent[0])).toEqual({ authorization: 'Bearer example' });
  });

  test('the token is asked for anew before each request', async () => {
    const tokens = ['first', 'second'];
    const { client, sent } = clientAnsweredWith(noContent, { token: async () => tokens.shift() ?? '' });
    await client.update(UPDATE);
    await client.reset();
    expect(sent.map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
  });

  test('nothing is sent when there is no token to be had', async () => {
    const token = () => Promise.reject(new Error('signed out'));
    const { client, sent } = clientAnsweredWith(noContent, { token });
    await expect(client.update(UPDATE)).rejects.toThrow('signed out');
    expect(sent).toEqual([]);
  });

  test('a slash at the end of the base URL makes no difference', async () => {
    const { client, sent } = clientAnsweredWith(noContent, { baseUrl: `${ROOT}/` });
    await client.read();
    expect(sent[0]?.url).toBe(POLICY);
  });
});

describe('what comes back', () => {
  test('a 204 is success, for an update and for a reset', async () => {
    const { client } = clientAnsweredWith(noContent);
    expect(await client.update(UPDATE)).toEqual({ ok: true, value: undefined });
    expect(await client.reset()).toEqual({ ok: true, value: undefined });
  });

  test('the body of a 204 is not read', async () => {
    const response = noContent();
    const text = jest.spyOn(response, 'text');
    await clientAnsweredWith(() => response).client.update(UPDATE);
    expect(text).not.toHaveBeenCalled();
  });

  test.each([
    ['with JSON', () => new Response('{}', { status: 200, headers: JSON_TYPE }), 200],
    ['with text', () => new Response('OK', { status: 200 }), 200],
    ['with nothing', () => new Response(null, { status: 202 }), 202],
  ])('another 2xx %s is no success', async (_name, answer, status) => {
    const { client } = clientAnsweredWith(answer);
    expect(await client.update(UPDATE)).toEqual({ ok: false, status });
    expect(await client.reset()).toEqual({ ok: false, status });
  });

  test('a read gives the policy', async () => {
    const policy = { '@odata.type': UPDATE['@odata.type'], id: 'TemporaryAccessPass', defaultLength: 8 };
    const { client } = clientAnsweredWith(() => Response.json(policy));
    expect(await client.read()).toEqual({ ok: true, value: policy });
  });

  test.each([
    ['a 204', noContent, 204],
    ['a 200 without a body', () => new Response('', { status: 200 }), 200],
  ])('a read answered with %s is no success', async (_name, answer, status) => {
    expect(await clientAnsweredWith(answer).client.read()).toEqual({ ok: false, status });
  });

  test('a read rejects a 200 that is not JSON', async () => {
    const { client } = clientAnsweredWith(() => new Response('<p>Sign in</p>', { status: 200 }));
    await expect(client.read()).rejects.toThrow(SyntaxError);
  });

  const error = { code: 'BadRequest', message: 'No.', innerError: { date: '2026-11-22T00:00:00' } };
  const refused = { ok: false, status: 400 };

  test.each([
    [
      'of the documented shape',
      JSON.stringify({ error }),
      { ...refused, code: 'BadRequest', message: 'No.' },
    ],
    ['with an empty code', '{"error":{"code":"","message":""}}', { ...refused, code: '', message: '' }],
    ['without a message', '{"error":{"code":"BadRequest"}}', { ...refused, code: 'BadRequest' }],
    ['whose code is a number', '{"error":{"code":400,"message":"No."}}', { ...refused, message: 'No.' }],
    ['whose error is text', '{"error":"BadRequest"}', refused],
    ['that is null', 'null', refused],
    ['that is HTML', '<p>Bad Gateway</p>', refused],
    ['of no bytes', '', refused],
  ])('an error body %s is turned into a result', async (_name, body, expected) => {
    const { client } = clientAnsweredWith(() => new Response(body, { status: 400, headers: JSON_TYPE }));
    expect(await client.update(UPDATE)).toEqual(expected);
    expect(await client.read()).toEqual(expected);
    expect(await client.reset()).toEqual(expected);
  });

  test('an error without a body is turned into a result', async () => {
    const { client } = clientAnsweredWith(
      () => new Response(null, { status: 503, headers: { 'Content-Length': '0' } }),
    );
    expect(await client.update(UPDATE)).toEqual({ ok: false, status: 503 });
  });

  test('no answer is an exception', async () => {
    const { client } = clientAnsweredWith(() => {
      throw new TypeError('fetch failed');
    });
    await expect(client.update(UPDATE)).rejects.toThrow('fetch failed');
  });
});

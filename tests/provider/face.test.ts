import { gzipSync } from 'node:zlib';
import request from 'supertest';
import {
  READ_SCOPE,
  type RunningProvider,
  defaultPolicy,
  startProvider,
  testToken,
} from '../../src/provider';
import { PATH, TYPE, WRITER, updateOf } from './support';

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const URL_PATH = `/v1.0${PATH}`;

let provider: RunningProvider;
beforeAll(async () => {
  provider = await startProvider();
});
beforeEach(() => provider.store.reset());
afterAll(() => provider.close());

const patch = (path = URL_PATH) => request(provider.origin).patch(path).set('Authorization', WRITER);
const sendText = (text: string | Buffer, contentType = 'application/json') =>
  patch()
    .set('Content-Type', contentType)
    .serialize((body) => body)
    .send(text);
const errorOf = (code: string) => ({
  error: {
    code,
    message: expect.any(String),
    innerError: {
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      'request-id': expect.stringMatching(GUID),
      'client-request-id': expect.any(String),
    },
  },
});

describe('an update', () => {
  test('is answered with 204 and nothing of content', async () => {
    const response = await patch()
      .send(updateOf({ isUsableOnce: true }))
      .expect(204);
    expect(response.text).toBe('');
    expect(Object.keys(response.headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(content-|transfer-encoding)/)]),
    );
    expect(provider.store.get()).toEqual({ ...defaultPolicy(), isUsableOnce: true });
  });

  test.each([
    ['the example of the page', `/v1.0${PATH.replace('/Temp', '/temp')}`],
    ['lower case', URL_PATH.toLowerCase()],
    ['a key in parentheses', `/v1.0${PATH.replace('/Temp', "('Temp")}')`],
    ['encoded quotes', `/v1.0${PATH.replace('/Temp', '(%27Temp')}%27)`],
    ['beta', `/beta${PATH}`],
    ['a query', `${URL_PATH}?x=1`],
  ])('is accepted under the spelling of %s', async (_name, path) => {
    await patch(path)
      .send(updateOf({ isUsableOnce: true }))
      .expect(204);
    expect(provider.store.get().isUsableOnce).toBe(true);
  });

  test.each([
    'application/json; charset=utf-8',
    'application/json;odata.metadata=minimal;IEEE754Compatible=false',
    'Application/JSON',
  ])('is accepted as %s', async (contentType) => {
    await sendText(JSON.stringify(updateOf({ state: 'enabled' })), contentType).expect(204);
    expect(provider.store.get().state).toBe('enabled');
  });

  test('is accepted in gzip', async () => {
    const zipped = gzipSync(JSON.stringify(updateOf({ state: 'enabled' })));
    await sendText(zipped).set('Content-Encoding', 'gzip').expect(204);
    expect(provider.store.get().state).toBe('enabled');
  });

  test('that repeats what was read is accepted', async () => {
    const { body } = await request(provider.origin).get(URL_PATH).set('Authorization', WRITER);
    await patch().send(body).expect(204);
    expect(provider.store.get()).toEqual(defaultPolicy());
  });

  test.each([
    ['nothing', ''],
    ['broken JSON', '{"isUsableOnce":'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])('of %s is refused', async (_name, text) => {
    const response = await sendText(text).expect(400);
    expect(response.body).toEqual(errorOf('BadRequest'));
  });

  test('of an array is refused', async () => {
    await sendText('[]').expect(400);
  });

  test('without a Content-Type is refused', async () => {
    const response = await fetch(`${provider.url}${PATH}`, {
      method: 'PATCH',
      headers: { Authorization: WRITER },
      body: Buffer.from(JSON.stringify(updateOf({}))),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(errorOf('BadRequest'));
  });

  test.each(['text/plain', 'application/json-patch+json', 'application/merge-patch+json', 'text/json'])(
    'as %s is refused',
    async (contentType) => {
      await sendText(JSON.stringify(updateOf({ state: 'enabled' })), contentType).expect(400);
      expect(provider.store.get()).toEqual(defaultPolicy());
    },
  );

  test('that the policy refuses changes nothing', async () => {
    const response = await patch()
      .send(updateOf({ state: 'enabled', defaultLength: 49 }))
      .expect(400);
    expect(response.body).toEqual(errorOf('BadRequest'));
    expect(provider.store.get()).toEqual(defaultPolicy());
  });

  test('of more than 4 MiB is refused with 413', async () => {
    await sendText(' '.repeat(4 * 1024 * 1024 + 1)).expect(413);
  });

  test('of more than 4 MiB in chunks is refused with 413', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    let left = 5;
    const body = new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const init = { method: 'PATCH', body, duplex: 'half' } as const;
    const headers = { Authorization: WRITER, 'Content-Type': 'application/json' };
    const response = await fetch(`${provider.url}${PATH}`, { ...init, headers });
    expect(response.status).toBe(413);
  });

  test('that unzips to more than 4 MiB is refused with 413', async () => {
    await sendText(gzipSync(' '.repeat(4 * 1024 * 1024 + 1)))
      .set('Content-Encoding', 'gzip')
      .expect(413);
  });

  test('that is not the gzip it claims to be is refused', async () => {
    await sendText('{}').set('Content-Encoding', 'gzip').expect(400);
  });

  test('in an unknown encoding is refused with 415', async () => {
    const response = await sendText('{}').set('Content-Encoding', 'br').expect(415);
    expect(response.headers['accept-encoding']).toBe('gzip');
  });
});

describe('a read', () => {
  test.each(['v1.0', 'beta'])(
    'of %s answers the policy with context URLs of that version',
    async (version) => {
      const response = await request(provider.origin)
        .get(`/${version}${PATH}`)
        .set('Authorization', WRITER)
        .expect(200);
      const metadata = `${provider.origin}/${version}/$metadata#`;
      const { includeTargets, excludeTargets } = defaultPolicy();
      expect(Object.entries(response.body)).toEqual([
        ['@odata.context', `${metadata}authenticationMethodConfigurations/$entity`],
        ['@odata.type', TYPE],
        ['id', 'TemporaryAccessPass'],
        ['state', 'disabled'],
        ['defaultLifetimeInMinutes', 60],
        ['defaultLength', 8],
        ['minimumLifetimeInMinutes', 60],
        ['maximumLifetimeInMinutes', 480],
        ['isUsableOnce', false],
        [
          'includeTargets@odata.context',
          `${metadata}policies/authenticationMethodsPolicy/authenticationMethodConfigurations('TemporaryAccessPass')/microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration/includeTargets`,
        ],
        ['includeTargets', includeTargets],
        ['excludeTargets', excludeTargets],
      ]);
    },
  );

  test('carries the headers of the service', async () => {
    const response = await request(provider.origin).get(URL_PATH).set('Authorization', WRITER);
    expect(response.headers).toMatchObject({
      'content-type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      'odata-version': '4.0',
      date: expect.any(String),
    });
  });
});

describe('a reset', () => {
  test('is answered with 204 and ends in the defaults', async () => {
    await patch().send(updateOf({ state: 'enabled', defaultLength: 20 }));
    await request(provider.origin).delete(URL_PATH).set('Authorization', WRITER).expect(204, '');
    expect(provider.store.get()).toEqual(defaultPolicy());
  });
});

describe('the ids', () => {
  test('are a GUID of the provider and the id of the client', async () => {
    const response = await patch().set('client-request-id', 'mine').send(updateOf({}));
    expect(response.headers['request-id']).toMatch(GUID);
    expect(response.headers['client-request-id']).toBe('mine');
  });

  test('are the same when the client has none', async () => {
    const response = await patch().send(updateOf({}));
    expect(response.headers['client-request-id']).toBe(response.headers['request-id']);
  });

  test('are repeated in an error', async () => {
    const response = await patch().set('client-request-id', 'mine').send({}).expect(400);
    expect(response.body.error.innerError).toMatchObject({
      'request-id': response.headers['request-id'],
      'client-request-id': 'mine',
    });
  });
});

describe('refuses', () => {
  test.each([
    ['no Authorization', undefined],
    ['an empty one', ''],
    ['the scheme alone', 'Bearer'],
    ['another scheme', 'Basic eDp5'],
    ['a token of another issuer', 'Bearer eyJ0eXAi.e30.c2ln'],
  ])('%s with 401 and a challenge', async (_name, authorization) => {
    const call = request(provider.origin).get('/v1.0/nowhere');
    const response = await (authorization === undefined ? call : call.set('Authorization', authorization));
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toMatch(/^Bearer /);
    expect(response.headers['content-type']).toBe('application/json');
    expect(response.body).toEqual(errorOf('InvalidAuthenticationToken'));
  });

  test('to repeat the token in any answer', async () => {
    const token = 'eyJ0eXAi.e30.c2ln';
    const response = await request(provider.origin).get(URL_PATH).set('Authorization', `Bearer ${token}`);
    expect(response.text + JSON.stringify(response.headers)).not.toContain(token);
  });

  test('a path that names nothing with 404', async () => {
    const response = await patch(`/v1.0${PATH}s`).send(updateOf({})).expect(404);
    expect(response.body).toEqual(errorOf('ResourceNotFound'));
  });

  test.each(['post', 'put', 'options'] as const)('%s with 405 and the methods there are', async (method) => {
    const bearer = `Bearer ${testToken()}`;
    const response = await request(provider.origin)
      [method](URL_PATH)
      .set('Authorization', bearer)
      .expect(405);
    expect(response.headers['allow']).toBe('GET, PATCH, DELETE');
    expect(response.body).toEqual(errorOf('Request_BadRequest'));
  });

  test('HEAD with 405 and no body', async () => {
    const response = await request(provider.origin).head(URL_PATH).set('Authorization', WRITER).expect(405);
    expect(response.headers['allow']).toBe('GET, PATCH, DELETE');
  });

  test.each([
    ['get', ['Policy.Read.All']],
    ['patch', [READ_SCOPE]],
    ['delete', [READ_SCOPE]],
    ['delete', []],
  ] as const)('%s with the scopes %p with 403', async (method, scopes) => {
    const bearer = `Bearer ${testToken(...scopes)}`;
    const response = await request(provider.origin)
      [method](URL_PATH)
      .set('Authorization', bearer)
      .expect(403);
    expect(response.body).toEqual(errorOf('Authorization_RequestDenied'));
  });
});

test('the scope to read is enough for a read', async () => {
  const bearer = `Bearer ${testToken(READ_SCOPE)}`;
  await request(provider.origin).get(URL_PATH).set('Authorization', bearer).expect(200);
});

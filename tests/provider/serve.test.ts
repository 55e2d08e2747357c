import { get } from 'node:https';
import { generate } from 'selfsigned';
import {
  type RunningProvider,
  createApp,
  createStore,
  defaultPolicy,
  startProvider,
} from '../../src/provider';
import { PATH, WRITER, rawRequest, sendRaw, updateOf } from './support';

const NO_CONTENT =
  /^HTTP\/1\.1 204 No Content\r\n((client-request-id|request-id|date|connection|keep-alive): [^\r]+\r\n)+\r\n$/i;
const { Request: GlobalRequest, Response: GlobalResponse } = globalThis;

let provider: RunningProvider;
beforeAll(async () => {
  provider = await startProvider();
});
beforeEach(() => provider.store.reset());
afterAll(() => provider.close());

const raw = (text: string) => sendRaw(provider.origin, text);
const HEADERS = { Authorization: WRITER, 'Content-Type': 'application/json' };
const UPDATE = JSON.stringify(updateOf({ state: 'enabled' }));

describe('on the wire', () => {
  test.each(['keep-alive', 'close'])(
    'a 204 is its head and no more, with Connection: %s',
    async (connection) => {
      const headers = { ...HEADERS, Connection: connection };
      expect(await raw(rawRequest('PATCH', `/v1.0${PATH}`, headers, UPDATE))).toMatch(NO_CONTENT);
      expect(await raw(rawRequest('DELETE', `/v1.0${PATH}`, headers))).toMatch(NO_CONTENT);
    },
  );

  test('nothing stands between a 204 and the answer behind it', async () => {
    const received = await raw(
      rawRequest('PATCH', `/v1.0${PATH}`, HEADERS, UPDATE) + rawRequest('GET', `/v1.0${PATH}`, HEADERS),
    );
    const [head, next] = received.split(/\r\n\r\n(?=HTTP)/);
    expect(`${head}\r\n\r\n`).toMatch(NO_CONTENT);
    expect(next).toMatch(/^HTTP\/1\.1 200 OK[^]*"state":"enabled"/);
  });

  /** Fields of a request that would be answered with the policy. */
  const TOLD = Object.entries(HEADERS).reduce((text, [name, value]) => `${text}${name}: ${value}\r\n`, '');

  test.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400],
    ['no Host', `GET /v1.0${PATH} HTTP/1.1\r\n\r\n`, 400],
    ['a head that is too long', `GET / HTTP/1.1\r\nHost: x\r\nx: ${'x'.repeat(20000)}\r\n\r\n`, 431],
    ['HTTP/2.0 as a line of text', `GET /v1.0${PATH} HTTP/2.0\r\n${TOLD}\r\n`, 505],
    ['HTTP/0.9', `GET /v1.0${PATH} HTTP/0.9\r\n${TOLD}\r\n`, 505],
    ['no version', `GET /v1.0${PATH}\r\n${TOLD}\r\n`, 505],
    ['another version with an expectation', `GET / HTTP/2.0\r\n${TOLD}Expect: x\r\n\r\n`, 505],
    ['HTTP/3.0', `GET /v1.0${PATH} HTTP/3.0\r\n${TOLD}\r\n`, 505],
    ['HTTP/1.2', `GET /v1.0${PATH} HTTP/1.2\r\n${TOLD}\r\n`, 505],
    ['a version with a zero before it', `GET /v1.0${PATH} HTTP/01.1\r\n${TOLD}\r\n`, 400],
    ['a version in small letters', `GET /v1.0${PATH} http/1.1\r\n${TOLD}\r\n`, 400],
  ])('%s is answered with an error body', async (_name, text, status) => {
    const [head, body] = (await raw(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*content-type: application/json`, 'i'));
    expect(JSON.parse(body ?? '')).toMatchObject({ error: { code: 'BadRequest' } });
  });

  test('a request behind one of another major version is not read', async () => {
    const read = rawRequest('GET', `/v1.0${PATH}`, { ...HEADERS, Connection: 'keep-alive' });
    expect((await raw(read.replace('HTTP/1.1', 'HTTP/2.0') + read)).match(/HTTP\/1\.1 .*/g)).toEqual([
      'HTTP/1.1 505 HTTP Version Not Supported',
    ]);
  });

  test('a client that leaves in the middle of a body changes nothing and harms nobody', async () => {
    const request = rawRequest('PATCH', `/v1.0${PATH}`, HEADERS, UPDATE);
    expect(await raw(request.slice(0, -10))).toBe('');
    expect(provider.store.get()).toEqual(defaultPolicy());
    expect(await raw(request)).toMatch(NO_CONTENT);
  });

  test('a body too large is refused before it is there', async () => {
    const tooLong = { ...HEADERS, 'Content-Length': String(5 * 1024 * 1024) };
    expect(await raw(rawRequest('PATCH', `/v1.0${PATH}`, tooLong))).toMatch(/^HTTP\/1\.1 413 [^]*"error"/);
  });

  test('nothing of a body too large is taken for a request', async () => {
    const hidden = rawRequest('DELETE', `/v1.0${PATH}`, HEADERS);
    provider.store.set({ ...defaultPolicy(), state: 'enabled' });
    const body = hidden.padStart(5 * 1024 * 1024);
    expect(await raw(rawRequest('PATCH', `/v1.0${PATH}`, HEADERS, body))).toMatch(/^HTTP\/1\.1 413 /);
    expect(provider.store.get().state).toBe('enabled');
  });

  test('a connection survives a body that was refused unread', async () => {
    const unread = rawRequest('PUT', `/v1.0${PATH}`, HEADERS, ' '.repeat(100_000));
    const received = await raw(unread + rawRequest('GET', `/v1.0${PATH}`, HEADERS));
    expect(received).toMatch(/^HTTP\/1\.1 405 [^]*HTTP\/1\.1 200 /);
  });
});

describe('the server and the app', () => {
  /** The names of header fields as they come, but for those that a server adds by itself. */
  const OF_SERVER = ['date', 'connection', 'keep-alive'];

  test.each([
    ['a read', 'GET', HEADERS, undefined],
    ['an update', 'PATCH', HEADERS, UPDATE],
    ['a refusal', 'PATCH', HEADERS, '{'],
    ['a sender that nobody knows', 'GET', {}, undefined],
  ])('answer %s alike, header fields in the same order', async (_name, method, headers, body) => {
    const app = createApp({ store: createStore() });
    const url = `${provider.origin}/v1.0${PATH}`;
    const response = await app.request(url, { method, headers, ...(body !== undefined && { body }) });
    const [head = '', content = ''] = (
      await raw(
        rawRequest(
          method,
          `/v1.0${PATH}`,
          { Host: new URL(url).host, ...headers, Connection: 'close' },
          body,
        ),
      )
    ).split('\r\n\r\n');
    const [status, ...fields] = head.split('\r\n');
    expect(status).toContain(` ${response.status} `);
    expect(
      fields
        .map((field) => field.split(':')[0])
        .filter((name) => !OF_SERVER.includes(name?.toLowerCase() ?? '')),
    ).toEqual([...response.headers.keys()]);
    expect(content.length).toBe((await response.text()).length);
  });
});

describe('starting', () => {
  test('takes a policy and a base path', async () => {
    const based = await startProvider({
      basePath: 'graph/',
      policy: { ...defaultPolicy(), defaultLength: 20 },
    });
    const response = await fetch(`${based.url}${PATH}`, { headers: HEADERS });
    await based.close();
    expect(based.url).toBe(`${based.origin}/graph/v1.0`);
    expect(await response.json()).toMatchObject({
      '@odata.context': expect.stringContaining(`${based.url}/$metadata#`),
      defaultLength: 20,
    });
  });

  test('answers https when given a key and a certificate', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const secure = await startProvider({ tls: { key, cert } });
    const status = await new Promise((resolve, reject) => {
      const options = { headers: HEADERS, rejectUnauthorized: false };
      get(`${secure.url}${PATH}`, options, (response) => resolve(response.resume().statusCode)).on(
        'error',
        reject,
      );
    });
    await secure.close();
    expect(secure.origin).toMatch(/^https:/);
    expect(status).toBe(200);
  });

  test('fails when the port is taken', async () => {
    const port = Number(new URL(provider.origin).port);
    await expect(startProvider({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('leaves the global Request and Response alone', () => {
    expect(globalThis.Request).toBe(GlobalRequest);
    expect(globalThis.Response).toBe(GlobalResponse);
  });
});

test('closing ends connections that are kept alive, and may be done twice', async () => {
  const short = await startProvider();
  await (await fetch(`${short.url}${PATH}`, { headers: HEADERS })).text();
  const started = performance.now();
  await short.close();
  await short.close();
  expect(performance.now() - started).toBeLessThan(500);
  await expect(fetch(short.url)).rejects.toThrow();
});

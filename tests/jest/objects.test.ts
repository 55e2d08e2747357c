import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { jsonOf } from '../../src/exchanges/body';
import { header } from '../../src/exchanges/headers';
import { atHand, type AtHand } from '../../src/jest/objects';
import { exchange, PATH, POLICY } from '../checks/support';
import { answer, GOOD, HEADERS, neither, plain, request, said, TOKEN } from './support';

const hand = async (value: unknown): Promise<AtHand> => atHand(value, 'update');

let server: Server;
let serve: RequestListener;
beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => serve(incoming, outgoing));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());
beforeEach(() => {
  serve = (_, outgoing) => outgoing.writeHead(204).end();
});

const patch = (body: object | string = GOOD) =>
  supertest(server).patch(`/v1.0${PATH}`).set(HEADERS).send(body);

describe('a response of supertest', () => {
  test('is the provider’s, and knows the request that it answers', async () => {
    const { subject, has, exchange: made } = await hand(await patch());
    expect({ subject, has }).toEqual({ subject: 'provider', has: { request: true, response: true } });
    expect(made.request.method).toBe('PATCH');
    expect(made.request.url).toBe(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0${PATH}`);
    expect(jsonOf(made.request)).toMatchObject({ ok: true, value: GOOD });
    expect(header(made.request.headers, 'authorization')).toMatch(/^Bearer \[secret-1, 36 characters\]$/);
    expect(made.response?.status).toBe(204);
    expect(made.observed).toEqual({
      authorization: true,
      requestBody: true,
      responseBody: true,
      framing: true,
      trailing: false,
      protocol: false,
    });
  });

  test('conforms or does not, by what was sent', async () => {
    expect((await said('toConformToContract', await patch())).pass).toBe(true);
    expect((await said('toBeNoContent', await patch())).pass).toBe(true);
    const accepted = await said('toConformToContract', await patch({ isUsableOnce: true }));
    expect(accepted).toMatchObject({ pass: false, message: expect.stringContaining('ERR-NOTYPE') });
    const told = await said('toConformToContract', await patch({ isUsableOnce: true }), {
      subject: 'client',
    });
    expect(told).toMatchObject({ pass: false, message: expect.stringContaining('REQ-TYPE') });
    expect(told.message).not.toContain(TOKEN);
  });

  test('shows the framing of a 204', async () => {
    serve = (_, outgoing) => outgoing.writeHead(204, { 'Content-Length': '0' }).end();
    expect((await said('toBeNoContent', await patch())).message).toContain('RES-FRAMING');
  });

  test('shows the policy that a read answers with', async () => {
    serve = (_, outgoing) =>
      outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(POLICY));
    const read = await supertest(server).get(`/v1.0${PATH}`).set(HEADERS);
    expect((await said('toConformToContract', read)).pass).toBe(true);
    expect((await said('toCarryODataType', read)).pass).toBe(true);
  });

  test('shows bytes of a type that nobody parses, and text as it was sent', async () => {
    const sent = await hand(await patch('{"@odata.type": 1 }'));
    expect(sent.exchange.request.body?.data).toBe('{"@odata.type": 1 }');
    serve = (_, outgoing) => outgoing.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end('x');
    expect((await hand(await patch())).exchange.response?.body?.data).toBe('x');
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a form', async () => supertest(server).patch(`/v1.0${PATH}`).field('state', 'enabled')],
    [
      'what is no JSON',
      async () => supertest(server).patch(`/v1.0${PATH}`).type('form').send({ state: 'enabled' }),
    ],
    [
      'an object that was changed since',
      async () => {
        const body: Record<string, unknown> = { ...GOOD };
        const sent = await patch(body);
        (sent as unknown as { request: { _data: Record<string, unknown> } }).request._data['state'] =
          'disabled';
        return sent;
      },
    ],
  ])('does not show the body that was sent where it is %s', async (_what, send) => {
    expect((await hand(await send())).exchange.observed.requestBody).toBe(false);
  });

  test('does not show a body that a parser was given for', async () => {
    const parsed = await patch()
      .buffer(false)
      .parse((_response, done) => done(null, {}));
    expect((await hand(parsed)).exchange.observed.responseBody).toBe(false);
  });

  test('that is not there yet is to be awaited', async () => {
    const pending = patch();
    expect(await neither('toConformToContract', pending)).toBe(
      'it is a promise: await it, or use expect(…).resolves',
    );
    await pending;
  });
});

describe('a response of axios', () => {
  const axios = (more: object = {}) => ({
    status: 200,
    statusText: 'OK',
    headers: { 'content-type': 'application/json' },
    data: POLICY,
    config: { method: 'get', baseURL: 'http://127.0.0.1:1/v1.0/', url: PATH, headers: HEADERS, ...more },
  });

  test('knows its request by its config', async () => {
    const { subject, exchange: made } = await hand(axios());
    expect(subject).toBe('provider');
    expect(made.request).toMatchObject({ method: 'GET', url: `http://127.0.0.1:1/v1.0${PATH}` });
    expect(made.observed).toMatchObject({ authorization: true, framing: false, trailing: false });
    expect((await said('toCarryODataType', axios())).pass).toBe(true);
  });

  test('shows the text that was sent', async () => {
    const updated = {
      ...axios({ method: 'patch', data: JSON.stringify({ state: 'on' }) }),
      status: 204,
      data: '',
    };
    expect((await hand(updated)).exchange.request.body?.data).toBe('{"state":"on"}');
    expect((await said('toConformToContract', updated)).message).toContain('ERR-NOTYPE');
  });

  test('shows the headers of Node’s messages where it has them', async () => {
    const outgoing = {
      getHeaders: () => ({ authorization: 'Bearer abc', accept: ['a', 'b'] }),
      res: { rawHeaders: ['Content-Type', 'application/json'], statusMessage: 'Fine', httpVersion: '1.1' },
    };
    const { exchange: made } = await hand({
      ...axios({ url: `http://127.0.0.1:1${PATH}` }),
      request: outgoing,
    });
    expect(made.observed.framing).toBe(true);
    expect(made.request.url).toBe(`http://127.0.0.1:1${PATH}`);
    expect(made.request.headers.map(([name]) => name)).toEqual(['authorization', 'accept', 'accept']);
    expect(made.response).toMatchObject({ statusText: 'Fine', httpVersion: '1.1' });
  });
});

describe('a plain object', () => {
  test.each<[string, object]>([
    ['an object', HEADERS],
    ['a list of pairs', Object.entries(HEADERS)],
    ['Headers', new Headers(HEADERS)],
    ['a Map', new Map(Object.entries(HEADERS))],
  ])('has its headers as %s', async (_what, headers) => {
    expect((await said('toConformToContract', plain(GOOD, headers))).pass).toBe(true);
  });

  test.each<[string, unknown]>([
    ['a JSON value', GOOD],
    ['a text', JSON.stringify(GOOD)],
    ['bytes', Buffer.from(JSON.stringify(GOOD))],
    ['an ArrayBuffer', new TextEncoder().encode(JSON.stringify(GOOD)).buffer],
    ['a body of a record', { encoding: 'utf8', data: JSON.stringify(GOOD) }],
  ])('has its body as %s', async (_what, body) => {
    expect(jsonOf((await hand(plain(body))).exchange.request)).toMatchObject({ ok: true, value: GOOD });
  });

  test('without headers says nothing of them', async () => {
    const { method, url } = plain();
    const { exchange: made } = await hand({ method, url, body: GOOD });
    expect(made.observed).toMatchObject({ authorization: false, requestHeaders: false, requestBody: true });
    expect((await said('toConformToContract', { method, url, body: GOOD })).pass).toBe(true);
  });

  test('sends a form as text', async () => {
    expect((await hand(plain(new URLSearchParams({ a: 'b' })))).exchange.request.body?.data).toBe('a=b');
  });
});

describe('an exchange', () => {
  test('of fetch shows neither framing nor what is behind a 204', async () => {
    const { subject, noun, exchange: made } = await hand({ request: request(), response: answer(204) });
    expect({ subject, noun }).toEqual({ subject: 'traffic', noun: 'an exchange' });
    expect(made.observed).toMatchObject({ authorization: true, framing: false, trailing: false });
    expect(made.response?.body).toBeUndefined();
  });

  test('without a request is its response', async () => {
    expect(await hand({ data: undefined, response: answer(204) })).toMatchObject({
      subject: 'provider',
      taken: 'update',
    });
  });

  test('of a record keeps what the record knows', async () => {
    const recorded = exchange({ echoes: [{ alias: 'secret-1', where: 'body' }], unobserved: ['framing'] });
    const { exchange: made } = await hand(recorded);
    expect(made.echoes).toEqual(recorded.echoes);
    expect(made.observed).toEqual(recorded.observed);
  });
});

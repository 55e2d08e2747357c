import { METHODS } from 'node:http';
import { testToken } from '../../../src/provider';
import { sendRaw, updateOf } from '../support';
import { ALLOWED, URL_PATH, errorOf, startFace, textOf } from './support';

const JSON_TYPE = { 'Content-Type': 'application/json' };
/** CONNECT asks for a tunnel and has no path: below. */
const METHODS_WITH_PATH = METHODS.filter((method) => method !== 'CONNECT');

const face = startFace();

test.each(METHODS_WITH_PATH.filter((method) => ![...ALLOWED.split(', '), 'HEAD'].includes(method)))(
  '%s of the policy is answered with 405 and the methods there are',
  async (method) => {
    const before = face.arrange({ state: 'enabled' });
    // Methods are refused before permissions are looked at.
    const response = await face.call(method, URL_PATH, `Bearer ${testToken()}`).expect(405);
    expect(response.headers['allow']).toBe(ALLOWED);
    expect(response.body).toEqual(errorOf('Request_BadRequest'));
    expect(face.policy()).toEqual(before);
  },
);

test.each(METHODS_WITH_PATH.filter((method) => method !== 'POST'))(
  '%s of the batch is answered with 405 and the method there is',
  async (method) => {
    const response = await face.call(method, '/v1.0/$batch').expect(405);
    expect(response.headers['allow']).toBe('POST');
    // A HEAD has the head of its answer alone.
    expect(response.body).toEqual(method === 'HEAD' ? {} : errorOf('Request_BadRequest'));
  },
);

test.each(METHODS_WITH_PATH)('%s without a token is answered with 401, whatever is asked', async (method) => {
  await face
    .call(method, URL_PATH, undefined)
    .expect(401)
    .expect('WWW-Authenticate', /^Bearer /);
});

test.each(METHODS_WITH_PATH)('%s of what is not there is answered with 404', async (method) => {
  const response = await face.call(method, '/v1.0/nowhere').expect(404);
  expect(response.body).toEqual(method === 'HEAD' ? {} : errorOf('ResourceNotFound'));
});

test.each(['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'])(
  '%s makes no PATCH of a POST',
  async (name) => {
    await face
      .call('POST')
      .set(name, 'PATCH')
      .send(updateOf({ state: 'enabled' }))
      .expect(405);
    expect(face.policy().state).toBe('disabled');
  },
);

test('a body of a read means nothing', async () => {
  await face.read().set(JSON_TYPE).send('{"broken":').expect(200);
});

describe('on the wire', () => {
  test('the answer to a HEAD is its head and no more', async () => {
    const received = await face.raw('HEAD', URL_PATH);
    expect(received).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\n$/);
    expect(received).not.toContain('{');
  });

  test.each(['CONNECT', 'FOO', 'patch', 'Patch', 'PATCHED', 'PATC', 'TRACK', 'M-PATCH'])(
    '%s is answered with 400 and an error body',
    async (method) => {
      const received = await face.raw(method, URL_PATH, JSON_TYPE, textOf({ state: 'enabled' }));
      const [head, body] = received.split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 400 [^]*content-type: application\/json/i);
      expect(JSON.parse(body ?? '')).toEqual(errorOf('BadRequest'));
      expect(face.policy().state).toBe('disabled');
    },
  );

  test('a CONNECT harms nobody, not even by leaving', async () => {
    await sendRaw(face.provider.origin, 'CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n', 1);
    await face.read().expect(200);
  });

  test('OPTIONS of the whole server is refused with an error body', async () => {
    const received = await face.raw('OPTIONS', '*');
    expect(received).toMatch(/^HTTP\/1\.1 400 [^]*"error"/);
  });
});

import { deflateSync, gzipSync } from 'node:zlib';
import { WRITER, rawRequest, sendRaw } from '../support';
import { GUID, URL_PATH, errorOf, startFace, textOf } from './support';

const face = startFace();
const ENABLES = textOf({ state: 'enabled' });
const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('Content-Type', () => {
  test.each([
    'application/json',
    'Application/JSON',
    'APPLICATION/JSON; CHARSET=UTF-8',
    'application/json;charset=utf-8',
    'application/json; charset="utf-8"',
    'application/json ; charset=utf-8',
    'application/json;',
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    'application/json;odata=nometadata',
  ])('%s is taken', async (contentType) => {
    await face.write(ENABLES, contentType).expect(204);
    expect(face.policy().state).toBe('enabled');
  });

  test('a read and a reset need none, and may have any', async () => {
    await face.read().set('Content-Type', 'text/plain').expect(200);
    await face.reset().set('Content-Type', 'text/plain').expect(204);
  });
});

describe('client-request-id', () => {
  test.each([
    ['a GUID', '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52'],
    ['any text', 'mine, and yours; "both"'],
    ['a long text', 'x'.repeat(4000)],
  ])('%s comes back from whatever is asked', async (_what, id) => {
    for (const answer of [
      face.update({}),
      face.read(),
      face.reset(),
      face.batch([]),
      face.update({ defaultLength: 49 }),
      face.call('PUT'),
      face.read('/v1.0/nowhere'),
      face.call('GET', URL_PATH, undefined),
    ]) {
      const { headers } = await answer.set('Client-Request-ID', id);
      expect(headers['client-request-id']).toBe(id);
      expect(headers['request-id']).toMatch(GUID);
    }
  });

  test('an empty one is none', async () => {
    const { headers } = await face.read().set('client-request-id', '');
    expect(headers['client-request-id']).toBe(headers['request-id']);
  });

  test('the request-id of a client is not taken for the own one', async () => {
    const { headers } = await face.read().set('request-id', 'mine');
    expect(headers['request-id']).toMatch(GUID);
  });
});

describe('Content-Encoding', () => {
  test.each([
    ['gzip', gzipSync(ENABLES)],
    ['GZIP', gzipSync(ENABLES)],
    ['x-gzip', gzipSync(ENABLES)],
    ['identity', Buffer.from(ENABLES)],
    ['', Buffer.from(ENABLES)],
  ])('"%s" is taken', async (coding, body) => {
    await face.write(body).set('Content-Encoding', coding).expect(204);
    expect(face.policy().state).toBe('enabled');
  });

  test.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'utf-8'])(
    '%s is refused with 415 and the coding there is',
    async (coding) => {
      const { body } = await face.write(deflateSync(ENABLES)).set('Content-Encoding', coding).expect(415);
      expect(body).toEqual(errorOf('UnsupportedMediaType'));
      expect((await face.write('').set('Content-Encoding', coding)).headers['accept-encoding']).toBe('gzip');
    },
  );

  test.each([
    ['text that claims to be gzip', Buffer.from(ENABLES), 'gzip'],
    ['gzip that ends too soon', gzipSync(ENABLES).subarray(0, -9), 'gzip'],
    ['nothing that claims to be gzip', Buffer.alloc(0), 'gzip'],
    ['gzip that claims to be text', gzipSync(ENABLES), 'identity'],
    ['gzip of gzip', gzipSync(gzipSync(ENABLES)), 'gzip'],
  ])('%s is refused', async (_what, body, coding) => {
    await face.write(body).set('Content-Encoding', coding).expect(400);
    expect(face.policy().state).toBe('disabled');
  });

  test('answers are never coded', async () => {
    const { headers } = await face.read().set('Accept-Encoding', 'gzip, br').expect(200);
    expect(headers).not.toHaveProperty('content-encoding');
  });
});

describe('other headers', () => {
  test.each([
    ['Prefer', 'return=representation'],
    ['Accept', 'text/html'],
    ['Accept', 'application/json;odata.metadata=none'],
    ['Accept-Language', 'fr'],
    ['If-Match', '*'],
    ['OData-Version', '4.0'],
    ['OData-MaxVersion', '4.01'],
    ['ConsistencyLevel', 'eventual'],
    ['SdkVersion', 'graph-js/3.0.7'],
    ['Cookie', 'a=b'],
    ['Origin', 'https://entra.example'],
    ['X-Forwarded-Host', 'graph.example'],
  ])('%s: %s makes no difference', async (name, value) => {
    await face.update({ state: 'enabled' }).set(name, value).expect(204, '');
    const { body } = await face.read().set(name, value).expect(200);
    expect(body.state).toBe('enabled');
    expect(body['@odata.context']).toMatch(face.provider.origin);
  });
});

describe('on the wire', () => {
  test('an Authorization that stands twice is refused', async () => {
    const twice = { authorization: 'Bearer test~', Authorization: 'Bearer test~' };
    expect(await face.raw('GET', URL_PATH, twice)).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('a body in chunks is taken', async () => {
    const half = ENABLES.length >> 1;
    const chunks = [ENABLES.slice(0, half), ENABLES.slice(half), ''];
    const body = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
    const head = rawRequest('PATCH', URL_PATH, {
      ...JSON_TYPE,
      Authorization: WRITER,
      Connection: 'close',
      'Transfer-Encoding': 'chunked',
    });
    expect(await sendRaw(face.provider.origin, `${head}${body}`)).toMatch(/^HTTP\/1\.1 204 [^]*\r\n\r\n$/);
    expect(face.policy().state).toBe('enabled');
  });

  test.each([
    ['100-continue', /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 204 [^]*\r\n\r\n$/],
    ['200-ok', /^HTTP\/1\.1 204 [^]*\r\n\r\n$/],
  ])('an update with Expect: %s is carried out', async (expectation, answer) => {
    expect(await face.raw('PATCH', URL_PATH, { ...JSON_TYPE, Expect: expectation }, ENABLES)).toMatch(answer);
    expect(face.policy().state).toBe('enabled');
  });

  test('an expectation that nobody knows is no way round the token', async () => {
    const received = await face.raw('GET', URL_PATH, { Expect: 'x', Authorization: '' });
    expect(received).toMatch(/^HTTP\/1\.1 401 [^]*"InvalidAuthenticationToken"/);
  });

  test('a wish to upgrade is passed over', async () => {
    const headers = { ...JSON_TYPE, Connection: 'upgrade, close', Upgrade: 'h2c' };
    expect(await face.raw('PATCH', URL_PATH, headers, ENABLES)).toMatch(/^HTTP\/1\.1 204 /);
  });

  test('two lengths are refused with an error body', async () => {
    const received = await face.raw('PATCH', URL_PATH, { ...JSON_TYPE, 'content-length': '3' }, ENABLES);
    expect(received).toMatch(/^HTTP\/1\.1 400 [^]*"error"/);
    expect(face.policy().state).toBe('disabled');
  });
});

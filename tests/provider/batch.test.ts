import { gzipSync } from 'node:zlib';
import request from 'supertest';
import {
  READ_SCOPE,
  type RunningProvider,
  defaultPolicy,
  startProvider,
  testToken,
} from '../../src/provider';
import { PATH, WRITER, updateOf } from './support';

const JSON_TYPE = { 'Content-Type': 'application/json' };

let provider: RunningProvider;
beforeAll(async () => {
  provider = await startProvider();
});
beforeEach(() => provider.store.reset());
afterAll(() => provider.close());

const post = (path = '/v1.0/$batch', authorization = WRITER) =>
  request(provider.origin).post(path).set('Authorization', authorization);
const send = (requests: unknown, authorization?: string) =>
  post('/v1.0/$batch', authorization).send({ requests });
const read = (id: string) => ({ id, method: 'GET', url: PATH });
const write = (id: string, members: object, more: object = {}) => ({
  id,
  method: 'PATCH',
  url: PATH,
  headers: JSON_TYPE,
  body: updateOf(members),
  ...more,
});
const after = (id: string, other: string) => ({ ...read(id), dependsOn: [other] });
const statuses = (body: { responses: { id: string; status: number }[] }) =>
  body.responses.map(({ id, status }) => [id, status]);

test('an update in a batch is answered with 204 and no body', async () => {
  const { body } = await send([write('1', { state: 'enabled' })]).expect(200);
  expect(body).toEqual({ responses: [{ id: '1', status: 204, headers: {} }] });
  expect(provider.store.get().state).toBe('enabled');
});

test('each request sees what those before it have done', async () => {
  const { body } = await send([
    write('1', { state: 'enabled' }),
    read('2'),
    { id: '3', method: 'DELETE', url: PATH },
    read('4'),
  ]);
  expect(statuses(body)).toEqual([
    ['1', 204],
    ['2', 200],
    ['3', 204],
    ['4', 200],
  ]);
  expect(body.responses[1].body.state).toBe('enabled');
  expect(body.responses[3].body.state).toBe('disabled');
});

test.each([
  ['without a slash before it', PATH.slice(1)],
  ['in lower case', PATH.toLowerCase()],
  ['with a query', `${PATH}?x=1`],
])('a relative url is accepted %s', async (_name, url) => {
  expect(statuses((await send([write('1', {}, { url })])).body)).toEqual([['1', 204]]);
});

test('the context URL of an answer is that of the version and base path', async () => {
  const based = await startProvider({ basePath: '/graph' });
  const { body } = await request(based.origin)
    .post('/graph/beta/%24batch')
    .set('Authorization', WRITER)
    .send({ requests: [read('1')] });
  await based.close();
  expect(body.responses[0].body['@odata.context']).toMatch(`${based.origin}/graph/beta/$metadata#`);
});

test('each request fails on its own', async () => {
  const { body } = await send([
    write('range', { defaultLength: 49 }),
    write('no type', {}, { headers: {} }),
    write('method', {}, { method: 'PUT' }),
    write('path', {}, { url: '/nowhere' }),
    { id: 'no body', method: 'PATCH', url: PATH, headers: JSON_TYPE },
    { id: 'nested', method: 'POST', url: '/$batch', headers: JSON_TYPE, body: { requests: [] } },
    write('fine', { state: 'enabled' }, { headers: { 'content-type': 'application/json' } }),
  ]).expect(200);
  expect(statuses(body)).toEqual([
    ['range', 400],
    ['no type', 400],
    ['method', 405],
    ['path', 404],
    ['no body', 400],
    ['nested', 400],
    ['fine', 204],
  ]);
  expect(body.responses[0]).toMatchObject({
    headers: JSON_TYPE,
    body: { error: { code: 'BadRequest', innerError: { 'request-id': expect.any(String) } } },
  });
  expect(body.responses[2].headers.Allow).toBe('GET, PATCH, DELETE');
  expect(provider.store.get()).toEqual({ ...defaultPolicy(), state: 'enabled' });
});

test('the permissions are those of the outer token', async () => {
  const { body } = await send([read('1'), write('2', {})], `Bearer ${testToken(READ_SCOPE)}`);
  expect(statuses(body)).toEqual([
    ['1', 200],
    ['2', 403],
  ]);
});

test('a request runs behind those that it depends on', async () => {
  const { body } = await send([{ ...read('2'), dependsOn: ['1'] }, write('1', { state: 'enabled' })]);
  expect(statuses(body)).toEqual([
    ['1', 204],
    ['2', 200],
  ]);
  expect(body.responses[1].body.state).toBe('enabled');
});

test('dependents of a failure are answered with 424, and so are theirs', async () => {
  const { body } = await send([
    write('1', { defaultLength: 49 }),
    write('2', { state: 'enabled' }, { dependsOn: ['1'] }),
    write('3', { state: 'enabled' }, { dependsOn: ['2'] }),
  ]);
  expect(statuses(body)).toEqual([
    ['1', 400],
    ['2', 424],
    ['3', 424],
  ]);
  expect(body.responses[1].body.error.code).toBe('FailedDependency');
  expect(provider.store.get()).toEqual(defaultPolicy());
});

test('twenty requests are accepted', async () => {
  const { body } = await send(Array.from({ length: 20 }, (_, index) => read(String(index)))).expect(200);
  expect(body.responses).toHaveLength(20);
});

test.each<[name: string, requests: unknown]>([
  ['without requests', undefined],
  ['with requests that are an object', {}],
  ['of twenty-one', Array.from({ length: 21 }, (_, index) => read(String(index)))],
  ['with an id twice', [read('1'), read('1')]],
  ['with an id that is no string', [{ ...read('1'), id: 1 }]],
  ['without a method', [{ id: '1', url: PATH }]],
  ['without a url', [{ id: '1', method: 'GET' }]],
  ['with an absolute url', [{ ...read('1'), url: `https://graph.microsoft.com/v1.0${PATH}` }]],
  ['with a url that names a host', [{ ...read('1'), url: `//localhost${PATH}` }]],
  ['with headers that are no strings', [write('1', {}, { headers: { 'Content-Type': 1 } })]],
  ['with a request that is null', [null]],
  ['that depends on a stranger', [{ ...read('1'), dependsOn: ['2'] }]],
  ['that depends on itself', [{ ...read('1'), dependsOn: ['1'] }]],
  ['that goes round in a circle', [after('1', '2'), after('2', '3'), after('3', '1')]],
  ['that depends on no list', [{ ...read('1'), dependsOn: '1' }]],
  ['with an empty id', [read('')]],
  ['with an empty url', [{ ...read('1'), url: '' }]],
  ['with a url of another scheme', [{ ...read('1'), url: 'file:///etc/hosts' }]],
  ['with headers in a list', [{ ...read('1'), headers: [] }]],
  ['with one bad request among good ones', [write('1', { state: 'enabled' }), null]],
])('a batch %s is refused with 400', async (_name, requests) => {
  const { body } = await send(requests).expect(400);
  expect(body.error.code).toBe('BadRequest');
  expect(provider.store.get()).toEqual(defaultPolicy());
});

test('a batch without a token is refused with 401', async () => {
  await request(provider.origin).post('/v1.0/$batch').send({ requests: [] }).expect(401);
});

test('a batch is only posted', async () => {
  const response = await request(provider.origin)
    .get('/v1.0/$batch')
    .set('Authorization', WRITER)
    .expect(405);
  expect(response.headers['allow']).toBe('POST');
});

test('a batch of nothing is answered with nothing', async () => {
  const { body, headers } = await send([]).expect(200);
  expect(body).toEqual({ responses: [] });
  expect(headers['content-type']).toMatch(/^application\/json/);
});

test.each([
  ['nothing', ''],
  ['broken JSON', '{"requests":['],
  ['an array', '[]'],
  ['null', 'null'],
])('a batch that is %s is refused with 400', async (_name, text) => {
  const response = await post().set(JSON_TYPE).send(text).expect(400);
  expect(response.headers['content-type']).toBe('application/json');
  expect(response.body.error.code).toBe('BadRequest');
});

test.each(['text/plain', 'multipart/mixed; boundary=x'])(
  'a batch as %s is refused with 400',
  async (contentType) => {
    await post()
      .set('Content-Type', contentType)
      .send(JSON.stringify({ requests: [read('1')] }))
      .expect(400);
  },
);

test('a batch is accepted in gzip', async () => {
  const zipped = gzipSync(JSON.stringify({ requests: [read('1')] }));
  const { body } = await post()
    .set({ ...JSON_TYPE, 'Content-Encoding': 'gzip' })
    .serialize((it) => it)
    .send(zipped)
    .expect(200);
  expect(statuses(body)).toEqual([['1', 200]]);
});

test.each(['/v1.0/$batch', '/beta/$batch', '/v1.0/%24batch', '/V1.0/$BATCH', '/v1.0/$batch/'])(
  'a batch is accepted under %s',
  async (path) => {
    const { body } = await post(path)
      .send({ requests: [write('1', { state: 'enabled' })] })
      .expect(200);
    expect(statuses(body)).toEqual([['1', 204]]);
  },
);

test.each([
  ['another version', `/beta${PATH}`],
  ['a way out', `/../beta${PATH}`],
  ['two slashes', PATH.replace('/authenticationMethodsPolicy', '//authenticationMethodsPolicy')],
  ['the batch’s own root', '/'],
])('a url with %s is answered with 404, inside the batch', async (_name, url) => {
  expect(statuses((await send([write('1', {}, { url })])).body)).toEqual([['1', 404]]);
});

test('a method may be in lower case', async () => {
  const { body } = await send([write('1', { state: 'enabled' }, { method: 'patch' })]);
  expect(statuses(body)).toEqual([['1', 204]]);
});

test.each(['GET', 'POST', 'PATCH'])('%s of a batch in a batch is answered with 400', async (method) => {
  const nested = write('2', { state: 'enabled' });
  const { body } = await send([
    { id: '1', method, url: '/$batch', headers: JSON_TYPE, body: { requests: [nested] } },
  ]);
  expect(statuses(body)).toEqual([['1', 400]]);
  expect(provider.store.get()).toEqual(defaultPolicy());
});

test.each<[name: string, body: unknown]>([
  ['null', null],
  ['an array', []],
  ['text', JSON.stringify(updateOf({}))],
  ['untyped', {}],
])('an update whose body is %s is answered with 400, inside the batch', async (_name, value) => {
  expect(statuses((await send([write('1', {}, { body: value })])).body)).toEqual([['1', 400]]);
});

test('the ids in an error are those of its own request', async () => {
  const own = { 'Client-Request-Id': 'inner' };
  const response = await send([
    write('1', { defaultLength: 49 }, { headers: { ...JSON_TYPE, ...own } }),
    write('2', { defaultLength: 49 }),
  ]).set('client-request-id', 'outer');
  const [first, second] = response.body.responses.map(
    (answer: { body: { error: { innerError: object } } }) => answer.body.error.innerError,
  );
  expect(first).toMatchObject({ 'client-request-id': 'inner' });
  expect(second).toMatchObject({ 'client-request-id': 'outer' });
  expect(first['request-id']).not.toBe(second['request-id']);
  expect(response.headers['client-request-id']).toBe('outer');
});

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

const send = (requests: unknown, authorization = WRITER) =>
  request(provider.origin).post('/v1.0/$batch').set('Authorization', authorization).send({ requests });
const read = (id: string) => ({ id, method: 'GET', url: PATH });
const write = (id: string, members: object, more: object = {}) => ({
  id,
  method: 'PATCH',
  url: PATH,
  headers: JSON_TYPE,
  body: updateOf(members),
  ...more,
});
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
])('a batch %s is refused with 400', async (_name, requests) => {
  const { body } = await send(requests).expect(400);
  expect(body.error.code).toBe('BadRequest');
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

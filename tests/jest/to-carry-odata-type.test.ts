import { POLICY, TYPE, URL_OF_POLICY } from '../checks/support';
import { answer, BAD, neither, plain, request, said } from './support';

const READ = { method: 'GET', url: URL_OF_POLICY, headers: {} };

test.each<[string, unknown]>([
  ['a plain update', plain()],
  ['an update of fetch', request()],
  ['a read', { request: READ, response: answer(200, POLICY) }],
  ['a Response, which is taken for the answer to a read', answer(200, POLICY)],
  ['an exchange, of its update', { request: plain(), response: { status: 204 } }],
])('passes on %s with the type', async (_what, value) => {
  expect(await said('toCarryODataType', value)).toMatchObject({ pass: true });
});

test.each<[string, unknown, string]>([
  ['an update without it', plain(BAD), 'REQ-TYPE MUST'],
  ['an update with another', request({ '@odata.type': `${TYPE}s` }), 'REQ-TYPE-VALUE MUST'],
  [
    'a read without it',
    { request: READ, response: answer(200, { id: 'TemporaryAccessPass' }) },
    'GET-SHAPE MUST',
  ],
  ['a Response without it', answer(200, { id: 'TemporaryAccessPass' }), 'GET-SHAPE MUST'],
  ['a Response without a body', answer(204), 'GET-SHAPE MUST'],
])('fails on %s', async (_what, value, row) => {
  expect(await said('toCarryODataType', value)).toMatchObject({
    pass: false,
    message: expect.stringContaining(row),
  });
});

test('what else is wrong is another matcher’s to say', async () => {
  expect((await said('toCarryODataType', plain({ '@odata.type': TYPE, defaultLength: 100 }))).pass).toBe(
    true,
  );
  expect((await said('toCarryODataType', { status: 200, body: POLICY })).pass).toBe(true);
});

test.each<[string, unknown]>([
  ['a refusal', { request: READ, response: { status: 404 } }],
  ['a DELETE', { request: { ...READ, method: 'DELETE' }, response: { status: 204 } }],
  [
    'a read of a part',
    { request: { ...READ, url: `${URL_OF_POLICY}?$select=state` }, response: answer(200, {}) },
  ],
])('neither passes nor fails on %s', async (_what, value) => {
  expect(await neither('toCarryODataType', value)).toContain('shows nothing that carries an @odata.type');
});

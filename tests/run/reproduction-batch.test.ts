import { operationNamed, operationNames } from '../../src/contract/operation';
import { isBatchOf, isHarmless, isOwnBatch } from '../../src/run/reproduction-batch';
import { batchScenarios } from '../../src/scenarios/batch';

const operation = operationNamed();
const { path } = operation;
const batchOf = (...requests: object[]): string => JSON.stringify({ requests });
const item = { id: '1', method: 'PATCH', url: path };

test.each(operationNames())('what the scenarios of %s send in batches may be sent', (name) => {
  const own = operationNamed(name);
  const sent = batchScenarios(own).flatMap(({ address, steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'send' || !step.payload || step.path !== 'batch') return [];
      const { payload } = step;
      const text = 'text' in payload ? payload.text : JSON.stringify('json' in payload && payload.json);
      return [{ text, isMalformed: /^batch\/(?:malformed|open)$/.test(address) }];
    }),
  );
  expect(sent.filter(({ isMalformed }) => isMalformed).length).toBeGreaterThan(10);
  expect(sent.filter(({ text }) => !isOwnBatch(text, own))).toEqual([]);
  expect(sent.filter(({ text, isMalformed }) => !isMalformed && !isBatchOf(text, own))).toEqual([]);
});

test.each([
  ['a request of another resource', batchOf(item, { id: '2', method: 'DELETE', url: '/users/1' })],
  ['a read of another resource', batchOf({ id: '1', method: 'GET', url: '/users' })],
  ['a path with dots', batchOf({ id: '1', method: 'GET', url: `${path}/../../../users` })],
  [
    'a path that is coded',
    batchOf({ id: '1', method: 'GET', url: `${path.split('/').slice(0, -1).join('/')}/%2e%2e` }),
  ],
  ['a query', batchOf({ id: '1', method: 'PATCH', url: `${path}?a=b` })],
  ['another host', batchOf({ id: '1', method: 'PATCH', url: `https://elsewhere.example${path}` })],
  ['a write beside the operation', batchOf({ ...item, url: `${path.replace(/\/[^/]*$/, '')}/Sms` })],
  ['a path whose parts are coded', batchOf({ ...item, url: path.replaceAll('/', '%2F') })],
  ['a path that is coded twice', batchOf({ ...item, url: path.replace('t', '%2574') })],
  ['another method', batchOf({ ...item, method: 'OPTIONS' })],
  ['a member that no batch has', batchOf({ ...item, URL: '/users' })],
  ['a method that is none', batchOf({ ...item, method: ['PATCH'] })],
  ['a header that says where it goes', batchOf({ ...item, headers: { 'X-Original-URL': '/users' } })],
  ['headers that are none', batchOf({ ...item, headers: 'Host: elsewhere' })],
  ['an item that is none', JSON.stringify({ requests: [null] })],
  ['no list', JSON.stringify({ requests: { length: 0 } })],
  ['a member beside the requests', JSON.stringify({ requests: [item], more: [] })],
  ['a member twice', batchOf(item).replace('"url"', '"url":"/users","url"')],
  ['white space that is not of JSON', `\u00a0${batchOf(item)}`],
  ['no JSON', '{"requests":['],
])('%s is not sent in a batch', (_what, text) => {
  expect(isBatchOf(batchOf(item), operation)).toBe(true);
  expect(isBatchOf(text, operation) || isOwnBatch(text, operation)).toBe(false);
});

test.each([
  ['by another method that the suite sends', batchOf({ ...item, method: 'PUT' })],
  ['with white space between its parts', JSON.stringify({ requests: [item] }, null, '\t')],
  ['with names in another letter case', batchOf({ ...item, url: path.toUpperCase() })],
  ['with letters percent-encoded', batchOf({ ...item, url: path.replaceAll('e', '%65') })],
])('a request of the operation is sent %s', (_how, text) => {
  expect(isBatchOf(text, operation)).toBe(true);
});

test.each(['Accept', 'client-request-id', 'Prefer', 'OData-MaxVersion', 'Content-Type'])(
  '%s is harmless',
  (name) => {
    expect(isHarmless(name)).toBe(true);
  },
);

test.each([
  'Host',
  'X-Original-URL',
  'X-HTTP-Method-Override',
  'Cookie',
  'Forwarded',
  'Accept\r\nHost',
  'accept ',
  'Transfer-Encoding',
])('%j is not taken from a report', (name) => {
  expect(isHarmless(name)).toBe(false);
});

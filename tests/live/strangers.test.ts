import { operationNamed } from '../../src/contract/operation';
import type { Exchange } from '../../src/exchanges/exchange';
import { Strangers } from '../../src/live/strangers';

const operation = operationNamed('sms');
const target = (id: string): object => ({ targetType: 'group', id });
const original = { id: 'Sms', state: 'disabled', includeTargets: [target('pilot')], excludeTargets: [] };

const sent = (method: string, url: string, json: object): Exchange => ({
  ...{ id: 'x1', source: { kind: 'verify' } },
  observed: {
    ...{ authorization: true, framing: true, trailing: true },
    ...{ requestBody: true, responseBody: true, protocol: true },
  },
  request: { method, url, headers: [], body: { encoding: 'utf8', data: JSON.stringify(json) } },
});
const ROOT = 'http://127.0.0.1/v1.0';
const membersIn = (strangers: Strangers, policy: object): string[] =>
  strangers.in({ ...original, ...policy }).map(({ member }) => member);

test("what the run wrote, inside $batch too, is nobody else's", () => {
  const strangers = new Strangers(operation, original);
  expect(membersIn(strangers, { state: 'enabled' })).toEqual(['state']);
  const item = { id: '1', method: 'PATCH', url: operation.path, body: { state: 'enabled' } };
  strangers.wrote(sent('POST', `${ROOT}/$batch`, { requests: [item] }));
  expect(membersIn(strangers, { state: 'enabled' })).toEqual([]);
});

test("one item of a list that the run did not write is somebody else's", () => {
  const strangers = new Strangers(operation, original);
  strangers.wrote(sent('PATCH', `${ROOT}${operation.path}`, { includeTargets: [target('guests')] }));
  expect(membersIn(strangers, { includeTargets: [target('guests'), target('pilot')] })).toEqual([]);
  expect(membersIn(strangers, { includeTargets: [target('guests'), target('other')] })).toEqual([
    'includeTargets',
  ]);
});

import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import type { Finding } from '../../src/results/report';
import type { ReproductionStep } from '../../src/results/reproduction';
import { trialsOf } from '../../src/run/reproduction-trials';
import { pathsElsewhere } from '../../src/scenarios/elsewhere';
import { Target } from '../../src/wire/target';

const operation = operationNamed();
const { rows } = registerOf(operation);
const how = {
  target: new Target('http://localhost/v1.0', operation),
  ...{ readOnlyToken: true, isLive: false, rows },
};

const step = (name: string, rest: object = {}) =>
  ({
    name,
    method: 'GET',
    path: operation.path,
    headers: [['Authorization', 'Bearer $GRAPH_TOKEN']],
    body: null,
    ...rest,
  }) as ReproductionStep;

const findingOf = (steps: ReproductionStep[], expect: object = {}) =>
  ({
    reproduction: {
      steps,
      expect: { check: 'state/apply', requirement: 'SEM-APPLY', step: 0, ...expect },
    },
  }) as Finding;

/** Why a finding is not sent; none where it is. */
const whyNot = (finding: Finding): string[] => {
  const said: string[] = [];
  const trials = trialsOf([finding], how, (_finding, why) => said.push(why));
  expect(trials).toHaveLength(said.length === 0 ? 1 : 0);
  return said;
};

test('a read of the policy is sent', () => {
  expect(whyNot(findingOf([step('read')]))).toEqual([]);
});

test.each([
  ['a check that is none', { check: 'no/such' }, 'no check no/such judges SEM-APPLY'],
  ['a row that is none', { requirement: 'NONE' }, 'no check state/apply judges NONE'],
  ['a check of another row', { requirement: 'RES-204' }, 'no check state/apply judges RES-204'],
])('%s could not show it, and is named', (_what, expected, why) => {
  expect(whyNot(findingOf([step('read')], expected))).toEqual([why]);
});

test.each([10, 11])('%i requests at the same time are sent up to ten', (count) => {
  const steps = Array.from({ length: count }, (_, at) => step(`read ${at}`, { together: 1 }));
  expect(whyNot(findingOf(steps))).toEqual(
    count > 10 ? ['more than 10 of its requests are under way at the same time'] : [],
  );
});

test('a batch with a request of another resource is not sent', () => {
  const data = JSON.stringify({ requests: [{ id: '1', method: 'DELETE', url: '/users/1' }] });
  const batch = step('batch', { method: 'POST', path: '/$batch', body: { encoding: 'utf8', data } });
  expect(whyNot(findingOf([batch]))).toEqual(['a request of a batch in it is not of the operation']);
});

test.each([
  ['a key of nobody', '', []],
  [
    'the key in another letter case',
    operation.path.slice(operation.path.lastIndexOf('/') + 1).toUpperCase(),
    [],
  ],
  ['a key of somebody else', 'Sms', ['a path in it is not of the operation']],
])('a request to %s', (_what, key, why) => {
  const [nobodys = ''] = pathsElsewhere(operation);
  const path = key === '' ? nobodys : nobodys.replace(/[^/]*$/, key);
  expect(whyNot(findingOf([step('elsewhere', { path })]))).toEqual(why);
});

test.each([400, 401])('%i steps are sent up to four hundred', (count) => {
  const steps = Array.from({ length: count }, (_, at) => step(`read ${at}`));
  expect(whyNot(findingOf(steps))).toEqual(count > 400 ? ['it has more than 400 steps'] : []);
});

test.each([
  ['TRACE', ['TRACE is not a method that the suite sends']],
  ['DELETE', []],
])('a step with the method %s is sent, or named', (method, why) => {
  expect(whyNot(findingOf([step('a step', { method })]))).toEqual(why);
});

test.each([
  ['a\r\nX-Other: b', ['a header in it cannot be sent']],
  ['return=minimal', []],
])('a step with the header value %j is sent, or named', (value, why) => {
  const headers = [
    ['Authorization', 'Bearer $GRAPH_TOKEN'],
    ['Prefer', value],
  ];
  expect(whyNot(findingOf([step('a step', { headers })]))).toEqual(why);
});

test('without a token that may read alone, a sequence that needs one is not sent', () => {
  const reader = step('read', { headers: [['Authorization', 'Bearer $GRAPH_TOKEN_READONLY']] });
  const said: string[] = [];
  trialsOf([findingOf([reader])], { ...how, readOnlyToken: false }, (_finding, why) => said.push(why));
  expect(said).toEqual([
    'a token without the write permission is needed: pass it with --token-readonly, or declare --lacks scopes if the provider has no permissions',
  ]);
  expect(whyNot(findingOf([reader]))).toEqual([]);
});

test.each([
  ['a form that no scenario has', { http: { hosts: ['elsewhere.example'] } }],
  ['a form with another method', { http: { hosts: [] }, method: 'DELETE' }],
  ['a form without a token where the scenario sends one', { http: { hosts: [] }, headers: [] }],
])('%s is not sent', (_what, rest) => {
  expect(whyNot(findingOf([step('a step', rest)]))).toEqual(['a form of HTTP in it is not one that is sent']);
});

test('a form of HTTP that a scenario has is sent, and not by a live run', () => {
  const finding = findingOf([step('no Host', { http: { hosts: [] } })]);
  expect(whyNot(finding)).toEqual([]);
  const said: string[] = [];
  trialsOf([finding], { ...how, isLive: true }, (_finding, why) => said.push(why));
  expect(said).toEqual(['its requests break rules of HTTP, so that a live run does not send them']);
});

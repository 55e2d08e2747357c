import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import type { Finding } from '../../src/results/report';
import type { ReproductionStep } from '../../src/results/reproduction';
import { trialsOf } from '../../src/run/reproduction-trials';
import { Target } from '../../src/wire/target';

const operation = operationNamed();
const { rows } = registerOf(operation);
const how = { target: new Target('http://localhost/v1.0', operation), readOnlyToken: true, rows };

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
  expect(whyNot(findingOf([batch]))).toEqual(['a request of a batch in it is none of the operation']);
});

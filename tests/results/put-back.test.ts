import { verdictBehind } from '../../src/results/put-back';
import type { PutBack, Report, RequirementResult } from '../../src/results/report';

const row = (id: string, outcome: RequirementResult['outcome']): RequirementResult => ({
  ...{ id, outcome, level: 'MUST', basis: 'stated', actor: 'provider', judged: 1, checks: [] },
});
const left: PutBack = {
  ...{ equal: false, differences: ['defaultLength is 12, and was 8'] },
  ...{ first: 'x0001', last: 'x0009', writes: 3, command: null },
};
const STATE =
  'the policy is not as it was (defaultLength is 12, and was 8): exchange x0001 of evidence.ndjson has the original policy';
const judged = (
  verdict: Report['verdict'],
  reason: string | null,
  ...requirements: RequirementResult[]
): Parameters<typeof verdictBehind>[0] => ({ verdict, reason, requirements, interactions: [] });

test.each([
  ['nothing else', judged('conforms', null, row('RES-204', 'conforms')), 'incomplete', STATE],
  [
    'a row that is violated',
    judged('violates', null, row('RES-204', 'violates')),
    'violates',
    `RES-204 is violated; ${STATE}`,
  ],
  [
    'more rows than are named',
    judged('violates', null, ...['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((id) => row(id, 'violates'))),
    'violates',
    `A, B, C, D, E and 2 more are violated; ${STATE}`,
  ],
  [
    'a reason of its own',
    judged('incomplete', 'some requests had no answer'),
    'incomplete',
    `some requests had no answer; ${STATE}`,
  ],
])('a reason names %s and the policy that is not as it was', (_what, before, verdict, reason) => {
  expect(verdictBehind(before, left)).toEqual({ verdict, reason });
});

test('of a live run the reason names the violated rows before the command that puts the policy back', () => {
  const { verdict, reason } = verdictBehind(judged('violates', null, row('RES-204', 'violates')), {
    ...left,
    command: 'graph-contract restore x.json',
  });
  expect(verdict).toBe('incomplete');
  expect(reason).toMatch(
    /^RES-204 is violated; the policy is not as it was .*: run graph-contract restore x\.json$/,
  );
});

test('a policy that is put back changes nothing', () => {
  expect(verdictBehind(judged('conforms', null), { ...left, equal: true })).toEqual({
    verdict: 'conforms',
    reason: null,
  });
});

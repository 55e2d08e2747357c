import { operationNamed, operationNames } from '../../src/contract/operation';
import { isMembers, type Members } from '../../src/exchanges/body';
import { allScenarios } from '../../src/scenarios';
import { changesOf } from '../../src/scenarios/changes';
import { contextScenarios } from '../../src/scenarios/contexts';
import type { Send, Step } from '../../src/scenarios/scenario';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const bodyOf = ({ payload }: Send): unknown => (payload && 'json' in payload ? payload.json : undefined);
const isSend = (step: Step): step is Send => step.kind === 'send';

describe.each(operationNames())('%s: a write that is lost, or kept, shows', (name) => {
  const operation = operationNamed(name);
  const { A, B } = operation.states;

  test('no member is what it was at the first revert when it is reverted again, but the one that is turned', () => {
    const scenario = allScenarios({}, operation).find(({ address }) => address === 'state/delete');
    expect(scenario === undefined).toBe(operation.reset?.effect !== 'reverts');
    const steps = scenario?.steps.filter(isSend) ?? [];
    const again = steps.findIndex((step) => step.name === 'revert again');
    const stored = steps.slice(0, Math.max(again, 0)).reduce<Members>((before, step) => {
      const body = bodyOf(step);
      return isMembers(body) ? { ...before, ...body } : before;
    }, {});
    const differing = Object.keys(A).filter((member) => !same(A[member], B[member]));
    const turned = Object.keys(changesOf(operation).turn('B'));
    const blind = again < 0 ? [] : differing.filter((member) => same(stored[member], A[member]));
    expect(blind.filter((member) => !turned.includes(member))).toEqual([]);
  });

  test('an update that stands before another one in a batch sets something else', () => {
    const batches = contextScenarios(operation, 2, undefined)
      .flatMap(({ steps }) => steps.filter(isSend))
      .flatMap((step) => {
        const body = bodyOf(step);
        const requests = isMembers(body) ? body['requests'] : undefined;
        return Array.isArray(requests) ? [requests as Members[]] : [];
      });
    const pairs = batches.filter(
      ([other, itself]) =>
        other?.['id'] === 'other' && other['method'] === 'PATCH' && isMembers(itself?.['body']),
    );
    const repeated = pairs.filter(([other, itself]) =>
      Object.entries(other?.['body'] as Members).every(([member, value]) =>
        same(value, (itself?.['body'] as Members)[member]),
      ),
    );
    expect(pairs.length).toBeGreaterThan(0);
    expect(repeated).toEqual([]);
  });
});

import { operationNamed, packagedOperations } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { propertiesOf } from '../../src/contract/slice';
import { changesOf } from '../../src/scenarios/changes';
import { contextScenarios } from '../../src/scenarios/contexts';
import { makePlan } from '../../src/scenarios/plan';
import { soundBody } from '../../src/scenarios/refusals';
import type { Send } from '../../src/scenarios/scenario';

/** The names of the steps of scenarios, by address, of requests that are refused whatever member they set. */
const stepsOf = (name: string): Map<string, (string | undefined)[]> =>
  new Map(
    makePlan({ register: registerOf(operationNamed(name)), lacks: [], readOnlyToken: true })
      .scenarios.filter(({ address }) => /^(refusals|authorization|batch|state\/atomic)/.test(address))
      .map(({ address, steps }) => [address, steps.map((step) => ('name' in step ? step.name : undefined))]),
  );
const isReadBefore = (steps: readonly (string | undefined)[]): boolean => {
  const fence = steps.indexOf('fence');
  return fence > 0 && steps[fence - 1] === 'read before the fence';
};
/** Those of which no request in a context outside $batch shows what the fence hides. */
const READ = ['authorization/permission', 'refusals/content-type'];

test.each([...packagedOperations].map(({ name }) => name))(
  'of %s, what refused updates stored is read for before an update that would hide it',
  (name) => {
    const fenced = [...stepsOf(name)].filter(([, steps]) => steps.includes('fence'));
    expect(fenced.length).toBeGreaterThan(5);
    const isAlone = name === 'authenticationMethodsPolicy';
    const read = fenced.flatMap(([address, steps]) => (isReadBefore(steps) ? [address] : []));
    const addresses = fenced.map(([address]) => address);
    const { second } = changesOf(operationNamed(name));
    const others = second ? READ : ['authorization/none', ...READ];
    expect(read).toEqual(isAlone ? addresses : addresses.filter((address) => others.includes(address)));
    // Where two fences can be told from each other, neither needs a read before it.
    const none = stepsOf(name).get('authorization/none') ?? [];
    expect(none.filter((step) => step?.endsWith('fence')).length).toBe(second ? 4 : 3);
  },
);

describe.each([...packagedOperations].map((operation) => [operation.name, operation] as const))(
  'the members beside a fault in an update of %s',
  (_, operation) => {
    const { states } = operation;
    const shown = propertiesOf(operation.policySchema);
    const all = Object.keys(states.A).filter(
      (member) =>
        JSON.stringify(states.A[member]) !== JSON.stringify(states.B[member]) &&
        // Nobody can take the profiles of passkeys away again.
        shown[member]?.['x-silent'] !== true,
    );
    const turns = Array.from({ length: 2 * all.length }, (__, turn) => turn);

    test.each(['A', 'B'] as const)(
      'are each member in turn, in front and behind, and none as in state %s',
      (state) => {
        const { markers } = changesOf(operation);
        const chosen = turns.map((turn) => markers(turn, { state }));
        const fronts = new Set(chosen.flatMap(([front]) => Object.keys(front)));
        expect([...fronts]).toEqual(expect.arrayContaining(all));
        if (all.length > 1)
          expect(new Set(chosen.flatMap(([, back]) => Object.keys(back))).size).toBeGreaterThanOrEqual(
            all.length,
          );
        for (const members of chosen.flat())
          for (const [name, value] of Object.entries(members)) expect(value).not.toEqual(states[state][name]);
      },
    );
    test('are all of them where no member is at fault', () => {
      for (const turn of turns)
        expect(Object.keys(soundBody(changesOf(operation), turn))).toEqual(expect.arrayContaining(all));
    });
    test('are none that is at fault, nor one of its order', () => {
      const [order] = operation.orders;
      const but = order?.slice(0, 1) ?? all.slice(0, 1);
      const chosen = turns.flatMap((turn) => changesOf(operation).markers(turn, { but }));
      const names = chosen.flatMap((members) => Object.keys(members));
      expect(names.filter((name) => [...but, ...(order ?? [])].includes(name))).toEqual([]);
    });
  },
);

test.each([...packagedOperations].map(({ name }) => name))(
  'of %s, a fence in contexts sets another member than that of plain requests, or is read before',
  (name) => {
    const operation = operationNamed(name);
    const turned = Object.keys(changesOf(operation).turn('B'));
    const refused = contextScenarios(operation, 2, undefined).filter(({ address }) =>
      /refused-(from|after|right)/.test(address),
    );
    expect(refused.length).toBeGreaterThan(3);
    for (const { steps } of refused) {
      const fence = steps.find((step) => step.kind === 'send' && step.name === 'fence') as Send | undefined;
      if (!fence) continue;
      const { json } = fence.payload as { json: object };
      const hides = turned.some((member) => member in json);
      expect(hides).toBe(steps.some((step) => 'name' in step && step.name === 'read before the fence'));
    }
  },
);

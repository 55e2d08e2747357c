import { operationNamed, operationNames } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { isDeepStrictEqual } from 'node:util';
import { casesFor, contextScenarios } from '../../src/scenarios/contexts';
import { cover } from '../../src/scenarios/contexts/cover';
import { DIMENSIONS, type Case, type Form, type Stimulus } from '../../src/scenarios/contexts/form';
import { matrixOf } from '../../src/scenarios/contexts/matrix';
import { contextsOf, whyNot } from '../../src/scenarios/contexts/space';
import { makePlan, plannedRequests } from '../../src/scenarios/plan';
import { isMembers, type Members } from '../../src/exchanges/body';
import type { Send } from '../../src/scenarios/scenario';

const names = operationNames();

describe('a covering array', () => {
  const space = {
    sizes: [3, 4, 2, 3, 2],
    fits: ([one, value]: readonly [number, number], [other, second]: readonly [number, number]) =>
      !(one === 0 && other === 1 && value === 2 && second === 3),
  };
  const togetherIn = (choices: readonly (readonly number[])[], places: readonly number[]): Set<string> =>
    new Set(choices.map((choice) => places.map((place) => choice[place]).join()));

  test('has each pair of values that go together, and none that does not', () => {
    const choices = cover(space, 2);
    expect(togetherIn(choices, [0, 1]).size).toBe(11);
    expect(togetherIn(choices, [0, 1])).not.toContain('2,3');
    for (const [one, other] of [
      [0, 2],
      [1, 3],
      [3, 4],
    ] as const)
      expect(togetherIn(choices, [one, other]).size).toBe(
        (space.sizes[one] as number) * (space.sizes[other] as number),
      );
    // No more than half as many again as the two largest dimensions ask for.
    expect(choices.length).toBeLessThanOrEqual(18);
  });

  test('has each triple where three are asked for', () => {
    expect(togetherIn(cover(space, 3), [1, 3, 4]).size).toBe(24);
  });

  test('counts what is chosen beforehand', () => {
    const first = [[0, 0, 0, 0, 0]];
    expect(cover(space, 2, first)[0]).toEqual(first[0]);
    expect(cover(space, 2)).toEqual(cover(space, 2));
  });
});

describe.each(names)('the contexts of %s', (name) => {
  const operation = operationNamed(name);
  const register = registerOf(operation);
  const { stimuli, forms } = contextsOf(operation, INVENTED_GROUPS);
  const all = DIMENSIONS.flatMap((dimension) => forms[dimension]);
  const cases = casesFor(operation, 2);
  const named = ({ forms: sent }: Case): string[] => sent.map((form) => form.name);
  const namesOf = ({ row, sends }: Stimulus): string => [row, ...sends('A').map((step) => step.name)].join();
  const isSame = (one: Stimulus, other: Stimulus): boolean => namesOf(one) === namesOf(other);

  test('each stimulus is sent in each form in which it holds', () => {
    const missing = stimuli.flatMap((stimulus) =>
      all
        .filter((form) => whyNot(stimulus, form) === undefined)
        .filter(
          (form) => !cases.some((each) => isSame(each.stimulus, stimulus) && named(each).includes(form.name)),
        )
        .map((form) => `${stimulus.row} ${form.name}`),
    );
    expect(missing).toEqual([]);
  });

  test('each pair of forms that go together is sent', () => {
    const goTogether = (one: Form, other: Form): boolean =>
      one.dimension !== other.dimension &&
      !(one.row !== undefined && other.row !== undefined) &&
      stimuli.some((each) => whyNot(each, one) === undefined && whyNot(each, other) === undefined);
    const missing = all.flatMap((one) =>
      all
        .filter((other) => goTogether(one, other))
        .filter(
          (other) =>
            !cases.some((each) => named(each).includes(one.name) && named(each).includes(other.name)),
        )
        .map((other) => `${one.name} and ${other.name}`),
    );
    expect(missing).toEqual([]);
  });

  test('no cell of the matrix is empty without a reason', () => {
    const matrix = matrixOf(register);
    const cells = matrix.flatMap(({ row, cells: of }) => of.map((cell) => ({ row, ...cell })));
    expect(cells.filter((cell) => !('scenario' in cell ? cell.scenario : cell.reason))).toEqual([]);
    const rows = register.rows.filter(({ actor, level }) => actor === 'provider' && level !== 'NONE');
    expect(matrix.map(({ row }) => row)).toEqual(rows.map(({ id }) => id));
    const planned = new Set(
      makePlan({ register, lacks: [], readOnlyToken: true, contexts: 2 }).scenarios.map((s) => s.address),
    );
    expect(
      cells.flatMap((cell) => ('scenario' in cell && !planned.has(cell.scenario) ? [cell] : [])),
    ).toEqual([]);
  });

  test('a plan has no more than 1,200 requests, and is the same each time', () => {
    const plan = () => plannedRequests(makePlan({ register, lacks: [], readOnlyToken: true, contexts: 2 }));
    expect(plan().length).toBeLessThanOrEqual(1200);
    expect(plan()).toEqual(plan());
    expect(plan().some(({ contexts }) => contexts?.includes('path: percent-encoded letters'))).toBe(true);
  });

  test('an update that must be accepted changes the policy in each form of its text and of its framing', () => {
    const jsonOf = ({ payload }: Send): Members =>
      (payload && 'json' in payload
        ? payload.json
        : JSON.parse(payload && 'text' in payload ? payload.text : '{}')) as Members;
    const telling = new Set<string>();
    for (const { from = 'A', steps } of contextScenarios(operation, 2, undefined)) {
      let policy: Members = { ...operation.states[from] };
      for (const step of steps) {
        if (step.kind !== 'send' || step.accept === undefined) {
          if (step.kind === 'send' && step.method === 'DELETE') policy = {};
        } else if (step.method !== 'PATCH') {
          // What stands in a batch is not followed here: its members may be any.
          if (step.method === 'POST') policy = {};
        } else {
          const members = jsonOf(step);
          const changes = Object.keys(policy).some(
            (name) => name in members && !isDeepStrictEqual(policy[name], members[name]),
          );
          if (changes) for (const context of step.contexts ?? []) telling.add(context);
          Object.assign(policy, members);
        }
      }
    }
    const told = [...forms.json, ...forms.media, ...forms.framing, ...forms.headers].map(
      ({ dimension, name: form }) => `${dimension}: ${form}`,
    );
    expect(told.filter((each) => !telling.has(each))).toEqual([]);
  });

  test('the texts of a form have the value of the plain one', () => {
    const [plain] = stimuli[0]?.sends('A') ?? [];
    const valueOf = (form: Form): unknown => {
      const { payload } = (plain && form.change?.(plain)) ?? {};
      return payload && 'text' in payload ? JSON.parse(payload.text) : undefined;
    };
    const value = plain?.payload && 'json' in plain.payload ? plain.payload.json : undefined;
    expect(isMembers(value)).toBe(true);
    for (const form of forms.json) expect(valueOf(form)).toEqual(value);
  });
});

test('triples are more than pairs', () => {
  const operation = operationNamed();
  expect(casesFor(operation, 3).length).toBeGreaterThan(2 * casesFor(operation, 2).length);
});

import { operationNamed, operationNames } from '../../src/contract/operation';
import { casesFor, contextScenarios } from '../../src/scenarios/contexts';
import { contextsOf } from '../../src/scenarios/contexts/space';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { constantOf } from '../../src/scenarios/samples';
import { cover } from '../../src/scenarios/contexts/cover';
import { describeContexts } from './contexts-of-each';

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

// The others are tried by contexts.fleet.ts.
describeContexts(operationNames().slice(0, 2));

describe.each([
  ['temporaryAccessPass', 'lifetimes out of order', /(above|below) /],
  ['temporaryAccessPass', 'a word that an enumeration has not', /^(state|\w+ targetType) "/],
  ['temporaryAccessPass', 'a part of an item that is of another type', /^\w+Targets (?!of )(\w+ \S|\[)/],
  ['temporaryAccessPass', 'another type', /^@odata.type "/],
  ['temporaryAccessPass', 'lifetimes in order', /^\w+, \w+, \w+ of state/],
  ['temporaryAccessPass', 'a list', /^includeTargets of state/],
  ['x509Certificate', 'an item twice', / twice$/],
  ['fido2', 'a part of an object that is of another type', /^keyRestrictions \w+ /],
])('of %s, %s', (name, _, told) => {
  const sent = contextScenarios(operationNamed(name), 2, undefined)
    .flatMap(({ steps }) => steps.filter((step) => step.kind === 'send'))
    .filter((step) => told.test(step.name.replace(/ \(\d+\)$/, '')));
  const inside = sent.flatMap(({ contexts = [] }) => contexts.filter((each) => each.startsWith('carrier: ')));

  test('is sent inside $batch, beside each of the others', () =>
    expect(new Set(inside.filter((each) => each !== 'carrier: inside $batch')).size).toBe(5));
  test('is sent outside of it in other forms of JSON', () => {
    const outside = sent.flatMap(({ method, contexts = [] }) => (method === 'POST' ? [] : contexts));
    expect(new Set(outside.filter((each) => each.startsWith('json: '))).size).toBeGreaterThanOrEqual(2);
  });
});

describe.each(operationNames())('what stands beside a value of %s', (name) => {
  const operation = operationNamed(name);
  const { stimuli, forms } = contextsOf(operation, INVENTED_GROUPS);
  const bodiesIn = (form: string, demand: string): Record<string, unknown>[] =>
    stimuli
      .filter((each) => each.demand === demand && each.method === 'PATCH')
      .flatMap((stimulus) =>
        forms.company
          .filter((each) => each.name === form && each.lacks?.(stimulus) === undefined)
          .flatMap((each) => stimulus.sends('A').map((step) => each.change?.(step) ?? step)),
      )
      .flatMap(({ payload }) =>
        payload && 'json' in payload ? [payload.json as Record<string, unknown>] : [],
      );
  const nulls = (json: object): number => Object.values(json).filter((value) => value === null).length;

  test('is its key, where it has one', () => {
    const key = constantOf(operation.updateSchema, operation.resource.keyMember ?? 'id');
    const all = ['accepted', 'refused'].map((demand) => bodiesIn('beside its key and what is empty', demand));
    if (key !== undefined) expect(all.map(({ length }) => length > 0)).toEqual([true, true]);
    for (const json of all.flat()) expect(json[operation.resource.keyMember ?? 'id']).toBe(key);
    for (const json of all[0] ?? []) expect(operation.validateUpdate(json)).toEqual([]);
  });
  test('is a null only where it is to be refused', () => {
    expect(bodiesIn('beside a null', 'accepted')).toEqual([]);
    const refused = bodiesIn('beside a null', 'refused');
    const isAlone = name === 'authenticationMethodsPolicy';
    // A list that is no list may be null itself.
    expect(refused.filter((json) => nulls(json) > 0).length).toBeGreaterThan(
      isAlone ? 0 : refused.length / 3,
    );
  });
  test('is an annotation of nobody only where it is to be refused', () => {
    const isNoted = (json: object): boolean => '@contoso.note' in json;
    const accepted = bodiesIn('beside annotations', 'accepted');
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.filter((json) => !('@odata.context' in json))).toEqual([]);
    expect(bodiesIn('beside annotations', 'refused').filter((json) => !isNoted(json))).toEqual([]);
  });
});

test('triples are more than pairs', () => {
  const operation = operationNamed();
  expect(casesFor(operation, 3).length).toBeGreaterThan(2 * casesFor(operation, 2).length);
});

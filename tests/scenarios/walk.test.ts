import { operationNamed, operationNames } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { walks } from '../../src/scenarios/contexts/walk';
import { makePlan } from '../../src/scenarios/plan';
import type { Send } from '../../src/scenarios/scenario';

type Members = Record<string, unknown>;

/** The members that each update of a walk sets, one list for each scenario. */
const updatesOf = (name: string, strength: 2 | 3 = 2): Members[][] => {
  const known = UPDATES.get(`${name} ${strength}`);
  if (known) return known;
  const made = makeUpdates(name, strength);
  UPDATES.set(`${name} ${strength}`, made);
  return made;
};
const UPDATES = new Map<string, Members[][]>();
const makeUpdates = (name: string, strength: 2 | 3): Members[][] =>
  walks(operationNamed(name), strength, INVENTED_GROUPS).map(({ steps }) =>
    steps
      .filter((step): step is Send => step.kind === 'send')
      .map(({ payload }) => {
        const { json } = payload as { json: Members };
        return Object.fromEntries(Object.entries(json).filter(([name]) => !name.includes('@')));
      }),
  );

/** What a policy has in front of each update, as far as the walk has set it. */
function* withStored(walk: readonly Members[], first: Members): Iterable<[stored: Members, sent: Members]> {
  let stored = first;
  for (const sent of walk) {
    yield [stored, sent];
    stored = { ...stored, ...sent };
  }
}

describe('a walk', () => {
  const { A } = operationNamed('temporaryAccessPass').states;
  const names = Object.keys(A);
  const pairs = updatesOf('temporaryAccessPass').flatMap((walk) => [...withStored(walk, A)]);

  test.each(names)('sets each other member while %s has each of its values', (name) => {
    const values = new Set(
      updatesOf('temporaryAccessPass')
        .flat()
        .filter((sent) => name in sent)
        .map((sent) => JSON.stringify(sent[name])),
    );
    expect(values.size).toBeGreaterThanOrEqual(2);
    for (const value of values) {
      const during = pairs.filter(
        ([stored, sent]) => JSON.stringify(stored[name]) === value && !(name in sent),
      );
      expect(during.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('sets a member to the value that it has while others differ from it', () => {
    const again = pairs.flatMap(([stored, sent]) =>
      names.filter((name) => name in sent && JSON.stringify(stored[name]) === JSON.stringify(sent[name])),
    );
    expect(new Set(again)).toEqual(new Set(names));
  });

  test.each(operationNames())(
    'of %s does so while each other member by itself differs from state A',
    (of) => {
      const { states, recalculated } = operationNamed(of);
      const first = states.A;
      const walks = updatesOf(of);
      const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
      const sentAgain = walks.flatMap((walk) => [...withStored(walk, first)]);
      const walked = [...new Set(walks.flat().flatMap((sent) => Object.keys(sent)))];
      const isBound = (one: string, other: string): boolean =>
        one === other || recalculated.some((group) => group.includes(one) && group.includes(other));
      const unseen = walked.flatMap((again) =>
        walked
          .filter((kept) => !isBound(again, kept))
          .filter(
            (kept) =>
              !sentAgain.some(
                ([stored, sent]) =>
                  again in sent &&
                  same(sent[again], stored[again]) &&
                  !(kept in sent) &&
                  !same(stored[kept], first[kept]),
              ),
          )
          .map((kept) => `${again} again beside another ${kept}`),
      );
      expect(unseen).toEqual([]);
    },
  );

  test('moves each two members in one body', () => {
    const units = [
      'state',
      'defaultLength',
      'maximumLifetimeInMinutes',
      'isUsableOnce',
      'includeTargets',
      'excludeTargets',
    ];
    const isMoved = (name: string, [stored, sent]: [Members, Members]): boolean =>
      name in sent && JSON.stringify(stored[name]) !== JSON.stringify(sent[name]);
    const apart = units.flatMap((one) =>
      units
        .filter((other) => !pairs.some((pair) => isMoved(one, pair) && isMoved(other, pair)))
        .map((other) => `${one} and ${other}`),
    );
    expect(apart).toEqual([]);
  });

  test('is the same each time, and longer for triples', () => {
    expect(makeUpdates('fido2', 2)).toEqual(updatesOf('fido2'));
    const [short, long] = ([2, 3] as const).map(
      (strength) => updatesOf('temporaryAccessPass', strength).flat().length,
    );
    expect(long).toBeGreaterThan(short as number);
  });

  test.each(operationNames())(
    'of %s reads after each update, and starts each scenario in state A',
    (name) => {
      for (const { steps, from } of walks(operationNamed(name), 2, INVENTED_GROUPS)) {
        expect(from).toBe('A');
        expect(steps.filter(({ kind }) => kind === 'read')).toHaveLength((steps.length + 1) / 2);
      }
    },
  );
});

test.each(operationNames().filter((name) => operationNamed(name).reset?.effect === 'reverts'))(
  'before a revert of %s stands an update to a whole known state: one member alone may have the value that it leads to',
  (name) => {
    const operation = operationNamed(name);
    const plan = makePlan({ register: registerOf(operation), lacks: [], readOnlyToken: true, contexts: 2 });
    const updates = plan.scenarios
      .flatMap(({ steps }) => steps)
      .flatMap((step) =>
        step.kind === 'send' && step.name.startsWith('another state before it') && step.method === 'PATCH'
          ? [(step.payload as { json: object }).json]
          : [],
      );
    expect(updates).not.toEqual([]);
    for (const json of updates)
      expect(Object.keys(json)).toEqual(expect.arrayContaining(Object.keys(operation.states.A)));
  },
);

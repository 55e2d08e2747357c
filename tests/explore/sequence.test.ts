import { defaultOperation, operationNamed } from '../../src/contract/operation';
import { mustBeAccepted } from '../../src/explore/model';
import { describeStep, legible } from '../../src/explore/sequence';
import type { Sequence, Step } from '../../src/explore/step';
import { shrink } from '../../src/explore/shrink';
import { shrinkingOf } from '../../src/explore/shrinking';

const tap = defaultOperation();

const update = (members: Record<string, unknown>): Step => ({ kind: 'update', members });
const [MIN, DEFAULT, MAX] = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
] as const;
const READ: Step = { kind: 'read' };
const DELETE: Step = { kind: 'delete' };
const short = (sequence: Sequence): string =>
  sequence.map((step) => describeStep(step).split(' ')[0]).join(' ');

describe('a read is put', () => {
  test.each<[string, Sequence, string]>([
    ['at the end', [update({ state: 'enabled' })], 'update read'],
    ['behind a DELETE', [DELETE, update({ state: 'enabled' })], 'DELETE read update read'],
    ['between an update and a DELETE', [update({ state: 'enabled' }), DELETE], 'update read DELETE read'],
    [
      'between a lifetime and another',
      [update({ [MAX]: 900 }), update({ [MIN]: 40 })],
      'update read update read',
    ],
    [
      'nowhere between members that leave each other alone',
      [update({ [MAX]: 900 }), update({ defaultLength: 9 }), READ, READ],
      'update update read',
    ],
    [
      'nowhere before an update of all lifetimes',
      [update({ [MAX]: 900 }), update({ [MIN]: 10, [DEFAULT]: 10, [MAX]: 10 })],
      'update update read',
    ],
  ])('%s', (_where, sequence, expected) => expect(short(legible(tap, sequence))).toBe(expected));
});

describe('an update must be accepted', () => {
  test.each<[string, Sequence, boolean[]]>([
    ['whose lifetime fits the known state', [update({ [MAX]: 120 })], [true]],
    ['not where it does not fit', [update({ [MAX]: 119 })], [false]],
    [
      'not where another may have been recalculated',
      [update({ [MAX]: 900 }), update({ [MIN]: 40 })],
      [true, false],
    ],
    [
      'that sends all lifetimes, and then one that fits them',
      [DELETE, update({ [MIN]: 10, [DEFAULT]: 20, [MAX]: 30 }), update({ [DEFAULT]: 30 })],
      [false, true, true],
    ],
    ['not behind a DELETE', [DELETE, update({ [MAX]: 900 })], [false, false]],
    ['not with groups that nobody may have', [update({ excludeTargets: [{ id: 'g' }] })], [false]],
  ])('%s', (_which, sequence, expected) => expect(mustBeAccepted(tap, sequence, false)).toEqual(expected));

  test('with groups that the provider has', () => {
    expect(mustBeAccepted(tap, [update({ excludeTargets: [{ id: 'g' }] })], true)).toEqual([true]);
  });

  test('not with a group that may be included and excluded by then', () => {
    const [included, excluded] = [{ includeTargets: [{ id: 'g' }] }, { excludeTargets: [{ id: 'g' }] }];
    const sequence = [update(included), update(excluded), update({ state: 'enabled' })];
    expect(mustBeAccepted(tap, sequence, true)).toEqual([true, false, true]);
  });

  test('not with groups that nobody may have, deep in an object', () => {
    const operation = operationNamed('authenticationMethodsPolicy');
    const includeTargets = (id: string): Step =>
      update({
        registrationEnforcement: {
          authenticationMethodsRegistrationCampaign: { includeTargets: [{ id, targetType: 'group' }] },
        },
      });
    const sequence = [includeTargets('all_users'), includeTargets('g')];
    expect(mustBeAccepted(operation, sequence, false)).toEqual([true, false]);
  });
});

test('a sequence is shrunk to what it takes, member by member and target by target', async () => {
  const found = legible(tap, [
    update({ state: 'enabled', defaultLength: 9 }),
    DELETE,
    update({ isUsableOnce: true, includeTargets: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }),
    READ,
    update({ state: 'disabled' }),
  ]);
  const shows = (candidate: Sequence): Promise<boolean> => {
    const text = JSON.stringify(candidate);
    return Promise.resolve(text.includes('"delete"') && text.indexOf('"b"') > text.indexOf('"delete"'));
  };
  expect((await shrink(found, shrinkingOf(tap, shows))).at(-1)).toEqual([
    DELETE,
    READ,
    update({ includeTargets: [{ id: 'b' }] }),
    READ,
  ]);
});

test('a refused update keeps its type while it is shrunk, and with it its fault', async () => {
  const refused = (body: Record<string, unknown>): Step => ({ kind: 'refused', body, fault: 'state 7' });
  const found = legible(tap, [
    refused({ '@odata.type': '#t', isUsableOnce: false, state: 7, defaultLength: 33 }),
  ]);
  const shows = (candidate: Sequence): Promise<boolean> =>
    Promise.resolve(JSON.stringify(candidate).includes('false'));
  expect((await shrink(found, shrinkingOf(tap, shows))).at(-1)?.[0]).toEqual(
    refused({ '@odata.type': '#t', isUsableOnce: false }),
  );
});

import { changesOf } from '../../src/scenarios/changes';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { operationNamed, operationNames } from '../../src/contract/operation';

const changes = (name: string) => changesOf(operationNamed(name));

describe('of the Temporary Access Pass policy', () => {
  const { nudge, flip, flipped, independent, limited, markers, body, accept } =
    changes('temporaryAccessPass');

  test('a number is a length', () => expect(nudge(14)).toEqual({ defaultLength: 14 }));
  test('a state is whether a pass is for one sign-in', () => {
    expect([flip('A'), flip('B')]).toEqual([{ isUsableOnce: true }, { isUsableOnce: false }]);
    expect(flipped).toBe('isUsableOnce');
  });
  test('the two are of different members', () => expect(independent).toBe(true));
  test('the length has limits, and lifetimes are passed over, which an order binds', () => {
    expect(limited).toMatchObject({ minimum: 8, maximum: 48, near: 12 });
    expect(limited?.put(9)).toEqual({ defaultLength: 9 });
  });
  test('a refused update is marked by members, and the next by others', () =>
    expect(markers(1)).toEqual([
      { defaultLength: 20 },
      { defaultLifetimeInMinutes: 240, minimumLifetimeInMinutes: 45 },
    ]));
  test('the type stands in front', () =>
    expect(Object.keys(body({ state: 'enabled' }))).toEqual(['@odata.type', 'state']));
  test('what is documented has to be accepted', () =>
    expect(accept({ includeTargets: [] })).toEqual({ accept: 'RES-204' }));
});

describe('of the policy of security keys', () => {
  const { nudge, flip, independent, limited } = changes('fido2');

  test('a number is written in booleans, of which targets have some, each from its value in state A', () =>
    expect([nudge(14), nudge(17)]).toEqual([
      {
        isSelfServiceRegistrationAllowed: false,
        includeTargets: [everybody(false)],
      },
      {
        isSelfServiceRegistrationAllowed: true,
        includeTargets: [everybody(true)],
      },
    ]));
  const everybody = (isRegistrationRequired: boolean) => ({
    ...{ targetType: 'group', id: 'all_users', isRegistrationRequired },
    allowedPasskeyProfiles: ['00000000-0000-0000-0000-000000000001'],
  });
  test('a state is whether attestation is enforced', () => {
    expect([flip('A'), flip('B')]).toEqual([
      { isAttestationEnforced: false },
      { isAttestationEnforced: true },
    ]);
    expect(independent).toBe(true);
  });
  test('nothing has limits', () => expect(limited).toBeUndefined());
});

describe('of the policy of text messages', () => {
  const { nudge, flip, independent, markers, accept } = changes('sms');

  test('there is the state alone, by whether a number is even', () => {
    expect([nudge(14), nudge(15)]).toEqual([{ state: 'enabled' }, { state: 'disabled' }]);
    expect(flip('B')).toEqual({ state: 'disabled' });
    expect(independent).toBe(false);
  });
  test('a refused update is marked by an exclusion beside it', () =>
    expect(markers(2)[1]).toEqual({ excludeTargets: [{ targetType: 'group', id: INVENTED_GROUPS[0] }] }));
  test('where one status alone will do, nothing stands in it that may be refused with another', () =>
    expect(markers(0)[1]).not.toHaveProperty('includeTargets'));
  test('two of three have what no page says an update may set beside that, each of its values in turn', () => {
    const given = [0, 1, 2, 3, 4, 5].map((turn) => markers(turn, { unlisted: true })[1]['includeTargets']);
    const { A, B } = operationNamed('sms').examples;
    const [one, other] = [A['includeTargets'], B['includeTargets']];
    expect(one).not.toEqual(other);
    expect(given).toEqual([one, other, undefined, other, one, undefined]);
  });
  test('it is none of them where it is what is wrong in the update', () =>
    expect(markers(0, { but: ['includeTargets'], unlisted: true })[1]).not.toHaveProperty('includeTargets'));
  test('of groups that are known one is taken', () =>
    expect(changesOf(operationNamed('sms'), ['known']).markers(2)[1]).toEqual({
      excludeTargets: [{ targetType: 'group', id: 'known' }],
    }));
  test('what no page lets an update set need not be accepted', () => {
    expect(accept({ includeTargets: [] })).toEqual({});
    expect(accept({ excludeTargets: [] })).toEqual({ accept: 'RES-204' });
  });
});

describe.each([...operationNames()])('of %s', (name) => {
  const { nudge, flip } = changes(name);
  const operation = operationNamed(name);
  const { type, states } = operation;

  test.each(Array.from({ length: 28 }, (_, at) => at + 12))(
    '%i and the next number differ, and conform',
    (number) => {
      expect(nudge(number)).not.toEqual(nudge(number + 1));
      expect(operation.validateUpdate({ '@odata.type': type, ...nudge(number) })).toEqual([]);
    },
  );
  test('the two states differ in what is flipped', () => {
    expect(flip('A')).not.toEqual(flip('B'));
    expect(states.A).toMatchObject(flip('A'));
    expect(states.B).toMatchObject(flip('B'));
  });
});

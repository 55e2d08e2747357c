/** The values that a run sends: between bounds, beyond ASCII, in several lists at once, of each part of an item. */
import { operationNamed, packagedOperations, type Operation } from '../../src/contract/operation';
import { isMembers, type Members } from '../../src/exchanges/body';
import { registerOf } from '../../src/contract/register/register';
import { allScenarios } from '../../src/scenarios';
import { furtherSteps } from '../../src/scenarios/choices';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { farBeyond } from '../../src/scenarios/outside';
import { makePlan } from '../../src/scenarios/plan';
import { itemsOf } from '../../src/scenarios/samples';
import { requestsIn, type Send, type Step } from '../../src/scenarios/scenario';

const sendsOf = (operation: Operation, address: RegExp): Send[] =>
  allScenarios({}, operation)
    .filter((scenario) => address.test(scenario.address))
    .flatMap(({ steps }) => steps.flatMap(requestsIn))
    .filter((step): step is Send => step.kind === 'send');
const membersOf = ({ payload }: Send): Members =>
  payload && 'json' in payload && isMembers(payload.json) ? payload.json : {};
const namesOf = (operation: string, address: RegExp): string[] =>
  sendsOf(operationNamed(operation), address).map(({ name }) => name);
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Whether an update of something else stands behind texts. */
const isBehind = ({ name }: Send): boolean => name.endsWith(' behind them');

describe('open texts', () => {
  const OPEN = {
    externalAuthenticationMethod: ['displayName', 'clientId', 'discoveryUrl'],
    fido2: ['aaGuids', 'name'],
    x509Certificate: ['identifier'],
  };

  test('are sent where the slice has examples of them, and nowhere else', () => {
    const having = [...packagedOperations].filter(
      (operation) => sendsOf(operation, /^state\/texts$/).length > 0,
    );
    expect(having.map(({ name }) => name).sort()).toEqual(Object.keys(OPEN));
  });

  test.each(Object.entries(OPEN))('of %s are of %j, and need not be taken', (name, places) => {
    const sends = sendsOf(operationNamed(name), /^state\/texts$/).filter((send) => !isBehind(send));
    const found = sends.map((send) =>
      send.name
        .replace(/ (?:\(\d+\)|in a list)$/, '')
        .split(' ')
        .at(-1),
    );
    expect([...new Set(found)].sort()).toEqual([...places].sort());
    expect(sends.filter(({ accept }) => accept !== undefined)).toEqual([]);
  });

  test.each(Object.keys(OPEN))(
    'of %s are long, beyond ASCII, not composed, and with blanks around them',
    (name) => {
      const texts = sendsOf(operationNamed(name), /^state\/texts$/).flatMap((send) =>
        textsIn(membersOf(send)),
      );
      expect(texts.some((text) => text.length > 256)).toBe(true);
      expect(texts.some((text) => /[^\u0000-\u00ff]/.test(text))).toBe(true);
      expect(texts.some((text) => text !== text.normalize('NFC'))).toBe(true);
      expect(texts.some((text) => text !== text.trim())).toBe(true);
    },
  );

  test('that no page lets an update set stand before an update of something else', () => {
    const behind = [...packagedOperations].filter((operation) =>
      sendsOf(operation, /^state\/texts$/).some(isBehind),
    );
    expect(behind.map(({ name }) => name)).toEqual(['externalAuthenticationMethod']);
  });

  test('are in no state, which a provider has to take', () => {
    for (const { examples } of packagedOperations)
      expect(textsIn(examples).filter((text) => /[^\x21-\x7e ]/.test(text) || text.length > 80)).toEqual([]);
  });
});

describe('texts in lists', () => {
  const inLists = (operation: string): Members[] =>
    sendsOf(operationNamed(operation), /^state\/texts$/)
      .filter(({ name }) => name.endsWith(' in a list'))
      .map(membersOf);

  test('are in capitals, and twice', () => {
    const [members, ...others] = inLists('fido2');
    expect(others).toEqual([]);
    const [first, , third] = (members?.['keyRestrictions'] as { aaGuids: string[] }).aaGuids;
    expect(first).toMatch(/^[\dA-F-]{36}$/);
    expect(third).toBe(first);
  });

  test('are the same in two items that differ', () => {
    const [members] = inLists('x509Certificate');
    const { rules } = members?.['authenticationModeConfiguration'] as { rules: Members[] };
    expect(new Set(rules.map(({ identifier }) => identifier)).size).toBe(1);
    expect(new Set(rules.map((rule) => JSON.stringify(rule))).size).toBe(2);
  });
});

describe('a word of three', () => {
  test('follows each other one', () => {
    const names = namesOf('email', /^constraints\/accepted$/);
    const words = names.flatMap((name) => /^allowExternalIdToUseEmailOtp (.*)$/.exec(name)?.slice(1) ?? []);
    const first = operationNamed('email').states.A['allowExternalIdToUseEmailOtp'];
    const way = [String(first), ...words].map((step) => step.split(' to ').at(-1));
    const pairs = new Set(way.slice(1).map((word, at) => `${way[at]} ${word}`));
    expect([...pairs].filter((pair) => !/^(\w+) \1$/.test(pair))).toHaveLength(6);
  });

  test('is one of several: of two there is no more than there and back', () => {
    expect(furtherSteps(['enabled', 'disabled'], 'enabled')).toEqual([]);
    expect(furtherSteps([1, 2, 3, 4], 1)).toHaveLength(9 + 1);
  });
});

describe('items for groups', () => {
  test('have each part in each of its values, no two parts together', () => {
    const sms = operationNamed('sms');
    const [targets] = sms.collections;
    const { items = [] } = targets ? (itemsOf(sms, targets, ['1', '2', '3']) ?? {}) : {};
    expect(items.map(({ isUsableForSignIn }) => isUsableForSignIn)).toEqual([false, true, false]);
  });

  test('are excluded while they are included, which need not be taken', () => {
    const [send] = sendsOf(operationNamed('temporaryAccessPass'), /^state\/collections$/).filter(
      ({ name }) => name === 'excludeTargets: one that is included',
    );
    expect(send?.accept).toBeUndefined();
    expect(JSON.stringify(membersOf(send as Send))).toContain(INVENTED_GROUPS[0]);
  });

  test('are on both sides of a part that has two', () => {
    const sends = sendsOf(operationNamed('microsoftAuthenticator'), /^state\/named$/);
    expect(sends.map((send) => JSON.stringify(membersOf(send)).includes('all_users'))).toEqual([true, false]);
  });
});

describe('the example of the page', () => {
  const exampleOf = (operation: string): Send[] =>
    sendsOf(operationNamed(operation), /^request\/read$/).filter(({ method }) => method === 'PATCH');

  test('is sent by each operation', () => {
    for (const { name, documentedExample } of packagedOperations)
      expect(exampleOf(name).map(membersOf)).toEqual([expect.objectContaining(documentedExample)]);
  });

  test('has to be taken where it names nothing that a provider may not have', () => {
    expect(exampleOf('temporaryAccessPass')[0]?.accept).toBe('RES-204');
    expect(exampleOf('verifiableCredentials')[0]?.accept).toBeUndefined();
  });
});

describe('values far beyond a range', () => {
  test('begin at half as much again, and end beyond what a parser reads as it is written', () => {
    const lengths = [...farBeyond(operationNamed('temporaryAccessPass'))]
      .filter(({ place }) => place === 'defaultLength')
      .map(({ members }) => members['defaultLength']);
    expect(lengths).toEqual([72, 96, 192, 480, 2 ** 31, 2 ** 53]);
  });

  test('are refused while the method is off', () => {
    expect(namesOf('qrCodePin', /^constraints\/range-while-disabled$/)).toContain(
      'standardQRCodeLifetimeInDays 593',
    );
  });
});

describe('a number between the bounds of a range', () => {
  test('is another one in each context', () => {
    const plan = makePlan({
      register: registerOf(operationNamed('qrCodePin')),
      ...{ lacks: [], readOnlyToken: true, contexts: 2 },
    });
    const names = plan.scenarios.flatMap(({ steps }) => steps.flatMap(requestsIn)).map(({ name }) => name);
    const days = names.flatMap((name) => /^standardQRCodeLifetimeInDays of (\d+)/.exec(name)?.[1] ?? []);
    expect(new Set(days).size).toBeGreaterThan(8);
    expect(days.some((value) => Number(value) > 300 && Number(value) % 7 > 0)).toBe(true);
  });

  test('is sent of each range but those that small changes and orders go through', () => {
    expect(namesOf('qrCodePin', /^constraints\/accepted$/)).toContain('pinLength 17');
    expect(namesOf('x509Certificate', /^constraints\/accepted$/)).toContain(
      'certificateUserBindings priority 1001',
    );
    expect(namesOf('temporaryAccessPass', /^constraints\/accepted$/)).not.toContain('defaultLength 37');
  });

  test('is taken', () => {
    const sends = sendsOf(operationNamed('qrCodePin'), /^constraints\/accepted$/);
    expect(sends.filter(({ accept }) => accept === undefined)).toEqual([]);
  });
});

test('what state A has is not tried once more', () => {
  const names = namesOf('voice', /^constraints\/accepted$/);
  expect(names).toEqual(['state disabled', 'isOfficePhoneAllowed true']);
});

describe('targets', () => {
  const tap = operationNamed('temporaryAccessPass');
  const named = (name: string): Send | undefined =>
    sendsOf(tap, /^state\/collections$/).find((send) => send.name === name);

  test('are included and excluded in one update, of groups that stand on one side', () => {
    const { includeTargets, excludeTargets } = membersOf(named('both at once') as Send) as Record<
      string,
      { id: string; targetType: string }[]
    >;
    expect([includeTargets?.length, excludeTargets?.length]).toEqual([2, 1]);
    expect(includeTargets?.map(({ id }) => id)).not.toContain(excludeTargets?.[0]?.id);
  });

  test('are users among groups, whom a provider need not have', () => {
    const users = named('users beside groups') as Send;
    const { includeTargets, excludeTargets } = membersOf(users) as Record<string, { targetType: string }[]>;
    expect(includeTargets?.map(({ targetType }) => targetType)).toEqual(['group', 'user', 'group']);
    expect(excludeTargets?.map(({ targetType }) => targetType)).toEqual(['group', 'user']);
    expect(users.accept).toBeUndefined();
  });

  test('have a null among them, which is refused, where they are a relationship', () => {
    expect(namesOf('temporaryAccessPass', /json-types$/).filter((name) => / a null /.test(name))).toEqual([
      'includeTargets with a null in it',
    ]);
  });
});

describe('one part of an object alone', () => {
  const alone = (name: string): object[] =>
    sendsOf(operationNamed(name), /^state\/(?:each-)?member/)
      .filter((send) => /^a part of \S+ alone$/.test(send.name))
      .map((send) => {
        expect(send.accept).toBeUndefined();
        return Object.fromEntries(Object.entries(membersOf(send)).filter(([name]) => !name.includes('@')));
      });

  test.each<[string, object[]]>([
    ['fido2', [{ keyRestrictions: { isEnforced: false } }]],
    ['externalAuthenticationMethod', [{ openIdConnectSetting: { clientId: 'EntraAtFabrikam' } }]],
    [
      'microsoftAuthenticator',
      [{ featureSettings: { displayAppInformationRequiredState: { state: 'disabled' } } }],
    ],
    [
      'x509Certificate',
      [
        {
          authenticationModeConfiguration: {
            x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
          },
        },
        { crlValidationConfiguration: { state: 'enabled' } },
      ],
    ],
    [
      'authenticationMethodsPolicy',
      [
        {
          registrationEnforcement: { authenticationMethodsRegistrationCampaign: { snoozeDurationInDays: 7 } },
        },
      ],
    ],
    ['temporaryAccessPass', []],
  ])('of %s is sent, and need not be taken', (name, expected) => expect(alone(name)).toEqual(expected));
});

test('reads of other resources stand between two reads of the policy', () => {
  const scenario = allScenarios({}, operationNamed('sms')).find(
    ({ address }) => address === 'refusals/other-key-read',
  );
  expect(scenario?.rows).toContain('SEM-MERGE');
  expect([scenario?.steps[0]?.kind, scenario?.steps.at(-1)?.kind]).toEqual(['read', 'read']);
});

describe('of the policy of security keys', () => {
  const fido2 = operationNamed('fido2');

  test('each target and each profile has what its page calls Required', () => {
    const missing = sendsOf(fido2, /./)
      .filter(({ accept }) => accept !== undefined)
      .flatMap((send) => {
        const { includeTargets = [], passkeyProfiles = [] } = membersOf(send) as Record<string, object[]>;
        return [
          ...includeTargets.filter((target) => !('allowedPasskeyProfiles' in target)),
          ...includeTargets.filter((target) => !('isRegistrationRequired' in target)),
          ...passkeyProfiles.filter((profile) => Object.keys(profile).length < 5),
        ];
      });
    expect(missing).toEqual([]);
  });

  test('state A has three models of keys, and a profile that differs from that of state B in every part', () => {
    const { A, B } = fido2.states;
    const [one, other] = [A, B].map(({ passkeyProfiles }) => (passkeyProfiles as Members[])[0] as Members);
    expect((A['keyRestrictions'] as { aaGuids: string[] }).aaGuids).toHaveLength(3);
    expect(Object.keys(one as Members).filter((part) => one?.[part] === other?.[part])).toEqual(['id']);
  });
});

describe.each([...packagedOperations])('of $name', (operation) => {
  test('an update of nothing stands behind one that is read and before a read, and need not be taken', () => {
    const isNothing = (step: Step): boolean => step.kind === 'send' && step.name === 'nothing but the type';
    const [found, ...others] = allScenarios({}, operation).filter(({ steps }) => steps.some(isNothing));
    expect(others).toEqual([]);
    const steps = found?.steps ?? [];
    const at = steps.findIndex(isNothing);
    expect(membersOf(steps[at] as Send)).toEqual(operation.bodyOf({}));
    expect(steps[at]).not.toHaveProperty('accept');
    expect(steps[at - 1]).toMatchObject({ kind: 'read' });
    expect(steps.slice(at + 1, at + 3)).toContainEqual(expect.objectContaining({ kind: 'read' }));
  });

  test('a value of each enumeration is sent with a space behind it where strangers to it are sent', () => {
    const sent = sendsOf(operation, /./).map(membersOf);
    const having = (pattern: RegExp): string[] => [
      ...new Set(
        sent.flatMap((members) =>
          Object.entries(members).flatMap(([name, value]) => (pattern.test(String(value)) ? [name] : [])),
        ),
      ),
    ];
    const strange = having(/^stranger$/).sort();
    // Of the policy above the methods, only parts are enumerations.
    expect(strange.length > 0).toBe(operation.name !== 'authenticationMethodsPolicy');
    expect(having(/^\w+ $/)).toEqual(expect.arrayContaining(strange));
  });

  test('a user among groups has its flags set', () => {
    const users = sendsOf(operation, /^state\/collections$/)
      .filter(({ name }) => name === 'users beside groups')
      .flatMap((send) => Object.values(membersOf(send)).flat() as Members[])
      .filter(
        ({ targetType, isRegistrationRequired }) =>
          targetType === 'user' && isRegistrationRequired !== undefined,
      );
    for (const user of users) expect(user).toMatchObject({ isRegistrationRequired: true });
  });
});

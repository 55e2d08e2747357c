/** The values that a run sends: between bounds, beyond ASCII, in several lists at once, of each part of an item. */
import { operationNamed, packagedOperations, type Operation } from '../../src/contract/operation';
import { isMembers, type Members } from '../../src/exchanges/body';
import { allScenarios } from '../../src/scenarios';
import { requestsIn, type Send } from '../../src/scenarios/scenario';

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

describe('open texts', () => {
  const OPEN = {
    externalAuthenticationMethod: ['displayName', 'clientId', 'discoveryUrl'],
    fido2: ['name'],
    x509Certificate: ['identifier'],
  };

  test('are sent where the slice has examples of them, and nowhere else', () => {
    const having = [...packagedOperations].filter(
      (operation) => sendsOf(operation, /^state\/texts$/).length > 0,
    );
    expect(having.map(({ name }) => name).sort()).toEqual(Object.keys(OPEN));
  });

  test.each(Object.entries(OPEN))('of %s are of %j, and need not be taken', (name, places) => {
    const sends = sendsOf(operationNamed(name), /^state\/texts$/);
    const found = sends.map((send) =>
      send.name
        .replace(/ \(\d+\)$/, '')
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
      expect(texts.some((text) => text.length > 180)).toBe(true);
      expect(texts.some((text) => /[^\u0000-\u00ff]/.test(text))).toBe(true);
      expect(texts.some((text) => text !== text.normalize('NFC'))).toBe(true);
      expect(texts.some((text) => text !== text.trim())).toBe(true);
    },
  );

  test('are in no state, which a provider has to take', () => {
    for (const { examples } of packagedOperations)
      expect(textsIn(examples).filter((text) => /[^\x21-\x7e ]/.test(text) || text.length > 80)).toEqual([]);
  });
});

describe('a number between the bounds of a range', () => {
  test('is sent of each range but those that small changes and orders go through', () => {
    expect(namesOf('qrCodePin', /^constraints\/accepted$/)).toContain('pinLength 17');
    expect(namesOf('x509Certificate', /^constraints\/accepted$/)).toContain(
      'certificateUserBindings priority 17',
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

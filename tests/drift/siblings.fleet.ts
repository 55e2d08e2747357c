import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { sourceOf } from '../../src/exchanges/readers/source';
import { DEFAULT_OPERATION, operationNamed, operationNames } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { registerOf } from '../../src/contract/register/register';
import { ownStatements } from '../../src/drift/sources/slice';
import { driftOf, edited, ledgerOf, lineOfEdit, MATERIAL, siblingMaterial } from './support';

const SMS = 'smsAuthenticationMethodConfiguration';
const FIDO2 = 'fido2AuthenticationMethodConfiguration';
const SIBLINGS = operationNames().filter((name) => name !== DEFAULT_OPERATION);

/** What is done to which sibling's file, what it is found as, and how many lines off it may be told. */
type Edit = [
  what: string,
  operation: string,
  file: string,
  find: string | RegExp,
  put: string,
  key: string,
  off?: number,
];

const edits: Edit[] = [
  [
    'a type',
    'sms',
    'resource.md',
    '|state|authenticationMethodState|',
    '|state|String|',
    `property/${SMS}.state/type`,
  ],
  [
    'a type of targets',
    'sms',
    'resource.md',
    '[smsAuthenticationMethodTarget](smsauthenticationmethodtarget.md) collection',
    '[authenticationMethodTarget](target.md) collection',
    `property/${SMS}.includeTargets/type`,
  ],
  [
    'a member of an enumeration',
    'sms',
    'update.md',
    '`enabled`, `disabled`',
    '`enabled`, `disabled`, `paused`',
    'enum/authenticationMethodState.paused',
  ],
  ['a status', 'sms', 'update.md', '`204 No Content`', '`202 Accepted`', 'PATCH/response/status'],
  [
    'the NOTE, taken out',
    'sms',
    'update.md',
    /> \*\*Note.*\n\n/,
    '',
    'PATCH/request/@odata.type/required',
    8,
  ],
  [
    'a permission',
    'sms',
    'update.md',
    '|Application|Policy.ReadWrite.AuthenticationMethod|',
    '|Application|Policy.ReadWrite.All|',
    'PATCH/permission/application',
  ],
  [
    'a row of what can be updated',
    'sms',
    'update.md',
    /\|includeTargets.*\n/,
    '',
    `property/${SMS}.includeTargets/updatable`,
    3,
  ],
  [
    'the key among what can be updated',
    'sms',
    'update.md',
    '|state|authentication',
    '|id|String|The name.|\n|state|authentication',
    `property/${SMS}.id/updatable`,
  ],
  [
    'a property of the base of a target',
    'sms',
    'base-of-target.md',
    '|isRegistrationRequired|Boolean|',
    '|isRegistrationRequired|String|',
    'property/smsAuthenticationMethodTarget.isRegistrationRequired/type',
  ],
  [
    'a type in the CSDL',
    'sms',
    'common.csdl',
    'Name="isUsableForSignIn" Type="Edm.Boolean"',
    'Name="isUsableForSignIn" Type="Edm.String"',
    'property/smsAuthenticationMethodTarget.isUsableForSignIn/type',
  ],
  [
    'a type',
    'fido2',
    'resource.md',
    '|isAttestationEnforced|Boolean|',
    '|isAttestationEnforced|String|',
    `property/${FIDO2}.isAttestationEnforced/type`,
  ],
  [
    'a Boolean in quotes',
    'fido2',
    'update.md',
    '"isAttestationEnforced": true',
    '"isAttestationEnforced": "true"',
    `property/${FIDO2}.isAttestationEnforced/json`,
  ],
  [
    'a relationship',
    'fido2',
    'resource.md',
    /\|passkeyProfiles.*\n/,
    '',
    `property/${FIDO2}.passkeyProfiles`,
    15,
  ],
  [
    'a member of an enumeration of a complex type',
    'fido2',
    'restrictions.md',
    '`allow`, `block`, `',
    '`allow`, `block`, `warn`, `',
    'enum/fido2RestrictionEnforcementType.warn',
  ],
  [
    'a value in a complex value',
    'fido2',
    'update.md',
    '"enforcementType": "allow"',
    '"enforcementType": "warn"',
    'enum/fido2RestrictionEnforcementType.warn',
  ],
  [
    'one of several members',
    'fido2',
    'update.md',
    'deviceBound, synced',
    'deviceBound, shared',
    'enum/passkeyTypes.shared',
  ],
  [
    'a member of flags in the CSDL',
    'fido2',
    'common.csdl',
    '<Member Name="synced" Value="2" />',
    '<Member Name="shared" Value="2" />',
    'enum/passkeyTypes.synced',
  ],
  [
    'a property of a complex type in the CSDL',
    'fido2',
    'common.csdl',
    'Name="isEnforced"',
    'Name="enforced"',
    'property/fido2KeyRestrictions.isEnforced',
  ],
  ['a status', 'fido2', 'update.md', '`204 No Content`', '`200 OK`', 'PATCH/response/status'],
  [
    'what Update returns',
    'fido2',
    'resource.md',
    ')|None|',
    `)|[${FIDO2}](resource.md)|`,
    'PATCH/response/body',
  ],
  [
    'the NOTE, taken out',
    'fido2',
    'update.md',
    /> \*\*Note.*\n\n/,
    '',
    'PATCH/request/@odata.type/required',
    5,
  ],
  [
    'permissions, swapped for others',
    'fido2',
    'update.md',
    'account)|Policy.ReadWrite.AuthenticationMethod|',
    'account)|Policy.Read.All|',
    'PATCH/permission/delegatedWork',
  ],
  [
    'an include of clouds',
    'fido2',
    'update.md',
    'includes/global-us.md',
    'includes/all-clouds.md',
    'cloud/china',
  ],
  [
    'a Boolean in quotes',
    'voice',
    'update.md',
    '"isOfficePhoneAllowed": false',
    '"isOfficePhoneAllowed": "false"',
    'property/voiceAuthenticationMethodConfiguration.isOfficePhoneAllowed/json',
  ],
  ['a status', 'softwareOath', 'update.md', '`204 No Content`', '`200 OK`', 'PATCH/response/status'],
  [
    'a member of an enumeration in a table',
    'email',
    'resource.md',
    '`default`, `enabled`, `disabled`, `unk',
    '`default`, `enabled`, `disabled`, `guests`, `unk',
    'enum/externalEmailOtpState.guests',
  ],
  [
    'a member of an enumeration in the CSDL',
    'email',
    'common.csdl',
    /(externalEmailOtpState">\s+<Member Name=")default/,
    '$1inherited',
    'enum/externalEmailOtpState.default',
  ],
  [
    'a member of an enumeration of a state that is not the policy',
    'microsoftAuthenticator',
    'feature.md',
    '`default`, `enabled`',
    '`default`, `paused`, `enabled`',
    'enum/advancedConfigState.paused',
  ],
  [
    'a value four levels deep',
    'microsoftAuthenticator',
    'get.md',
    '{ "state": "enabled" }',
    '{ "includeTarget": { "targetType": "device" } }',
    'enum/featureTargetType.device',
  ],
  [
    'a member in a list with what is said of each',
    'authenticationMethodsPolicy',
    'resource.md',
    '`migrationComplete`',
    '`migrationDone`',
    'enum/authenticationMethodsPolicyMigrationState.migrationComplete',
  ],
  [
    'a range three levels deep',
    'authenticationMethodsPolicy',
    'campaign.md',
    'Maximum: 14 days',
    'Maximum: 30 days',
    'property/authenticationMethodsRegistrationCampaign.snoozeDurationInDays/range',
  ],
  [
    'a type of a part of an item',
    'x509Certificate',
    'binding.md',
    '|priority|Int32|',
    '|priority|String|',
    'property/x509CertificateUserBinding.priority/type',
  ],
  [
    'a type of what may be left out',
    'verifiableCredentials',
    'resource.md',
    '|excludeTargets|[excludeTarget]',
    '|excludeTargets|[includeTarget]',
    'property/verifiableCredentialsAuthenticationMethodConfiguration.excludeTargets/type',
  ],
  [
    'a type of a part',
    'externalAuthenticationMethod',
    'setting.md',
    '|discoveryUrl|String|',
    '|discoveryUrl|Boolean|',
    'property/openIdConnectSetting.discoveryUrl/type',
  ],
  [
    'a collection in the path',
    'externalAuthenticationMethod',
    'update.md',
    'authenticationMethodConfigurations/{id}',
    'externalMethods/{id}',
    'PATCH/path',
  ],
  ['a status', 'verifiableCredentials', 'update.md', '`204 No Content`', '`200 OK`', 'PATCH/response/status'],
  ['a status', 'qrCodePin', 'update.md', '`200 OK`', '`204 No Content`', 'PATCH/response/status'],
  [
    'a range',
    'qrCodePin',
    'update.md',
    'maximum is 20 digits',
    'maximum is 32 digits',
    'property/qrCodePinAuthenticationMethodConfiguration.pinLength/range',
  ],
  [
    'what Update returns, behind the type in its link',
    'softwareOath',
    'resource.md',
    ')|None|',
    ')|[softwareOathAuthenticationMethodConfiguration](resource.md)|',
    'PATCH/response/body',
  ],
  ['the letter case of the key', 'fido2', 'update.md', /\/Fido2$/m, '/fido2', 'PATCH/path'],
  [
    'a text of an open set',
    'x509Certificate',
    'binding.md',
    'Where the value is looked for.',
    'The possible values are: `userPrincipalName`, `onPremisesUserPrincipalName`, `certificateUserId`.',
    'property/x509CertificateUserBinding.userProperty/values',
  ],
  [
    'the one text of an open set',
    'authenticationMethodsPolicy',
    'campaign-target.md',
    'must be `microsoftAuthenticator`',
    'must be `fido2`',
    'property/authenticationMethodsRegistrationCampaignIncludeTarget.targetedAuthenticationMethod/values',
  ],
  [
    'what may be left out',
    'x509Certificate',
    'binding.md',
    'Which comes first. Required.',
    'Which comes first. Optional.',
    'property/x509CertificateUserBinding.priority/required',
  ],
  [
    'what has to be there',
    'verifiableCredentials',
    'update.md',
    'Groups that are left out.',
    'Groups that are left out. Required.',
    'property/verifiableCredentialsAuthenticationMethodConfiguration.excludeTargets/required',
  ],
  [
    'what is no longer read-only',
    'authenticationMethodsPolicy',
    'resource.md',
    'How it is called. Read-only.',
    'How it is called.',
    'property/authenticationMethodsPolicy.displayName/updatable',
  ],
];

test.each(edits)('finds %s of %s in %s, and nothing else', async (_, name, file, find, put, key, off = 0) => {
  const material = siblingMaterial(name);
  const after = edited(file, find, put, material);
  const { contradictions, verdict } = await driftOf(after, { operation: operationNamed(name) });
  expect(contradictions.map((each) => each.key)).toEqual([key]);
  expect(verdict).toBe('drifts');
  const [found] = contradictions;
  const line = lineOfEdit(material[file] ?? '', after[file] ?? '');
  const near = found?.places.filter(
    (place) => place.file === file && Math.abs((place.line ?? 0) - line) <= off,
  );
  expect({ places: found?.places, near: near?.length }).toMatchObject({ near: 1 });
  expect(found?.against).not.toEqual([]);
});

test('an example that is JSON but for a comma is told, and read all the same', async () => {
  const material = siblingMaterial('email');
  const otherType = edited(
    'update.md',
    '"#microsoft.graph.emailAuthenticationMethodConfiguration"',
    '"#microsoft.graph.emailConfiguration"',
    material,
  );
  const both = edited('update.md', '"allowExternalIdToUseEmailOtp": "enabled"', '"state": "on",', otherType);
  const { contradictions } = await driftOf(both, { operation: operationNamed('email') });
  expect(contradictions.map(({ key }) => key).sort()).toEqual([
    'PATCH/request/@odata.type/value',
    'PATCH/request/json',
    'enum/authenticationMethodState.on',
  ]);
});

test.each(SIBLINGS)('finds nothing in the material of %s as it is', async (name) => {
  const { contradictions, counts, contract } = await driftOf(siblingMaterial(name), {
    operation: operationNamed(name),
  });
  expect(contradictions).toEqual([]);
  expect(counts.agreed).toBeGreaterThan(60);
  expect(contract.operation).toBe(operationNamed(name).signature);
  expect(contract.digest).toBe(operationNamed(name).digest);
});

test.each(operationNames())('places of the slice of %s name the file that has the part', (name) => {
  const operation = operationNamed(name);
  const ids = new Set(registerOf(operation).rows.map(({ id }) => id));
  const { statements } = ownStatements(operation);
  for (const { key, place, requirement } of statements) {
    if (requirement !== undefined) expect(ids).toContain(requirement);
    const text = readFileSync(packageFile(...place.file.split('/')), 'utf8').split('\n')[
      (place.line ?? 0) - 1
    ];
    const [, property] = /^property\/\w+\.(\w+)$/.exec(key) ?? [];
    if (property !== undefined) expect(text?.trim()).toBe(`${property}:`);
    const [, type] = /^type\/(\w+)$/.exec(key) ?? [];
    if (type !== undefined) expect(text).toMatch(new RegExp(`^ {4}${type}(Update)?:$`));
  }
});

test.each([
  ['sms', 'type/excludeTarget', 'spec/common/openapi.yaml'],
  ['sms', 'PATCH/header/content-type/required', 'spec/common/openapi.yaml'],
  ['sms', 'PATCH/path', 'spec/operations/sms/openapi.yaml'],
  ['sms', `type/${SMS}/base`, 'spec/operations/sms/statements.yaml'],
  ['fido2', 'type/fido2KeyRestrictions', 'spec/operations/fido2/openapi.yaml'],
  ['fido2', 'enum/passkeyTypes.synced', 'spec/operations/fido2/statements.yaml'],
])('of %s, %s stands in %s', (name, key, file) => {
  const found = ownStatements(operationNamed(name)).statements.find((each) => each.key === key);
  expect(found?.place.file).toBe(file);
});

test('members that the slice refers to are of the type and the nullability that it leads to', () => {
  const { statements } = ownStatements(operationNamed('fido2'));
  const of = (key: string) => statements.find((each) => each.key === `property/${key}`)?.value;
  expect(of(`${FIDO2}.keyRestrictions/type`)).toBe('fido2KeyRestrictions');
  expect(of(`${FIDO2}.keyRestrictions/nullable`)).toBe(true);
  expect(of('fido2KeyRestrictions.aaGuids/type')).toBe('Collection(Edm.String)');
  expect(of('passkeyAuthenticationMethodTarget.allowedPasskeyProfiles/type')).toBe('Collection(Edm.Guid)');
  expect(of('passkeyProfile.passkeyTypes/type')).toBe('passkeyTypes');
});

test.each(SIBLINGS)('the slice of %s agrees with itself as a description', async (name) => {
  const { contradictions, counts } = await driftOf(
    { 'slice.json': JSON.stringify(operationNamed(name).slice) },
    { operation: operationNamed(name) },
  );
  expect(contradictions).toEqual([]);
  expect(counts.agreed).toBeGreaterThan(30);
});

test.each(operationNames())('%s has a ledger, whose entries are watched or say why not', (name) => {
  const ledger = ledgerOf(operationNamed(name));
  expect(ledger.length).toBeGreaterThan(5);
  for (const { title, decision, why } of ledger) {
    // A # behind a blank begins a comment, and ends what was meant.
    for (const text of [title, decision, why]) expect(text).not.toMatch(/\b(?:with|without|a|the)$/);
  }
});

type KnownEdit = [id: string, operation: string, file: string, find: string | RegExp, put: string];

/** What the pages of several methods have alike. */
const everywhere = (name: string, letter: string): KnownEdit[] => {
  const key = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const type = new RegExp(` +<EntityType Name="${name}AuthenticationMethodC[\\s\\S]*?<\\/EntityType>\\n`);
  return [
    [`${letter}3`, name, 'update.md', new RegExp(`/${key}$`, 'm'), `/${name}`],
    [`${letter}4`, name, 'resource.md', '"#microsoft.graph.excludeTarget', '"microsoft.graph.excludeTarget'],
    [`${letter}5`, name, 'common.csdl', type, ''],
  ];
};
const READING = [
  'get.md',
  '|Application|Policy.Read.AuthenticationMethod',
  '|Application|Policy.Read.All',
] as const;
const WRAPPED = ['get.md', /^(\{ "@odata.type.*)$/m, '{ "value": $1 }'] as const;

/** What Microsoft's material has today, written small: each with the entry of the ledger that knows it. */
const known: KnownEdit[] = [
  ...everywhere('voice', 'V'),
  ['V7', 'voice', 'update.md', /\|includeTargets.*\n/, ''],
  ['V8', 'voice', 'update.md', '"isOfficePhoneAllowed": false', '"isOfficePhoneAllowed": "false"'],
  ['V9', 'voice', ...READING],
  ['V10', 'voice', ...WRAPPED],
  ...everywhere('softwareOath', 'O'),
  ['O7', 'softwareOath', ...WRAPPED],
  ...everywhere('microsoftAuthenticator', 'M'),
  ['M7', 'microsoftAuthenticator', ...READING],
  [
    'M8',
    'microsoftAuthenticator',
    'resource.md',
    ')|None|',
    ')|[microsoftAuthenticatorAuthenticationMethodConfiguration](resource.md)|',
  ],
  ['M9', 'microsoftAuthenticator', 'update.md', '"state": "enabled"', '"state": "String"'],
  ['M10', 'microsoftAuthenticator', 'get.md', 'displayAppInformationR', 'displayAppContextR'],
  ['M11', 'microsoftAuthenticator', 'resource.md', /\|isSoftwareOathEnabled.*\n/, ''],
  [
    'M13',
    'microsoftAuthenticator',
    'feature.md',
    /(\|state\|.*)\|$/m,
    '$1 The default value is `disabled`.|',
  ],
  [
    'P7',
    'authenticationMethodsPolicy',
    'campaign.md',
    /(\|state\|.*)\|$/m,
    '$1 The default value is `disabled`.|',
  ],
  [
    'P1',
    'authenticationMethodsPolicy',
    'get.md',
    '|Application|Policy.Read.AuthenticationMethod, ',
    '|Application|',
  ],
  ['P2', 'authenticationMethodsPolicy', 'resource.md', '`preMigration`', '`premigration`'],
  ['P3', 'authenticationMethodsPolicy', 'update.md', /\|policyMigrationState.*\n/, ''],
  ['P4', 'authenticationMethodsPolicy', 'resource.md', /\|reconfirmationInDays.*\n/, ''],
  [
    'P5',
    'authenticationMethodsPolicy',
    'resource.md',
    '"#microsoft.graph.registration',
    '"microsoft.graph.registration',
  ],
  ['P6', 'authenticationMethodsPolicy', 'update.md', '/v1.0/$metadata', '/beta/$metadata'],
  [
    'P9',
    'authenticationMethodsPolicy',
    'common.csdl',
    / +<Annotation Term="Org.OData.Core.V1.Computed" Bool="true" \/>\n/,
    '',
  ],
  [
    'P10',
    'authenticationMethodsPolicy',
    'common.csdl',
    / +<EntityType Name="authenticationMethodsPolicy"[\s\S]*?<\/EntityType>\n/,
    '',
  ],
  ['X3', 'x509Certificate', 'update.md', /\/X509Certificate$/m, '/x509Certificate'],
  [
    'X4',
    'x509Certificate',
    'resource.md',
    '"#microsoft.graph.excludeTarget',
    '"microsoft.graph.excludeTarget',
  ],
  ['X7', 'x509Certificate', ...READING],
  [
    'X9',
    'x509Certificate',
    'resource.md',
    ')|None|',
    ')|[x509CertificateAuthenticationMethodConfiguration](resource.md)|',
  ],
  ['X10', 'x509Certificate', 'update.md', /\|excludeTargets.*\n/, ''],
  ['X11', 'x509Certificate', 'resource.md', /\|crlValidationConfiguration.*\n/, ''],
  ['X12', 'x509Certificate', 'binding.md', /\|trustAffinityLevel.*\n/, ''],
  ['A3', 'externalAuthenticationMethod', 'update.md', /> \*\*Note.*\n\n/, ''],
  [
    'A1',
    'externalAuthenticationMethod',
    'resource.md',
    ')|None|',
    ')|[externalAuthenticationMethodConfiguration](resource.md)|',
  ],
  [
    'A4',
    'externalAuthenticationMethod',
    'resource.md',
    '"#microsoft.graph.excludeTarget',
    '"microsoft.graph.excludeTarget',
  ],
  ['A7', 'externalAuthenticationMethod', 'update.md', /\|displayName.*\n/, ''],
  ['A8', 'externalAuthenticationMethod', 'update.md', '"enabled"\n}', '"enabled",\n}'],
  ['C3', 'verifiableCredentials', 'update.md', /> \*\*Note.*\n\n/, ''],
  ...everywhere('verifiableCredentials', 'C').slice(1),
  ['C7', 'verifiableCredentials', 'update.md', /\|includeTargets.*\n/, ''],
  ['Q3', 'qrCodePin', 'update.md', /\/QRCodePin$/m, '/qrCodePin'],
  ...everywhere('qrCodePin', 'Q').slice(1),
  ['Q6', 'qrCodePin', 'update.md', /\|includeTargets.*\n/, ''],
  ...everywhere('email', 'E'),
  ['E7', 'email', 'resource.md', ')|None|', ')|[emailAuthenticationMethodConfiguration](resource.md)|'],
  ['E8', 'email', 'update.md', '"enabled"\n}', '"enabled",\n}'],
  ['E9', 'email', ...READING],
  ['S3', 'sms', 'update.md', /\/Sms$/m, '/sms'],
  ['S4', 'sms', 'update.md', /\|includeTargets.*\n/, ''],
  [
    'S6',
    'sms',
    'get.md',
    '"state": "enabled"',
    '"excludeTargets": [{ "@odata.type": "microsoft.graph.excludeTarget" }]',
  ],
  ['S7', 'sms', 'common.csdl', / +<EntityType Name="smsAuthenticationMethodC[\s\S]*?<\/EntityType>\n/, ''],
  ['S9', 'sms', 'get.md', '|Application|Policy.Read.AuthenticationMethod', '|Application|Policy.Read.All'],
  ['S10', 'sms', 'get.md', /^(\{ "@odata.type.*)$/m, '{ "value": $1 }'],
  ['S11', 'sms', 'target.md', '[authenticationMethodTarget]', '[authenticationMethodConfiguration]'],
  ['F4', 'fido2', 'update.md', /\/Fido2$/m, '/fido2'],
  ['F5', 'fido2', 'update.md', '"isAttestationEnforced": true', '"isAttestationEnforced": "true"'],
  ['F12', 'fido2', 'target.md', /(\|targetType\|.*)\|/, '$1 Required.|'],
  ['F11', 'fido2', 'target.md', '`user`, `group` and', '`group` and'],
  ['F8', 'fido2', 'resource.md', '"#microsoft.graph.fido2Key', '"microsoft.graph.fido2Key'],
  ['F9', 'fido2', 'common.csdl', / +<EntityType Name="fido2Auth[\s\S]*?<\/EntityType>\n/, ''],
];

test.each(known)('%s is known of %s', async (id, name, file, find, put) => {
  const operation = operationNamed(name);
  const { 'common.csdl': csdl = '', ...pages } = edited(file, find, put, siblingMaterial(name));
  // A type that is taken out is one that China has not.
  const isOfChina = find instanceof RegExp && find.source.includes('EntityType');
  const material = { ...pages, [isOfChina ? 'v1.0-Mooncake.csdl' : 'v1.0-Prod.csdl']: csdl };
  const { contradictions, verdict } = await driftOf(material, { operation, ledger: ledgerOf(operation) });
  expect([...new Set(contradictions.map(({ disagreement }) => disagreement))]).toEqual([id]);
  expect(verdict).toBe('agrees');
});

test('an entry that the sources have settled is for older copies, and is not stale without them', async () => {
  const operation = operationNamed('fido2');
  const { stale } = await driftOf(siblingMaterial('fido2'), { operation, ledger: ledgerOf(operation) });
  expect(
    ledgerOf(operation)
      .filter(({ settled }) => settled)
      .map(({ id }) => id),
  ).toEqual(['F5']);
  expect(stale.map(({ disagreement }) => disagreement)).not.toContain('F5');
  const unsettled = ledgerOf(operation);
  for (const entry of unsettled) delete entry.settled;
  const again = await driftOf(siblingMaterial('fido2'), { operation, ledger: unsettled });
  expect(again.stale.map(({ disagreement }) => disagreement)).toContain('F5');
});

test('every watched entry is of a contradiction that a test finds', () => {
  const watched = SIBLINGS.flatMap((name) => ledgerOf(operationNamed(name)))
    .filter(({ matches }) => matches)
    .map(({ id }) => id);
  const elsewhere = [
    'S1',
    'S2',
    'F1',
    'F3',
    'Q1',
    // What a CSDL of China and a page of DELETE alone have.
    ...['X1', 'X2', 'X5', 'X8', 'A2', 'A5'],
    ...['V', 'O', 'E', 'M', 'C'].flatMap((letter) => [`${letter}1`, `${letter}2`]),
  ];
  expect([...new Set(known.map(([id]) => id)), ...elsewhere].sort()).toEqual(watched.sort());
});

test('the description that Microsoft publishes has a body, and no derived type, which is known', async () => {
  const text = (MATERIAL['openapi.yaml'] ?? '')
    .replace(
      /'204':\n +description: Done/,
      `2XX:
          description: Success
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/microsoft.graph.authenticationMethodConfiguration'`,
    )
    .replace(/ {6}required:\n +- '@odata.type'\n/, '');
  for (const [name, ids] of [
    ['sms', ['S2', 'S2', 'S1']],
    ['fido2', ['F3', 'F3', 'F1']],
    ['voice', ['V2', 'V2', 'V1']],
    ['softwareOath', ['O2', 'O2', 'O1']],
    ['email', ['E2', 'E2', 'E1']],
    ['microsoftAuthenticator', ['M2', 'M2', 'M1']],
    ['qrCodePin', ['Q1', 'Q1']],
    ['x509Certificate', ['X2', 'X2', 'X1']],
    ['verifiableCredentials', ['C3', 'C2', 'C1']],
    ['externalAuthenticationMethod', ['A3', 'A2', 'A1']],
  ] as const) {
    const operation = operationNamed(name);
    const { contradictions } = await driftOf(
      { 'openapi.yaml': text },
      { operation, ledger: ledgerOf(operation) },
    );
    expect(contradictions.map(({ disagreement }) => disagreement)).toEqual(ids);
  }
});

test('a contradiction is told beside the places that say what the slice says, and no others', async () => {
  const name = 'fido2';
  const material = edited('resource.md', ')|None|', `)|[${FIDO2}](resource.md)|`, siblingMaterial(name));
  const csdl = { 'update.md': (material['update.md'] ?? '').replace('`204 No Content`', '`204`') };
  const { contradictions } = await driftOf(
    { ...material, ...csdl, 'other.md': (material['resource.md'] ?? '').replace(`[${FIDO2}]`, '[entity]') },
    { operation: operationNamed(name) },
  );
  for (const { against } of contradictions)
    expect(against.map(({ file }) => file)).toEqual(['spec/operations/fido2/openapi.yaml', 'update.md']);
  expect(contradictions.map(({ actual }) => actual)).toEqual([FIDO2, 'entity']);
});

describe('pages of another operation are passed over', () => {
  const include = { 'includes/global-us.md': MATERIAL['includes/global-us.md'] ?? '' };
  const own = (name: string): Record<string, string> => {
    const { 'update.md': update = '', 'resource.md': resource = '' } =
      name === 'temporaryAccessPass' ? MATERIAL : siblingMaterial(name);
    return { 'update.md': update, 'resource.md': resource };
  };
  const pairs = operationNames().flatMap((name) =>
    operationNames()
      .filter((other) => other !== name)
      .map((other): [string, string] => [name, other]),
  );

  test.each(pairs)('%s given those of %s', async (name, other) => {
    const includes = own(other)['update.md']?.includes('INCLUDE') ? include : {};
    const { verdict, sources } = await driftOf(
      { ...own(other), ...includes },
      { operation: operationNamed(name) },
    );
    expect(verdict).toBe('nothing compared');
    for (const { passedOver, name: page } of sources)
      expect(passedOver).toBe(
        page.startsWith('includes/')
          ? 'it is a part of a page of another operation'
          : 'it is of another operation',
      );
  });

  test('an include that a page of the operation has, too, is read', async () => {
    const { sources, counts } = await driftOf(
      { ...include, 'other.md': MATERIAL['update.md'] ?? '', ...own('fido2') },
      { operation: operationNamed('fido2') },
    );
    expect(sources.map(({ passedOver }) => passedOver)).toContain(
      'read as a part of the page that includes it',
    );
    expect(counts.contradicted).toBe(0);
  });
});

test('evidence is that of the operation, whatever else a record holds', async () => {
  const line = (key: string, status: number): string =>
    JSON.stringify({
      request: {
        method: 'PATCH',
        url: `https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/${key}`,
        headers: {},
      },
      response: { status, headers: {}, body: null },
    });
  const text = `${[line('TemporaryAccessPass', 202), line('fido2', 200), line('Sms', 204)].join('\n')}\n`;
  const found = await Promise.all(
    operationNames().map(async (name) => {
      const evidence = [sourceOf('log.ndjson', Readable.from([Buffer.from(text)]))];
      const { contradictions } = await driftOf({}, { operation: operationNamed(name), evidence });
      return [name, contradictions.map(({ actual, places: [place] }) => [actual, place?.line])];
    }),
  );
  expect(Object.fromEntries(found)).toEqual({
    ...Object.fromEntries(operationNames().map((name) => [name, []])),
    temporaryAccessPass: [['202', 1]],
    fido2: [['200', 2]],
  });
});

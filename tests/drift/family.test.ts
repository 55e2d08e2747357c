/**
 * The contradictions of Microsoft's own material on the family, each written into the material of the tests: found with an empty
 * ledger, and known to the ledger of the package.
 */
import { operationNamed } from '../../src/contract/operation';
import { driftOf, edited, ledgerOf, siblingMaterial } from './support';

/** Of which operation, what is written where, and what it is found as. */
type Contradiction = [
  what: string,
  operation: string,
  file: string,
  find: string | RegExp,
  put: string,
  key: string,
];

const MICROSOFT = 'microsoftAuthenticatorAuthenticationMethodConfiguration';
const CERTIFICATE = 'x509CertificateAuthenticationMethodConfiguration';
const EXTERNAL = 'externalAuthenticationMethodConfiguration';
const CREDENTIALS = 'verifiableCredentialsAuthenticationMethodConfiguration';
const POLICY = 'authenticationMethodsPolicy';

const returned = (name: string, type: string): Contradiction => [
  'Update returns the object',
  name,
  'resource.md',
  ')|None|',
  `)|[${type}](resource.md)|`,
  'PATCH/response/body',
];
const wrapped = (name: string): Contradiction => [
  'the example of a read is wrapped in value',
  name,
  'get.md',
  /^(\{.*\})$/m,
  '{ "value": $1 }',
  'GET/response/body',
];
/** A property of the CSDL that no page has. */
const onNoPage = (name: string, file: string, type: string, property: string): Contradiction => [
  `${property} is on no page`,
  name,
  file,
  new RegExp(`\\|${property}\\|.*\\n`),
  '',
  `property/${type}.${property}`,
];
/** A member that the table of what can be updated leaves out. */
const notInTable = (name: string, type: string, property: string): Contradiction => [
  `${property} is not in the table`,
  name,
  'update.md',
  new RegExp(`\\|${property}\\|.*\\n`),
  '',
  `property/${type}.${property}/updatable`,
];

const contradictions: Contradiction[] = [
  [
    'the example is no JSON',
    'email',
    'update.md',
    '"allowExternalIdToUseEmailOtp": "enabled"\n',
    '"allowExternalIdToUseEmailOtp": "enabled",\n',
    'PATCH/request/json',
  ],
  returned('email', 'emailAuthenticationMethodConfiguration'),
  [
    'the example has a sample for a state',
    'microsoftAuthenticator',
    'update.md',
    /"state": "\w+"/,
    '"state": "String"',
    'enum/authenticationMethodState.String',
  ],
  [
    'an example has members of no type',
    'microsoftAuthenticator',
    'get.md',
    'displayAppInformationRequiredState',
    'displayAppContextRequiredState',
    'property/microsoftAuthenticatorFeatureSettings.displayAppContextRequiredState',
  ],
  onNoPage('microsoftAuthenticator', 'resource.md', MICROSOFT, 'isSoftwareOathEnabled'),
  returned('microsoftAuthenticator', MICROSOFT),
  [
    'a member of a target has to be there',
    'fido2',
    'target.md',
    /(\|allowedPasskeyProfiles\|.*)\|/,
    '$1 Required.|',
    'property/passkeyAuthenticationMethodTarget.allowedPasskeyProfiles/required',
  ],
  [
    'a Boolean is in quotes',
    'voice',
    'update.md',
    '"isOfficePhoneAllowed": false',
    '"isOfficePhoneAllowed": "false"',
    'property/voiceAuthenticationMethodConfiguration.isOfficePhoneAllowed/json',
  ],
  ...['voice', 'sms', 'softwareOath'].map(wrapped),
  ...['includeTargets', 'excludeTargets'].map((name) => notInTable('x509Certificate', CERTIFICATE, name)),
  onNoPage('x509Certificate', 'binding.md', 'x509CertificateUserBinding', 'trustAffinityLevel'),
  [
    'the key is written in small letters',
    'x509Certificate',
    'update.md',
    /\/X509Certificate$/m,
    '/x509Certificate',
    'PATCH/path',
  ],
  [
    'the example is no JSON',
    'externalAuthenticationMethod',
    'update.md',
    /"state": "enabled"/,
    '"state": "enabled",',
    'PATCH/request/json',
  ],
  [
    'no NOTE speaks of the type',
    'externalAuthenticationMethod',
    'update.md',
    /> \*\*Note.*\n\n/,
    '',
    'PATCH/request/@odata.type/required',
  ],
  notInTable('externalAuthenticationMethod', EXTERNAL, 'displayName'),
  [
    'the key is written in small letters',
    'qrCodePin',
    'update.md',
    /\/QRCodePin$/m,
    '/qrCodePin',
    'PATCH/path',
  ],
  [
    'no NOTE speaks of the type',
    'verifiableCredentials',
    'update.md',
    /> \*\*Note.*\n\n/,
    '',
    'PATCH/request/@odata.type/required',
  ],
  notInTable('verifiableCredentials', CREDENTIALS, 'includeTargets'),
  [
    'a value begins with a small letter',
    POLICY,
    'resource.md',
    '`preMigration` - ',
    '`premigration` - ',
    'enum/authenticationMethodsPolicyMigrationState.preMigration',
  ],
  [
    'the answer is of the beta',
    POLICY,
    'update.md',
    /v1\.0(\/\$metadata)/,
    'beta$1',
    'PATCH/response/context',
  ],
  notInTable(POLICY, POLICY, 'policyMigrationState'),
  onNoPage(POLICY, 'resource.md', POLICY, 'reconfirmationInDays'),
];

describe.each(contradictions)('%s (%s, %s)', (_, name, file, find, put, key) => {
  const operation = operationNamed(name);
  const held = async (ledger: ReturnType<typeof ledgerOf>) =>
    driftOf(edited(file, find, put, siblingMaterial(name)), { operation, ledger });

  test('is found with an empty ledger', async () => {
    const { contradictions: found, verdict } = await held([]);
    expect(found.map((each) => each.key)).toContain(key);
    expect(verdict).toBe('drifts');
  });

  test('is known to the ledger', async () => {
    const { contradictions: found } = await held(ledgerOf(operation));
    expect(found.filter(({ disagreement }) => disagreement === null)).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { operationNamed } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { registerOf } from '../../src/contract/register/register';
import { sourceOf } from '../../src/exchanges/readers/source';
import { check } from '../../src/run/check';
import type { Known } from './support';

const CAMPAIGN = '/registrationEnforcement/authenticationMethodsRegistrationCampaign';

/** Updates that tools and guides send, each with what the contract says of it: rows that are broken, and how. */
const SENT: [operation: Known, client: string, found: string[]][] = [
  ['voice', 'a script that switches it off', []],
  ['voice', 'a tool that reads, edits and writes back', []],
  [
    'voice',
    'the same, with a member of the beta that v1.0 does not have',
    ['REQ-UNKNOWN deviates /callerIdNumber'],
  ],
  ['voice', 'a tool that knows groups by their ids', []],
  ['voice', 'the example of the update page', ['REQ-OFFICE deviates /isOfficePhoneAllowed']],
  ['softwareOath', 'a Terraform provider', []],
  ['softwareOath', 'a script for everybody', []],
  ['softwareOath', 'a tool that reads, edits and writes back', []],
  ['softwareOath', 'a tool that leaves isRegistrationRequired out', []],
  ['email', 'a Terraform provider', ['REQ-EXC-MEMBERS deviates /excludeTargets/0/isRegistrationRequired']],
  ['email', 'a script that switches it off', []],
  ['email', 'a tool that reads, edits and writes back', []],
  ['email', 'a tool that knows groups by their ids', []],
  ['email', 'the example of the update page', ['REQ-JSON violates ']],
  [
    'microsoftAuthenticator',
    'a script, with a feature that v1.0 does not have',
    ['REQ-UNKNOWN deviates /featureSettings/companionAppAllowedState'],
  ],
  [
    'microsoftAuthenticator',
    'a tool that names the targets of features',
    [
      'displayAppInformationRequiredState/includeTarget',
      'displayAppInformationRequiredState/excludeTarget',
      'displayLocationInformationRequiredState/includeTarget',
      'displayLocationInformationRequiredState/excludeTarget',
    ].map((place) => `REQ-UNKNOWN deviates /featureSettings/${place}/displayName`),
  ],
  ['microsoftAuthenticator', 'a tool that reads, edits and writes back, with an id of zeroes', []],
  [
    'microsoftAuthenticator',
    'a script with a feature of the beta alone, and targets without a mode',
    ['REQ-UNKNOWN deviates /featureSettings/companionAppAllowedState'],
  ],
  ['microsoftAuthenticator', 'a Terraform provider', []],
  ['microsoftAuthenticator', 'a tool that knows groups by their ids', []],
  [
    'microsoftAuthenticator',
    'a client that excludes several groups from a feature',
    [
      'REQ-FEATURES violates /featureSettings/displayAppInformationRequiredState/includeTarget',
      'ERR-TYPE violates /featureSettings/displayAppInformationRequiredState/includeTarget',
    ],
  ],
  ['microsoftAuthenticator', 'the example of the update page', ['REQ-STATE deviates /state']],
  ['qrCodePin', 'the example of the update page, answered as there', []],
  ['qrCodePin', 'the same, answered as the how-to shows', []],
  ['qrCodePin', 'the same, answered as nobody says', ['RES-200 violates status']],
  ['qrCodePin', 'the request of the how-to', ['REQ-JSON violates ', 'ERR-INNER deviates /error/innerError']],
  [
    'qrCodePin',
    'a script made after it',
    ['REQ-TYPE-VALUE violates /@odata.type', 'ERR-INNER deviates /error/innerError'],
  ],
  ['qrCodePin', 'a tool that reads, edits and writes back', []],
  [
    'qrCodePin',
    'numbers beyond their limits',
    [
      'REQ-QR-LIFETIME violates /standardQRCodeLifetimeInDays',
      'REQ-PIN-LENGTH violates /pinLength',
      'ERR-INNER deviates /error/innerError',
    ],
  ],
  ['authenticationMethodsPolicy', 'the example of the update page', []],
  [
    'authenticationMethodsPolicy',
    'a tool that runs a campaign for passkeys, with a member of the beta',
    [
      `REQ-UNKNOWN deviates ${CAMPAIGN}/enforceRegistrationAfterAllowedSnoozes`,
      `REQ-CAMPAIGN-METHOD deviates ${CAMPAIGN}/includeTargets/0/targetedAuthenticationMethod`,
    ],
  ],
  ['authenticationMethodsPolicy', 'a tool that ends the migration', []],
  ['authenticationMethodsPolicy', 'a state of migration as the page spells it', []],
  [
    'authenticationMethodsPolicy',
    'a tool with settings of the beta',
    [
      'REQ-UNKNOWN deviates /reportSuspiciousActivitySettings',
      'REQ-UNKNOWN deviates /systemCredentialPreferences',
    ],
  ],
  [
    'authenticationMethodsPolicy',
    'a tool that sends what is read-only, and a type in another letter case',
    [
      'REQ-TYPE-VALUE deviates /@odata.type',
      'REQ-READ-ONLY deviates /displayName',
      'REQ-READ-ONLY deviates /policyVersion',
    ],
  ],
  [
    'authenticationMethodsPolicy',
    'a script with a switch that there is none of',
    ['REQ-UNKNOWN deviates /registrationEnforcement/authenticationMethodsRegistrationCampaignEnabled'],
  ],
  ['authenticationMethodsPolicy', 'a how-to with a comment in its JSON', ['REQ-JSON violates ']],
  [
    'authenticationMethodsPolicy',
    'a pause of 15 days',
    [`REQ-SNOOZE violates ${CAMPAIGN}/snoozeDurationInDays`],
  ],
  ['authenticationMethodsPolicy', 'an answer without the policy', ['RES-200 violates status']],
  [
    'authenticationMethodsPolicy',
    'an answer with the policy before',
    ['RES-SHOWS violates /registrationEnforcement'],
  ],
  ['x509Certificate', 'a guide for everybody', []],
  [
    'x509Certificate',
    'its PowerShell, with a property in another letter case',
    ['REQ-BINDINGS deviates /certificateUserBindings/0/userProperty'],
  ],
  ['x509Certificate', 'a guide for another cloud', []],
  ['x509Certificate', 'a script that switches it off', []],
  ['x509Certificate', 'a tool that knows groups by their ids', []],
  ['x509Certificate', 'a snippet that lost its bindings', []],
  [
    'x509Certificate',
    'two bindings of one priority',
    ['REQ-BINDING-PRIORITY violates /certificateUserBindings/1/priority'],
  ],
  [
    'x509Certificate',
    'no configuration of revocation lists',
    ['REQ-CRL violates /crlValidationConfiguration'],
  ],
  ['verifiableCredentials', 'the example of the update page', ['REQ-TYPE deviates /@odata.type']],
  [
    'verifiableCredentials',
    'a tool that updates every method, with a member of no target',
    ['REQ-UNKNOWN deviates /includeTargets/0/isRegistrable'],
  ],
  ['verifiableCredentials', 'a tool that reads, edits and writes back', []],
  [
    'verifiableCredentials',
    'a profile that is not in a list',
    ['REQ-TGT-PROFILES violates /includeTargets/0/verifiedIdProfiles'],
  ],
  [
    'externalAuthenticationMethod',
    'the example of the update page',
    ['REQ-JSON violates ', 'ERR-INNER deviates /error/innerError'],
  ],
  ['externalAuthenticationMethod', 'the same as valid JSON', []],
  ['externalAuthenticationMethod', 'a tool that knows its apps, of another key', []],
  [
    'externalAuthenticationMethod',
    'types of targets without a #, which are only annotations here, and no type of its own',
    ['REQ-TYPE deviates /@odata.type'],
  ],
  [
    'externalAuthenticationMethod',
    'a script with members of the beta, or of nobody',
    [
      'REQ-UNKNOWN deviates /clientId',
      'REQ-UNKNOWN deviates /discoveryEndpoint',
      'REQ-UNKNOWN deviates /includeTarget',
    ],
  ],
  ['externalAuthenticationMethod', 'the id of another method than the path', ['REQ-ID-BODY violates /id']],
];

const linesOf = (name: string): string[] =>
  readFileSync(packageFile('tests', 'operations', 'bodies', `${name}.ndjson`), 'utf8')
    .trim()
    .split('\n');

const cases = SENT.map(([name, client, found], at) => {
  const before = SENT.slice(0, at).filter(([other]) => other === name).length;
  return [name, client, found, linesOf(name)[before] ?? ''] as const;
});

test.each(cases)('%s: %s', async (name, _client, found, line) => {
  const source = sourceOf('sent.ndjson', Readable.from([Buffer.from(`${line}\n`)]));
  const { findings, verdict } = await check({
    sources: [source],
    register: registerOf(operationNamed(name)),
  });
  const told = findings.filter(({ outcome }) => outcome === 'violates' || outcome === 'deviates');
  expect(told.map(({ requirement, outcome, pointer }) => `${requirement} ${outcome} ${pointer}`)).toEqual(
    found,
  );
  expect(verdict).toBe(found.some((each) => each.includes('violates')) ? 'violates' : 'conforms');
});

test('every line of a body has its case', () => {
  for (const name of new Set(SENT.map(([operation]) => operation)))
    expect([name, linesOf(name).length]).toEqual([name, SENT.filter(([other]) => other === name).length]);
});

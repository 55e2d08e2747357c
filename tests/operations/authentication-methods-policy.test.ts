import { operationNamed } from '../../src/contract/operation';
import { READ_SCOPE, WRITE_SCOPE, modelOf, startProviderOf, testToken } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import { changesOf } from '../../src/scenarios/changes';
import { GROUP, hold, type Boundary, type Side } from './boundary';
import { PAGES } from './support';

/**
 * The boundaries of an update of the authentication methods policy, read off the pages and the CSDL by hand.
 *
 * @see https://learn.microsoft.com/graph/api/authenticationmethodspolicy-update
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodsregistrationcampaign
 */
const CAMPAIGN = 'authenticationMethodsRegistrationCampaign';
const { type } = PAGES.authenticationMethodsPolicy;

const campaign = (value: unknown, side: Side, row = 'REQ-CAMPAIGN'): Boundary => [
  'registrationEnforcement',
  { [CAMPAIGN]: value },
  side,
  row,
];
const days = (value: unknown, side: Side): Boundary =>
  campaign({ snoozeDurationInDays: value }, side, 'REQ-SNOOZE');
const included = (value: unknown, side: Side, row: string): Boundary =>
  campaign({ includeTargets: value }, side, row);
const excluded = (value: unknown, side: Side, row: string): Boundary =>
  campaign({ excludeTargets: value }, side, row);
const migration = (value: unknown, side: Side, row = 'REQ-MIGRATION'): Boundary => [
  'policyMigrationState',
  value,
  side,
  row,
];

const table: Boundary[] = [
  // CSDL: the type is not abstract.
  ['@odata.type', type, 'in', 'REQ-TYPE-VALUE'],
  ['@odata.type', undefined, 'in', 'REQ-TYPE-VALUE'],
  ['@odata.type', '#microsoft.graph.AuthenticationMethodsPolicy', 'lenient', 'REQ-TYPE-VALUE'],
  ['@odata.type', type.slice(1), 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', '#microsoft.graph.authenticationMethodConfiguration', 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', null, 'out', 'REQ-TYPE-VALUE'],
  ['id', 'authenticationMethodsPolicy', 'in', 'REQ-ID-BODY'],
  ['id', 'authenticationmethodspolicy', 'lenient', 'REQ-ID-BODY'],
  ['id', 'Sms', 'out', 'REQ-ID-BODY'],
  ['id', null, 'out', 'REQ-ID-BODY'],
  // Page of the campaign: from 0 to 14 days; CSDL: not null.
  ...[0, 1, 13, 14].map((value) => days(value, 'in')),
  ...[-1, 15, 0.5, '1', null, true, [1]].map((value) => days(value, 'out')),
  ...['default', 'enabled', 'disabled'].map((state) => campaign({ state }, 'in')),
  campaign({ state: 'Enabled' }, 'lenient'),
  campaign({ state: 'unknownFutureValue' }, 'in', 'REQ-UFV'),
  ...['on', '', true, null, ['enabled']].map((state) => campaign({ state }, 'out')),
  campaign({}, 'in'),
  campaign([], 'out'),
  campaign('enabled', 'out'),
  campaign(null, 'open', 'REQ-NULL'),
  campaign({ enforceRegistrationAfterAllowedSnoozes: true }, 'out', 'REQ-UNKNOWN'),
  ['registrationEnforcement', {}, 'in', 'REQ-CAMPAIGN'],
  ['registrationEnforcement', [], 'out', 'REQ-CAMPAIGN'],
  ['registrationEnforcement', true, 'out', 'REQ-CAMPAIGN'],
  ['registrationEnforcement', null, 'open', 'REQ-NULL'],
  ['registrationEnforcement', { [`${CAMPAIGN}Enabled`]: true }, 'out', 'REQ-UNKNOWN'],
  included([], 'in', 'REQ-INC-ARRAY'),
  included([{ id: GROUP, targetType: 'group' }], 'in', 'REQ-TGT-TYPE'),
  included([{ id: GROUP, targetType: 'user' }], 'in', 'REQ-TGT-TYPE'),
  included([{ id: GROUP, targetType: 'unknownFutureValue' }], 'in', 'REQ-UFV'),
  included([{ id: GROUP, targetType: 'device' }], 'out', 'REQ-TGT-TYPE'),
  included([{ targetType: 'group' }], 'out', 'REQ-TGT-ID'),
  included([{ id: '' }], 'out', 'REQ-TGT-ID'),
  included({ id: GROUP }, 'out', 'REQ-INC-ARRAY'),
  included(null, 'out', 'REQ-INC-ARRAY'),
  included([GROUP], 'out', 'REQ-INC-ARRAY'),
  included([{ id: GROUP, displayName: 'All' }], 'taken', 'REQ-UNKNOWN'),
  // Page of the target: must be microsoftAuthenticator; CSDL: a text.
  included(
    [{ id: GROUP, targetedAuthenticationMethod: 'microsoftAuthenticator' }],
    'in',
    'REQ-CAMPAIGN-METHOD',
  ),
  included([{ id: GROUP, targetedAuthenticationMethod: 'fido2' }], 'lenient', 'REQ-CAMPAIGN-METHOD'),
  included([{ id: GROUP, targetedAuthenticationMethod: 7 }], 'out', 'REQ-CAMPAIGN-METHOD'),
  excluded([], 'in', 'REQ-EXC-ARRAY'),
  excluded([{ id: GROUP, targetType: 'group' }], 'in', 'REQ-EXC-ARRAY'),
  excluded([{ id: GROUP, isRegistrationRequired: true }], 'taken', 'REQ-EXC-MEMBERS'),
  excluded(null, 'out', 'REQ-EXC-ARRAY'),
  excluded([{}], 'out', 'REQ-TGT-ID'),
  ...['preMigration', 'premigration', 'migrationInProgress', 'migrationComplete'].map((value) =>
    migration(value, 'in'),
  ),
  migration('MigrationComplete', 'lenient'),
  migration('unknownFutureValue', 'in', 'REQ-UFV'),
  ...['done', '', true, 1, ['preMigration']].map((value) => migration(value, 'out')),
  migration(null, 'open', 'REQ-NULL'),
  ['reconfirmationInDays', 90, 'in', 'REQ-RECONFIRM'],
  ['reconfirmationInDays', '90', 'out', 'REQ-RECONFIRM'],
  ['reconfirmationInDays', 1.5, 'out', 'REQ-RECONFIRM'],
  ['reconfirmationInDays', null, 'open', 'REQ-NULL'],
  ['authenticationMethodConfigurations', [{ id: 'Sms' }], 'open', 'REQ-CONFIGURATIONS'],
  ['authenticationMethodConfigurations', {}, 'out', 'REQ-CONFIGURATIONS'],
  ['authenticationMethodConfigurations', null, 'out', 'REQ-CONFIGURATIONS'],
  ['authenticationMethodConfigurations', ['Sms'], 'out', 'REQ-CONFIGURATIONS'],
  // Resource page: read-only. What is sent is ignored, whatever it is.
  ...['displayName', 'description', 'policyVersion', 'lastModifiedDateTime'].flatMap((name): Boundary[] => [
    [name, 'a text', 'in', ''],
    [name, 7, 'in', ''],
  ]),
  // Of the beta.
  ['systemCredentialPreferences', { state: 'enabled' }, 'out', 'REQ-UNKNOWN'],
  ['reportSuspiciousActivitySettings', {}, 'out', 'REQ-UNKNOWN'],
  ['state', 'enabled', 'out', 'REQ-UNKNOWN'],
];

describe('an update of authenticationMethodsPolicy', () => hold('authenticationMethodsPolicy', table));

const operation = operationNamed('authenticationMethodsPolicy');
const model = modelOf('authenticationMethodsPolicy');

test('nothing resets it, no key ends its path, and no type is demanded', () => {
  expect(operation).toMatchObject({ reset: undefined, key: undefined, typeIsDemanded: false });
  expect(operation.bodyOf({})).toEqual({});
});

test('parts of the campaign that are not sent are kept, and what is read-only stays', () => {
  const before = model.defaults();
  const enforcement = before['registrationEnforcement'] as Record<string, object>;
  const sent = { displayName: 'Mine', registrationEnforcement: { [CAMPAIGN]: { snoozeDurationInDays: 3 } } };
  expect(applyTo(model, before, sent)).toMatchObject({
    next: {
      displayName: before['displayName'],
      registrationEnforcement: { [CAMPAIGN]: { ...enforcement[CAMPAIGN], snoozeDurationInDays: 3 } },
    },
  });
});

test('each small change is another than state A, and two in a row differ', () => {
  const { nudge } = changesOf(operation);
  const { A } = operation.states;
  for (let number = 0; number < 40; number++) {
    expect(nudge(number)).not.toEqual(A);
    expect(nudge(number)).not.toEqual(nudge(number + 1));
  }
});

test('the face shows no type, takes no DELETE and knows no key in parentheses', async () => {
  const provider = await startProviderOf('authenticationMethodsPolicy');
  try {
    const ask = (path: string, method = 'GET', scope = READ_SCOPE): Promise<Response> =>
      fetch(`${provider.url}${path}`, { method, headers: { Authorization: `Bearer ${testToken(scope)}` } });
    const shown = (await (await ask(operation.path)).json()) as Record<string, unknown>;
    expect(Object.keys(shown).slice(0, 3)).toEqual(['@odata.context', 'id', 'displayName']);
    expect(shown['@odata.context']).toBe(`${provider.url}/$metadata#authenticationMethodsPolicy`);
    expect(shown['authenticationMethodConfigurations@odata.context']).toBe(
      `${provider.url}/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations`,
    );
    const reset = await ask(operation.path, 'DELETE', WRITE_SCOPE);
    expect([reset.status, reset.headers.get('allow')]).toEqual([405, 'GET, PATCH']);
    expect((await ask("/policies('authenticationMethodsPolicy')")).status).toBe(404);
  } finally {
    await provider.close();
  }
});

/** A request as somebody's client sends it, or as somebody's page shows it. */
export interface RequestSample {
  /** Who sends it, and what is peculiar about it. */
  name: string;
  /** Where it was published. */
  source: string;
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  /** A JSON value; where the body is none, its text stands in `bodyRaw`. */
  body?: unknown;
  bodyRaw?: string;
  verdict: 'conforms' | 'violates' | 'another operation';
  /** The rows that are broken at MUST level. */
  rows: readonly string[];
  /** The rows that are broken at SHOULD level. */
  deviations?: readonly string[];
}

const COLLECTION = 'authenticationMethodsPolicy/authenticationMethodConfigurations';
const V1 = `https://graph.microsoft.com/v1.0/policies/${COLLECTION}/TemporaryAccessPass`;
const BETA = `https://graph.microsoft.com/beta/policies/${COLLECTION}/TemporaryAccessPass`;
const V1_EXAMPLE_KEY = `https://graph.microsoft.com/v1.0/policies/${COLLECTION}/temporaryAccessPass`;
const BETA_LOWER_CASE =
  'https://graph.microsoft.com/beta/policies/authenticationmethodspolicy/authenticationMethodConfigurations/TemporaryAccessPass';

const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const JSON_ONLY = { 'Content-Type': 'application/json' };
const SIGNED = { Authorization: 'Bearer {token}', ...JSON_ONLY };

const ALL_USERS = { targetType: 'group', id: 'all_users', isRegistrationRequired: false };
const PILOT = '4be1a3f0-5c55-4f2e-9c4d-0a6f6d1c2b11';
const STAFF = '9d0c7a52-1e0b-4c86-8f21-6a4e3b7d5c22';

/** What a read answers with, as a client sends it back. */
const READ_BACK = {
  '@odata.context': 'https://graph.microsoft.com/beta/$metadata#authenticationMethodConfigurations/$entity',
  '@odata.type': TYPE,
  id: 'TemporaryAccessPass',
  state: 'enabled',
  defaultLifetimeInMinutes: 60,
  defaultLength: 8,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  isUsableOnce: true,
  excludeTargets: [],
  'includeTargets@odata.context': `https://graph.microsoft.com/beta/$metadata#policies/${COLLECTION}('TemporaryAccessPass')/microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration/includeTargets`,
};

export const requests: readonly RequestSample[] = [
  {
    name: "the update page's own example, key in another letter case, Authorization left out",
    source: 'microsoftgraph/microsoft-graph-docs-contrib, update page, v1.0',
    method: 'PATCH',
    url: V1_EXAMPLE_KEY,
    headers: JSON_ONLY,
    body: { '@odata.type': TYPE, isUsableOnce: true },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: "the beta page's example of 2021, a quotation mark before a line end",
    source: 'microsoftgraph/microsoft-graph-docs, update page, beta, July 2021',
    method: 'PATCH',
    url: BETA,
    headers: JSON_ONLY,
    bodyRaw: `{
  "@odata.type":"${TYPE}",
  "state":"enabled",
  "defaultLifetimeInMinutes":60,
  "defaultLength":8,
  "minimumLifetimeInMinutes":60,
  "maximumLifetimeInMinutes":1440,"
  isUsableOnce":false,
  "includeTargets": [
    { "targetType": "group", "id": "all_users", "isRegistrationRequired": false, "useForSignIn": true }
  ]
}
`,
    verdict: 'violates',
    rows: ['REQ-JSON'],
  },
  {
    name: 'the Objective-C snippet of 2021, made from the abstract base',
    source: 'microsoftgraph/microsoft-graph-docs, beta snippets, July 2021',
    method: 'PATCH',
    url: BETA,
    headers: JSON_ONLY,
    body: {
      state: 'enabled',
      defaultLifetimeInMinutes: 60,
      defaultLength: 8,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 1440,
      isUsableOnce: false,
      includeTargets: [{ ...ALL_USERS, useForSignIn: true }],
    },
    verdict: 'violates',
    rows: ['REQ-TYPE'],
    deviations: ['REQ-UNKNOWN'],
  },
  {
    name: 'the Go snippet, made from the abstract base',
    source: 'microsoftgraph/microsoft-graph-docs-contrib, v1.0 snippets',
    method: 'PATCH',
    url: V1,
    headers: { ...JSON_ONLY, Accept: 'application/json' },
    body: { isUsableOnce: true },
    verdict: 'violates',
    rows: ['REQ-TYPE'],
  },
  {
    name: 'a .NET client whose body is gzip on the wire',
    source: 'microsoftgraph/msgraph-sdk-design, compression handler',
    method: 'PATCH',
    url: V1,
    headers: {
      ...SIGNED,
      Accept: 'application/json',
      'Accept-Encoding': 'gzip',
      'Content-Encoding': 'gzip',
    },
    body: { '@odata.type': TYPE, isUsableOnce: true },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'the PowerShell example, a member in Pascal case',
    source: 'microsoftgraph/msgraph-sdk-powershell, Identity.SignIns examples',
    method: 'PATCH',
    url: V1,
    headers: SIGNED,
    body: { '@odata.type': TYPE, IsUsableOnce: true },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'CIPP, which sends a read back as a whole',
    source: 'KelvinTegelaar/CIPP-API, Set-CIPPAuthenticationPolicy',
    method: 'PATCH',
    url: BETA_LOWER_CASE,
    headers: SIGNED,
    body: { ...READ_BACK, includeTargets: [ALL_USERS] },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'CIPP, targets without isRegistrationRequired',
    source: 'KelvinTegelaar/CIPP-API, Set-CIPPAuthenticationPolicy with groups',
    method: 'PATCH',
    url: BETA_LOWER_CASE,
    headers: SIGNED,
    body: {
      ...READ_BACK,
      includeTargets: [
        { targetType: 'group', id: PILOT },
        { targetType: 'group', id: STAFF },
      ],
    },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'CIPP of 2022, displayName in a target as the portal sends it',
    source: 'KelvinTegelaar/CIPP-API, Invoke-CIPPStandardTAP of 2022',
    method: 'PATCH',
    url: BETA_LOWER_CASE,
    headers: SIGNED,
    body: {
      '@odata.type': TYPE,
      id: 'TemporaryAccessPass',
      includeTargets: [{ ...ALL_USERS, displayName: 'All users' }],
      defaultLength: 8,
      defaultLifetimeInMinutes: 60,
      isUsableOnce: true,
      maximumLifetimeInMinutes: 480,
      minimumLifetimeInMinutes: 60,
      state: 'enabled',
    },
    verdict: 'conforms',
    rows: [],
    deviations: ['REQ-UNKNOWN'],
  },
  {
    name: 'CIPP of 2023, numbers and a boolean as strings',
    source: 'KelvinTegelaar/CIPP-API, Set-CIPPAuthenticationPolicy of 2023',
    method: 'PATCH',
    url: BETA_LOWER_CASE,
    headers: SIGNED,
    body: {
      '@odata.type': TYPE,
      id: 'TemporaryAccessPass',
      includeTargets: [{ ...ALL_USERS, displayName: 'All users' }],
      defaultLength: '8',
      defaultLifetimeInMinutes: '60',
      isUsableOnce: 'true',
      maximumLifetimeInMinutes: '480',
      minimumLifetimeInMinutes: '60',
      state: 'enabled',
    },
    verdict: 'violates',
    rows: ['REQ-DEF', 'REQ-LEN', 'REQ-MAX', 'REQ-MIN', 'REQ-ONCE'],
    deviations: ['REQ-UNKNOWN'],
  },
  {
    name: 'an attack tool, no type and a member of another resource',
    source: 'a public attack tool, policy_user_auth_method_handler',
    method: 'PATCH',
    url: V1_EXAMPLE_KEY,
    headers: SIGNED,
    body: { lifetimeInMinutes: 60, isUsableOnce: 'true', state: 'enabled' },
    verdict: 'violates',
    rows: ['REQ-ONCE', 'REQ-TYPE'],
    deviations: ['REQ-UNKNOWN'],
  },
  {
    name: 'a script that disables the method, a member in Pascal case',
    source: 'a public script',
    method: 'PATCH',
    url: V1_EXAMPLE_KEY,
    headers: SIGNED,
    body: { '@odata.type': TYPE, State: 'disabled' },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a workshop guide that uses az rest with PUT',
    source: 'a public workshop guide',
    method: 'PUT',
    url: V1_EXAMPLE_KEY,
    headers: JSON_ONLY,
    body: {
      '@odata.type': TYPE,
      state: 'enabled',
      defaultLifetimeInMinutes: 480,
      defaultLength: 8,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      isUsableOnce: false,
      includeTargets: [ALL_USERS],
    },
    verdict: 'violates',
    rows: ['REQ-METHOD'],
  },
  {
    name: 'a C# tool, values at their bounds',
    source: 'a public tool, ReviewedChangeKind.ConfigureTap',
    method: 'PATCH',
    url: V1,
    headers: SIGNED,
    body: {
      '@odata.type': TYPE,
      state: 'enabled',
      defaultLength: 16,
      defaultLifetimeInMinutes: 60,
      minimumLifetimeInMinutes: 10,
      maximumLifetimeInMinutes: 60,
      isUsableOnce: true,
      includeTargets: [{ id: PILOT, targetType: 'group' }],
    },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a clean-up script, two targets left',
    source: 'a public script, Remove-TapGroupReference',
    method: 'PATCH',
    url: V1,
    headers: SIGNED,
    body: { '@odata.type': TYPE, state: 'enabled', includeTargets: [ALL_USERS, { ...ALL_USERS, id: STAFF }] },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'the same script, one target left, which PowerShell unrolls to an object',
    source: 'a public script, Remove-TapGroupReference',
    method: 'PATCH',
    url: V1,
    headers: SIGNED,
    body: { '@odata.type': TYPE, state: 'enabled', includeTargets: ALL_USERS },
    verdict: 'violates',
    rows: ['REQ-INC-ARRAY'],
  },
  {
    name: 'a bootstrap script that adds a group',
    source: 'a public script',
    method: 'PATCH',
    url: BETA,
    headers: SIGNED,
    body: { '@odata.type': TYPE, state: 'enabled', includeTargets: [ALL_USERS, { ...ALL_USERS, id: PILOT }] },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a desired state without a state',
    source: 'a public script',
    method: 'PATCH',
    url: V1_EXAMPLE_KEY,
    headers: SIGNED,
    body: { '@odata.type': TYPE, isUsableOnce: true, defaultLifetimeInMinutes: 60, defaultLength: 12 },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'Microsoft365DSC, both target collections',
    source: 'microsoft/Microsoft365DSC, AADAuthenticationMethodPolicyTemporary',
    method: 'PATCH',
    url: BETA,
    headers: SIGNED,
    body: {
      '@odata.type': TYPE,
      defaultLength: 9,
      defaultLifetimeInMinutes: 60,
      excludeTargets: [{ id: STAFF, targetType: 'group' }],
      includeTargets: [{ id: PILOT, targetType: 'group' }],
      isUsableOnce: false,
      maximumLifetimeInMinutes: 480,
      minimumLifetimeInMinutes: 60,
      state: 'enabled',
    },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a script whose az token lacks the permission, which is not the request to blame for',
    source: 'a public script',
    method: 'PATCH',
    url: V1,
    headers: SIGNED,
    body: { '@odata.type': TYPE, state: 'enabled', includeTargets: [ALL_USERS] },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'an update of the policy above, which is another operation',
    source: 'microsoftgraph/microsoft-graph-docs-contrib, authenticationMethodsPolicy update page',
    method: 'PATCH',
    url: 'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy',
    headers: JSON_ONLY,
    body: { registrationEnforcement: {} },
    verdict: 'another operation',
    rows: [],
  },
  {
    name: 'an update of another method of authentication',
    source: 'microsoftgraph/microsoft-graph-docs-contrib, smsAuthenticationMethodConfiguration update page',
    method: 'PATCH',
    url: `https://graph.microsoft.com/v1.0/policies/${COLLECTION}/sms`,
    headers: JSON_ONLY,
    body: { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration', state: 'enabled' },
    verdict: 'another operation',
    rows: [],
  },
];

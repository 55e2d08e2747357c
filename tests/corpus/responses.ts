/** An answer that was recorded, or that somebody's page shows, and the request that it answers. */
export interface ResponseSample {
  /** What answers, and what is peculiar about it. */
  name: string;
  /** Where it was published. */
  source: string;
  method: string;
  url: string;
  request: { headers: Readonly<Record<string, string>>; body?: unknown };
  status: number;
  headers: Readonly<Record<string, string>>;
  /** A JSON value; absent for no body. */
  body?: unknown;
  verdict: 'conforms' | 'violates' | 'another operation';
  /** The provider's rows that are broken at MUST level. */
  rows: readonly string[];
  /** The client's rows that the request itself breaks at MUST level. */
  provokedBy?: readonly string[];
}

const COLLECTION = 'authenticationMethodsPolicy/authenticationMethodConfigurations';
const V1 = `https://graph.microsoft.com/v1.0/policies/${COLLECTION}/TemporaryAccessPass`;
const BETA = `https://graph.microsoft.com/beta/policies/${COLLECTION}/TemporaryAccessPass`;

const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const JSON_ONLY = { 'Content-Type': 'application/json' };
const SIGNED = { Authorization: 'Bearer {token}' };
const UPDATE = { headers: { ...SIGNED, ...JSON_ONLY }, body: { '@odata.type': TYPE, isUsableOnce: true } };
const READ = { headers: SIGNED };

const POLICY = {
  '@odata.context': 'https://graph.microsoft.com/beta/$metadata#authenticationMethodConfigurations/$entity',
  '@odata.type': TYPE,
  id: 'TemporaryAccessPass',
  state: 'enabled',
  defaultLifetimeInMinutes: 60,
  defaultLength: 8,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  isUsableOnce: false,
  'includeTargets@odata.context': `https://graph.microsoft.com/beta/$metadata#policies/${COLLECTION}('TemporaryAccessPass')/microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration/includeTargets`,
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
};

export const responses: readonly ResponseSample[] = [
  {
    name: "the update page's 204",
    source: 'microsoftgraph/microsoft-graph-docs-contrib, update page, v1.0',
    method: 'PATCH',
    url: V1,
    request: UPDATE,
    status: 204,
    headers: {},
    verdict: 'conforms',
    rows: [],
  },
  {
    name: "the beta get page's policy",
    source: 'microsoftgraph/microsoft-graph-docs-contrib, get page, beta',
    method: 'GET',
    url: BETA,
    request: READ,
    status: 200,
    headers: JSON_ONLY,
    body: { ...POLICY, excludeTargets: [] },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a policy of 2021, without excludeTargets',
    source: 'translated copies of the get page, beta, 2021',
    method: 'GET',
    url: BETA,
    request: READ,
    status: 200,
    headers: { 'Content-type': 'application/json' },
    body: { ...POLICY, defaultLength: 12, maximumLifetimeInMinutes: 1440 },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a policy with a group that is excluded',
    source: 'microsoftgraph/microsoft-graph-docs-contrib, authenticationMethodsPolicy page, beta',
    method: 'GET',
    url: BETA,
    request: READ,
    status: 200,
    headers: JSON_ONLY,
    body: {
      ...POLICY,
      excludeTargets: [{ id: '9d0c7a52-1e0b-4c86-8f21-6a4e3b7d5c22', targetType: 'group' }],
    },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a stub of the update page that was never published, 200 with the object',
    source: 'microsoftgraph/microsoft-graph-docs-contrib, doc-stubs',
    method: 'PATCH',
    url: V1,
    request: UPDATE,
    status: 200,
    headers: JSON_ONLY,
    body: {
      '@odata.type': TYPE,
      id: '5a7e0c34-5c34-5a7e-345c-7e5a345c7e5a',
      state: 'String',
      defaultLength: 'Integer',
      defaultLifetimeInMinutes: 'Integer',
      isUsableOnce: 'Boolean',
      maximumLifetimeInMinutes: 'Integer',
      minimumLifetimeInMinutes: 'Integer',
    },
    verdict: 'violates',
    rows: ['RES-204'],
  },
  {
    name: 'the headers of a recorded 200 of another operation',
    source: 'a recording in the Azure SDK, 2021',
    method: 'POST',
    url: 'https://graph.microsoft.com/v1.0/me/revokeSignInSessions',
    request: { headers: SIGNED },
    status: 200,
    headers: {
      Date: 'Fri, 29 Oct 2021 17:06:25 GMT',
      'Content-Type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      'Transfer-Encoding': 'chunked',
      'Content-Encoding': 'gzip',
      'request-id': 'd4936217-1f53-4215-a0b4-5bfac53eb83e',
      'OData-Version': '4.0',
    },
    verdict: 'another operation',
    rows: [],
  },
  {
    name: 'a 400 to an update without Content-Type',
    source: 'a public script that quotes code and message',
    method: 'PATCH',
    url: V1,
    request: { headers: SIGNED, body: UPDATE.body },
    status: 400,
    headers: JSON_ONLY,
    body: {
      error: {
        code: 'BadRequest',
        message: 'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
      },
    },
    verdict: 'conforms',
    rows: [],
    provokedBy: ['REQ-CT'],
  },
  {
    name: 'a 403 with an empty code',
    source: 'a public question on permissions, 2025',
    method: 'GET',
    url: V1,
    request: READ,
    status: 403,
    headers: JSON_ONLY,
    body: {
      error: {
        code: '',
        message: 'You do not have the required permissions to access this item.',
        innerError: {
          date: '2025-02-13T10:17:05',
          'request-id': '93b6f17e-c05d-4f45-ad2a-6665c708d8a0',
          'client-request-id': 'e70c5c1b-8b47-68c0-3171-3d22f5e0bd54',
        },
      },
    },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'the same 403 inside a batch',
    source: 'a public question on permissions, 2025',
    method: 'POST',
    url: 'https://graph.microsoft.com/v1.0/$batch',
    request: {
      headers: { ...SIGNED, ...JSON_ONLY },
      body: { requests: [{ id: '1', method: 'GET', url: `/policies/${COLLECTION}/TemporaryAccessPass` }] },
    },
    status: 200,
    headers: JSON_ONLY,
    body: {
      responses: [
        {
          id: '1',
          status: 403,
          headers: JSON_ONLY,
          body: {
            error: { code: '', message: 'You do not have the required permissions to access this item.' },
          },
        },
      ],
    },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a throttle whose innerError has no client-request-id',
    source: 'microsoftgraph/microsoft-graph-docs-contrib, throttling page',
    method: 'PATCH',
    url: V1,
    request: UPDATE,
    status: 429,
    headers: { 'Content-Length': '312', ...JSON_ONLY, 'Retry-After': '10' },
    body: {
      error: {
        code: 'TooManyRequests',
        innerError: {
          code: '429',
          date: '2020-08-18T12:51:51',
          message: 'Please retry after',
          'request-id': '94fb3b52-452a-4535-a601-69e0a90e3aa2',
          status: '429',
        },
        message: 'Please retry again later.',
      },
    },
    verdict: 'conforms',
    rows: [],
  },
  {
    name: 'a 200 to an update of the policy above',
    source: 'microsoftgraph/microsoft-graph-docs-contrib, authenticationMethodsPolicy update page',
    method: 'PATCH',
    url: 'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy',
    request: { headers: { ...SIGNED, ...JSON_ONLY }, body: { registrationEnforcement: {} } },
    status: 200,
    headers: JSON_ONLY,
    body: { id: 'authenticationMethodsPolicy', policyVersion: '1.4' },
    verdict: 'another operation',
    rows: [],
  },
];

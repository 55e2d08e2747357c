// The clients, and what each of them says of itself in a header. The values are the client's to choose: a Pact
// holds a rule, and an example that is the same on every machine.
import { ISSUES } from './issues.mjs';
import { go, maven, npm, python } from './toolchains.mjs';

const VERSION = '[0-9]+(\\.[0-9]+)+[^ ,]*';
const GUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/**
 * @typedef {object} Client
 * @property {string} id its file or folder in this folder
 * @property {string} consumer its name in Pacts
 * @property {string} [package] what is installed, where it is a package
 * @property {import('./toolchains.mjs').Toolchain} [toolchain] how it is installed and started, where it has a folder of its own
 * @property {Record<string, [pattern: string, example: string]>} own headers of its own
 */

/** @type {readonly Client[]} */
export const CLIENTS = [
  {
    id: 'graph-client',
    consumer: 'microsoft-graph-client',
    package: '@microsoft/microsoft-graph-client',
    own: {
      SdkVersion: [`^graph-js/${VERSION} \\(featureUsage=[0-9a-f]+\\)$`, 'graph-js/3.0.7 (featureUsage=7)'],
      'client-request-id': [GUID, '7d4c1f0a-52b1-4b0e-9b1d-0f3a6c2e8d15'],
    },
  },
  {
    id: 'kiota',
    consumer: 'msgraph-sdk',
    package: '@microsoft/msgraph-sdk',
    own: {
      Accept: ['^application/json$', 'application/json'],
      SdkVersion: [
        `^graph-typescript/${VERSION}, graph-typescript-core/${VERSION}$`,
        'graph-typescript/1.0.0-preview.90, graph-typescript-core/1.0.0-preview.17',
      ],
      'User-Agent': [`^kiota-typescript/${VERSION}$`, 'kiota-typescript/1.0.0-preview.24'],
    },
  },
  { id: 'openapi-fetch', consumer: 'openapi-fetch', package: 'openapi-fetch', own: {} },
  { id: 'curl', consumer: 'curl', own: { 'User-Agent': [`^curl/${VERSION}$`, 'curl/8.0.0'] } },
  {
    id: 'python-requests',
    consumer: 'python-requests',
    package: 'requests',
    toolchain: python('python-requests', { package: 'requests' }),
    own: { 'User-Agent': [`^python-requests/${VERSION}$`, 'python-requests/2.34.2'] },
  },
  {
    id: 'python-httpx',
    consumer: 'python-httpx',
    package: 'httpx',
    toolchain: python('python-httpx', { package: 'httpx' }),
    own: { 'User-Agent': [`^python-httpx/${VERSION}$`, 'python-httpx/0.28.1'] },
  },
  {
    id: 'msgraph-sdk-python',
    consumer: 'msgraph-sdk-python',
    package: 'msgraph-sdk-python',
    toolchain: python('msgraph-sdk-python', { package: 'msgraph-sdk' }),
    own: {
      'User-Agent': [
        `^python-httpx/${VERSION} kiota-python/${VERSION}$`,
        'python-httpx/0.28.1 kiota-python/1.16.0',
      ],
    },
  },
  {
    id: 'msgraph-sdk-go',
    consumer: 'msgraph-sdk-go',
    package: 'github.com/microsoftgraph/msgraph-sdk-go',
    toolchain: go('msgraph-sdk-go', { package: 'github.com/microsoftgraph/msgraph-sdk-go' }),
    own: {
      SdkVersion: [
        `^graph-go/${VERSION}, graph-go-core/${VERSION} \\(.*\\)$`,
        'graph-go/1.89.0, graph-go-core/1.4.0 (hostOS=linux; hostArch=amd64; runtimeEnvironment=go1.26.8;)',
      ],
      'client-request-id': [GUID, '7d4c1f0a-52b1-4b0e-9b1d-0f3a6c2e8d15'],
      'User-Agent': [`^kiota-go/${VERSION}$`, 'kiota-go/1.5.4'],
    },
  },
  {
    id: 'microsoft-graph-java',
    consumer: 'microsoft-graph-java',
    package: 'com.microsoft.graph:microsoft-graph',
    toolchain: maven('microsoft-graph-java', { package: 'microsoft-graph', main: 'Client' }),
    own: {
      SdkVersion: [
        `^graph-java/${VERSION}, graph-java-core/${VERSION} \\(.*\\)$`,
        'graph-java/6.69.0, graph-java-core/3.6.6 (featureUsage=1003; runtimeEnvironment=JRE/17.0.15)',
      ],
      'client-request-id': [GUID, '7d4c1f0a-52b1-4b0e-9b1d-0f3a6c2e8d15'],
      'User-Agent': [`^kiota-java/${VERSION}$`, 'kiota-java/1.9.2'],
    },
  },
  {
    id: 'cli-microsoft365',
    consumer: 'cli-microsoft365',
    package: '@pnp/cli-microsoft365',
    toolchain: npm('cli-microsoft365', { package: '@pnp/cli-microsoft365' }),
    own: {
      'User-Agent': [
        `^NONISV\\|SharePointPnP\\|CLIMicrosoft365/${VERSION}$`,
        'NONISV|SharePointPnP|CLIMicrosoft365/11.11.0',
      ],
      'X-ClientService-ClientTag': [`^M365CLI:${VERSION}$`, 'M365CLI:11.11.0'],
    },
  },
  {
    id: 'azure-cli',
    consumer: 'azure-cli',
    package: 'azure-cli',
    toolchain: python('azure-cli', { package: 'azure-cli' }),
    own: {
      'User-Agent': [
        `^python/${VERSION} \\(.*\\) AZURECLI/${VERSION}$`,
        'python/3.11.7 (Linux-x86_64) AZURECLI/2.91.0',
      ],
      'x-ms-client-request-id': [GUID, '7d4c1f0a-52b1-4b0e-9b1d-0f3a6c2e8d15'],
    },
  },
];

/**
 * What a client is made to do in an operation: each intent, and those whose members it is known to lose also the way
 * around that.
 */
export function intentsOf({ id }, { id: operation, intents }) {
  const losses = ISSUES.filter(({ client }) => client === id).flatMap(
    ({ loses }) => loses?.[operation] ?? [],
  );
  const short = intents.filter(({ members }) => losses.some((place) => has(members, place.split('.'))));
  return [
    ...intents,
    ...short.map((intent) => ({ ...intent, name: `${intent.name}, as additional data`, aside: true })),
  ];
}

/** Whether a value has a member, or one of its members' members. */
const has = (value, [name, ...rest]) =>
  Array.isArray(value)
    ? value.some((item) => has(item, [name, ...rest]))
    : Object.hasOwn(value, name) && (rest.length === 0 || has(value[name], rest));

// The clients, and what each of them says of itself in a header. The values are the client's to choose: a Pact
// holds a rule, and an example that is the same on every machine.
import { INTENTS } from './intents.mjs';
import { ISSUES } from './issues.mjs';

const VERSION = '[0-9]+(\\.[0-9]+)+[^ ,]*';
const GUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/**
 * @typedef {object} Client
 * @property {string} id its file in this folder
 * @property {string} consumer its name in Pacts
 * @property {string} [package] what is installed, where it is a package
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
];

/** What a client is made to do: each intent, and those whose members it is known to lose also the way around that. */
export const intentsOf = ({ id }) => [
  ...INTENTS,
  ...INTENTS.filter(({ members }) => lossesOf(id).some((name) => Object.hasOwn(members, name))).map(
    (intent) => ({
      ...intent,
      name: `${intent.name}, as additional data`,
      aside: true,
    }),
  ),
];

const lossesOf = (id) => ISSUES.filter(({ client }) => client === id).flatMap(({ loses }) => loses);

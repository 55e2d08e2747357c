/** The requests that the consumer relies on being refused, and how it comes to send them. */
import type { PolicyClient, PolicyUpdate } from '../../contracts/client';
import {
  DEFAULTS,
  EXAMPLE_TOKEN,
  READER,
  STRANGER,
  type State,
  TYPE,
  WRITER,
  WRONG_TOKEN,
  anyToken,
  clientOf,
} from './support';

export interface Refusal {
  readonly description: string;
  readonly states: readonly State[];
  /** Undefined where the request has no token. */
  readonly authorization: ReturnType<typeof anyToken> | string | undefined;
  readonly contentType?: string;
  readonly body: Body;
  readonly status: Status;
  /** Sends the request. Typed clients can't send most of these; callers in JavaScript and gateways can. */
  send(baseUrl: string): ReturnType<PolicyClient['update']>;
}

/** A JSON value, text that stands in the request as it is, or what is left to {@link MALFORMED}. */
type Body = { readonly json: object } | { readonly text: string } | undefined;

/** The statuses that the contract leaves open, in the words of a V4 matcher, and the one of the mock server. */
interface Status {
  readonly example: number;
  readonly anyOf?: 'clientError' | readonly number[];
}

/** Which 4xx it is, the pages leave open for whatever is wrong with a body. */
const ANY_4XX: Status = { example: 400, anyOf: 'clientError' };
/** ERR-CT: the one that was seen, or the one that HTTP has for the case. */
const MEDIA_TYPE: Status = { example: 400, anyOf: [400, 415] };

/** AUT-403: a service may hide what the caller is not to know of. */
const NOT_PERMITTED: Status = { example: 403, anyOf: [403, 404] };

const ONE_MEMBER: PolicyUpdate = { '@odata.type': TYPE, isUsableOnce: true };

/** A body that breaks the contract, and nothing else about the request that does. */
const refusedBody = (description: string, json: object): Refusal => ({
  description,
  states: [DEFAULTS, WRITER],
  authorization: anyToken(),
  body: { json },
  status: ANY_4XX,
  send: (baseUrl) => clientOf(baseUrl).update(json as PolicyUpdate),
});

/** A conforming update that something changes between the client and the wire. */
const sendChanged = (baseUrl: string, change: (request: Request) => Request) =>
  clientOf(baseUrl, { fetch: (request) => fetch(change(request)) }).update(ONE_MEMBER);

function withoutToken(request: Request): Request {
  request.headers.delete('Authorization');
  return request;
}

function asPlainText(request: Request): Request {
  request.headers.set('Content-Type', 'text/plain');
  return request;
}

/** The update whose body the mock server can't be told of. */
export const MALFORMED_UPDATE = 'an update whose JSON is cut short';
/** Ends where its value should begin. */
export const MALFORMED = `{"@odata.type":"${TYPE}","isUsableOnce":`;

const cutShort = (request: Request) => new Request(request, { body: MALFORMED });

export const refusals: readonly Refusal[] = [
  {
    description: 'an update without a token',
    states: [DEFAULTS, STRANGER],
    authorization: undefined,
    body: { json: ONE_MEMBER },
    status: { example: 401 },
    send: (baseUrl) => sendChanged(baseUrl, withoutToken),
  },
  {
    description: 'an update with a token that the provider does not take',
    states: [DEFAULTS, STRANGER],
    authorization: `Bearer ${WRONG_TOKEN}`,
    body: { json: ONE_MEMBER },
    status: { example: 401 },
    send: (baseUrl) => clientOf(baseUrl, { token: () => WRONG_TOKEN }).update(ONE_MEMBER),
  },
  {
    description: 'an update with a token that allows reading only',
    states: [DEFAULTS, READER],
    authorization: anyToken(),
    body: { json: ONE_MEMBER },
    status: NOT_PERMITTED,
    send: (baseUrl) => clientOf(baseUrl, { token: () => EXAMPLE_TOKEN }).update(ONE_MEMBER),
  },
  refusedBody('an update without @odata.type', { isUsableOnce: true }),
  refusedBody("an update with a sibling's @odata.type", {
    '@odata.type': '#microsoft.graph.fido2AuthenticationMethodConfiguration',
    isUsableOnce: true,
  }),
  refusedBody('an update with a defaultLength of 49', { '@odata.type': TYPE, defaultLength: 49 }),
  refusedBody('an update with a minimum lifetime above the maximum', {
    '@odata.type': TYPE,
    minimumLifetimeInMinutes: 300,
    maximumLifetimeInMinutes: 200,
  }),
  {
    description: 'an update as text/plain',
    states: [DEFAULTS, WRITER],
    authorization: anyToken(),
    contentType: 'text/plain',
    body: { text: JSON.stringify(ONE_MEMBER) },
    status: MEDIA_TYPE,
    send: (baseUrl) => sendChanged(baseUrl, asPlainText),
  },
  {
    description: MALFORMED_UPDATE,
    states: [DEFAULTS, WRITER],
    authorization: anyToken(),
    body: undefined,
    status: ANY_4XX,
    send: (baseUrl) => sendChanged(baseUrl, cutShort),
  },
];

import { isMembers, type Members } from '../../exchanges/body';
import type { Exchange, HttpRequest, Observed } from '../../exchanges/exchange';
import { Redactor } from '../../exchanges/redact';
import { masksOf } from '../../exchanges/masks';
import { maskedIn } from '../../exchanges/readers/recorded';
import { defaultOperation } from '../../contract/operation';
import { UsageError } from '../../usage-error';
import { errorInWords, isError } from './errors';
import { axiosResponse, isAxios, isSuperagent, superagentResponse } from './clients';
import { fetchRequest, fetchResponse, isFetchRequest, isFetchResponse } from './fetch';
import { harEntry, isHarEntry } from './har';
import { can, type RequestPart, type ResponsePart } from './part';
import { isPlainRequest, isPlainResponse, plainRequest, plainResponse } from './plain';

/** What a response answers that came without its request. */
export const ANSWERED = { update: 'PATCH', read: 'GET', reset: 'DELETE' } as const;
export type Answered = keyof typeof ANSWERED;

/** What a test handed over, as an exchange, without its secrets. */
export interface AtHand {
  /** What it is called in messages, with its article. */
  noun: string;
  exchange: Exchange;
  /** Who is judged by default: the client for a request, the provider for a response. */
  subject: 'client' | 'provider' | 'traffic';
  has: { request: boolean; response: boolean };
  /** What a response without its request was taken to answer. */
  taken?: Answered;
}

type Maybe<T> = T | Promise<T>;

/** What is known of an object beside itself. */
interface How {
  answered: Answered;
  redactor: Redactor;
}

/**
 * What a test has at hand as an exchange that says what could be seen of it.
 * @param answered what a response without its request is taken to answer
 * @param redactor what knows the secrets of others that it is judged with
 * @throws UsageError where it is nothing of the kind; in a promise, where its body comes in one
 */
export function atHand(value: unknown, answered: Answered, redactor = new Redactor()): Maybe<AtHand> {
  const how = { answered, redactor };
  if (can(value, 'then')) throw new UsageError('it is a promise: await it, or use expect(…).resolves');
  if (isFetchRequest(value)) return fetchRequest(value).then((part) => ofParts(how, part));
  if (isFetchResponse(value)) return fetchResponse(value).then((part) => ofParts(how, undefined, part));
  if (!isMembers(value))
    throw new UsageError(
      `${kindOf(value)} is not a request, a response or an exchange: pass { method, url, headers, body }, a response, or { request, response }`,
    );
  if (isError(value)) throw new UsageError(errorInWords(value));
  if (isAxios(value)) return ofParts(how, undefined, axiosResponse(value));
  if (isSuperagent(value)) return ofParts(how, undefined, superagentResponse(value));
  if (isMembers(value['log']) && Array.isArray(value['log']['entries']))
    throw new UsageError('it is a HAR: pass one of its log.entries, or the file to graph-contract check');
  const entry = isHarEntry(value) ? harEntry(value) : undefined;
  if (entry) return ofEntry(entry, redactor);
  if (isMembers(value['request']) || isMembers(value['response'])) return exchangeOf(value, how);
  if (can(value, 'status', 'headers'))
    throw new UsageError(
      'its status and headers are functions: pass { status: it.status(), headers: it.headers(), body: await it.text() }',
    );
  if (isPlainRequest(value)) return ofParts(how, plainRequest(value));
  if (isPlainResponse(value)) return ofParts(how, undefined, plainResponse(value));
  throw new UsageError(
    'it is not a request (method and url), a response (status) or an exchange (request and response): pass one of them',
  );
}

/** `{ request?, response?, observed? }`, each as it is taken by itself. */
function exchangeOf(value: Members, how: How): Maybe<AtHand> {
  // A response of got, Azure's pipelines and others knows the request that it answers, and is the response itself.
  const isResponse = value['response'] === undefined && isPlainResponse(value);
  const request = isMembers(value['request']) ? requestIn(value['request'], isResponse) : undefined;
  const response = isResponse
    ? plainResponse(value)
    : isMembers(value['response'])
      ? responseIn(value['response'])
      : undefined;
  const { observed } = value;
  const whole = (one: RequestPart | undefined, other: ResponsePart | undefined): AtHand =>
    // An exchange of a record knows more than its parts: who sent it in which run, what the wire showed.
    ofParts(how, one, other, { ...rest(value), ...(isMembers(observed) && { observed }) });
  return request instanceof Promise || response instanceof Promise
    ? Promise.all([request, response]).then(([one, other]) => whole(one, other))
    : whole(request, response);
}

function requestIn(value: Members, mayBeMissing: boolean): Maybe<RequestPart> | undefined {
  if (isFetchRequest(value)) return fetchRequest(value);
  if (isPlainRequest(value)) return plainRequest(value);
  if (mayBeMissing) return undefined;
  throw new UsageError(
    'its request has no method and url: pass { method, url, headers, body } as the request',
  );
}

function responseIn(value: Members): Maybe<ResponsePart> {
  if (isFetchResponse(value)) return fetchResponse(value);
  if (isAxios(value)) return axiosResponse(value);
  if (isSuperagent(value)) return superagentResponse(value);
  if (isPlainResponse(value)) return plainResponse(value);
  throw new UsageError(
    'its response has no status from 100 to 999: pass { status, headers, body } as the response',
  );
}

const OF_A_RECORD = ['wire', 'failure', 'context', 'timing', 'batch', 'echoes', 'expected'] as const;

const rest = (value: Members): Partial<Exchange> =>
  Object.fromEntries(OF_A_RECORD.flatMap((name) => (value[name] ? [[name, value[name]]] : [])));

const NOTHING_OF_THE_REQUEST = { authorization: false, requestHeaders: false, requestBody: false };
const NOTHING_OF_THE_RESPONSE = { framing: false, trailing: false, responseBody: false };

function ofParts(
  { answered, redactor }: How,
  given: RequestPart | undefined,
  response?: ResponsePart,
  known: Partial<Omit<Exchange, 'observed'>> & { observed?: Partial<Observed> } = {},
): AtHand {
  const request = given ?? response?.answers;
  const messages = {
    request: request?.request ?? standIn(answered, response?.url),
    ...(response && { response: response.response }),
  };
  const masks = masksOf(messages);
  const notShown = [...(request?.notShown ?? []), ...(response?.notShown ?? []), ...maskedIn(masks)];
  const exchange: Exchange = {
    ...known,
    id: 'at hand',
    source: { kind: 'object' },
    observed: {
      ...(request?.observed ?? NOTHING_OF_THE_REQUEST),
      ...(response?.observed ?? NOTHING_OF_THE_RESPONSE),
      protocol: false,
      ...known.observed,
      ...(masks?.requestHeaders.includes('authorization') && { authorization: false }),
    },
    ...(notShown.length > 0 && { notShown }),
    ...(masks && { masked: masks }),
    ...messages,
  };
  const both = given !== undefined && response !== undefined;
  return {
    noun: both ? 'an exchange' : ((given ?? response)?.noun as string),
    exchange: redactor.exchange(exchange),
    subject: both ? 'traffic' : given ? 'client' : 'provider',
    has: { request: request !== undefined, response: response !== undefined },
    ...(request === undefined && { taken: answered }),
  };
}

/** An entry of a HAR, of which a reader has found out what it shows. */
const ofEntry = (entry: Omit<Exchange, 'id' | 'source'>, redactor: Redactor): AtHand => ({
  noun: 'an entry of a HAR',
  exchange: redactor.exchange({ ...entry, id: 'at hand', source: { kind: 'object' } }),
  subject: entry.response ? 'traffic' : 'client',
  has: { request: true, response: entry.response !== undefined },
});

/** A request of which nothing was observed, so that nothing follows from it but what was asked for. */
const standIn = (answered: Answered, url: string | undefined): HttpRequest => ({
  method: ANSWERED[answered],
  url: url ?? defaultOperation().path,
  headers: [],
});

const kindOf = (value: unknown): string =>
  value === null || value === undefined
    ? String(value)
    : Array.isArray(value)
      ? 'a list'
      : `a ${typeof value}`;

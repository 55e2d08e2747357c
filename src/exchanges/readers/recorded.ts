import { isMembers, type Members } from '../body';
import type { Exchange, HeaderPair, HttpRequest, HttpResponse, Masked, Observed } from '../exchange';
import { masksOf } from '../masks';
import { Unreadable } from './message';
import type { RecordedBody } from './recorded-body';

/** A message as a record has it: undefined headers are none that were recorded. */
interface RecordedMessage {
  headers: HeaderPair[] | undefined;
  content: RecordedBody;
}

/** What a record of somebody else's holds of an exchange. */
export interface RecordedParts {
  request: RecordedMessage & Pick<HttpRequest, 'method' | 'url'>;
  response?: (RecordedMessage & Pick<HttpResponse, 'status' | 'statusText' | 'httpVersion'>) | undefined;
  timing?: Exchange['timing'] | undefined;
  /** What the record itself says that could be seen. */
  observed?: Partial<Observed>;
  /** What it has beside that, and what is not read of it, in words. */
  unread?: readonly string[];
}

const MASKED = 'masked by the recorder';
const NO_HEADERS = 'not in the record';

/**
 * An exchange with what its record shows of it, and what it does not and why: what a recorder kept to itself,
 * keeps elsewhere or damaged was not observed.
 */
export function recorded({
  request,
  response,
  timing,
  observed,
  unread = [],
}: RecordedParts): Omit<Exchange, 'id' | 'source'> {
  const messages: Pick<Exchange, 'request' | 'response'> = { request: requestOf(request) };
  if (response) messages.response = responseOf(response);
  const masks = masksOf(messages);
  const seen = seenOf(request, response);
  if (observed) Object.assign(seen, observed);
  if (masks?.requestHeaders.includes('authorization')) seen.authorization = false;
  const notShown: string[] = [];
  addUnseen(notShown, 'request', request, seen.requestBody);
  if (response) addUnseen(notShown, 'response', response, seen.responseBody || hasNoBody(response));
  if (masks) notShown.push(...maskedIn(masks));
  notShown.push(...unread);
  return {
    observed: seen,
    ...(notShown.length > 0 && { notShown }),
    ...(masks && { masked: masks }),
    ...messages,
    ...(timing && { timing }),
  };
}

function seenOf(request: RecordedParts['request'], response: RecordedParts['response']): Observed {
  const seen: Observed = {
    // A log that leaves the header out is more common than a client that does.
    authorization: request.headers?.some(([name]) => name.toLowerCase() === 'authorization') ?? false,
    framing: false,
    trailing: false,
    requestBody: request.content.seen,
    responseBody: response?.content.seen ?? false,
    protocol: false,
  };
  if (request.headers === undefined) seen.requestHeaders = false;
  if (response && response.headers === undefined) seen.responseHeaders = false;
  return seen;
}

function requestOf({ method, url, headers = [], content: { body } }: RecordedParts['request']): HttpRequest {
  const request: HttpRequest = { method, url, headers };
  if (body) request.body = body;
  return request;
}

const responseOf = ({
  status,
  statusText,
  httpVersion,
  headers = [],
  content: { body },
}: NonNullable<RecordedParts['response']>): HttpResponse => ({
  status,
  ...(statusText !== undefined && { statusText }),
  ...(httpVersion !== undefined && { httpVersion }),
  headers,
  ...(body && { body }),
});

function addUnseen(
  unseen: string[],
  of: string,
  { headers, content }: RecordedMessage,
  isSeen: boolean,
): void {
  if (headers === undefined) unseen.push(`the headers of a ${of}: ${NO_HEADERS}`);
  if (!isSeen && content.why !== undefined) unseen.push(`the body of a ${of}: ${content.why}`);
}

/** Where there is nothing to show, nothing is missing: what may follow the head of a 204 no such record has. */
const hasNoBody = ({ status }: NonNullable<RecordedParts['response']>): boolean =>
  status === 204 || status === 304;

/** What is masked, in words. */
export const maskedIn = (masks: Masked | undefined): string[] =>
  masks
    ? [
        ...masks.requestHeaders.map((name) => `${name} of a request: ${MASKED}`),
        ...masks.responseHeaders.map((name) => `${name} of a response: ${MASKED}`),
        ...(masks.requestBody ? [`values in the body of a request: ${MASKED}`] : []),
        ...(masks.responseBody ? [`values in the body of a response: ${MASKED}`] : []),
      ]
    : [];

/**
 * The status of a response; some recorders write it as a text.
 * @throws Unreadable where it is none
 */
export function statusIn(response: Members): number {
  const { status } = response;
  const number = typeof status === 'string' && /^\s*\d{3}\s*$/.test(status) ? Number(status) : status;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 100 || number > 999)
    throw new Unreadable('its response has no status');
  return number;
}

/** A response, if there was one. @throws Unreadable for what is neither */
export function answerIn(response: unknown): Members | undefined {
  if (response === undefined || response === null) return undefined;
  if (!isMembers(response)) throw new Unreadable('its response is no object');
  return response;
}

/** Whether requests with a method have no body unless the record has one. */
export const isBodiless = (method: string): boolean => /^(GET|HEAD|DELETE|OPTIONS)$/i.test(method);

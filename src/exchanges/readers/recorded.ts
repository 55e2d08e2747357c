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
  const exchange = {
    request: requestOf(request),
    ...(response && { response: responseOf(response) }),
  };
  const masks = masksOf(exchange);
  const said = observed ?? {};
  const hasAuthorization = (request.headers ?? []).some(([name]) => name.toLowerCase() === 'authorization');
  const seen: Observed = {
    // A log that leaves the header out is more common than a client that does.
    authorization: hasAuthorization,
    framing: false,
    trailing: false,
    ...(request.headers === undefined && { requestHeaders: false }),
    requestBody: request.content.seen,
    responseBody: response?.content.seen ?? false,
    ...(response && response.headers === undefined && { responseHeaders: false }),
    protocol: false,
    ...said,
    ...(masks?.requestHeaders.includes('authorization') && { authorization: false }),
  };
  const notShown = [
    ...unseenIn('request', request, seen.requestBody),
    ...answerUnseen(response, seen),
    ...maskedIn(masks),
    ...unread,
  ];
  return {
    observed: seen,
    ...(notShown.length > 0 && { notShown }),
    ...(masks && { masked: masks }),
    ...exchange,
    ...(timing && { timing }),
  };
}

const requestOf = ({
  method,
  url,
  headers = [],
  content: { body },
}: RecordedParts['request']): HttpRequest => ({
  method,
  url,
  headers,
  ...(body && { body }),
});

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

function unseenIn(of: string, { headers, content }: RecordedMessage, isSeen: boolean): string[] {
  return [
    ...(headers === undefined ? [`the headers of a ${of}: ${NO_HEADERS}`] : []),
    ...(isSeen || content.why === undefined ? [] : [`the body of a ${of}: ${content.why}`]),
  ];
}

/** Where there is nothing to show, nothing is missing: what may follow the head of a 204 no such record has. */
function answerUnseen(response: RecordedParts['response'], seen: Observed): string[] {
  if (!response) return [];
  const isEmpty = response.status === 204 || response.status === 304;
  return unseenIn('response', response, seen.responseBody || isEmpty);
}

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

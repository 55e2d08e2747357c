import { LIMITS } from '../../bounds/limits';
import { complaintOf } from '../../contract/published';
import { isMembers, type Members } from '../body';
import { OBSERVATIONS, type Exchange, type HeaderPair, type Observed } from '../exchange';
import type { EvidenceHeader, SeveralHeader } from '../run-header';
import type { Wanted } from '../wanted';
import { headersIn, textIn, timingIn, Unreadable, urlIn, LONG_URL } from './message';
import { answerIn, isBodiless, recorded, statusIn, type RecordedParts } from './recorded';
import { cutBody, ELSEWHERE, NOT_KEPT, recordedBody, type RecordedBody } from './recorded-body';

/** What a line holds: an exchange as somebody wrote it down, one of a record of ours, or another line of that. */
export type Line =
  | { exchange: Omit<Exchange, 'id' | 'source'> }
  | { recorded: Exchange }
  | { header: EvidenceHeader | SeveralHeader }
  | { other: string }
  /** Of another operation, and not looked at any closer: its URL. */
  | { foreign: string };

/**
 * A line of NDJSON: `{request, response?}`, or a line of `evidence.ndjson`. A request has `method`, `url`,
 * and, if they were recorded, `headers` and `body`; a response has `status` and the same. A body is a text, a
 * JSON value, or `{encoding, data}`; null says that there was none, and that it is absent, that nobody knows.
 * @throws Unreadable
 */
export function fromLine(value: unknown, wanted: Wanted): Line {
  if (!isMembers(value)) throw new Unreadable('it is not a JSON object');
  if (typeof value['kind'] === 'string' && !('method' in value)) {
    if (value['kind'] === 'exchange') return { recorded: recordedIn(value) };
    if (value['kind'] === 'run') return { header: value as unknown as EvidenceHeader | SeveralHeader };
    if (!isMembers(value['request'])) return { other: value['kind'] };
  }
  const { request, response } = value;
  if (!isMembers(request)) throw new Unreadable('it has no request');
  const method = textIn(request, 'method', 'its request');
  const { url, isForeign } = urlIn(request, wanted);
  if (isForeign) return { foreign: url };
  const headers = headersIn(request['headers']);
  return {
    exchange: recorded({
      request: { method, url, headers, content: bodyIn(request, headers ?? [], isBodiless(method)) },
      response: responseIn(answerIn(response)),
      timing: timingIn(
        value['startedAt'] ?? value['startedDateTime'] ?? value['timestamp'] ?? timed(value, 'startedAt'),
        value['durationMs'] ?? value['time'] ?? timed(value, 'durationMs'),
      ),
      observed: observedIn(value['observed']),
      unread: response === undefined || response === null ? answersElsewhere(value) : [],
    }),
  };
}

/** A response under another name is not read, and not passed over without a word. */
const answersElsewhere = (line: Members): string[] =>
  Object.entries(line).flatMap(([name, value]) =>
    isMembers(value) && ['status', 'statusCode', 'status_code'].some((status) => status in value)
      ? [`a response: it is not at response${/^\w{1,40}$/.test(name) ? `, but at ${name}` : ''}`]
      : [],
  );

const timed = (value: Members, name: string): unknown =>
  isMembers(value['timing']) ? value['timing'][name] : undefined;

/** What the one who wrote the line says that could be seen. */
function observedIn(value: unknown): Partial<Observed> {
  if (!isMembers(value)) return {};
  return Object.fromEntries(
    OBSERVATIONS.flatMap((name) => (typeof value[name] === 'boolean' ? [[name, value[name]]] : [])),
  );
}

function responseIn(response: Members | undefined): RecordedParts['response'] {
  if (!response) return undefined;
  const { statusText, httpVersion } = response;
  const headers = headersIn(response['headers']);
  return {
    status: statusIn(response),
    ...(typeof statusText === 'string' && { statusText }),
    ...(typeof httpVersion === 'string' && { httpVersion }),
    headers,
    content: bodyIn(response, headers ?? [], false),
  };
}

/** Names under which a line may say where its body is. */
const REFERENCE = /^_?(?:body|payload)?_?(?:file|filename|path|ref|href|blob)$/i;

function bodyIn(message: Members, headers: readonly HeaderPair[], isBodiless: boolean): RecordedBody {
  if (message['body'] !== undefined) {
    const { body } = message;
    // Gateways say beside the body how it is coded.
    const encoding = message['bodyEncoding'] ?? (message['isBase64Encoded'] === true ? 'base64' : undefined);
    return recordedBody(body, { headers, encoding });
  }
  if (isBodiless) return { seen: true };
  const refers = Object.keys(message).some((name) => REFERENCE.test(name));
  return { seen: false, why: refers ? ELSEWHERE : NOT_KEPT };
}

/** What others may have put into a record of ours is held to the same limits as theirs. @throws Unreadable */
function withinLimits(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  if (request.url.length > LIMITS.url) throw new Unreadable(LONG_URL);
  headersIn(request.headers);
  headersIn(response?.headers);
  for (const message of [request, response])
    if (message?.body && message.body.data.length > LIMITS.body) message.body = cutBody(message.body);
  return exchange;
}

/** What an earlier version did not speak of was not seen. */
const UNSEEN = {
  authorization: false,
  framing: false,
  trailing: false,
  requestBody: false,
  responseBody: false,
  protocol: false,
} satisfies Observed;

/** A line of our own record is held to its schema, since what reads it takes it at its word. */
function recordedIn(value: Members): Exchange {
  const { observed } = value;
  const whole: Members = isMembers(observed) ? { ...value, observed: { ...UNSEEN, ...observed } } : value;
  const complaint = complaintOf('evidence', whole);
  if (complaint !== undefined) throw new Unreadable(`it is not an exchange of a record: ${complaint}`);
  const exchange = { ...whole };
  delete exchange['kind'];
  // Whose it is shows in its URL.
  delete exchange['contracts'];
  return withinLimits(exchange as unknown as Exchange);
}

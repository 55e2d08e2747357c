import { isMembers, type Members } from '../body';

/** What a JSON value is, by what only that has; for anything else, what it is and what to do about it, in words, which are made when they are asked for. */
export type Shape = 'exchange' | 'record' | 'har' | 'pact' | { unknown: () => string };

/** What is read, for messages. */
export const WHAT_IS_READ =
  'HAR, Pact, evidence.ndjson, or exchanges ({"request", "response"}), one JSON object a line';

/** The members that lines of a record of ours have, by kind. */
const OF_A_RECORD: Readonly<Record<string, readonly string[]>> = {
  run: [
    'schemaVersion',
    'tool',
    'contract',
    'contracts',
    'subject',
    'startedAt',
    'host',
    'commit',
    'ci',
    'lacks',
    'planned',
  ],
  note: ['outcome', 'message', 'expected', 'actual'],
  sequence: ['exchanges', 'shown', 'findings'],
  interaction: [],
  end: ['brokenOff', 'unjudged', 'putBack', 'durationMs'],
};

/** Tells what a JSON value is. */
export function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return { unknown: () => listInWords(value) };
  if (!isMembers(value)) return { unknown: () => 'it is not a JSON object' };
  const isRecord = isOfARecord(value);
  const shapes: Exclude<Shape, object>[] = [];
  if (isRecord) shapes.push('record');
  else if (isMembers(value['request'])) shapes.push('exchange');
  if (isMembers(value['log']) && Array.isArray(value['log']['entries'])) shapes.push('har');
  if (isPact(value)) shapes.push('pact');
  const [only, other] = shapes;
  if (only !== undefined && other === undefined) return only;
  if (only !== undefined)
    return { unknown: () => `it may be ${shapes.join(' or ')}, and is read as neither` };
  return { unknown: () => inWords(value) };
}

function isOfARecord(value: Members): boolean {
  const { kind } = value;
  if (typeof kind !== 'string' || 'method' in value) return false;
  if (kind === 'exchange') return true;
  const members = Object.hasOwn(OF_A_RECORD, kind) ? OF_A_RECORD[kind] : undefined;
  if (!members || isMembers(value['request'])) return false;
  return kind === 'interaction'
    ? 'consumer' in value && 'outcome' in value
    : Object.keys(value).every((name) => name === 'kind' || members.includes(name));
}

/** A Pact has interactions or messages, of a consumer with a provider; and so has one that lost one of them. */
function isPact(value: Members): boolean {
  const { interactions, messages, consumer, provider, metadata } = value;
  if (isMembers(value['request'])) return false;
  if (isMembers(consumer) || isMembers(provider))
    return interactions !== undefined || Array.isArray(messages) || isMembers(metadata);
  return Array.isArray(interactions) && !interactions.some(isOfACassette);
}

/** Cassettes of VCR and its like have interactions too, with URLs. */
const isOfACassette = (interaction: unknown): boolean =>
  isMembers(interaction) &&
  isMembers(interaction['request']) &&
  ('uri' in interaction['request'] || 'url' in interaction['request']);

function listInWords(list: readonly unknown[]): string {
  const exchanges = list.filter((each) => shapeOf(each) === 'exchange').length;
  if (exchanges > 0)
    return `it is a list of ${exchanges} ${exchanges === 1 ? 'exchange' : 'exchanges'}, and exchanges are written one JSON object a line: jq -c '.[]' writes them so`;
  const [first] = list;
  const what = isMembers(first) ? knownAs(first) : undefined;
  return what === undefined ? 'it is not a JSON object but a list' : `it is a list: ${what}`;
}

const SEND_IT = 'it holds requests to send: send them through graph-contract proxy, or record a HAR';
const TOO_LITTLE =
  'it keeps no headers and no bodies, and nothing of it can be judged: record a HAR, or use graph-contract proxy';
const WRITE_IT = 'write its exchanges as {"request", "response"}, one JSON object a line';

/** What people have at hand beside what is read, told by what only that has. */
const KNOWN: readonly [(value: Members) => unknown, string][] = [
  [({ info, item }) => isMembers(info) && Array.isArray(item), `a Postman collection; ${SEND_IT}`],
  [({ run }) => isMembers(run) && Array.isArray(run['executions']), `a report of newman; ${SEND_IT}`],
  [
    ({ _type, resources }) => _type === 'export' && Array.isArray(resources),
    `an export of Insomnia; ${SEND_IT}`,
  ],
  [
    ({ openapi, swagger }) => openapi ?? swagger,
    'an OpenAPI document, which holds no exchange; drift --openapi reads it',
  ],
  [
    (value) =>
      value['ecs.version'] ??
      value['ecs'] ??
      ('@timestamp' in value && (value['http'] ?? value['http.request.method'])),
    `a line of Elastic Common Schema; ${TOO_LITTLE}`,
  ],
  [
    ({ resourceId, category, operationName }) =>
      typeof resourceId === 'string' && (category ?? operationName) !== undefined,
    `a resource log of Azure Monitor; ${TOO_LITTLE}`,
  ],
  [
    ({ resourceSpans, resourceLogs }) => resourceSpans ?? resourceLogs,
    `an export of OpenTelemetry; ${TOO_LITTLE}`,
  ],
  [
    ({ kind, apiVersion }) => typeof kind === 'string' && typeof apiVersion === 'string',
    `an object of Kubernetes; ${TOO_LITTLE}`,
  ],
  [
    ({ log, stream, time }) => typeof log === 'string' && (stream ?? time) !== undefined,
    'a line of the log of a container: jq -r .log writes what the program wrote',
  ],
  [
    ({ httpRequest, httpResponse }) => isMembers(httpRequest) || isMembers(httpResponse),
    `a recording of MockServer, or a log entry of Google Cloud; ${WRITE_IT}`,
  ],
  [({ mappings }) => Array.isArray(mappings), `mappings of WireMock; ${WRITE_IT}`],
  [({ data }) => isMembers(data) && Array.isArray(data['pairs']), `a simulation of Hoverfly; ${WRITE_IT}`],
  [({ scope, method, path }) => scope && method && path, `a recording of nock; ${WRITE_IT}`],
  [
    ({ http_interactions: http, interactions }) => Array.isArray(http ?? interactions),
    `a cassette of VCR; ${WRITE_IT}`,
  ],
  [({ req, res }) => isMembers(req) && isMembers(res), `a log line with req and res; ${WRITE_IT}`],
  [({ log }) => isMembers(log) && ('creator' in log || 'version' in log), 'a HAR without a list of entries'],
  [
    ({ entries, creator }) => Array.isArray(entries) && isMembers(creator),
    `the inside of a HAR: jq '{log: .}' puts it where a HAR has it`,
  ],
  [
    ({ constants, events }) => isMembers(constants) && Array.isArray(events),
    'a net log of Chromium; export a HAR',
  ],
  [
    ({ schemaVersion, tool, verdict }) => schemaVersion && isMembers(tool) && verdict,
    'a report of graph-contract, which holds no exchange; evidence.ndjson does',
  ],
  [
    ({ message, msg, level, severity }) =>
      (message ?? msg) !== undefined && (level ?? severity) !== undefined,
    'a log line: write exchanges to a file of their own',
  ],
];

const knownAs = (value: Members): string | undefined => KNOWN.find(([tells]) => tells(value))?.[1];

/** How many members an unknown object is told by. */
const NAMED = 6;

function inWords(value: Members): string {
  const known = knownAs(value);
  if (known !== undefined) return `it is ${known}`;
  const names = Object.keys(value);
  const plain = names.filter((name) => /^[@$\w.-]{1,40}$/.test(name)).slice(0, NAMED);
  const rest = names.length > plain.length ? ', …' : '';
  const members = plain.length === 0 ? '' : ` but ${plain.join(', ')}${rest}`;
  return `it has no request${members}`;
}

import { shapeOf } from '../../../src/exchanges/readers/shape';

const request = { method: 'PATCH', url: '/' };
const parties = { consumer: { name: 'c' }, provider: { name: 'p' } };

test.each<[shape: string, what: string, value: unknown]>([
  ['exchange', 'an exchange', { request }],
  [
    'exchange',
    'an exchange with members of other formats',
    { request, log: 'x', provider: 'azure', consumer: 7, kind: 'Event' },
  ],
  ['exchange', 'an exchange that says who took part', { request, ...parties, metadata: {} }],
  ['exchange', 'an exchange with interactions', { request, interactions: [] }],
  ['exchange', 'an exchange with a kind of a record', { kind: 'note', request }],
  ['exchange', 'an exchange with a method beside its kind', { kind: 'exchange', method: 'x', request }],
  ['record', 'an exchange of a record', { kind: 'exchange', request }],
  ['record', 'the head of a record', { kind: 'run', schemaVersion: 1, tool: {}, startedAt: 'x' }],
  ['record', 'a note of a record', { kind: 'note', message: 'x' }],
  ['record', 'a sequence of a record', { kind: 'sequence', shown: 1 }],
  ['record', 'an interaction of a record', { kind: 'interaction', consumer: 'c', outcome: 'conforms' }],
  ['record', 'the end of a record', { kind: 'end', durationMs: 1 }],
  ['har', 'a HAR', { log: { entries: [] } }],
  ['har', 'a HAR with a comment', { log: { entries: [] }, comment: 'x' }],
  ['pact', 'a Pact', { ...parties, interactions: [] }],
  ['pact', 'a Pact without a provider', { consumer: {}, interactions: [] }],
  ['pact', 'a Pact without parties', { interactions: [] }],
  ['pact', 'a Pact of messages', { ...parties, messages: [] }],
  ['pact', 'a Pact that lost its interactions', { ...parties, metadata: {} }],
  ['pact', 'a Pact whose interactions are of another form', { ...parties, interactions: {} }],
])('%s: %s', (shape, _what, value) => {
  expect(shapeOf(value)).toBe(shape);
});

test.each<[says: string, value: unknown]>([
  ['it may be exchange or har, and is read as neither', { request, log: { entries: [] } }],
  ['it may be har or pact, and is read as neither', { log: { entries: [] }, interactions: [] }],
  ['it may be record or har, and is read as neither', { kind: 'exchange', log: { entries: [] } }],
  ['it is not a JSON object', 7],
  ['it is not a JSON object', null],
  ['it is not a JSON object but a list', []],
  ['it is not a JSON object but a list', [7]],
  [
    "it is a list of 2 exchanges, and exchanges are written one JSON object a line: jq -c '.[]' writes them so",
    [7, { request }, { request }],
  ],
  ['it is a list: a recording of nock', [{ scope: 'https://x', method: 'GET', path: '/' }]],
  ['it is a Postman collection', { info: { name: 'x' }, item: [] }],
  ['it is a report of newman', { collection: {}, run: { executions: [] } }],
  ['it is an export of Insomnia', { _type: 'export', resources: [] }],
  ['it is an OpenAPI document', { openapi: '3.1.0', paths: {} }],
  ['it is an OpenAPI document', { swagger: '2.0' }],
  ['it is a line of Elastic Common Schema', { 'ecs.version': '8.0' }],
  ['it is a line of Elastic Common Schema', { ecs: { version: '8.0' } }],
  ['it is a line of Elastic Common Schema', { '@timestamp': 't', http: { request: { method: 'PATCH' } } }],
  ['it is a line of Elastic Common Schema', { '@timestamp': 't', 'http.request.method': 'PATCH' }],
  ['it is a resource log of Azure Monitor', { resourceId: '/x', category: 'y' }],
  ['it is a resource log of Azure Monitor', { resourceId: '/x', operationName: 'y' }],
  ['it is an export of OpenTelemetry', { resourceSpans: [] }],
  ['it is an export of OpenTelemetry', { resourceLogs: [] }],
  ['it is an object of Kubernetes', { kind: 'Event', apiVersion: 'v1' }],
  ['it is a line of the log of a container: jq -r .log', { log: 'x\n', stream: 'stdout' }],
  ['it is a line of the log of a container: jq -r .log', { log: 'x\n', time: 't' }],
  ['it is a recording of MockServer, or a log entry of Google Cloud', { httpRequest: {} }],
  ['it is a recording of MockServer, or a log entry of Google Cloud', { httpResponse: {} }],
  ['it is mappings of WireMock', { mappings: [] }],
  ['it is a simulation of Hoverfly', { data: { pairs: [] } }],
  ['it is a recording of nock', { scope: 'https://x', method: 'GET', path: '/' }],
  ['it is a cassette of VCR', { http_interactions: [] }],
  ['it is a cassette of VCR', { interactions: [{ request: { uri: 'x' } }] }],
  ['it is a cassette of VCR', { interactions: [{ request: { url: 'x' } }] }],
  ['it is a log line with req and res', { req: {}, res: {} }],
  ['it is a HAR without a list of entries', { log: { version: '1.2' } }],
  ['it is a HAR without a list of entries', { log: { creator: {} } }],
  ["it is the inside of a HAR: jq '{log: .}'", { entries: [], creator: {} }],
  ['it is a net log of Chromium', { constants: {}, events: [] }],
  ['it is a report of graph-contract', { schemaVersion: 1, tool: {}, verdict: 'conforms' }],
  ['it is a log line', { level: 30, msg: 'x' }],
  ['it is a log line', { severity: 'INFO', message: 'x' }],
  ['it has no request', {}],
  ['it has no request but a, b', { a: 1, b: 2 }],
  ['it has no request but a, b, c, d, e, f, …', { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }],
  // A name may be a secret, or harm a terminal: it is not repeated.
  ['it has no request but a, …', { a: 1, 'Bearer abc': 1 }],
  ['it has no request', { '\u001b[31m': 1 }],
  ['it has no request but request', { request: 'PATCH /' }],
  // What only resembles a format is not called by its name.
  ['it has no request but log', { log: 'x' }],
  ['it has no request but log', { log: {} }],
  ['it has no request but provider, consumer', { provider: 'azure', consumer: 7 }],
  ['it has no request but consumer, provider', parties],
  ['it has no request but interactions', { interactions: 7 }],
  ['it has no request but kind', { kind: 'Event' }],
  ['it has no request but kind, verdict', { kind: 'end', verdict: 'x' }],
  ['it has no request but kind, consumer', { kind: 'interaction', consumer: 'c' }],
  ['it has no request but kind', { kind: 'constructor' }],
  ['it has no request but info', { info: {} }],
  ['it has no request but resourceId', { resourceId: '/x' }],
  ['it has no request but @timestamp', { '@timestamp': 't' }],
  ['it has no request but run', { run: {} }],
  ['it has no request but _type', { _type: 'export' }],
  ['it has no request but data', { data: {} }],
  ['it has no request but scope, method', { scope: 'x', method: 'GET' }],
  ['it has no request but req', { req: {} }],
  ['it has no request but entries', { entries: [] }],
  ['it has no request but constants', { constants: {} }],
  ['it has no request but schemaVersion, tool', { schemaVersion: 1, tool: {} }],
  ['it has no request but message', { message: 'x' }],
  ['it has no request but level', { level: 30 }],
])('what is none of them is named: %s', (says, value) => {
  const shape = shapeOf(value) as { unknown: () => string };
  expect(shape.unknown().slice(0, says.length)).toBe(says);
});

test('who has another format is told what to do', () => {
  const remedyOf = (value: unknown) => (shapeOf(value) as { unknown: () => string }).unknown();
  expect(remedyOf({ info: {}, item: [] })).toMatch(
    /send them through graph-contract proxy, or record a HAR$/,
  );
  expect(remedyOf({ ecs: {} })).toMatch(
    /nothing of it can be judged: record a HAR, or use graph-contract proxy$/,
  );
  expect(remedyOf({ mappings: [] })).toMatch(
    /write its exchanges as \{"request", "response"\}, one JSON object a line$/,
  );
  expect(remedyOf({ msg: 'x', level: 1 })).toMatch(/write exchanges to a file of their own$/);
});

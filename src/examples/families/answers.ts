import type { Demand, Exchange } from '../../exchanges/exchange';
import { planned, without, type Family, type Writer, type Written } from '../family';

/** Answers of providers, exchange by exchange, and the expectations of Pacts on them. */
export function* answerFamilies(writer: Writer): Iterable<Family> {
  const { operation } = writer;
  const { success } = operation;
  const json = writer.body(writer.small);
  const sent = (written: Written = {}) => writer.exchange({ json, ...written });
  const withPolicy = { json: writer.policy() };
  const usual = success.content ? withPolicy : {};
  const headed = (headers: Record<string, string | null>) => sent({ answer: { ...usual, headers } });
  yield {
    right: [sent({ wire: { head: '' } })],
    wrong: [
      [
        sent({
          status: success.status === 200 ? 204 : 200,
          answer: success.status === 200 ? {} : withPolicy,
        }),
      ],
      [sent({ status: 202, answer: usual })],
      [sent({ wire: { head: '', after: { bytes: 2, sample: '\r\n' } } })],
      [headed({ 'Content-Length': '0' })],
      [headed({ 'Content-Type': 'text/plain' })],
      [headed({ 'Content-Type': 'application/json' })],
      [headed({ 'request-id': null })],
      [headed({ 'OData-Version': null })],
      ...[...lacking(writer.policy())].map((policy) => [sent({ answer: { json: policy } })]),
    ],
  };
  // If updates are answered with the policy, DELETE may have no content.
  const gone = (written: Written = {}) =>
    writer.exchange({ method: 'DELETE', status: 204, answer: {}, ...written });
  if (operation.reset?.status === 204)
    yield {
      right: [gone({ wire: { head: '' } })],
      wrong: [
        [gone({ wire: { head: '', after: { bytes: 2, sample: '\r\n' } } })],
        [gone({ answer: { headers: { 'Content-Length': '0' } } })],
        [gone({ answer: { headers: { 'Content-Type': 'text/plain' } } })],
      ],
    };
  const asking = { headers: { Prefer: 'return=representation' }, ...planned() };
  yield {
    right: [sent({ ...asking, status: 200, answer: withPolicy })],
    wrong: [[sent({ ...asking, status: 200, answer: {} })]],
  };
  yield* accepted(writer, json);
  yield* reads(writer);
  yield* errors(writer);
  yield* pacts(writer, json);
}

/** Requests that a provider must accept, each for its row. */
function* accepted(writer: Writer, json: unknown): Iterable<Family> {
  const { operation } = writer;
  const { path, resource, success } = operation;
  const spelt = resource.spellings.map((key) => path.slice(0, path.lastIndexOf('/') + 1) + key);
  const { '@odata.type': type, ...members } = json as Record<string, unknown>;
  const cases: [row: string, written: Written][] = [
    [success.row, { json }],
    ...spelt.map((other): [string, Written] => ['RES-KEY-CASE', { json, path: other }]),
    ['RES-PATH-CASE', { json, path: lowerButKey(path, resource.key) }],
    ['RES-CT-PARAM', { json, headers: { 'Content-Type': 'application/json; charset=utf-8' } }],
    ['RES-TYPE-ORDER', { json: { ...members, '@odata.type': type } }],
    [
      'ERR-ANNOT',
      { json: { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata', ...(json as object) } },
    ],
    ['SEM-ROUNDTRIP', { json: writer.documented() }],
  ];
  for (const [accept, written] of cases) {
    const how = { ...written, ...planned({ accept }) };
    yield { right: [writer.exchange(how)], wrong: [[writer.refusal(how)]] };
  }
  const stored = { json, ...planned({ step: 'a limit against the stored default' }) };
  yield { right: [writer.exchange(stored)], wrong: [[writer.refusal(stored, 500)]] };
}

const lowerButKey = (path: string, key: string | undefined): string =>
  key === undefined ? path.toLowerCase() : `${path.slice(0, -key.length).toLowerCase()}${key}`;

function* reads(writer: Writer): Iterable<Family> {
  const policy = writer.policy();
  yield {
    right: [writer.read()],
    wrong: [
      ...[...lacking(policy)].map((each) => [writer.read(each)]),
      ...Object.keys(policy).flatMap((name) =>
        ['AnotherPolicy', 100_000_000].map((value) => [writer.read({ ...policy, [name]: value })]),
      ),
      [writer.read(policy, { answer: { headers: { 'OData-Version': null } } })],
    ],
  };
  const reader = planned({ credentials: 'read-only', accept: 'AUT-READ' });
  yield {
    right: [writer.read(policy, reader)],
    wrong: [[writer.refusal({ method: 'GET', ...reader }, 403)]],
  };
}

/** The policy without one of its members, for each member. */
function* lacking(policy: Record<string, unknown>): Iterable<unknown> {
  for (const name of Object.keys(policy)) yield without(policy, name);
}

function* errors(writer: Writer): Iterable<Family> {
  const text = '{"unfinished": ';
  const refused = (answer: Written['answer'], more: Written = {}) =>
    writer.refusal({ text, ...more, ...(answer && { answer }) });
  yield {
    right: [refused(undefined)],
    wrong: [
      [refused({ json: { message: 'Not valid.' } })],
      [refused({ text: '<h1>Bad Request</h1>', headers: { 'Content-Type': 'text/html' } })],
      [refused({ json: writer.error({ innerError: undefined }) })],
      [refused({ json: writer.error({ code: 'Bad Request' }) })],
      [refused(undefined, { echoes: [{ alias: 'secret-1', where: 'body' }] })],
      [writer.exchange({ text, ...planned() })],
    ],
  };
  const body = writer.body(writer.small);
  const turned: Written[] = [
    { text, ...planned() },
    { json: body, headers: { 'Content-Type': 'text/plain' }, ...planned() },
    { json: without(body, '@odata.type'), ...planned() },
  ];
  for (const written of turned)
    yield { right: [writer.refusal(written, 415)], wrong: [[writer.exchange(written)]] };
  for (const written of turned)
    yield { right: [writer.refusal(written)], wrong: [[writer.exchange(written)]] };
  const other = { method: 'PUT', json: body };
  const allow = { headers: { Allow: 'GET, PATCH, DELETE' }, json: writer.error() };
  yield {
    right: [writer.exchange({ ...other, status: 405, answer: allow })],
    wrong: [[writer.exchange(other)]],
  };
  const strange = {
    method: 'GET',
    path: `${writer.operation.path}OfNobody`,
    ...planned({ elsewhere: true }),
  };
  yield { right: [writer.refusal(strange, 404)], wrong: [[writer.read(writer.policy(), strange)]] };
  yield* refusedToSome(writer, body);
}

/** Requests without a token, and with a token that allows only reads. */
function* refusedToSome(writer: Writer, json: unknown): Iterable<Family> {
  const none = { json, headers: { Authorization: null }, ...planned({ credentials: 'none' }) };
  const challenge = { headers: { 'WWW-Authenticate': 'Bearer' } };
  yield {
    right: [writer.refusal({ ...none, answer: challenge }, 401)],
    wrong: [[writer.exchange(none)], [writer.refusal(none, 401)]],
  };
  const lower = { json, ...planned({ credentials: 'lower-case-scheme', accept: 'AUT-401' }) };
  yield { right: [writer.exchange(lower)], wrong: [[writer.refusal({ ...lower, answer: challenge }, 401)]] };
  const reader = { json, ...planned({ credentials: 'read-only' }) };
  yield { right: [writer.refusal(reader, 403)], wrong: [[writer.exchange(reader)]] };
}

/** Interactions of Pacts: requests and the answers that they expect. */
function* pacts(writer: Writer, json: unknown): Iterable<Family> {
  const { status } = writer.operation.success;
  const expects = (code: number, headers: Demand[] = [], body: Demand[] = []): Exchange =>
    writer.exchange({ json, expected: { status: fixed('', code), headers, body } });
  const requestId = fixed('X-Powered-By', 'Express');
  yield {
    right: [expects(status)],
    wrong: [[expects(202)], [expects(status, [], [fixed('/ofNobody', 1)])], [expects(status, [requestId])]],
  };
  const read = (headers: Demand[], body: Demand[] = []): Exchange =>
    writer.exchange({ method: 'GET', expected: { status: fixed('', 200), headers, body } });
  yield {
    right: [read([{ place: 'Content-Type', value: 'application/json', fixed: false }])],
    wrong: [[read([requestId])]],
  };
  yield {
    right: [read([], [{ place: '/state', value: 'enabled', fixed: false }])],
    wrong: [[read([], [fixed('/ofNobody', 1)])]],
  };
}

const fixed = (place: string, value: unknown): Demand => ({ place, value, fixed: true });

import { changed, refused, rewritten, type Call, type Message, type Piece } from '../mutant';
import type { MutationCase } from './mutation';

/** What stands behind the head of every 204. */
const behind204 = (...pieces: Piece[]) => ({
  wire: ({ status, head, body }: Message): readonly Piece[] =>
    status === 204 ? [head, ...pieces] : [head + body],
});

/** A byte that comes late behind some 204s. */
const late204 = (which: (message: Message) => boolean, ms: number) => ({
  wire: (message: Message): readonly Piece[] =>
    message.status === 204 && which(message) ? [message.head, ms, 'x'] : [message.head + message.body],
});

/** The 204 behind which a run keeps the connection while it goes on elsewhere: the first of the second connection. */
const isHeld = ({ connection, answer }: Message): boolean => connection === 2 && answer === 1;

/** Another head of every 204, and what stands behind it. */
const framed204 = (field: string, ...pieces: Piece[]) => ({
  wire: ({ status, head, body }: Message): readonly Piece[] =>
    status === 204 ? [head.replace(/\r\n$/, `${field}\r\n\r\n`), ...pieces] : [head + body],
});

const isUpdate = ({ method }: Call): boolean => method === 'PATCH';
const isPolicy = (response: Response, { method, path }: Call): boolean =>
  method === 'GET' && response.status === 200 && !path.endsWith('$batch');

/** What a read shows, edited. */
const read = (edit: (policy: Record<string, unknown>) => unknown) => ({
  response: (response: Response, call: Call) =>
    isPolicy(response, call) ? rewritten(response, edit) : response,
});

const refuseWhere = (condition: (call: Call) => boolean, status = 400) => ({
  request: (call: Call) => (condition(call) ? refused(call, status) : {}),
});

export const RESPONSES: readonly MutationCase[] = [
  {
    name: 'answers 200 with the policy',
    breaks: 'RES-204',
    check: 'response/status',
    mutation: {
      response: (response, call, store) =>
        isUpdate(call) && response.status === 204
          ? Response.json(store.get(), { headers: new Headers(response.headers) })
          : response,
    },
    actual: '200 OK',
  },
  {
    name: 'answers 202',
    breaks: 'RES-204',
    check: 'response/status',
    mutation: {
      response: (response, call) =>
        isUpdate(call) && response.status === 204 ? changed(response, { status: 202 }) : response,
    },
    // 202 is no answer to Prefer: return=representation either.
    follows: { 'RES-PREFER': 'informational' },
    actual: '202 Accepted',
  },
  {
    name: 'refuses the longest length',
    breaks: 'RES-204',
    check: 'response/acceptance',
    mutation: refuseWhere(({ json }) => json['defaultLength'] === 48),
    actual: '400 Bad Request',
  },
  {
    name: 'has a body behind a 204',
    breaks: 'RES-EMPTY',
    check: 'response/no-content',
    mutation: behind204('{"status":"ok"}'),
    actual: '15 bytes: "{\\"status\\":\\"ok\\"}"',
  },
  {
    name: 'has a lone line end behind a 204',
    breaks: 'RES-EMPTY',
    check: 'response/no-content',
    mutation: behind204('\r\n'),
    actual: '2 bytes: "\\r\\n"',
  },
  {
    name: 'has a byte 50 ms behind a 204 whose connection is closed',
    breaks: 'RES-EMPTY',
    check: 'response/no-content',
    mutation: late204(({ last }) => last, 50),
    actual: '1 byte: "x"',
  },
  {
    name: 'has a byte 150 ms behind a 204 whose connection is closed',
    breaks: 'RES-EMPTY',
    check: 'response/no-content',
    mutation: late204(({ last }) => last, 150),
    actual: '1 byte: "x"',
  },
  {
    name: 'has a byte 50 ms behind a 204 whose connection is kept',
    breaks: 'RES-EMPTY',
    check: 'response/no-content',
    mutation: late204(isHeld, 50),
    actual: '1 byte: "x"',
  },
  {
    name: 'has a byte 150 ms behind a 204 whose connection is kept',
    breaks: 'RES-EMPTY',
    check: 'response/no-content',
    mutation: late204(isHeld, 150),
    actual: '1 byte: "x"',
  },
  {
    name: 'has Content-Length: 0 on a 204',
    breaks: 'RES-FRAMING',
    check: 'response/framing',
    mutation: framed204('Content-Length: 0'),
    actual: 'Content-Length: 0',
  },
  {
    name: 'has Content-Length and that many bytes on a 204',
    breaks: 'RES-FRAMING',
    check: 'response/framing',
    mutation: framed204('Content-Length: 5', 'hello'),
    // The five bytes follow the head.
    follows: { 'RES-EMPTY': 'violates' },
    actual: 'Content-Length: 5',
  },
  {
    name: 'has Content-Length and not a byte on a 204',
    breaks: 'RES-FRAMING',
    check: 'response/framing',
    mutation: framed204('Content-Length: 5'),
    actual: 'Content-Length: 5',
  },
  {
    name: 'has Transfer-Encoding and the last chunk on a 204',
    breaks: 'RES-FRAMING',
    check: 'response/framing',
    mutation: framed204('Transfer-Encoding: chunked', '0\r\n\r\n'),
    // The last chunk is five bytes behind the head.
    follows: { 'RES-EMPTY': 'violates' },
    actual: 'Transfer-Encoding: chunked',
  },
  {
    name: 'has Content-Type on a 204',
    breaks: 'RES-CT',
    check: 'response/content-type',
    mutation: framed204('Content-Type: application/json'),
    actual: 'application/json',
  },
  {
    name: 'refuses Prefer: return=representation',
    breaks: 'RES-PREFER',
    check: 'response/prefer',
    mutation: refuseWhere(({ headers }) => headers.has('prefer')),
    actual: '400 Bad Request',
  },
  {
    name: 'sends no request-id',
    breaks: 'RES-REQID',
    check: 'response/request-id',
    mutation: { response: (response) => changed(response, { headers: { 'request-id': null } }) },
    actual: 'no request-id',
  },
  {
    name: 'sends a client-request-id of its own',
    breaks: 'RES-REQID',
    check: 'response/request-id',
    mutation: {
      response: (response) => changed(response, { headers: { 'client-request-id': crypto.randomUUID() } }),
    },
    actual: 'another value',
  },
  {
    name: 'sends no OData-Version',
    breaks: 'RES-ODV',
    check: 'response/odata-version',
    mutation: { response: (response) => changed(response, { headers: { 'odata-version': null } }) },
    actual: 'no OData-Version',
  },
  {
    name: "does not find the example's spelling of the key",
    breaks: 'RES-KEY-CASE',
    check: 'response/key-case',
    mutation: refuseWhere(({ path }) => path.endsWith('/temporaryAccessPass'), 404),
    actual: '404 Not Found',
  },
  {
    name: 'does not find the returned spelling of the key',
    breaks: 'RES-KEY-CASE',
    check: 'response/key-case',
    mutation: refuseWhere(({ path }) => path.endsWith('/TemporaryAccessPass'), 404),
    actual: '404 Not Found',
  },
  {
    name: 'does not find a path in lower case',
    breaks: 'RES-PATH-CASE',
    check: 'response/path-case',
    mutation: refuseWhere(({ path }) => path.includes('/authenticationmethodspolicy/'), 404),
    actual: '404 Not Found',
  },
  {
    name: 'refuses charset=utf-8',
    breaks: 'RES-CT-PARAM',
    check: 'response/media-type-parameters',
    mutation: refuseWhere(({ headers }) => /charset/i.test(headers.get('content-type') ?? ''), 415),
    actual: '415 Unsupported Media Type',
  },
  {
    name: "refuses OData's parameters",
    breaks: 'RES-CT-PARAM',
    check: 'response/media-type-parameters',
    mutation: refuseWhere(({ headers }) => /odata\./i.test(headers.get('content-type') ?? ''), 415),
    actual: '415 Unsupported Media Type',
    weight: 'deviates',
  },
  {
    name: 'wants @odata.type among the first members',
    breaks: 'RES-TYPE-ORDER',
    check: 'response/type-order',
    mutation: refuseWhere(
      ({ json }) =>
        Object.keys(json).indexOf('@odata.type') >
        Object.keys(json).filter((name) => name.startsWith('@odata.context')).length,
    ),
    actual: '400 Bad Request',
  },
  {
    name: 'answers a read with 203',
    breaks: 'GET-SHAPE',
    check: 'response/read-shape',
    mutation: {
      response: (response, call) =>
        isPolicy(response, call) ? changed(response, { status: 203 }) : response,
    },
    // What is not answered with 200 is not taken for the policy, so that no state is seen.
    follows: {
      'AUT-READ': 'deviates',
      'RES-ODV': 'untestable',
      'SEM-APPLY': 'untestable',
      'SEM-ATOMIC': 'untestable',
      'SEM-DELETE': 'untestable',
      'SEM-KEY': 'untestable',
      'SEM-MERGE': 'untestable',
      'SEM-REPEAT': 'untestable',
      'SEM-REPLACE': 'untestable',
      'SEM-ROUNDTRIP': 'untestable',
      'SEM-STATE-RANGE': 'untestable',
    },
    actual: /^203/,
  },
  {
    name: 'answers a read as text',
    breaks: 'GET-SHAPE',
    check: 'response/read-shape',
    mutation: {
      response: (response, call) =>
        isPolicy(response, call)
          ? changed(response, { headers: { 'content-type': 'text/plain' } })
          : response,
    },
    actual: 'text/plain',
  },
  {
    name: 'leaves @odata.type out of a read',
    breaks: 'GET-SHAPE',
    check: 'response/read-shape',
    mutation: read(({ '@odata.type': _, ...rest }) => rest),
    // Such a read is no update that could be sent back.
    follows: { 'SEM-ROUNDTRIP': 'untestable' },
    actual: /nothing|missing|absent/,
  },
  {
    name: 'writes @odata.type without # in a read',
    breaks: 'GET-SHAPE',
    check: 'response/read-shape',
    mutation: read((policy) => ({ ...policy, '@odata.type': String(policy['@odata.type']).slice(1) })),
    // Such a read is no update that could be sent back.
    follows: { 'SEM-ROUNDTRIP': 'untestable' },
    actual: '"microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration"',
  },
  {
    name: 'leaves the id out of a read',
    breaks: 'GET-SHAPE',
    check: 'response/read-shape',
    mutation: read(({ id: _, ...rest }) => rest),
    // An id that is not shown is not judged.
    follows: { 'SEM-KEY': 'untestable' },
    actual: /nothing|missing|absent/,
  },
  {
    name: 'writes a number as a string in a read',
    breaks: 'GET-SHAPE',
    check: 'response/read-shape',
    mutation: read((policy) => ({ ...policy, defaultLength: String(policy['defaultLength']) })),
    // The number that was sent is not read, nor the documented one, nor is the read an update that could be sent back.
    follows: { 'SEM-APPLY': 'violates', 'SEM-DELETE': 'informational', 'SEM-ROUNDTRIP': 'untestable' },
    actual: /^"\d+"$/,
  },
  {
    name: 'leaves excludeTargets out of a read',
    breaks: 'GET-SHAPE',
    check: 'response/read-shape',
    mutation: read(({ excludeTargets: _, ...rest }) => rest),
    // What is not shown is not shown to be stored.
    follows: { 'SEM-APPLY': 'violates', 'SEM-REPLACE': 'violates' },
    actual: 'nothing',
    weight: 'deviates',
  },
  {
    name: 'throttles once without Retry-After',
    breaks: 'THR-429',
    check: 'errors/retry-after',
    get mutation() {
      let count = 0;
      return { request: (call: Call) => (++count === 20 ? refused(call, 429) : {}) };
    },
    actual: 'no Retry-After',
  },
  {
    name: 'throttles once with a Retry-After that says nothing',
    breaks: 'THR-429',
    check: 'errors/retry-after',
    get mutation() {
      let count = 0;
      return {
        request: (call: Call) =>
          ++count === 20 ? refused(call, 429, 'Slow.', { 'Retry-After': 'soon' }) : {},
      };
    },
    actual: 'soon',
  },
];

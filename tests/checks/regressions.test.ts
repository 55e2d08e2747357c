import { gzipSync } from 'node:zlib';
import { spawnSync } from 'node:child_process';
import { judge } from '../../src/judge/judge';
import { curlLine } from '../../src/exchanges/curl';
import { Redactor } from '../../src/exchanges/redact';
import {
  batch,
  context,
  errorBody,
  exchange,
  item,
  judgeOne,
  PATH,
  POLICY,
  read,
  refusal,
  ROOT,
  settled,
  target,
  TYPE,
  update,
  URL_OF_POLICY,
} from './support';

const NONE = { outcome: 'not-exercised', judged: 0, findings: [] };
const TOKEN = 'opaque-Token.of~ours_0123456789';
const after = (m: object = {}) => settled({ ...POLICY, ...m });

test('REQ-PATH tells of a misspelt segment before authenticationMethodConfigurations', () => {
  const url = `${ROOT}/policies/authenticationMethodPolicy/authenticationMethodConfigurations/TemporaryAccessPass`;
  expect(judgeOne('request/path', exchange({ url })).outcome).toBe('violates');
});
test('REQ-UNKNOWN holds for a body without includeTargets', () => {
  expect(judgeOne('request/unknown-members', exchange()).outcome).toBe('conforms');
});
test('REQ-MINMAX says nothing where only one is there', () => {
  expect(judgeOne('request/lifetime-order', update({ minimumLifetimeInMinutes: 60 }))).toEqual(NONE);
});
test('REQ-DEF says nothing without a default', () => {
  expect(judgeOne('request/default-lifetime', update({ minimumLifetimeInMinutes: 60 }))).toEqual(NONE);
});
test('REQ-TGT-ID says nothing of an empty collection', () => {
  expect(judgeOne('request/target-id', update({ includeTargets: [] }))).toEqual(NONE);
});
test('REQ-EXC-MEMBERS says nothing of an empty collection', () => {
  expect(judgeOne('request/exclude-members', update({ excludeTargets: [] }))).toEqual(NONE);
});
test('null is not judged', () => {
  expect(judgeOne('request/default-length', update({ defaultLength: null }))).toEqual(NONE);
});
test('truncated request body is not judged', () => {
  const x = exchange();
  const cut = {
    ...x,
    request: { ...x.request, body: { encoding: 'utf8' as const, data: '{"@odata.type":', truncated: 100 } },
  };
  expect(judgeOne('request/json', cut)).toEqual(NONE);
});
test('truncated error body is not judged', () => {
  const x = refusal();
  const cut = {
    ...x,
    response: { ...x.response!, body: { encoding: 'utf8' as const, data: '{"error":', truncated: 100 } },
  };
  expect(judgeOne('errors/envelope', cut)).toEqual(NONE);
});
test('truncated read is not judged', () => {
  const x = read();
  const cut = {
    ...x,
    response: { ...x.response!, body: { encoding: 'utf8' as const, data: '{"id":', truncated: 100 } },
  };
  expect(judgeOne('response/read-shape', cut)).toEqual(NONE);
});
test('preflight without Authorization is no breach of client', () => {
  const x = exchange({
    method: 'OPTIONS',
    headers: {
      Authorization: null,
      Origin: 'https://portal.example',
      'Access-Control-Request-Method': 'PATCH',
    },
    status: 200,
  });
  expect(judgeOne('request/authorization', x)).toEqual(NONE);
});
test('preflight without Authorization is no breach of provider', () => {
  const x = exchange({
    method: 'OPTIONS',
    headers: {
      Authorization: null,
      Origin: 'https://portal.example',
      'Access-Control-Request-Method': 'PATCH',
    },
    status: 200,
  });
  expect(judgeOne('authorization/challenge', x)).toEqual(NONE);
});
test('GET $select', () => {
  const x = read({ '@odata.context': 'x', state: 'enabled' }, { url: `${URL_OF_POLICY}?$select=state` });
  expect(judgeOne('response/read-shape', x).findings).toEqual([]);
});
test('odata.metadata=none', () => {
  const plain = Object.fromEntries(Object.entries(POLICY).filter(([name]) => name !== '@odata.type'));
  const x = read(plain, { headers: { Accept: 'application/json;odata.metadata=none' } });
  expect(judgeOne('response/read-shape', x).findings).toEqual([]);
});
test('batch of other operations in China v1.0', () => {
  const x = batch([{ id: '1', method: 'GET', url: '/me' }], [{ id: '1', status: 200 }], {
    url: 'https://microsoftgraph.chinacloudapi.cn/v1.0/$batch',
  });
  expect(judgeOne('request/cloud', x)).toEqual(NONE);
});
test('inner 204 body null', () => {
  const x = batch([item('1')], [{ id: '1', status: 204, headers: {}, body: null }]);
  expect(judgeOne('response/no-content', x).findings).toEqual([]);
});
test('inner update with Prefer 200', () => {
  const x = batch(
    [item('1', { headers: { 'Content-Type': 'application/json', Prefer: 'return=representation' } })],
    [{ id: '1', status: 200, body: POLICY }],
  );
  expect(judgeOne('batch/outer', x).findings).toEqual([]);
});
test('another resource that ends in TemporaryAccessPass', () => {
  const x = batch(
    [{ id: '1', method: 'PATCH', url: '/me/things/TemporaryAccessPass', headers: {}, body: {} }],
    [{ id: '1', status: 200 }],
  );
  expect(judgeOne('batch/outer', x).findings).toEqual([]);
});
test('update in a batch with a query string and 200', () => {
  const x = batch([item('1', { url: `${PATH}?x=1` })], [{ id: '1', status: 200 }]);
  expect(judgeOne('batch/outer', x).outcome).toBe('violates');
});
test('timed-out update may have been applied', () => {
  const lost = exchange({
    json: { '@odata.type': TYPE, isUsableOnce: false },
    status: 0,
    failure: { kind: 'timeout', message: 't' },
    context: context(),
  });
  const steps = [
    after(),
    lost,
    update({ state: 'disabled' }, { context: context() }),
    after({ state: 'disabled', isUsableOnce: false }),
  ];
  expect(judgeOne('state/merge', steps).findings).toEqual([]);
});
test('timed-out update before a refusal', () => {
  const lost = exchange({
    json: { '@odata.type': TYPE, isUsableOnce: false },
    status: 0,
    failure: { kind: 'timeout', message: 't' },
    context: context(),
  });
  const steps = [
    after(),
    lost,
    refusal({ json: { '@odata.type': TYPE, defaultLength: 49 }, context: context() }),
    after({ isUsableOnce: false }),
  ];
  expect(judgeOne('state/atomic', steps).findings).toEqual([]);
});
test('timed-out DELETE', () => {
  const lost = exchange({
    method: 'DELETE',
    status: 0,
    failure: { kind: 'timeout', message: 't' },
    context: context(),
  });
  const steps = [
    after(),
    lost,
    update({ state: 'disabled' }, { context: context() }),
    after({ state: 'disabled', isUsableOnce: false }),
  ];
  expect(judgeOne('state/merge', steps).findings).toEqual([]);
});
test('timed-out update: state/apply of an earlier accepted value', () => {
  const lost = exchange({
    json: { '@odata.type': TYPE, defaultLength: 30 },
    status: 0,
    failure: { kind: 'timeout', message: 't' },
    context: context(),
  });
  const steps = [
    after(),
    update({ defaultLength: 20 }, { context: context() }),
    lost,
    after({ defaultLength: 30 }),
  ];
  expect(judgeOne('state/apply', steps).findings).toEqual([]);
});
test('two clients with tokens of two tenants', () => {
  const at = (ms: number) => ({
    startedAt: new Date(Date.parse('2026-11-22T08:00:00Z') + ms).toISOString(),
    durationMs: 50,
  });
  const a = exchange({ status: 429, timing: at(0), answer: { headers: { 'Retry-After': '10' } } });
  const b = exchange({ timing: at(500), headers: { Authorization: 'Bearer [secret-2, 40 characters]' } });
  expect(judgeOne('request/retry-after', [a, b])).toEqual(NONE);
});
test('two requests in flight at once', () => {
  const at = (ms: number, d: number) => ({
    startedAt: new Date(Date.parse('2026-11-22T08:00:00Z') + ms).toISOString(),
    durationMs: d,
  });
  const a = exchange({ status: 429, timing: at(0, 100), answer: { headers: { 'Retry-After': '10' } } });
  const b = exchange({ timing: at(5, 200) });
  expect(judgeOne('request/retry-after', [a, b])).toEqual(NONE);
});
test('a host named constructor', () => {
  expect(() =>
    judge([exchange({ url: `http://constructor/v1.0${PATH}` })], { subject: 'client' }),
  ).not.toThrow();
});
test('pointer of a duplicate is escaped', () => {
  const x = exchange({ text: `{"@odata.type":"${TYPE}","a/b":1,"a/b":2}` });
  expect(judgeOne('request/duplicate-members', x).findings.map((f) => [f.pointer, f.message])).toEqual([
    ['/a~1b', 'a/b stands more than once in its object'],
  ]);
});
test('token in another request header', () => {
  const x = exchange({ headers: { Authorization: `Bearer ${TOKEN}`, 'X-Forwarded-Token': TOKEN } });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain(TOKEN);
});
test('JWT in another request header', () => {
  const jwt = 'eyJhbGciOiJub25lIn0abc.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl';
  const x = exchange({ headers: { Referer: `https://portal/?t=${jwt}` } });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain(jwt);
});
test('first word of an api key', () => {
  const x = exchange({ headers: { 'Api-Key': 'correcthorse batterystaple' } });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain('correcthorse');
});
test('cookie value echoed in a body', () => {
  const x = exchange({
    headers: { Cookie: `sid=${TOKEN}; lang=en` },
    status: 400,
    answer: { text: `bad session ${TOKEN}` },
  });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain(TOKEN);
});
test('Set-Cookie in a head with bare LF', () => {
  const x = exchange({ wire: { head: `HTTP/1.1 204 No Content\nSet-Cookie: sid=${TOKEN}\n\n` } });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain(TOKEN);
});
test('Set-Cookie echoed in wire head (CRLF) with attributes', () => {
  const x = exchange({
    answer: { headers: { 'Set-Cookie': `sid=${TOKEN}; Path=/` } },
    wire: { head: `HTTP/1.1 204 No Content\r\nSet-Cookie: sid=${TOKEN}; Path=/\r\n\r\n` },
  });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain(TOKEN);
});
test('token with / in JSON written \\/', () => {
  const t = 'abc/def/ghi+jkl0123456';
  const x = refusal({
    headers: { Authorization: `Bearer ${t}` },
    answer: { json: undefined, text: `{"error":{"code":"x","message":"bad ${t.replaceAll('/', '\\/')}"}}` },
  });
  expect(JSON.parse(new Redactor().exchange(x).response!.body!.data).error.message).not.toContain(t);
});
test('Bearer Bearer TOKEN', () => {
  const x = exchange({
    headers: { Authorization: `Bearer Bearer ${TOKEN}` },
    status: 401,
    answer: { text: TOKEN },
  });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain(TOKEN);
});
test('token percent-encoded in an unknown parameter', () => {
  const t = 'abc+def/ghi=jkl0123456';
  const x = exchange({ headers: { 'Api-Key': t }, url: `${URL_OF_POLICY}?x=${encodeURIComponent(t)}` });
  expect(decodeURIComponent(new Redactor().exchange(x).request.url)).not.toContain(t);
});
test('fragment access_token', () => {
  const x = exchange({ url: `${URL_OF_POLICY}#access_token=${TOKEN}` });
  expect(JSON.stringify(new Redactor().exchange(x))).not.toContain(TOKEN);
});
test('a user header with a word of the contract', () => {
  const x = read(undefined, { headers: { Accept: 'application/json' } });
  expect(judgeOne('response/read-shape', new Redactor(['Accept']).exchange(x)).findings).toEqual([]);
});
test('echo of another header is not the token', () => {
  const x = refusal({
    headers: { Authorization: `Bearer ${TOKEN}`, 'X-Tenant': 'contoso-tenant' },
    answer: { json: errorBody({ message: 'contoso-tenant is unknown' }) },
  });
  expect(judgeOne('errors/no-echo', new Redactor(['X-Tenant']).exchange(x)).findings).toEqual([]);
});
test('JWT of the response itself, twice', () => {
  const jwt = 'eyJhbGciOiJub25lIn0abc.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl';
  const r = new Redactor();
  const mk = () =>
    r.exchange(
      refusal({
        headers: { Authorization: `Bearer ${TOKEN}` },
        answer: { json: errorBody({ message: jwt }) },
      }),
    );
  expect(judgeOne('errors/no-echo', [mk(), mk()]).findings).toEqual([]);
});
test('duplicate alias: secret in body that is a name in JSON', () => {
  const x = exchange({ headers: { Authorization: 'Bearer isUsableOnce' } });
  const clean = new Redactor().exchange(x);
  expect(judgeOne('request/unknown-members', clean).findings).toEqual([]);
});
test('curl URL with brackets', () => {
  const x = exchange({ method: 'GET', url: `http://127.0.0.1:1/v1.0${PATH}?sig=[secret-1]` });
  const r = spawnSync('bash', ['-c', curlLine(x)], { encoding: 'utf8' });
  expect(r.stderr).not.toMatch(/bad range|globbing/);
});
test('curl NUL', () => {
  const x = exchange({ text: 'a\0b' });
  expect(() => spawnSync('bash', ['-c', curlLine(x)])).not.toThrow();
});
test('curl of a redacted gzip body', () => {
  const x = new Redactor().exchange(
    exchange({
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Encoding': 'gzip' },
      bytes: gzipSync(`{"a":"${TOKEN}"}`),
    }),
  );
  expect(curlLine(x)).not.toMatch(/Content-Encoding: gzip.*--data-binary '\{/);
});
test('curl body starting with @', () => {
  expect(curlLine(exchange({ text: '@x' }))).not.toContain("' @x'");
});
test('content coding that the suite does not know', () => {
  const x = exchange({
    bytes: Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x00]),
    headers: { 'Content-Encoding': 'zstd' },
  });
  expect(judgeOne('request/json', x).findings).toEqual([]);
});
test('two codings', () => {
  const x = exchange({ bytes: gzipSync('{}'), headers: { 'Content-Encoding': 'identity, gzip' } });
  expect(judgeOne('request/json', x).findings).toEqual([]);
});
test('quoted bearer is no challenge', () => {
  const x = refusal({
    status: 401,
    headers: { Authorization: null },
    answer: { headers: { 'WWW-Authenticate': 'Basic realm="a, Bearer b"' } },
  });
  expect(judgeOne('authorization/challenge', x).outcome).toBe('violates');
});
test('acceptance on 504', () => {
  expect(
    judgeOne('response/acceptance', refusal({ context: context({ accept: 'RES-204' }), status: 504 }))
      .findings,
  ).toEqual([]);
});
test('nested annotation refused', () => {
  const x = refusal({
    json: { '@odata.type': TYPE, includeTargets: [target({ '@contoso.note': 'x' })] },
    context: context({ accept: 'ERR-ANNOT' }),
  });
  expect(judgeOne('errors/annotations', x).findings.map((f) => f.outcome)).toEqual(['deviates']);
});
test('prefer on a 403', () => {
  expect(
    judgeOne('response/prefer', refusal({ headers: { Prefer: 'return=representation' }, status: 403 }))
      .findings,
  ).toEqual([]);
});
test('recorded 404/405/412 to a faulty update', () => {
  expect(
    judgeOne('errors/content-type', refusal({ headers: { 'Content-Type': null }, status: 404 })).findings,
  ).toEqual([]);
});
test('HEAD to batch etc: GET /$batch 405 not judged by outer', () => {
  expect(judgeOne('batch/outer', read({}, { method: 'GET', url: `${ROOT}/$batch` })).findings).toEqual([]);
});

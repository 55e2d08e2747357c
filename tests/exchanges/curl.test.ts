import { spawn, spawnSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { bytesOf } from '../../src/exchanges/body';
import { curlLine } from '../../src/exchanges/curl';
import type { Exchange } from '../../src/exchanges/exchange';
import { Redactor } from '../../src/exchanges/redact';
import { exchange, GUID, PATH, REDACTED, TYPE, URL_OF_POLICY } from '../checks/support';

const line = (written: Parameters<typeof exchange>[0]): string => curlLine(exchange(written));

test('writes the request of the page as a line', () => {
  expect(line({})).toBe(
    `curl -i -X PATCH -H "Authorization: Bearer $GRAPH_TOKEN" -H 'Content-Type: application/json' ` +
      `-H 'client-request-id: ${GUID}' --data-binary '{"@odata.type":"${TYPE}","isUsableOnce":true}' "$PROVIDER"${PATH}`,
  );
});

test.each([
  ['PATCH', URL_OF_POLICY, `"$PROVIDER"${PATH}`],
  ['DELETE', `https://gateway.example/tenants/1/beta${PATH}`, `"$PROVIDER"${PATH}`],
  ['POST', 'https://graph.microsoft.com/v1.0/$batch', `"$PROVIDER"'/$batch'`],
  ['PATCH', 'https://gateway.example/api/accounts/1', '"$PROVIDER"/api/accounts/1'],
  ['GET', URL_OF_POLICY, URL_OF_POLICY],
  ['PATCH', `http://localhost:8080/v1.0${PATH}`, `http://localhost:8080/v1.0${PATH}`],
  ['PATCH', `http://[::1]:8080/v1.0${PATH}`, `'http://[::1]:8080/v1.0${PATH}'`],
])(
  'a %s to %s is sent where the user says, if it may change a policy on another machine',
  (method, url, told) => {
    expect(line({ method, url }).split(' ').at(-1)).toBe(told);
  },
);

test('a request inside a batch is sent in a batch, its body as it was written', () => {
  const url = `http://127.0.0.1:1/v1.0${PATH}`;
  const inner = exchange({ url, headers: { 'client-request-id': null }, json: { a: 1 } });
  expect(curlLine({ ...inner, batch: { parent: 'e1', id: '7' } })).toBe(
    `curl -i -X POST -H "Authorization: Bearer $GRAPH_TOKEN" -H 'Content-Type: application/json' --data-binary ` +
      `'{"requests":[{"id":"7","method":"PATCH","url":"${PATH}","headers":{"Content-Type":"application/json"},"body":{"a":1}}]}' ` +
      `'http://127.0.0.1:1/v1.0/$batch'`,
  );
});

test('writes a read without a body', () => {
  expect(line({ method: 'GET', headers: { 'client-request-id': null } })).toBe(
    `curl -i -X GET -H "Authorization: Bearer $GRAPH_TOKEN" ${URL_OF_POLICY}`,
  );
});

test.each([
  ['$GRAPH_TOKEN for the token', { Authorization: REDACTED }, '-H "Authorization: Bearer $GRAPH_TOKEN"'],
  [
    '$GRAPH_TOKEN for what was no token',
    { Authorization: 'Bearer [secret-1, 7 characters, not a token]' },
    '-H "Authorization: Bearer $GRAPH_TOKEN"',
  ],
  [
    '$SECRET for what another header held',
    { 'Api-Key': '[secret-2, 9 characters]' },
    '-H "Api-Key: $SECRET"',
  ],
  ['an empty value as curl is told of one', { Authorization: '' }, "-H 'Authorization;'"],
  ['a single quote in quotes', { Prefer: "it's" }, String.raw`-H 'Prefer: it'\''s'`],
  ['what a shell would expand as it is', { Prefer: '$HOME `id` "x" \\' }, '-H \'Prefer: $HOME `id` "x" \\\''],
])('writes %s', (_name, headers, part) => {
  expect(line({ headers })).toContain(` ${part} `);
});

test('keeps curl from a Content-Type of its own', () => {
  expect(line({ headers: { 'Content-Type': null } })).toContain(' -H Content-Type: ');
});

test.each(['Host', 'Content-Length', 'Connection', 'Accept-Encoding', 'Transfer-Encoding', 'User-Agent'])(
  'leaves %s to curl',
  (name) => {
    expect(line({ headers: { [name]: 'of-the-connection' } })).not.toContain('of-the-connection');
  },
);

test('no line holds a secret that the exchange does not', () => {
  expect(line({ headers: { Authorization: 'Bearer [secret-1, 40 characters]' } })).not.toMatch(/secret-1/);
});

test('no coding is named for a body that was decoded when its secret was taken out', () => {
  const clean = new Redactor().exchange(
    exchange({
      headers: { Authorization: 'Bearer opaque-Token.of~ours_0123456789', 'Content-Encoding': 'gzip' },
      bytes: gzipSync('{"a":"opaque-Token.of~ours_0123456789"}'),
    }),
  );
  const redacted = curlLine(clean);
  expect(redacted).toContain(`--data-binary '{"a":"[secret-1]"}'`);
  expect(redacted).not.toContain('Content-Encoding');
});

const shell = spawnSync('bash', ['-c', 'curl --version && command -v base64']);
const missing = shell.status !== 0;
if (missing) console.warn('NOT TESTED: curl, bash or base64 is missing, so that no line was run.');

interface Arrived {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

(missing ? describe.skip : describe)('a line that is run sends the same request', () => {
  let server: Server;
  let origin = '';
  let arrived: Arrived[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        arrived.push({
          method: request.method,
          url: request.url,
          headers: request.headers,
          body: Buffer.concat(chunks),
        });
        response.writeHead(204, { Connection: 'close' }).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    arrived = [];
  });

  async function run(given: Exchange): Promise<Arrived> {
    const environment = {
      ...process.env,
      GRAPH_TOKEN: 'the-token',
      SECRET: 'the secret',
      no_proxy: '127.0.0.1',
      HOME: '/nowhere',
    };
    const status = await new Promise((resolve) => {
      spawn('bash', ['-c', curlLine(given)], { env: environment, stdio: 'ignore' }).on('close', resolve);
    });
    expect(status).toBe(0);
    expect(arrived).toHaveLength(1);
    return arrived[0] as Arrived;
  }

  const HEADERS_OF_CURL = ['host', 'user-agent', 'accept', 'content-length', 'connection'];
  const url = `/v1.0${PATH}`;

  test.each<[name: string, written: NonNullable<Parameters<typeof exchange>[0]>]>([
    ['the example of the page', {}],
    ['single quotes', { text: `{"note":"it's '' '"}` }],
    ['what a shell would expand', { text: '{"note":"$HOME `id` $(id) !! \\\\ \\" %s"}' }],
    ['line ends and tabs', { text: '{\r\n\t"a":1\n}\n' }],
    ['letters beyond ASCII', { text: '{"note":"Zürich 東京 🙂"}' }],
    ['a body that is cut off', { text: '{"a":' }],
    ['a gzip body', { bytes: gzipSync('{"a":1}'), headers: { 'Content-Encoding': 'gzip' } }],
    ['bytes that are no text', { bytes: Buffer.from([0xff, 0x00, 0x0a, 0x0d, 0xfe]) }],
    ['an empty body', { text: '' }],
    ['no Content-Type', { headers: { 'Content-Type': null } }],
    ['an empty Authorization', { headers: { Authorization: '' } }],
    ['no Authorization', { headers: { Authorization: null } }],
    ['a header with quotes', { headers: { Prefer: `it's "x" $HOME \`id\` \\` } }],
    ['a read', { method: 'GET', url: `${url}?$select=state&x='y'` }],
    ['a PUT', { method: 'PUT', json: { a: 1 } }],
    ['a reset', { method: 'DELETE' }],
    ['the key in parentheses', { url: url.replace('/TemporaryAccessPass', "('TemporaryAccessPass')") }],
    ['a batch', { method: 'POST', url: '/v1.0/$batch', json: { requests: [] } }],
    ['brackets in a URL, which curl takes for a range', { method: 'GET', url: `${url}?sig=[secret-1]` }],
    ['a NUL, which no argument holds', { text: 'a\0b' }],
    ['a body that starts with @, which curl takes for a file', { text: '@x' }],
    ['a large body', { text: `{"note":"${'x'.repeat(60_000)}"}` }],
  ])('%s', async (_name, written) => {
    const given = exchange({ ...written, url: `${origin}${written.url ?? url}` });
    const got = await run(given);
    expect(got.method).toBe(given.request.method);
    expect(got.url).toBe(given.request.url.slice(origin.length));
    expect(got.body.equals(given.request.body ? bytesOf(given.request.body) : Buffer.alloc(0))).toBe(true);
    const headers = Object.fromEntries(
      Object.entries(got.headers).filter(([name]) => !HEADERS_OF_CURL.includes(name)),
    );
    const sent = given.request.headers.map(([name, value]) => [
      name.toLowerCase(),
      value.replace(REDACTED, 'Bearer the-token'),
    ]);
    expect(headers).toEqual(Object.fromEntries(sent));
  });

  test('variables stand for secrets', async () => {
    const got = await run(
      exchange({ url: `${origin}${url}`, headers: { 'Api-Key': '[secret-2, 10 characters]' } }),
    );
    expect(got.headers).toMatchObject({ authorization: 'Bearer the-token', 'api-key': 'the secret' });
  });
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { FORMATS } from '../../src/reports/formats';
import { matchers } from '../../src/jest/matchers';
import { foundIn, type Planted } from '../exchanges/hiding/planted';
import { expectNoneOf, generated } from './planting';
import { commandLine, starter, temporaryFolder, type Ran } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);

const PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

/** What must be found nowhere, by where it is planted. */
const CANARIES = {
  header: 'Canary-1f7a9header',
  vault: 'Canary-2f7a9vault',
  answerHeader: 'Canary-3f7a9answer',
  cookie: 'Canary-4f7a9cookie',
  parameter: 'Canary-5f7a9parameter',
  encoded: 'Canary-6f7a9+/encoded=',
  fragment: 'Canary-7f7a9fragment',
  user: 'Canary-8f7a9@user',
  member: 'Canary-9f7a9member',
  nested: 'Canary-af7a9nested',
  answered: 'Canary-bf7a9answered',
  phone: '+447700900123',
  mail: 'canary.cf7a9@contoso.example',
  pass: 'Kx7!zQ92mmA',
  token: 'eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOiJ5ZXMifQ.c2lnbmF0dXJl',
} as const;
const SECRETS = Object.values(CANARIES);

const REQUEST = {
  method: 'PATCH',
  url: `https://me:${CANARIES.user}@graph.microsoft.com${PATH}?api_key=${CANARIES.parameter}&x%5Fy=${encodeURIComponent(CANARIES.encoded)}#t=${CANARIES.fragment}`,
  headers: {
    Authorization: `Bearer ${CANARIES.token}`,
    'Content-Type': 'application/json',
    'X-Vault-Token': CANARIES.vault,
    'X-Anything': CANARIES.header,
  },
  body: {
    '@odata.type': TYPE,
    state: 'Enabled',
    defaultLength: 100,
    access_token: CANARIES.member,
    owner: { list: [{ mail: CANARIES.mail }, CANARIES.nested, Number(CANARIES.phone.slice(1))] },
    temporaryAccessPass: CANARIES.pass,
  },
};
const RESPONSE = {
  status: 400,
  headers: { 'X-Debug': CANARIES.answerHeader, 'Set-Cookie': `sid=${CANARIES.cookie}; Path=/` },
  body: {
    error: {
      code: 'BadRequest',
      message: `No ${CANARIES.member.toUpperCase()} and ${encodeURIComponent(CANARIES.encoded)} for ${CANARIES.mail}, ${CANARIES.phone}`,
      innerError: { secretText: CANARIES.answered },
    },
  },
};
const pairsOf = (headers: object) =>
  Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));

const HAR = {
  log: {
    version: '1.2',
    creator: { name: 'x', version: '1' },
    entries: [
      {
        startedDateTime: '2026-11-22T08:00:00Z',
        time: 1,
        request: {
          ...REQUEST,
          httpVersion: 'HTTP/1.1',
          headers: pairsOf(REQUEST.headers),
          cookies: [{ name: 'a', value: CANARIES.cookie }],
          queryString: [{ name: 'api_key', value: CANARIES.parameter }],
          postData: { mimeType: 'application/json', text: JSON.stringify(REQUEST.body) },
        },
        response: {
          status: 400,
          statusText: 'Bad Request',
          httpVersion: 'HTTP/1.1',
          headers: pairsOf(RESPONSE.headers),
          content: { mimeType: 'application/json', text: JSON.stringify(RESPONSE.body) },
        },
      },
    ],
  },
};
const PACT = {
  consumer: { name: 'portal' },
  provider: { name: 'graph' },
  interactions: [
    {
      description: 'an update',
      request: {
        method: 'PATCH',
        path: PATH,
        query: `api_key=${CANARIES.parameter}`,
        headers: REQUEST.headers,
        body: REQUEST.body,
      },
      response: { status: 204, headers: RESPONSE.headers, body: { secretText: CANARIES.answered } },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
};

function expectNone(ran: Ran, below?: string, secrets: readonly string[] = SECRETS): void {
  expectNoneOf(secrets, ran, below === undefined ? undefined : path.join(folder, below));
}

const ALL = ['--format', FORMATS.join(',')];
let provider: Server;
let providerUrl = '';

beforeAll(async () => {
  mkdirSync(path.join(folder, 'in'));
  const write = (name: string, value: string): void => writeFileSync(path.join(folder, 'in', name), value);
  write('traffic.har', JSON.stringify(HAR));
  write('traffic.ndjson', `${JSON.stringify({ request: REQUEST, response: RESPONSE })}\n`);
  write('pact.json', JSON.stringify(PACT));
  // A provider that says more than it should.
  provider = createServer((request, response) => {
    request.resume().on('end', () => {
      const isRead = request.method === 'GET';
      response.writeHead(isRead ? 200 : 400, {
        'Content-Type': 'application/json',
        ...RESPONSE.headers,
      });
      const policy = { '@odata.type': TYPE, id: 'TemporaryAccessPass', state: 'enabled', defaultLength: 8 };
      response.end(JSON.stringify(isRead ? { ...policy, secretText: CANARIES.answered } : RESPONSE.body));
    });
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  providerUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1.0`;
});
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});

test.each(['traffic.har', 'traffic.ndjson', 'pact.json'])(
  'check of %s writes and prints none of its secrets, and merge and diff of its report do not either',
  async (file) => {
    const out = `check-${file}`;
    const ran = await graphContract(['check', `in/${file}`, '--out', out, ...ALL]);
    expect(ran.exitCode).toBe(1);
    expectNone(ran, out);
    const json = await graphContract(['check', `in/${file}`, '--json', '--out', out]);
    expectNone(json);
    // What a finding is about is there.
    expect(json.stdout).toContain('Enabled');
    const report = `${out}/report.json`;
    expectNone(await graphContract(['merge', report, report, '--out', `${out}-merged`]), `${out}-merged`);
    expectNone(await graphContract(['diff', report, report]));
  },
);

/** A line of NDJSON with what the generator planted. */
const lineOf = ({ method, url, headers, body, status, statusText, answerHeaders, answer }: Planted): string =>
  JSON.stringify({
    request: { method, url, headers, ...(body !== undefined && { body }) },
    response: { status, statusText, headers: answerHeaders, ...(answer !== undefined && { body: answer }) },
  });

/** The same as an entry of a HAR. */
const entryOf = ({
  method,
  url,
  headers,
  body,
  status,
  statusText,
  answerHeaders,
  answer,
}: Planted): object => ({
  startedDateTime: '2026-11-22T08:00:00Z',
  request: {
    ...{ method, url, httpVersion: 'HTTP/1.1', headers: headers.map(([name, value]) => ({ name, value })) },
    ...(body !== undefined && { postData: { mimeType: 'application/json', text: body } }),
  },
  response: {
    ...{ status, statusText, httpVersion: 'HTTP/1.1' },
    headers: answerHeaders.map(([name, value]) => ({ name, value })),
    content: { mimeType: 'application/json', text: answer ?? '' },
  },
});

test('check holds none of what a generator plants in each place, nor do merge and diff of its report', async () => {
  const { given, secrets } = generated(7);
  expect(secrets.length).toBeGreaterThan(300);
  writeFileSync(path.join(folder, 'in', 'generated.ndjson'), `${given.map(lineOf).join('\n')}\n`);
  const log = { ...HAR.log, entries: given.map(entryOf) };
  writeFileSync(path.join(folder, 'in', 'generated.har'), JSON.stringify({ log }));
  for (const file of ['generated.ndjson', 'generated.har'])
    expectNone(await graphContract(['check', `in/${file}`, '--out', file, ...ALL]), file, secrets);
  const json = await graphContract(['check', 'in/generated.ndjson', '--json']);
  expectNone(json, undefined, secrets);
  const [report, other] = ['generated.ndjson/report.json', 'check-pact.json/report.json'];
  expectNone(await graphContract(['merge', report, other, '--out', 'merged']), 'merged', secrets);
  expectNone(await graphContract(['diff', other, report]), undefined, secrets);
});

test('the matchers say none of what a generator plants', async () => {
  expect.extend(matchers);
  const { given, secrets } = generated(7);
  const said: string[] = [];
  for (const { method, url, headers, body, status, answerHeaders, answer } of given)
    await Promise.resolve()
      .then(() => {
        const request = { method, url, headers: Object.fromEntries(headers), body };
        const response = { status, headers: Object.fromEntries(answerHeaders), body: answer };
        return (expect({ request, response }) as unknown as Conforming).toConformToContract();
      })
      .catch((thrown: unknown) => said.push(String((thrown as Error).message)));
  expect(said.length).toBeGreaterThan(30);
  expect(foundIn(said.join('\n'), secrets)).toEqual([]);
});

test('proxy, what it records, and judge of that hold none', async () => {
  const { url, ended, end } = await start(
    ...['proxy', '--target', providerUrl, '--out', 'proxy', '--record', 'proxy/pact.json', ...ALL],
  );
  const at = `${url.replace(/\/v1\.0$/, '')}${PATH}?api_key=${CANARIES.parameter}`;
  const answer = await fetch(at, {
    method: 'PATCH',
    headers: REQUEST.headers,
    body: JSON.stringify(REQUEST.body),
  });
  expect(await answer.text()).toContain(CANARIES.answered);
  await (await fetch(at, { headers: REQUEST.headers })).text();
  end.abort();
  const ran = await ended;
  expectNone(ran, 'proxy');
  expectNone(await graphContract(['judge', 'proxy/evidence.ndjson', '--out', 'judged', ...ALL]), 'judged');
}, 60_000);

test('verify, and reproduce of what it found, hold none, those of Pacts included', async () => {
  const ran = await graphContract([
    ...[
      'verify',
      '--provider',
      providerUrl,
      '--token',
      CANARIES.token,
      '--header',
      `X-Own: ${CANARIES.header}`,
    ],
    ...['--pact', 'in/pact.json', '--settle', '0', '--out', 'verify', ...ALL],
  ]);
  expect(ran.exitCode).toBe(1);
  expectNone(ran, 'verify');
  const again = await graphContract([
    ...['reproduce', 'verify/report.json', '--provider', providerUrl, '--token', CANARIES.token],
  ]);
  expectNone(again);
}, 120_000);

test('judge hides what a record of somebody else has', async () => {
  mkdirSync(path.join(folder, 'foreign'));
  const text = readFileSync(path.join(folder, 'proxy', 'evidence.ndjson'), 'utf8');
  const [head = '', first = ''] = text.split('\n');
  const exchange = JSON.parse(first) as { request: object; response: object };
  const planted = {
    ...exchange,
    request: {
      ...exchange.request,
      url: REQUEST.url,
      headers: Object.entries(REQUEST.headers),
      body: { encoding: 'utf8', data: JSON.stringify(REQUEST.body) },
    },
    response: { ...exchange.response, body: { encoding: 'utf8', data: JSON.stringify(RESPONSE.body) } },
  };
  writeFileSync(path.join(folder, 'foreign', 'evidence.ndjson'), `${head}\n${JSON.stringify(planted)}\n`);
  expectNone(
    await graphContract(['judge', 'foreign/evidence.ndjson', '--out', 'foreign-out', ...ALL]),
    'foreign-out',
  );
});

test('the matchers say none of it', async () => {
  expect.extend(matchers);
  const error: unknown = await Promise.resolve()
    .then(() =>
      (expect({ request: REQUEST, response: RESPONSE }) as unknown as Conforming).toConformToContract(),
    )
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(foundIn(String((error as Error).message), SECRETS)).toEqual([]);
});

/** What the matchers add. */
interface Conforming {
  toConformToContract(): Promise<void> | void;
}

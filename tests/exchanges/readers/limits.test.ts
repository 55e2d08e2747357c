import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { LIMITS } from '../../../src/bounds/limits';
import { loadRegister } from '../../../src/contract/register/register';
import { MatchingRules } from '../../../src/exchanges/readers/pact-rules';
import { sourceOf } from '../../../src/exchanges/readers/source';
import { check } from '../../../src/run/check';
import { exitCodeOf } from '../../../src/results/exit-code';
import type { Report } from '../../../src/results/report';
import { growthOf, LINEAR } from '../../bounds/growth';
import { ROOT, TYPE, URL_OF_POLICY } from '../../checks/support';

/** As a file comes: a text is cut where a piece of it ends. */
function* chunksOf(bytes: Buffer, size = 256 * 1024): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const checked = (text: string): Promise<Report> =>
  check({
    sources: [sourceOf('given', Readable.from(chunksOf(Buffer.from(text))))],
    register: loadRegister(),
  });

const conforming = {
  method: 'PATCH',
  url: URL_OF_POLICY,
  headers: { Authorization: 'Bearer abc', 'Content-Type': 'application/json' },
  body: { '@odata.type': TYPE, isUsableOnce: true } as unknown,
};
const long = (length: number): string =>
  JSON.stringify({ '@odata.type': TYPE, isUsableOnce: true, padding: 'a'.repeat(length) });

const lineOf = (request: object, response?: object): string =>
  JSON.stringify({ request: { ...conforming, ...request }, ...(response && { response }) });
const harOf = (request: object, response?: object): string =>
  `{"log":{"version":"1.2","entries":[\n${JSON.stringify({
    request: {
      method: 'PATCH',
      url: URL_OF_POLICY,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      ...request,
    },
    ...(response && { response }),
  })}\n]}}`;
const pactOf = (request: object, response: object = { status: 204 }): string =>
  JSON.stringify({
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [
      {
        description: 'd',
        request: {
          method: 'PATCH',
          path: new URL(URL_OF_POLICY).pathname,
          headers: conforming.headers,
          body: conforming.body,
          ...request,
        },
        response,
      },
    ],
  });
const recordOf = (request: object): string =>
  JSON.stringify({
    kind: 'exchange',
    id: 'x1',
    source: { kind: 'proxy' },
    observed: {
      authorization: true,
      framing: true,
      trailing: true,
      requestBody: true,
      responseBody: true,
      protocol: true,
    },
    request: {
      method: 'PATCH',
      url: URL_OF_POLICY,
      headers: Object.entries(conforming.headers),
      body: { encoding: 'utf8', data: JSON.stringify(conforming.body) },
      ...request,
    },
  });

const manyHeaders = Object.fromEntries(
  Array.from({ length: LIMITS.headers + 1 }, (_, at) => [`X-${at}`, '1']),
);
const longHeader = { 'X-Long': 'a'.repeat(LIMITS.header + 1) };
const longUrl = `${URL_OF_POLICY}?$select=${'a'.repeat(LIMITS.url)}`;

test.each([
  ['lines', lineOf({})],
  ['a HAR', harOf({ postData: { text: JSON.stringify(conforming.body) } })],
  ['a Pact', pactOf({})],
  ['a record', recordOf({})],
])('what is within the limits is judged whole, in %s', async (_, text) => {
  expect(exitCodeOf((await checked(text)).verdict)).toBe(0);
});

test.each([
  ['a line with a long URL', lineOf({ url: longUrl }), /a URL that is longer than/],
  ['a line with many headers', lineOf({ headers: manyHeaders }), /more than the 1000 headers/],
  ['a line with a long header', lineOf({ headers: longHeader }), /a header that is longer than/],
  [
    'a line whose answer has a long header',
    lineOf({}, { status: 204, headers: longHeader }),
    /a header that is longer than/,
  ],
  [
    'a line with a long body',
    lineOf({ body: long(LIMITS.body) }),
    /request: the body is longer than was recorded/,
  ],
  [
    'a line with a long body in JSON',
    lineOf({ body: { padding: 'a'.repeat(LIMITS.body) } }),
    /request: the body is longer than was recorded/,
  ],
  [
    'a line whose answer has a long body',
    lineOf({}, { status: 400, headers: {}, body: long(LIMITS.body) }),
    /response: the body is longer than was recorded/,
  ],
  [
    'a line with a body that decodes to a long one',
    lineOf({
      headers: { ...conforming.headers, 'Content-Encoding': 'gzip' },
      body: { encoding: 'base64', data: gzipSync(long(LIMITS.body)).toString('base64') },
    }),
    /request: the body does not decode as gzip: it has more than/,
  ],
  ['a HAR with a long URL', harOf({ url: longUrl }), /a URL that is longer than/],
  [
    'a HAR with a method that is cut',
    harOf({ method: 'A'.repeat(2 * LIMITS.text) }),
    /a method that is longer/,
  ],
  [
    'a HAR with many headers',
    harOf({ headers: Object.entries(manyHeaders).map(([name, value]) => ({ name, value })) }),
    /more than the 1000 headers/,
  ],
  [
    'a HAR with a long body',
    harOf({ postData: { text: long(LIMITS.text) } }),
    /request: the body is longer than was recorded/,
  ],
  [
    'a HAR with a deep body',
    harOf({ postData: { text: `{"a":${'['.repeat(200)}${']'.repeat(200)}}` } }),
    /request: the body: nested more than 128/,
  ],
  [
    'a Pact with a long path',
    pactOf({ path: `${new URL(longUrl).pathname}${'/'.repeat(LIMITS.url)}` }),
    /a URL that is longer than/,
  ],
  [
    'a Pact with a long body',
    pactOf({ body: { padding: 'a'.repeat(LIMITS.body) } }),
    /its body is longer than/,
  ],
  ['a record with a long URL', recordOf({ url: longUrl }), /a URL that is longer than/],
  [
    'a record with many headers',
    recordOf({ headers: Object.entries(manyHeaders) }),
    /more than the 1000 headers/,
  ],
  [
    'a record with a long body',
    recordOf({ body: { encoding: 'utf8', data: long(LIMITS.body) } }),
    /request: the body is longer than was recorded/,
  ],
])('%s is named, and is never called conforming', async (_, text, words) => {
  const { verdict, findings } = await checked(text);
  expect(exitCodeOf(verdict)).toBe(3);
  const errors = findings.filter(({ outcome }) => outcome === 'error');
  const named = errors.map(({ message }) => message).find((message) => words.test(message));
  expect(named).toMatch(/GRAPH_CONTRACT_LIMITS=\w+=\d+ raises it/);
});

test('a long URL of another operation is passed over', async () => {
  const { inputs } = await checked(lineOf({ url: `${ROOT}/me?x=${'a'.repeat(LIMITS.url)}` }));
  expect(inputs[0]?.passedOver).toEqual({ 'another operation': 1 });
});

test.each([
  ['{}', () => '{}'],
  ['small objects that differ', (at: number) => `{"a":${at}}`],
  ['beginnings of documents', () => '{'],
  ['words', () => 'x'],
  ['lines of nothing', () => ''],
])(
  'of a file of %s the first are told of one by one, the rest in one line, and what follows is judged',
  async (_, lineAt) => {
    const lines = (n: number): string =>
      `${Array.from({ length: n * 8 }, (_each, at) => lineAt(at)).join('\n')}\n${lineOf({})}\n`;
    const { inputs, findings } = await checked(lines(2000));
    expect(inputs[0]?.judged).toBe(1);
    expect(findings.filter(({ outcome }) => outcome === 'error').length).toBeLessThan(60);
  },
);

test('rules of a Pact take time that grows with them and the places of the body alone', () => {
  const rules = (n: number): object => ({
    body: Object.fromEntries(
      Array.from({ length: n }, (_, at) => [`$.a[${at}].b`, { matchers: [{ match: 'type' }] }]),
    ),
  });
  const look = (n: number): void => {
    const matching = new MatchingRules(rules(n));
    for (let at = 0; at < n; at += 1) expect(matching.fixes(['a', String(at), 'b'])).toBe(false);
  };
  expect(growthOf(look, 512)).toBeLessThan(LINEAR);
});

test('rules that lead to every place by many ways are given up, in words', () => {
  const ways = Array.from(
    { length: 4096 },
    (_, at) => `$${[...at.toString(2).padStart(12, '0')].map((bit) => (bit === '0' ? '.a' : '.*')).join('')}`,
  );
  const matching = new MatchingRules({
    body: Object.fromEntries(ways.map((way) => [way, { matchers: [{ match: 'type' }] }])),
  });
  const place = Array.from({ length: 12 }, () => 'a');
  expect(() => {
    for (let at = 0; at < 10_000; at += 1) matching.fixes(place);
  }).toThrow('its matching rules lead to more places than are looked at');
});

describe('of values that hold nothing', () => {
  const { values } = LIMITS;
  const told = ({ findings }: Report): string => findings.map(({ message }) => message).join('\n');
  beforeAll(() => Object.assign(LIMITS, { values: 1000 }));
  afterAll(() => Object.assign(LIMITS, { values }));

  test('more on one line than the limit says are not looked at, and the next line is read', async () => {
    const report = await checked(`${'{}'.repeat(3000)}\n${lineOf({})}\n`);
    expect(report.exchanges).toHaveLength(1);
    expect(told(report)).toContain('and 951 more of this file');
  });

  test('a HAR with more entries than the limit says is read, with the line of each that is none', async () => {
    const report = await checked(harOf({}).replace('\n]}}', `${',{}'.repeat(1500)},0,null]}}`));
    expect(report.exchanges).toHaveLength(1);
    expect(told(report)).toContain('entry 2: it has no request');
    expect(told(report)).toContain('and 1452 more of this file');
  });

  test('a HAR with more beside its entries than is looked into is read', async () => {
    for (const beside of ['"log":{"entries":[]},'.repeat(490), `"a":[${'[],'.repeat(999)}[]],`]) {
      const report = await checked(harOf({}).replace('{"log"', `{${beside}"log"`));
      expect(report.exchanges).toHaveLength(1);
      expect(report.findings.filter(({ outcome }) => outcome === 'error')).toEqual([]);
    }
  });
});

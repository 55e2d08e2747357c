import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Exchange } from '../../../src/exchanges/exchange';
import { readSource, type Sink } from '../../../src/exchanges/readers';
import { openFile, sourceOf, type Source } from '../../../src/exchanges/readers/source';
import { temporaryFolder } from '../../cli/support';

const PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const URL_OF_POLICY = `https://graph.microsoft.com${PATH}`;

interface Took {
  format: string | undefined;
  exchanges: Exchange[];
  problems: string[];
  passedOver: string[];
  headers: number;
}

async function take(source: Source, prefix = ''): Promise<Took> {
  const took: Took = { format: undefined, exchanges: [], problems: [], passedOver: [], headers: 0 };
  const sink: Sink = {
    exchange: (exchange) => took.exchanges.push(exchange),
    problem: (message, line) => took.problems.push(line === undefined ? message : `${line}: ${message}`),
    passedOver: (reason) => took.passedOver.push(reason),
    header: () => (took.headers += 1),
  };
  took.format = await readSource(source, prefix, sink);
  return took;
}

/** In chunks that end anywhere. */
const chunked = (content: string | Buffer, size = 7): Source => {
  const bytes = Buffer.from(content);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return sourceOf('given', Readable.from(chunks));
};

const text = (content: string | Buffer): Promise<Took> => take(chunked(content));
const line = (request: object, rest: object = {}): string =>
  JSON.stringify({ request: { method: 'PATCH', url: URL_OF_POLICY, ...request }, ...rest });

describe('a line', () => {
  const only = async (content: string): Promise<Exchange> => {
    const { exchanges, problems } = await text(content);
    expect(problems).toEqual([]);
    expect(exchanges).toHaveLength(1);
    return exchanges[0] as Exchange;
  };

  test('has its place, its request and its response', async () => {
    const exchange = await only(
      line(
        { headers: { 'Content-Type': 'application/json', Authorization: 'Bearer t' }, body: '{"a":1}' },
        {
          response: { status: 204, headers: [['request-id', 'r']], body: null },
          durationMs: 3,
          startedAt: '2026-11-22T08:00:00Z',
        },
      ),
    );
    expect(exchange).toMatchObject({
      id: '1',
      source: { kind: 'ndjson', file: 'given', line: 1 },
      observed: {
        authorization: true,
        framing: false,
        trailing: false,
        requestBody: true,
        responseBody: true,
      },
      request: { method: 'PATCH', body: { encoding: 'utf8', data: '{"a":1}' } },
      response: { status: 204, headers: [['request-id', 'r']] },
      timing: { startedAt: '2026-11-22T08:00:00Z', durationMs: 3 },
    });
    expect(exchange.response).not.toHaveProperty('body');
  });

  test.each([
    [
      'an object',
      { 'X-A': ['1', '2'], 'X-B': 7 },
      [
        ['X-A', '1'],
        ['X-A', '2'],
        ['X-B', '7'],
      ],
    ],
    ['pairs', [['X-A', '1']], [['X-A', '1']]],
    [
      'names and values',
      [
        { name: 'X-A', value: '1' },
        { name: ':path', value: '/' },
      ],
      [['X-A', '1']],
    ],
  ])('has headers as %s', async (_form, headers, pairs) => {
    expect((await only(line({ headers }))).request.headers).toEqual(pairs);
  });

  test('says what it did not see', async () => {
    const { observed } = await only(line({}, { response: { status: 204 } }));
    expect(observed).toMatchObject({
      ...{ authorization: false, requestHeaders: false, requestBody: false, responseBody: false },
    });
    const told = await only(line({ headers: {} }, { observed: { authorization: true, framing: true } }));
    expect(told.observed).toMatchObject({ authorization: true, framing: true });
    expect(told.observed).not.toHaveProperty('requestHeaders');
  });

  test('has a body that is JSON, coded, or none', async () => {
    expect((await only(line({ body: { a: 1 } }))).request.body?.data).toBe('{"a":1}');
    expect((await only(line({ body: { encoding: 'base64', data: '/w==' } }))).request.body).toEqual({
      ...{ encoding: 'base64', data: '/w==' },
    });
    const none = await only(line({ body: null }));
    expect(none.request).not.toHaveProperty('body');
    expect(none.observed.requestBody).toBe(true);
  });

  test.each([
    ['no JSON', '{"request":', 'not valid JSON: '],
    ['no object', '[]', 'it is not a JSON object'],
    ['no request', '{"response":{}}', 'it has no request'],
    ['no method', '{"request":{"url":"/"}}', 'its request has no method'],
    ['no url', '{"request":{"method":"GET"}}', 'its request has no url'],
    ['headers that are none', line({ headers: 7 }), 'headers are neither an object nor a list'],
    ['a header without a name', line({ headers: [['']] }), 'a header has no name'],
    ['a response without a status', line({}, { response: {} }), 'its response has no status'],
    ['half an exchange of a record', '{"kind":"exchange","request":{}}', 'it is not an exchange of a record'],
  ])('with %s is a problem of its own, and the next is read', async (_what, broken, message) => {
    const { exchanges, problems } = await text(`${line({})}\n${broken}\n${line({})}\n`);
    expect(problems).toEqual([expect.stringContaining(`2: ${message}`)]);
    expect(exchanges.map(({ id }) => id)).toEqual(['1', '3']);
  });

  test('that is no JSON is not quoted', async () => {
    const { problems } = await text(`${line({})}\n{"request": Bearer-opensesame4711\n`);
    expect(problems.join()).not.toContain('opensesame');
  });

  test('of another operation is passed over', async () => {
    const { passedOver, exchanges } = await text(line({ url: 'https://graph.microsoft.com/v1.0/me' }));
    expect([passedOver, exchanges]).toEqual([['another operation'], []]);
  });

  test('of a record of ours is taken as it is', async () => {
    const recorded = {
      ...{ kind: 'exchange', id: 'x0007', source: { kind: 'proxy' }, observed: { authorization: true } },
      request: { method: 'GET', url: URL_OF_POLICY, headers: [] },
    };
    const took = await text(`{"kind":"run"}\n${JSON.stringify(recorded)}\n{"kind":"end","durationMs":1}\n`);
    expect(took).toMatchObject({ format: 'lines', headers: 1, problems: [] });
    expect(took.passedOver).toEqual(['line of a record (end)']);
    expect(took.exchanges).toMatchObject([
      { id: 'x0007', source: { kind: 'proxy', file: 'given', line: 2 }, observed: { authorization: true } },
    ]);
  });
});

describe('a HAR', () => {
  const entry = (request: object = {}, response: object = {}) => ({
    startedDateTime: '2026-11-22T08:00:00.000Z',
    time: 12.5,
    request: { method: 'PATCH', url: URL_OF_POLICY, headers: [{ name: 'A', value: 'b' }], ...request },
    response: {
      status: 204,
      statusText: 'No Content',
      headers: [],
      content: { size: 0 },
      bodySize: 0,
      ...response,
    },
  });
  const har = (...entries: unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } });

  test('has an exchange for each entry', async () => {
    const { exchanges } = await text(har(entry({ postData: { text: '{}' } }), entry({ bodySize: 0 })));
    expect(exchanges).toMatchObject([
      {
        ...{ id: '1', source: { kind: 'har', file: 'given', line: 1 }, timing: { durationMs: 12.5 } },
        observed: { authorization: false, framing: false, requestBody: true, responseBody: true },
        request: { body: { data: '{}' } },
        response: { status: 204, statusText: 'No Content' },
      },
      { id: '2', observed: { requestBody: true } },
    ]);
  });

  test.each([
    ['one line', 0, '\n', [1, 1]],
    ['many lines', 2, '\n', [5, 28]],
    ['lines that end in CRLF', 2, '\r\n', [5, 28]],
  ])('on %s knows the line on which an entry starts', async (_what, indent, lineEnd, expected) => {
    const entries = [entry({ headers: [{ name: 'é"\\', value: '\u2028😀/\n' }] }), entry()];
    const document = { log: { version: '1.2', entries } };
    const written = JSON.stringify(document, null, indent).replaceAll('\n', lineEnd);
    for (const line of indent === 0 ? [] : expected) expect(written.split(lineEnd)[line - 1]).toBe('      {');
    for (const size of [1, 7, 4096]) {
      const { exchanges } = await take(chunked(written, size));
      expect(exchanges.map(({ source }) => source.line)).toEqual(expected);
    }
  });

  test.each([
    ['a body that was left out', { bodySize: 12 }, {}, { requestBody: false }],
    ['a body whose text was left out', { bodySize: 12, postData: { text: '' } }, {}, { requestBody: false }],
    ['a body of unknown size', { bodySize: -1 }, {}, { requestBody: false }],
    [
      'an answer whose body was left out',
      {},
      { content: { size: 99 }, status: 200 },
      { responseBody: false },
    ],
    [
      'an answer in base64',
      {},
      { content: { size: 1, text: '/w==', encoding: 'base64' } },
      { responseBody: true },
    ],
    ['a request that was blocked', {}, { status: 0 }, { responseBody: false }],
  ])('says of %s what it shows', async (_what, request, response, observed) => {
    const { exchanges } = await text(har(entry(request, response)));
    expect(exchanges).toMatchObject([{ observed }]);
  });

  test('with an entry that is none goes on behind it', async () => {
    const took = await text(har(entry(), null, {}, entry({ url: '' }), entry({ headers: 7 }), entry()));
    expect(took.problems).toEqual([
      '1: entry 2: it has no request',
      '1: entry 3: it has no request',
      '1: entry 4: its request has no url',
      '1: entry 5: headers are neither an object nor a list',
    ]);
    expect(took.exchanges.map(({ id }) => id)).toEqual(['1', '6']);
  });

  test('that ends too early is read as far as it goes', async () => {
    const whole = har(entry(), entry());
    const took = await text(whole.slice(0, -30));
    expect(took.problems).toEqual(['1: the HAR that begins here ends too early; of its entries 1 were read']);
    expect(took.exchanges).toHaveLength(1);
  });

  test('that is broken is read as far as it goes, and says where', async () => {
    const took = await text(har(entry(), entry()).replace(/\}$/, 'opensesame'));
    expect(took.problems).toEqual([
      `1: the HAR that begins here has an error at byte ${har(entry(), entry()).length - 1}; of its entries 2 were read`,
    ]);
    expect(took.exchanges).toHaveLength(2);
  });
});

describe('a Pact', () => {
  const pact = (version: string, interaction: object): string =>
    JSON.stringify({
      ...{ consumer: { name: 'c' }, provider: { name: 'p' }, metadata: { pactSpecification: { version } } },
      interactions: [{ type: 'Synchronous/HTTP', description: 'an update', ...interaction }],
    });

  test('knows the line on which an interaction starts', async () => {
    const request = { method: 'PATCH', path: PATH };
    const document = {
      ...{ consumer: { name: 'c', interactions: [1] }, provider: { name: 'p' } },
      interactions: [
        { type: 'Synchronous/HTTP', request, response: {} },
        7,
        { type: 'Asynchronous/Messages' },
        { type: 'Synchronous/HTTP', request, response: {} },
      ],
      metadata: { pactSpecification: { version: '4.0' } },
    };
    const written = JSON.stringify(document, null, 2);
    const lines = written.split('\n').flatMap((one, at) => (one === '    {' ? [at + 1] : []));
    const { exchanges } = await text(written);
    expect(exchanges.map(({ id, source }) => [id, source.line])).toEqual([
      ['1', lines[0]],
      ['4', lines[2]],
    ]);
    const onOne = await text(JSON.stringify(document));
    expect(onOne.exchanges.map(({ source }) => source.line)).toEqual([1, 1]);
  });

  const expectedOf = async (content: string) => (await text(content)).exchanges[0]?.expected;

  test('V2 has a request, and what is expected', async () => {
    const { exchanges } = await text(
      pact('2.0.0', {
        request: { method: 'patch', path: PATH, query: 'a=b', headers: { Accept: '*/*' }, body: { x: 1 } },
        response: {
          status: 400,
          headers: { 'request-id': 'r', Via: 'v' },
          body: { error: { code: 'c', message: 'm', details: [] } },
          matchingRules: {
            '$.headers.request-id': { match: 'type' },
            "$.body['error']['message']": { match: 'type' },
          },
        },
      }),
    );
    expect(exchanges).toMatchObject([
      {
        id: '1',
        observed: { authorization: false, requestHeaders: false, requestBody: true, responseBody: false },
        request: { method: 'PATCH', url: `${PATH}?a=b`, body: { data: '{"x":1}' } },
        expected: {
          status: { value: 400, fixed: true },
          headers: [
            { place: 'request-id', value: 'r', fixed: false },
            { place: 'Via', value: 'v', fixed: true },
          ],
          body: [
            { place: '/error/code', value: 'c', fixed: true },
            { place: '/error/message', value: 'm', fixed: false },
            { place: '/error/details', value: [], fixed: true },
          ],
        },
      },
    ]);
    expect(exchanges[0]).not.toHaveProperty('response');
  });

  test('V3 and V4 sort their rules by part, and a rule reaches down', async () => {
    const rules = {
      header: { 'Request-Id': { matchers: [{ match: 'regex', regex: '.+' }] } },
      body: {
        '$.error': { matchers: [{ match: 'type' }] },
        '$.error.code': { matchers: [{ match: 'equality' }] },
        '$.list[*].id': { matchers: [{ match: 'type' }] },
      },
    };
    const content = { error: { code: 'c', message: 'm' }, list: [{ id: 1, name: 'n' }] };
    const wanted = {
      headers: [{ place: 'request-id', value: 'r', fixed: false }],
      body: [
        { place: '/error/code', value: 'c', fixed: true },
        { place: '/error/message', value: 'm', fixed: false },
        { place: '/list/0/id', value: 1, fixed: false },
        { place: '/list/0/name', value: 'n', fixed: true },
      ],
    };
    const request = { method: 'GET', path: PATH };
    const three = { status: 400, headers: { 'request-id': 'r' }, body: content, matchingRules: rules };
    expect(await expectedOf(pact('3.0.0', { request, response: three }))).toMatchObject({
      ...wanted,
      status: { fixed: true },
    });
    const status = { matchers: [{ match: 'statusCode', status: 'clientError' }] };
    const four = {
      ...{ status: 400, headers: { 'request-id': ['r'] }, matchingRules: { ...rules, status } },
      body: { content, contentType: 'application/json', encoded: false },
    };
    expect(await expectedOf(pact('4.0', { request, response: four }))).toMatchObject({
      ...wanted,
      status: { value: 400, fixed: false },
    });
  });

  test('V4 may code a body', async () => {
    const body = {
      content: Buffer.from('{"a":1}').toString('base64'),
      contentType: 'application/json',
      encoded: 'base64',
    };
    const { exchanges } = await text(
      pact('4.0', { request: { method: 'PATCH', path: PATH, body }, response: {} }),
    );
    expect(exchanges).toMatchObject([
      { request: { body: { data: '{"a":1}' } }, expected: { status: { value: 200 } } },
    ]);
  });

  test('has messages, which are passed over', async () => {
    const took = await text(
      JSON.stringify({ consumer: { name: 'c' }, provider: {}, messages: [{}], interactions: [] }),
    );
    expect(took).toMatchObject({ format: 'pact', passedOver: ['message'], problems: [] });
    expect((await text(pact('4.0', { type: 'Asynchronous/Messages' }))).passedOver).toEqual(['message']);
  });

  test.each([
    [
      'is cut off',
      '{"consumer":{},"interactions":[',
      /^1: not valid JSON: the document that begins here ends too early/,
    ],
    [
      'has interactions that are no list',
      '{"consumer":{},"interactions":7}',
      /^1: its interactions are no list$/,
    ],
    [
      'has an interaction without a response',
      '{"interactions":[{"request":{}}]}',
      /^1: interaction 1: it has no request or no response$/,
    ],
    ['has an interaction that is none', '{"interactions":[7]}', /^1: interaction 1: it is no object$/],
    [
      'has a status that is none',
      '{"interactions":[{"request":{},"response":{"status":"ok"}}]}',
      /^1: interaction 1: the status/,
    ],
  ])('that %s is a problem', async (_what, content, message) => {
    expect((await text(content)).problems).toEqual([expect.stringMatching(message)]);
  });
});

describe('a source', () => {
  const folder = temporaryFolder();

  test('is a file or a stream, plain or gzip, and counts what was read of it', async () => {
    const file = path.join(folder, 'given.ndjson.gz');
    const bytes = gzipSync(`${line({})}\n`.repeat(1000));
    writeFileSync(file, bytes);
    const source = openFile('given', file);
    expect((await take(source)).exchanges).toHaveLength(1000);
    expect([source.size, source.read()]).toEqual([bytes.length, bytes.length]);
    expect((await text(bytes)).exchanges).toHaveLength(1000);
  });

  test('that is gzip and ends too early is read as far as it goes', async () => {
    const many = Array.from({ length: 2000 }, (_, at) => line({ body: { at, noise: Math.sin(at) } }));
    const bytes = gzipSync(many.join('\n'));
    const took = await text(bytes.subarray(0, Math.floor(bytes.length * 0.9)));
    expect(took.problems.at(-1)).toMatch(/^it cannot be read to its end: /);
    expect(took.exchanges.length).toBeGreaterThan(0);
  });

  test.each([
    ['nothing', '', /^it is empty$/],
    ['a page', '<html></html>', /^1: it is neither HAR nor Pact nor NDJSON/],
    ['one exchange over several lines', '{\n "request": {}\n}', /one JSON object a line$/],
  ])('that holds %s is a problem', async (_what, content, message) => {
    expect(await text(content)).toMatchObject({
      format: undefined,
      problems: [expect.stringMatching(message)],
    });
  });

  test('puts a prefix before ids that it makes', async () => {
    expect((await take(chunked(line({})), '2:')).exchanges[0]?.id).toBe('2:1');
  });

  test('that breaks on the way is a problem, and no exception', async () => {
    const broken = sourceOf(
      'given',
      Readable.from(
        (function* () {
          yield Buffer.from(`${line({})}\n`.repeat(400));
          throw new Error('the disk is gone');
        })(),
      ),
    );
    const { problems, exchanges } = await take(broken);
    expect(problems).toEqual(['it cannot be read to its end: the disk is gone']);
    expect(exchanges).toHaveLength(400);
  });
});

test.each([
  ['with commas between', ',\n', 2],
  ['without', '\n', 1],
])(
  'a list with an exchange on each line, %s, is told of, and what breaks it is read',
  async (_what, between, of) => {
    const lines = [line({ body: '1' }), line({ body: '2' })];
    const { exchanges, problems } = await text(`[\n${lines.join(between)}\n]\n`);
    if (of === 2) {
      expect(exchanges).toEqual([]);
      expect(problems).toEqual([
        expect.stringMatching(/it is a list of 2 exchanges, .*jq -c '\.\[\]' writes them so/),
      ]);
    } else {
      expect(exchanges).toMatchObject([{ id: '3' }]);
      expect(problems).toEqual([expect.stringMatching(/^1: /), expect.stringMatching(/^4: /)]);
    }
  },
);

import fc from 'fast-check';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../src/results/report';
import { ownFleet } from '../../src/fleet/own-fleet';
import { UsageError } from '../../src/usage-error';
import { WHOLE } from '../environment/extent';
import { spoilt } from './hostile-values';
import { commandLine, temporaryFolder, type Ran } from './support';

const folder = temporaryFolder();
const run = commandLine(folder);
const PATH = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const url = `https://graph.microsoft.com/v1.0${PATH}`;
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const headers = { Authorization: 'Bearer abc', 'Content-Type': 'application/json', 'client-request-id': 'x' };
const answered = {
  'request-id': 'y',
  'Content-Type': 'application/json',
  'Retry-After': '3',
  'Set-Cookie': 'a=b',
};
const update = {
  '@odata.type': TYPE,
  state: 'enabled',
  defaultLength: 12,
  defaultLifetimeInMinutes: 120,
  minimumLifetimeInMinutes: 30,
  maximumLifetimeInMinutes: 960,
  isUsableOnce: true,
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: true }],
  excludeTargets: [],
};
const failed = {
  error: {
    code: 'badRequest',
    message: 'no',
    details: [{ code: 'a', message: 'b', target: 'c' }],
    innerError: { code: 'a', date: '2026-11-28T20:00:00', 'request-id': 'y', 'client-request-id': 'x' },
    '@odata.x': 1,
  },
};

/** Exchanges with every member that a reader or a check looks at. */
const EXCHANGES = [
  {
    request: { method: 'PATCH', url, headers, body: update },
    response: { status: 204, statusText: 'No Content', httpVersion: '1.1', headers: answered, body: null },
  },
  {
    request: { method: 'PATCH', url, headers, body: update },
    response: { status: 400, headers: answered, body: failed },
  },
  {
    request: { method: 'GET', url, headers, body: null },
    response: {
      status: 200,
      headers: answered,
      body: { ...update, id: 'TemporaryAccessPass', '@odata.context': 'x' },
    },
  },
  {
    request: {
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/$batch',
      headers,
      body: {
        requests: [
          {
            id: '1',
            method: 'PATCH',
            url: PATH,
            headers: { 'Content-Type': 'application/json' },
            body: { '@odata.type': TYPE, defaultLength: 12 },
            dependsOn: ['0'],
          },
        ],
      },
    },
    response: {
      status: 200,
      headers: answered,
      body: { responses: [{ id: '1', status: 429, headers: { 'Retry-After': '3' }, body: failed }] },
    },
  },
  {
    startedAt: '2026-11-28T20:00:00.000Z',
    durationMs: 1,
    observed: { authorization: true, requestHeaders: true },
    request: {
      method: 'PATCH',
      url,
      headers: [
        ['a', 'b'],
        ['Content-Type', 'application/json'],
      ],
      body: { encoding: 'utf8', data: '{}', truncated: 0 },
    },
    response: {
      status: 204,
      headers: [{ name: 'a', value: 'b' }],
      body: { type: 'Buffer', data: [123, 125] },
    },
  },
];
/** What breaks a MUST, by which it is known that what stands behind the others was judged. */
const LAST = {
  request: { method: 'PATCH', url, headers, body: { isUsableOnce: true } },
  response: { status: 204, headers: answered, body: null },
};

const harEntry = ({ request, response }: { request: object; response: object }, at: number) => ({
  startedDateTime: '2026-11-28T20:00:00.000Z',
  time: 1,
  request: {
    bodySize: 10,
    ...request,
    headers: Object.entries((request as typeof LAST.request).headers).map(([name, value]) => ({
      name,
      value,
    })),
    postData: {
      mimeType: 'application/json',
      text: JSON.stringify((request as typeof LAST.request).body),
      encoding: '',
      params: [],
      comment: String(at),
    },
  },
  response: {
    ...response,
    bodySize: 1,
    headers: [{ name: 'a', value: 'b' }],
    content: { size: 2, text: JSON.stringify((response as typeof LAST.response).body) },
  },
});

const interaction = {
  description: 'd',
  type: 'Synchronous/HTTP',
  providerStates: [{ name: 'n', params: { a: 1 } }],
  request: {
    method: 'PATCH',
    path: `/v1.0${PATH}`,
    query: { a: ['b'] },
    headers: { 'Content-Type': ['application/json'] },
    body: { content: update, contentType: 'application/json', encoded: false },
  },
  response: {
    status: 400,
    headers: { 'Content-Type': ['application/json'] },
    body: { content: failed, contentType: 'application/json', encoded: false },
    matchingRules: {
      body: { '$.error.message': { matchers: [{ match: 'type' }], combine: 'AND' } },
      header: { 'Content-Type': { matchers: [{ match: 'regex', regex: '.*' }] } },
      status: { matchers: [{ match: 'statusCode', status: 'clientError' }] },
    },
  },
};
const pactOf = (interactions: string): string =>
  `{"consumer":{"name":"c"},"provider":{"name":"p"},"metadata":{"pactSpecification":{"version":"4.0"}},"interactions":[${interactions}]}`;

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return name;
}

/** Ends with a documented code and in words of its own. */
function assertInWords({ exitCode, stderr, stdout }: Ran, what: string): void {
  expect([what, [0, 1, 2, 3].includes(exitCode)]).toEqual([what, true]);
  expect([what, `${stderr}${stdout}`]).toEqual([
    what,
    expect.not.stringMatching(
      /\n\s+at .+:\d+|graph-contract failed|Cannot (?:read|convert)|is not a function|\[object Object\]/,
    ),
  ]);
}

const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

async function checked(
  name: string,
  text: string,
  format = 'json,junit,html,sarif,markdown',
): Promise<Report> {
  const out = `out-${name}`;
  const ran = await run(['check', file(name, text), '--out', out, '--quiet', '--format', format]);
  assertInWords(ran, name);
  return reportIn(out);
}

/** What could not be judged, and not for what it is but since something failed at it. */
const failures = ({ findings }: Report): string[] =>
  findings.flatMap(({ outcome, message }) =>
    outcome === 'error' &&
    /cannot be (?:judged|read: )/.test(message) &&
    !/nested more|more than|longer than was recorded/.test(message)
      ? [message]
      : [],
  );

/** Nothing fails at what is odd, and what stands last is judged: one more than without it. */
async function assertRest(report: Report, name: string, without: string): Promise<void> {
  expect(failures(report)).toEqual([]);
  const before = await checked(name, without, 'json');
  expect(report.inputs[0]?.judged).toBe((before.inputs[0]?.judged ?? 0) + 1);
}

test('lines with anything in the place of any member are judged or named, and what follows is judged', async () => {
  const lines = [...EXCHANGES.flatMap((each) => [...spoilt(each)]), JSON.stringify(LAST)];
  const report = await checked('lines.ndjson', lines.join('\n'));
  expect(report.inputs[0]?.read).toBeGreaterThan(lines.length / 2);
  await assertRest(report, 'before.ndjson', lines.slice(0, -1).join('\n'));
});

test('entries of a HAR with anything in the place of any member are judged or named, and what follows is judged', async () => {
  const entries = [
    ...EXCHANGES.slice(0, 4).flatMap((each, at) => [...spoilt(harEntry(each, at))]),
    JSON.stringify(harEntry(LAST, 9)),
  ];
  const har = (some: readonly string[]): string => `{"log":{"entries":[\n${some.join(',\n')}\n]}}`;
  await assertRest(await checked('a.har', har(entries)), 'before.har', har(entries.slice(0, -1)));
});

test('a Pact with anything in the place of any member is judged or named, and so are the interactions behind it', async () => {
  const last = {
    ...interaction,
    request: {
      ...interaction.request,
      body: { content: { isUsableOnce: true }, contentType: 'application/json', encoded: false },
    },
  };
  const interactions = [...spoilt(interaction), JSON.stringify(last)];
  const pact = (some: readonly string[]): string => pactOf(some.join(',\n'));
  await assertRest(
    await checked('pact.json', pact(interactions)),
    'before.json',
    pact(interactions.slice(0, -1)),
  );
});

test('lines of a record with anything in the place of any member are judged or named, by check and by judge', async () => {
  expect(
    (await run(['check', file('good.ndjson', `${JSON.stringify(LAST)}\n`), '--out', 'good'])).exitCode,
  ).toBe(1);
  const exchange = {
    kind: 'exchange',
    id: 'x1',
    source: { kind: 'proxy', file: 'f', line: 1 },
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
      url,
      headers: [['Content-Type', 'application/json']],
      body: { encoding: 'utf8', data: JSON.stringify(update) },
    },
    response: { status: 204, statusText: 'x', httpVersion: '1.1', headers: [['request-id', 'y']] },
    failure: { kind: 'other', message: 'm' },
    wire: {
      head: 'HTTP/1.1 204 x\r\n\r\n',
      after: { bytes: 1, sample: 'x' },
      watched: { ms: 1, until: 'close' },
      tls: 'TLSv1.3',
    },
    timing: { startedAt: '2026-11-28T20:00:00.000Z', durationMs: 1 },
    echoes: [{ alias: 'secret-1', where: 'body' }],
    context: {
      scenario: 's',
      step: 't',
      rows: ['REQ-TYPE'],
      credentials: 'full',
      accept: 'REQ-TYPE',
      settled: { satisfied: true, waitedMs: 1 },
    },
  };
  const last = {
    ...exchange,
    id: 'last',
    request: { ...exchange.request, body: { encoding: 'utf8', data: '{"isUsableOnce":true}' } },
    failure: undefined,
    wire: undefined,
    context: undefined,
    echoes: undefined,
  };
  const head = {
    kind: 'run',
    schemaVersion: 1,
    tool: { name: 'graph-contract', version: '0.1.0' },
    contract: reportIn('good').contract,
    subject: { kind: 'traffic', target: 'http://127.0.0.1:1' },
    startedAt: '2026-11-28T20:00:00.000Z',
    host: { platform: 'linux', node: 'v24' },
    commit: null,
    lacks: [],
    planned: [],
  };
  const others = [{ kind: 'note', outcome: 'informational', message: 'a', expected: 'b', actual: 'c' }];
  const lines = [
    JSON.stringify(head),
    ...[exchange, ...others].flatMap((each) => [...spoilt(each)]),
    JSON.stringify(last),
    JSON.stringify({ kind: 'end', durationMs: 1 }),
  ];
  const name = file('evidence.ndjson', `${lines.join('\n')}\n`);
  for (const command of ['check', 'judge']) {
    const out = `out-record-${command}`;
    assertInWords(
      await run([command, name, '--out', out, '--quiet', '--format', 'json,junit,html,sarif,markdown']),
      command,
    );
    expect(failures(reportIn(out))).toEqual([]);
    expect(reportIn(out).exchanges.map(({ id }) => id)).toContain('last');
  }
});

const WAIVERS = {
  waivers: [
    {
      requirement: 'REQ-TYPE',
      target: '*',
      reason: 'r',
      owner: 'o',
      expires: '2027-01-01',
      link: 'https://x.y',
    },
  ],
};
const OVERLAY = {
  levels: { 'REQ-TYPE': 'SHOULD' },
  requirements: [
    {
      id: 'OWN-1',
      level: 'MUST',
      actor: 'client',
      group: 'request',
      title: 't',
      statement: 's',
      why: 'w',
      remedy: 'r',
      sources: [{ page: 'p', url: 'https://x.y', section: 's' }],
      checks: ['request/json'],
      basis: 'stated',
    },
  ],
};
const CONFIGURATION = { strict: true, format: ['json'], only: 'REQ-*', max: 3, color: false };
const FAULTS = {
  faults: [
    {
      id: 'a',
      breaks: 'RES-EMPTY',
      says: 's',
      members: ['state'],
      command: ['node', 'x.mjs'],
      options: { lacks: ['read'], settle: 1, headers: { a: 'b' } },
    },
  ],
};
const OPENAPI = {
  openapi: '3.0.0',
  info: { title: 't', version: 'v1.0' },
  servers: [{ url: 'https://graph.microsoft.com/v1.0' }],
  paths: {
    [PATH]: {
      parameters: [{ name: 'a', in: 'header', required: true, schema: { type: 'string' } }],
      patch: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/a' } } } },
        responses: { '204': { description: 'd' } },
      },
      get: {
        parameters: [{ name: '$select', in: 'query', schema: { type: 'array', items: { enum: ['id'] } } }],
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/a' } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      a: {
        allOf: [
          { $ref: '#/components/schemas/b' },
          {
            type: 'object',
            required: ['@odata.type'],
            properties: {
              '@odata.type': { type: 'string', default: TYPE },
              defaultLength: { type: 'integer', minimum: 8, maximum: 48, nullable: true },
              state: { type: 'string', enum: ['enabled', 'disabled'] },
            },
          },
        ],
      },
      b: { type: 'object', properties: { id: { type: 'string' } } },
    },
  },
};
const JOURNAL = {
  version: 1,
  target: 'http://127.0.0.1:1/v1.0',
  operation: 'temporaryAccessPass',
  key: 'returned-key',
  original: { ...update, id: 'TemporaryAccessPass' },
  written: { defaultLength: ['12'] },
  startedAt: '2026-11-28T20:00:00.000Z',
  pid: 1,
  host: 'h',
};

/** What each document is handed to. */
const DOCUMENTS: [string, unknown, (name: string) => string[][]][] = [
  ['waivers', WAIVERS, (name) => [['check', 'good.ndjson', '--waivers', name]]],
  ['overlay', OVERLAY, (name) => [['check', 'good.ndjson', '--overlay', name]]],
  ['configuration', CONFIGURATION, (name) => [['check', 'good.ndjson', '--config', name]]],
  ['openapi', OPENAPI, (name) => [['drift', '--openapi', name]]],
];

test.each(DOCUMENTS)(
  '%s with anything in the place of any member is taken, or refused in one line',
  async (kind, document, calls) => {
    file('good.ndjson', `${JSON.stringify(LAST)}\n`);
    for (const args of calls(file(`${kind}.json`, JSON.stringify(document))))
      expect(await run([...args, '--quiet', '--out', `out-${kind}`])).toMatchObject({
        stderr: expect.not.stringContaining(kind),
      });
    const texts = [...spoilt(document)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), async (text) => {
        for (const args of calls(file(`${kind}.json`, text)))
          assertInWords(
            await run([...args, '--quiet', '--out', `out-${kind}`]),
            `${kind}: ${text.slice(0, 2000)}`,
          );
      }),
      { numRuns: WHOLE ? 400 : 40 },
    );
  },
);

test.each([
  ['merge', (name: string) => ['merge', name, name, '--out', 'out-merge']],
  ['diff', (name: string) => ['diff', 'good/report.json', name, '--no-color']],
  ['baseline', (name: string) => ['check', 'good.ndjson', '--baseline', name, '--out', 'out-baseline']],
] as const)(
  '%s takes a report with anything in the place of any member, or refuses it in one line',
  async (kind, args) => {
    await run(['check', file('good.ndjson', `${JSON.stringify(LAST)}\n`), '--out', 'good']);
    const report = reportIn('good');
    const small = { ...report, requirements: report.requirements.slice(0, 3) };
    const texts = [...spoilt(small)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), async (text) =>
        assertInWords(await run([...args(file(`${kind}.json`, text)), '--quiet']), `${kind}: ${text}`),
      ),
      { numRuns: WHOLE ? 400 : 40 },
    );
  },
);

test('a journal with anything in the place of any member is put back or kept, and named', async () => {
  for (const text of spoilt(JOURNAL)) {
    rmSync(path.join(folder, 'journals'), { recursive: true, force: true });
    mkdirSync(path.join(folder, 'journals'));
    file('journals/0123456789abcdef01234567.journal.json', `${text}\n`);
    assertInWords(await run(['restore', '--journal', 'journals']), text);
  }
});

test('a fleet with anything in the place of any member is taken, or refused in one line', () => {
  expect(ownFleet(JSON.stringify(FAULTS), 'fleet').faults).toHaveLength(1);
  for (const text of spoilt(FAULTS)) {
    try {
      ownFleet(text, 'fleet');
    } catch (error) {
      expect([text, error]).toEqual([text, expect.any(UsageError)]);
      expect((error as Error).message).not.toContain('[object Object]');
    }
  }
});

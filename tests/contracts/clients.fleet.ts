/** The real clients of tests/clients/: their Pacts, which `npm run clients` writes, and what they are known to lose. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openFile } from '../../src/exchanges/readers/source';
import type { Report } from '../../src/results/report';
import { check } from '../../src/run/check';
import { packageFile } from '../../src/contract/package-root';
import { defaultOperation, operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { propertiesOf } from '../../src/contract/slice';

interface Pact {
  consumer: { name: string };
  provider: { name: string };
  metadata: { pactSpecification: { version: string } };
  interactions: Interaction[];
}

interface Interaction {
  description: string;
  request: {
    method: string;
    path: string;
    headers: Record<string, string[]>;
    body: { content: Record<string, unknown> };
    matchingRules: Record<'header' | 'body', Record<string, unknown>>;
  };
  response: object;
}

interface Outcome {
  updates: { name: string; meant: object; wentOut: object; lost: string[] }[];
  news: Record<string, string[]>;
}

const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const PROVIDER = 'microsoft-graph-tap-policy';
const fileOf = (consumer: string): string => packageFile('contracts', `${consumer}-${PROVIDER}.json`);
const MEMBERS = Object.keys(propertiesOf(defaultOperation().updateSchema))
  .filter((name) => !name.startsWith('@') && name !== 'id')
  .sort();

const CONSUMERS = [
  ...['microsoft-graph-client', 'msgraph-sdk', 'openapi-fetch', 'curl'],
  ...['python-requests', 'python-httpx', 'msgraph-sdk-python', 'msgraph-sdk-go', 'microsoft-graph-java'],
  ...['cli-microsoft365', 'azure-cli'],
];

describe.each(CONSUMERS)('the Pact of %s', (consumer) => {
  const text = readFileSync(fileOf(consumer), 'utf8');
  const pact = JSON.parse(text) as Pact;

  test('keeps the contract in every row that it shows, SHOULD rows too', async () => {
    const report = await check({
      sources: [openFile('pact.json', fileOf(consumer))],
      strict: true,
      env: { GITHUB_SHA: '0'.repeat(40) },
    });
    expect(report.verdict).toBe('conforms');
    expect(report.inputs).toEqual([expect.objectContaining({ judged: pact.interactions.length })]);
    // The page's example spells the key in another way than it is returned.
    expect(report.findings.map(({ requirement }) => requirement)).toEqual(['REQ-ID-CASE']);
  });

  test('is of version 4, between these two', () => {
    expect(pact.metadata.pactSpecification.version).toBe('4.0');
    expect([pact.consumer.name, pact.provider.name]).toEqual([consumer, PROVIDER]);
  });

  test('updates every documented member, alone and with others', () => {
    const sets = pact.interactions.map(({ request }) =>
      Object.keys(request.body.content).filter((name) => name !== '@odata.type'),
    );
    expect([...new Set(sets.filter(({ length }) => length === 1).flat())].sort()).toEqual(MEMBERS);
    expect(Math.max(...sets.map(({ length }) => length))).toBe(6);
  });

  test('expects 204 of every update, and nothing else of the answer', () => {
    for (const { request, response } of pact.interactions) {
      expect(request.method).toBe('PATCH');
      expect(response).toEqual({ status: 204 });
    }
  });

  test('has a rule in the place of each value that a client may choose', () => {
    for (const { request } of pact.interactions) {
      const { headers, body, matchingRules } = request;
      const free = Object.keys(headers).filter((name) => name !== 'Content-Type');
      expect(Object.keys(matchingRules.header).sort()).toEqual(free.sort());
      const scalars = Object.entries(body.content).filter(
        ([name, value]) => name !== '@odata.type' && !Array.isArray(value),
      );
      expect(Object.keys(matchingRules.body ?? {})).toEqual(
        expect.arrayContaining(scalars.map(([name]) => `$.${name}`)),
      );
    }
  });

  test('holds no address, no port, no time and no path of a machine', () => {
    expect(text).not.toMatch(/127\.0\.0\.1|localhost|https?:|\d{4}-\d\d-\d\dT\d\d|\/(home|root|tmp|Users)\//);
  });
});

const { temporaryAccessPass, ...METHODS } = JSON.parse(
  readFileSync(packageFile('tests', 'clients', 'updates.json'), 'utf8'),
) as Record<string, { provider: string; updates: { name: string; members: object }[] }>;

test('the updates of the default operation are those of the Pacts', () => {
  const { interactions } = JSON.parse(readFileSync(fileOf('curl'), 'utf8')) as Pact;
  expect(interactions.map(({ description }) => description).sort()).toEqual(
    temporaryAccessPass?.updates.map(({ name }) => name).sort(),
  );
});

describe.each(Object.entries(METHODS))('the Pacts of the clients and %s', (method, { provider, updates }) => {
  const operation = operationNamed(method);
  const files = CONSUMERS.map((consumer) =>
    packageFile('contracts', 'clients', `${consumer}-${provider}.json`),
  );
  const pacts = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Pact);

  test('keep the contract in every row that they show, SHOULD rows too', async () => {
    const report = await check({
      sources: files.map((file) => openFile(path.basename(file), file)),
      register: registerOf(operation),
      strict: true,
      env: { GITHUB_SHA: '0'.repeat(40) },
    });
    expect(report.verdict).toBe('conforms');
    expect(report.inputs?.map(({ judged }) => judged)).toEqual(
      pacts.map(({ interactions }) => interactions.length),
    );
  });

  test('update every member that can be updated, each alone', () => {
    const alone = updates.map(({ members }) => Object.keys(members)).filter(({ length }) => length === 1);
    expect([...new Set(alone.flat())].sort()).toEqual([...operation.updatable].sort());
  });

  test('have every update of the list, as it was meant or as additional data', () => {
    for (const { consumer, interactions } of pacts) {
      const names = interactions.map(({ description }) => description);
      const missing = updates.filter(
        ({ name }) => !names.includes(name) && !names.includes(`${name}, as additional data`),
      );
      expect([consumer.name, missing]).toEqual([consumer.name, []]);
    }
  });

  test('are between the clients and this provider, with rules for the headers', () => {
    for (const { provider: named, interactions } of pacts) {
      expect(named.name).toBe(provider);
      for (const { request, response } of interactions) {
        expect([request.method, response]).toEqual(['PATCH', { status: 204 }]);
        expect(Object.keys(request.matchingRules.header)).toContain('Authorization');
      }
    }
  });
});

const run = promisify(execFile);
const known = async (...args: string[]): Promise<Outcome> => {
  const { stdout } = await run(process.execPath, [packageFile('tests', 'clients', 'known.mjs'), ...args]);
  return JSON.parse(stdout) as Outcome;
};

const INSTALLED = existsSync(packageFile('tests', 'clients', 'node_modules', '@microsoft', 'msgraph-sdk'));
const HOW = 'the clients are not installed: npm run clients, or npm ci --prefix tests/clients';
if (!INSTALLED) console.warn(`What @microsoft/msgraph-sdk is known to lose: SKIPPED, since ${HOW}`);

(INSTALLED ? test : test.skip)(
  `@microsoft/msgraph-sdk loses what it is known to lose, no more and no less${INSTALLED ? '' : ` (SKIPPED: ${HOW})`}`,
  async () => {
    const { updates, news } = await known('kiota', 'curl');
    // Each line would say what to do: a loss that is new, or one that is mended.
    expect(news['kiota']).toEqual([]);
    expect(updates.find(({ name }) => name === 'an update of defaultLength alone')).toEqual({
      ...{ operation: 'temporaryAccessPass' },
      ...{ name: 'an update of defaultLength alone', lost: ['defaultLength'], changed: [], added: [] },
      meant: { '@odata.type': TYPE, defaultLength: 12 },
      wentOut: { '@odata.type': TYPE },
    });
    // Were nothing known of it.
    expect(news['curl']).toContain(
      "curl loses defaultLength of temporaryAccessPass, and no known issue says so: the fault is the client's",
    );
  },
);

test('a client that is mended is news', async () => {
  // One that loses nothing stands for it.
  const { updates, news } = await known('openapi-fetch', 'kiota');
  expect(updates.flatMap(({ lost }) => lost)).toEqual([]);
  expect(news['openapi-fetch']).toEqual([]);
  expect(news['kiota']).toHaveLength(21);
  expect(news['kiota']).toContain(
    'kiota no longer loses defaultLength of temporaryAccessPass: take it out of tests/clients/known-issues.json, run npm run clients',
  );
});

describe.each([
  ['pact-python', '4.0'],
  ['pact-jvm', '3.0.0'],
])('the Pact that %s wrote, of version %s', (writer, version) => {
  test('is read, judged and kept by the embedded provider', async () => {
    const file = fileOf(writer);
    const pact = JSON.parse(readFileSync(file, 'utf8')) as Pact;
    expect(pact.metadata.pactSpecification.version).toBe(version);
    const env = { GITHUB_SHA: '0'.repeat(40) };
    const checked = await check({ sources: [openFile('pact.json', file)], strict: true, env });
    expect([checked.verdict, checked.inputs?.[0]?.judged]).toEqual(['conforms', 1]);
    const out = mkdtempSync(path.join(tmpdir(), 'written-'));
    const args = ['verify', '--pact', file, '--strict', '--out', out, '--format', 'json'];
    // It ends with 0, or is rejected.
    await run(process.execPath, [packageFile('dist', 'src', 'cli', 'main.js'), ...args]);
    const report = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as Report;
    rmSync(out, { recursive: true });
    expect(report.interactions?.map(({ outcome }) => outcome)).toEqual(['conforms']);
  });
});

/** What tests/clients/faults.mjs makes of a run, in a process of its own: it is a module, and these tests are not. */
async function faultsOf(sent: object[], answers: object): Promise<{ shown: string[]; news: string[] }> {
  const module = packageFile('tests', 'clients', 'faults.mjs');
  const known = [{ client: 'one', shows: ['never-gives-up'] }];
  const script = `const { faultsOf, newsOfFaults } = await import(${JSON.stringify(module)});
    const shown = faultsOf(...${JSON.stringify([sent, answers])});
    console.log(JSON.stringify({ shown, news: newsOfFaults('one', shown, ${JSON.stringify(known)}) }));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  return JSON.parse(stdout) as { shown: string[]; news: string[] };
}

describe('the faults that a client shows', () => {
  const good = { patches: 4, alike: true, waited: true };
  const ids = (...values: string[]): object[] =>
    values.map((value) => ({ headers: [['Client-Request-Id', value]] }));

  test.each([
    [
      'a body that cannot be read when it is sent again',
      ids('a', 'b'),
      { ...good, alike: false },
      ['resent-unreadable'],
    ],
    ['an update that is sent again without end', ids('a', 'b'), { ...good, patches: 9 }, ['never-gives-up']],
    [
      'a throttled update that is sent again at once',
      ids('a', 'b'),
      { ...good, waited: false },
      ['resent-at-once'],
    ],
    ['one client-request-id for all', ids('a', 'a'), good, ['same-request-id']],
    ['none', ids('a', 'b'), good, []],
  ])('are found: %s', async (_, sent, throttled, faults) => {
    const { shown, news } = await faultsOf(sent, { throttled });
    expect(shown).toEqual(faults);
    // What is known and shows is no news; what shows and is not known is, and so is what no longer shows.
    const mended = 'one no longer shows never-gives-up';
    expect(news.some((line) => line.startsWith(mended))).toBe(!shown.includes('never-gives-up'));
    expect(news.filter((line) => line.includes('no known issue says so'))).toHaveLength(
      shown.filter((fault) => fault !== 'never-gives-up').length,
    );
  });
});

(INSTALLED ? test : test.skip)(
  'a toolchain that is missing is passed over in one line, and is no pass',
  async () => {
    const script = packageFile('tests', 'clients', 'run.mjs');
    // With nothing on the path, no toolchain is found.
    const ended = run(
      process.execPath,
      [script, '--only', 'python-httpx,msgraph-sdk-go,microsoft-graph-java'],
      {
        env: { ...process.env, PATH: '' },
      },
    );
    const { code, stdout } = (await ended.catch((error: unknown) => error)) as {
      code: number;
      stdout: string;
    };
    expect(code).toBe(1);
    expect(stdout.match(/^NOT RUN {2}.*$/gm)).toEqual([
      'NOT RUN  python-httpx: it needs python3 3.10 or later, and there is none',
      'NOT RUN  msgraph-sdk-go: it needs go 1.24 or later, and there is none',
      'NOT RUN  microsoft-graph-java: it needs java 17 or later, and there is none',
    ]);
    expect(stdout).toContain('0 of 3 clients ran');
  },
);

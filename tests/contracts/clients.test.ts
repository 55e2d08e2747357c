/** The real clients of tests/clients/: their Pacts, which `npm run clients` writes, and what they are known to lose. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { openFile } from '../../src/exchanges/readers/source';
import { check } from '../../src/run/check';
import { packageFile } from '../../src/contract/package-root';
import { defaultOperation } from '../../src/contract/operation';
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

describe.each(['microsoft-graph-client', 'msgraph-sdk', 'openapi-fetch', 'curl'])(
  'the Pact of %s',
  (consumer) => {
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
      expect(text).not.toMatch(
        /127\.0\.0\.1|localhost|https?:|\d{4}-\d\d-\d\dT\d\d|\/(home|root|tmp|Users)\//,
      );
    });
  },
);

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
      ...{ name: 'an update of defaultLength alone', lost: ['defaultLength'], changed: [], added: [] },
      meant: { '@odata.type': TYPE, defaultLength: 12 },
      wentOut: { '@odata.type': TYPE },
    });
    // Were nothing known of it.
    expect(news['curl']).toContain(
      "curl loses defaultLength, and no known issue says so: the fault is the client's",
    );
  },
);

test('a client that is mended is news', async () => {
  // One that loses nothing stands for it.
  const { updates, news } = await known('openapi-fetch', 'kiota');
  expect(updates.flatMap(({ lost }) => lost)).toEqual([]);
  expect(news['openapi-fetch']).toEqual([]);
  expect(news['kiota']).toHaveLength(6);
  expect(news['kiota']).toContain(
    'kiota no longer loses defaultLength: take it out of tests/clients/known-issues.json, run npm run clients',
  );
});

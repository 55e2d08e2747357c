/** Pacts that come from a broker, here a stub of one, and what is said back to it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPacts } from '../../src/pact/documents';
import type { BrokerOptions } from '../../src/pact/sources';
import { startProvider, type RunningProvider } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import { startBroker, type BrokerSettings, type BrokerStub, type OfferedPact } from '../broker/hal-stub';
import { temporaryFolder } from '../cli/support';
import { TOKENS } from '../run/mutant';
import { given, pactOf, read, update, withResponse, write, type Interaction } from './pacts';
import { fileSource, NO_BROKER, pactRun, setterOf } from './support';

const folder = temporaryFolder();
const PROVIDER = 'a-provider';
const DEFAULTS = 'the policy has the documented defaults';

let provider: RunningProvider;
let stub: BrokerStub;
const others: Server[] = [];
beforeAll(async () => {
  provider = await startProvider();
  stub = await startBroker();
});
afterAll(async () => {
  await Promise.all([provider.close(), stub.close()]);
  for (const server of others) {
    server.closeAllConnections();
    server.close();
  }
});

/** The stub with other settings, and nothing heard yet. */
function broker(settings: Partial<BrokerSettings>): BrokerStub {
  stub.settings = { pacts: [], deployable: true, ...settings };
  stub.requests.length = 0;
  return stub;
}

const offered = (
  interactions: readonly Interaction[],
  more: Partial<OfferedPact> = {},
  consumer = 'a-consumer',
) => ({
  document: pactOf(interactions, { consumer, provider: PROVIDER, version: 4 }),
  ...more,
});

/** Judges the embedded provider by what an address holds. */
const replay = (
  url: string,
  more: Partial<BrokerOptions> = {},
  options: Partial<VerifyOptions> = {},
): Promise<Report> =>
  verify({
    provider: provider.url,
    ...TOKENS,
    only: ['ERR-CT'],
    env: { ...process.env, GITHUB_SHA: '0'.repeat(40) },
    pact: pactRun([{ kind: /\.json$|\/consumer\//.test(url) ? 'url' : 'broker', url }], {
      broker: { ...NO_BROKER, provider: PROVIDER, ...more },
      setPolicy: setterOf(provider.store),
    }),
    ...options,
  });

const outcomes = ({ interactions }: Report) =>
  interactions.map(({ consumer, description, outcome }) => [consumer, description, outcome]);
const troubles = ({ findings }: Report) =>
  findings.filter(({ outcome }) => outcome === 'error').map(({ message }) => message);
const fails = (description: string, more = {}) =>
  withResponse(update(description, {}, more), { status: 200 });

test('its Pacts are replayed, each interaction with its consumer, its state and its outcome', async () => {
  const NAME = 'two\nlines (3ms) "ü"';
  const { url } = broker({
    pacts: [
      offered(
        [update('an update', {}, given(DEFAULTS, 'the caller may update the policy')), fails('an update')],
        {},
        'a and b',
      ),
      offered(
        [fails(NAME, given(DEFAULTS)), read(NAME), update('no such state', {}, given('the moon is full'))],
        {},
        'another',
      ),
      offered([update('an update')], {}, 'a third'),
    ],
  });
  const report = await replay(url);
  expect(outcomes(report)).toEqual([
    ['a and b', 'an update', 'conforms'],
    ['a and b', 'an update', 'violates'],
    ['another', NAME, 'violates'],
    ['another', NAME, 'conforms'],
    ['another', 'no such state', 'untestable'],
    ['a third', 'an update', 'conforms'],
  ]);
  expect(report.interactions.map(({ state }) => state)).toEqual([
    `${DEFAULTS} and the caller may update the policy`,
    null,
    DEFAULTS,
    null,
    'the moon is full',
    null,
  ]);
  expect(report.interactions[0]).toMatchObject({ source: url, exchanges: { length: 1 } });
  expect(report.interactions[1]).toMatchObject({ blame: 'client', requirements: ['RES-204'] });
  expect(stub.received('POST', /verification-results$/)).toEqual([]);
  expect(report.verdict).toBe('violates');
});

test('whatever the states of its interactions are called', async () => {
  const states = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200).end());
  });
  others.push(states);
  await new Promise<void>((resolve) => states.listen(0, '127.0.0.1', resolve));
  const { url } = broker({
    pacts: [
      offered([
        fails('one', given('two\nlines', 'and (brackets)')),
        update('two', {}, given('     Given And', 'ü "quoted"')),
        fails('three', given('the policy And something')),
        update('four'),
      ]),
    ],
  });
  const report = await replay(
    url,
    {},
    {
      pact: pactRun([{ kind: 'broker', url }], {
        broker: { ...NO_BROKER, provider: PROVIDER },
        statesUrl: `http://127.0.0.1:${(states.address() as AddressInfo).port}`,
      }),
    },
  );
  expect(
    report.interactions.map(({ description, outcome, exchanges }) => [
      description,
      outcome,
      exchanges.length,
    ]),
  ).toEqual([
    ['one', 'violates', 1],
    ['two', 'conforms', 1],
    ['three', 'violates', 1],
    ['four', 'conforms', 1],
  ]);
  expect(new Set(report.interactions.flatMap(({ exchanges }) => exchanges)).size).toBe(4);
});

test('an interaction about its own token must say so by a state, since nobody else has read it', async () => {
  const refused = (description: string, more = {}) =>
    withResponse(update(description, {}, more), { status: 401 });
  const { url } = broker({
    pacts: [offered([refused('says nothing'), refused('says so', given('the caller is not signed in'))])],
  });
  const report = await replay(url);
  expect(outcomes(report)).toEqual([
    ['a-consumer', 'says nothing', 'untestable'],
    ['a-consumer', 'says so', 'conforms'],
  ]);
  expect(report.interactions[0]?.message).toContain('name the state "the caller is not signed in"');
});

test('the same interaction of two consumers fails for the one whose state differs', async () => {
  const wants = read('a length', { defaultLength: 8 });
  const other = { ...wants, ...given(['the policy is set', { defaultLength: 20 }]) };
  const { url } = broker({
    pacts: [
      offered([wants], {}, 'one'),
      offered([wants, other], {}, 'two'),
      offered([other, wants], {}, 'three'),
    ],
  });
  provider.store.set({ ...provider.store.get(), defaultLength: 8 });
  const report = await replay(url, {}, { only: ['RES-EMPTY'] });
  const told = report.interactions.map(({ consumer, state, outcome, actual }) => [
    consumer,
    state !== null,
    outcome,
    actual,
  ]);
  // Every one of them conforms exactly if the length is the one that it wants.
  for (const [, , outcome, actual] of told) expect(outcome === 'conforms').toBe(actual === null);
  expect(told.filter(([, given_]) => given_).map(([, , outcome]) => outcome)).toEqual([
    'violates',
    'violates',
  ]);
  expect(told).toHaveLength(5);
});

test('selectors, pending, work in progress and the branch are asked for as they are said', async () => {
  const { url } = broker({
    pacts: [
      offered([fails('pending')], { pending: true }, 'one'),
      offered([fails('in work')], { pending: true, wip: true }, 'two'),
      offered([update('settled')], {}, 'three'),
    ],
  });
  const selectors = [{ mainBranch: true }, { consumer: 'one', deployedOrReleased: true }];
  const report = await replay(url, {
    selectors,
    pending: true,
    workInProgressSince: '2026-11-01',
    providerBranch: 'main',
  });
  expect(stub.received('POST', /for-verification$/)[0]?.body).toMatchObject({
    consumerVersionSelectors: selectors,
    includePendingStatus: true,
    includeWipPactsSince: '2026-11-01',
    providerVersionBranch: 'main',
  });
  expect(outcomes(report)).toEqual([
    ['one', 'pending', 'waived'],
    ['two', 'in work', 'waived'],
    ['three', 'settled', 'conforms'],
  ]);
  expect(report).toMatchObject({ verdict: 'conforms', reason: null });
});

describe('results', () => {
  const results = () =>
    stub.received('POST', /verification-results$/).map(({ body }) => body as { success: boolean });
  const publish = { publish: true, providerVersion: '1.2.3', providerBranch: 'main' };

  test('are published where that is asked for, of each Pact its own', async () => {
    const { url } = broker({ pacts: [offered([update()], {}, 'one'), offered([fails('f')], {}, 'two')] });
    await replay(url, publish);
    expect(results()).toMatchObject([
      { success: true, providerApplicationVersion: '1.2.3' },
      { success: false, providerApplicationVersion: '1.2.3' },
    ]);
    expect(stub.received('PUT', /\/branches\/main\/versions\/1\.2\.3$/).length).toBeGreaterThan(0);
  });

  test('that a broker refuses make the run incomplete, and say why', async () => {
    const { url } = broker({ pacts: [offered([update()])], refusesPublishing: 403 });
    const report = await replay(url, publish);
    expect(report.interactions).toMatchObject([{ outcome: 'conforms' }]);
    expect(troubles(report)).toEqual([
      expect.stringMatching(/: the results were not published: .*403 Forbidden/),
    ]);
    expect(report.verdict).toBe('incomplete');
  });
});

describe('credentials', () => {
  const KINDS: [what: string, credentials: NonNullable<BrokerOptions['credentials']>][] = [
    ['a token', { token: 'canary-broker-token' }],
    ['a user and a password', { username: 'canary-user', password: 'canary-broker-word' }],
  ];
  test.each(KINDS)('of the kind %s are shown to the broker', async (_what, credentials) => {
    const { url } = broker({ pacts: [offered([update()])], credentials });
    const report = await replay(url, { credentials });
    expect(outcomes(report)).toEqual([['a-consumer', 'an update', 'conforms']]);
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  const WRONG: [what: string, credentials: BrokerOptions['credentials']][] = [
    ['missing', undefined],
    ['wrong', { token: 'canary-wrong-token' }],
  ];
  test.each(WRONG)('that are %s are told as what they are', async (_what, credentials) => {
    const { url } = broker({ pacts: [offered([update()])], credentials: { token: 'canary-broker-token' } });
    const report = await replay(url, { credentials });
    expect(report).toMatchObject({ verdict: 'incomplete', interactions: [] });
    expect(troubles(report)).toEqual([
      expect.stringContaining('the broker does not take the credentials: PACT_BROKER_TOKEN'),
    ]);
    expect(JSON.stringify(report)).not.toContain('canary');
  });
});

describe('a broker that is of no use is told as what it is', () => {
  const web = async (type: string, text: string): Promise<string> => {
    const server = createServer((_request, response) =>
      response.writeHead(200, { 'Content-Type': type }).end(text),
    );
    others.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const stubs: BrokerStub[] = [];
  const stubOf = async (pacts: OfferedPact[]): Promise<string> => {
    const own = await startBroker({ pacts });
    stubs.push(own);
    return own.url;
  };
  afterAll(() => Promise.all(stubs.map((own) => own.close())));

  const CASES: [what: string, url: () => string | Promise<string>, message: RegExp][] = [
    ['no server listens', () => 'http://127.0.0.1:1', /the broker cannot be reached/],
    ['no Pact of this provider', () => stubOf([]), /has no Pact of this provider that the selectors match/],
    [
      'none that is selected',
      () => stubOf([offered([update()], { selected: false })]),
      /has no Pact of this provider that the selectors match/,
    ],
    ['a web site', () => web('text/html', '<h1>Hello</h1>'), /text\/html/],
    ['another service', () => web('application/json', '{}'), /HAL/],
    ['a Pact without an interaction', () => stubOf([offered([])]), /it holds no interaction/],
  ];
  let report: Report;
  const places = new Map<string, string>();
  beforeAll(async () => {
    for (const [what, url] of CASES) places.set(what, await url());
    const sources = [...places.values()].map((url) => ({ kind: 'broker' as const, url }));
    const more = { broker: { ...NO_BROKER, provider: PROVIDER } };
    report = await replay('', {}, { pact: pactRun(sources, more) });
  });

  test.each(CASES)('%s', (what, _url, message) => {
    const told = troubles(report).filter((trouble) => trouble.startsWith(`${places.get(what)}: `));
    expect(told).toEqual([expect.stringMatching(message)]);
  });

  test('and a run that has no other is incomplete', () => {
    expect(report).toMatchObject({ verdict: 'incomplete', interactions: [] });
    expect(troubles(report)).toHaveLength(CASES.length);
  });
});

describe('a single Pact at an address of its own', () => {
  test('is replayed whatever its provider is called', async () => {
    const { url } = broker({
      pacts: [{ document: pactOf([fails('an update'), update('v')], { provider: 'somebody else' }) }],
    });
    const report = await replay(`${url}/pacts/provider/somebody%20else/consumer/a-consumer/version/1.0.0`);
    expect(outcomes(report)).toEqual([
      ['a-consumer', 'an update', 'violates'],
      ['a-consumer', 'v', 'conforms'],
    ]);
  });

  test('that is not there is named', async () => {
    const { url } = broker({});
    const report = await replay(`${url}/nothing.json`);
    expect(report).toMatchObject({ verdict: 'incomplete', interactions: [] });
    expect(troubles(report)).toEqual([expect.stringContaining('/nothing.json')]);
  });
});

test('what the environment says to Pact and to proxies reaches no replay', async () => {
  const { url } = broker({ pacts: [offered([fails('from a broker that nobody named')])] });
  const file = write(folder, pactOf([update('one'), update('two')]));
  const dead = 'http://127.0.0.1:1';
  const env = {
    ...process.env,
    GITHUB_SHA: '0'.repeat(40),
    PACT_BROKER_BASE_URL: url,
    PACT_BROKER_PUBLISH_VERIFICATION_RESULTS: 'true',
    PACT_DESCRIPTION: 'two',
    PACT_PROVIDER_STATE: 'x',
    PACT_PROVIDER_NO_STATE: 'true',
    NODE_OPTIONS: '--no-such-option',
    ...{ HTTP_PROXY: dead, http_proxy: dead, HTTPS_PROXY: dead, ALL_PROXY: dead, all_proxy: dead },
    NO_PROXY: '',
  };
  const report = await replay(
    '',
    {},
    {
      env,
      pact: pactRun(readPacts(file, '/').map(fileSource), { broker: { ...NO_BROKER, provider: PROVIDER } }),
    },
  );
  expect(outcomes(report)).toEqual([
    ['a-consumer', 'one', 'conforms'],
    ['a-consumer', 'two', 'conforms'],
  ]);
  expect(stub.requests).toEqual([]);
});

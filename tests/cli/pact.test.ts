import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import type { Report } from '../../src/results/report';
import { startProvider, type RunningProvider } from '../../src/provider';
import { given, pactOf, read, update, withResponse, write } from '../pact/pacts';
import { complaints, validator } from '../reports/schema';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const verify = (...args: string[]) => graphContract(['verify', ...args]);
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

/** One row keeps the rest of a run short. */
const SHORT = ['--only', 'ERR-CT'];
const GOOD = pactOf([update(), read('a read', {}, given('the policy has the documented defaults'))]);
const BAD = pactOf([withResponse(update('an update\nwith a body'), { status: 200, body: { a: 1 } })], {
  consumer: 'wrong <client>',
});
const OPEN = pactOf([update('in a state', {}, given('the moon is full'))]);
beforeAll(() => {
  write(folder, GOOD, 'good.json');
  write(folder, BAD, 'bad.json');
  write(folder, OPEN, 'open.json');
  write(folder, pactOf([]), 'empty.json');
  write(folder, '{"token": canary-0123456789}', 'broken.json');
  write(folder, GOOD, 'folder/one.json');
  write(folder, pactOf([update('of another')], { consumer: 'another', version: 4 }), 'folder/two.json');
});

test('the help lists every option', async () => {
  const { stdout, exitCode } = await verify('--help');
  expect(exitCode).toBe(0);
  for (const option of [
    '--pact <place>',
    '--provider-states-url <url>',
    '--pact-provider <name>',
    '--consumer-version-selectors <json>',
    '--enable-pending',
    '--include-wip-pacts-since <date>',
    '--publish-results',
    '--provider-version <version>',
    '--provider-branch <branch>',
  ])
    expect(stdout).toContain(option);
});

describe('what is of no use is refused with one line, before anything is sent', () => {
  const broker = ['--pact', 'http://127.0.0.1:1'];
  const usage: [what: string, args: string[], line: RegExp, env?: Record<string, string>][] = [
    [
      'a selection beside a single Pact',
      ['--pact', 'http://127.0.0.1:1/pact.json', '--enable-pending'],
      /^--enable-pending: it is for a broker, and every --pact is a single Pact$/,
    ],
    [
      'a file that is not there',
      ['--pact', 'none.json'],
      /^--pact none\.json: there is no such file or folder$/,
    ],
    [
      'a broken file',
      ['--pact', 'broken.json'],
      /^--pact: broken\.json: not JSON: InvalidSymbol in line 1, column 11$/,
    ],
    ['a folder without a Pact', ['--pact', 'nothing'], /^--pact nothing: there is no such file or folder$/],
    [
      'an address that is none',
      ['--pact', 'http://'],
      /^--pact http:\/\/: this is not a valid URL, such as https:\/\/broker\.example$/,
    ],
    [
      'credentials in an address',
      ['--pact', 'https://user:canary-0123456789@broker.example'],
      /^--pact: the URL must not carry a user name or a password; set PACT_BROKER_TOKEN/,
    ],
    [
      'states of the embedded provider elsewhere',
      ['--pact', 'good.json', '--provider-states-url', 'http://127.0.0.1:1'],
      /^--provider-states-url: the embedded provider has states of its own; name a --provider$/,
    ],
    [
      'an address of states that is none',
      [
        '--pact',
        'good.json',
        '--provider',
        'http://127.0.0.1:1/v1.0',
        '--provider-states-url',
        'localhost:80',
      ],
      /^--provider-states-url localhost:80: this is not an http or https URL$/,
    ],
    [
      'states at a host of Microsoft',
      [
        ...['--pact', 'good.json', '--provider', 'http://127.0.0.1:1/v1.0'],
        ...['--provider-states-url', 'https://graph.microsoft.com/states'],
      ],
      /^graph\.microsoft\.com belongs to a Microsoft cloud/,
    ],
    [
      'states at another host without leave to write',
      [
        ...['--pact', 'good.json', '--provider', 'http://127.0.0.1:1/v1.0'],
        ...['--provider-states-url', 'https://states.example/'],
      ],
      /^states\.example is not this machine.*--allow-writes/,
    ],
    [
      'a selector that is no JSON',
      [...broker, '--consumer-version-selectors', 'main'],
      /--consumer-version-selectors.*must be JSON/,
    ],
    [
      'a selector that is no object',
      [...broker, '--consumer-version-selectors', '[1]'],
      /must be a JSON object, or a list/,
    ],
    [
      'a selector that nobody knows',
      [...broker, '--consumer-version-selectors', '{"brnch":"x"}'],
      /brnch is not one of mainBranch/,
    ],
    [
      'a selector of another type',
      [...broker, '--consumer-version-selectors', '{"tag":1}'],
      /tag must be a text, true or false/,
    ],
    [
      'a day that is none',
      [...broker, '--include-wip-pacts-since', 'yesterday'],
      /--include-wip-pacts-since.*must be a date/,
    ],
    ['a day of no calendar', [...broker, '--include-wip-pacts-since', '2026-13-40'], /must be a date/],
    [
      'publishing of no version',
      [...broker, '--publish-results'],
      /^--publish-results: .*use --provider-version$/,
    ],
    [
      'two kinds of credentials',
      broker,
      /^PACT_BROKER_TOKEN is set together with/,
      { PACT_BROKER_TOKEN: 'canary-0123456789', PACT_BROKER_USERNAME: 'u' },
    ],
    [
      'half of the credentials',
      broker,
      /belong together: one of them is missing$/,
      { PACT_BROKER_PASSWORD: 'canary-0123456789' },
    ],
    ...[
      '--consumer-version-selectors={"latest":true}',
      '--enable-pending',
      '--include-wip-pacts-since=2026-11-01',
      '--publish-results',
      '--provider-version=1',
      '--provider-branch=b',
    ].flatMap((option): [string, string[], RegExp][] => [
      [`${option} without a Pact`, [option], /: there is no Pact to replay; name one with --pact$/],
      [
        `${option} for a file`,
        ['--pact', 'good.json', option],
        /: it is for a broker, and every --pact is a file or folder$/,
      ],
    ]),
    ['states without a Pact', ['--provider-states-url', 'http://127.0.0.1:1'], /there is no Pact to replay/],
  ];
  test.each(usage)('%s', async (_what, args, line, env = {}) => {
    const ran = await graphContract(['verify', ...args, '--out', 'refused'], { env });
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr.endsWith('\n')).toBe(true);
    expect(ran.stderr.trimEnd()).toMatch(line);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.stderr).not.toContain('canary');
  });
});

describe('a run ends with the code of its verdict', () => {
  test('0 where every interaction conforms; files and folders go together', async () => {
    const ran = await verify(...SHORT, '--pact', 'good.json', '--pact', 'folder', '--out', 'ok');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('verdict: conforms (exit 0)');
    const { interactions } = reportIn('ok');
    expect(interactions.map(({ source, consumer }) => [source, consumer])).toEqual([
      ['good.json', 'a-consumer'],
      ['good.json', 'a-consumer'],
      ['folder/one.json', 'a-consumer'],
      ['folder/one.json', 'a-consumer'],
      ['folder/two.json', 'another'],
    ]);
  });

  test('1 where one fails, which is shown with its clause and a line for a shell', async () => {
    const ran = await verify(...SHORT, '--pact', 'good.json', '--pact', 'bad.json', '--out', 'violates');
    expect(ran).toMatchObject({ exitCode: 1, stderr: '' });
    expect(ran.stdout).toContain('wrong <client>');
    expect(ran.stdout).toContain('RES-204 (success is 204)');
    expect(ran.stdout).toContain('curl -i -X PATCH');
    expect(ran.stdout).toContain('verdict: violates (exit 1)');
  });

  test('3 where one cannot be tested, whose state is named', async () => {
    const ran = await verify(...SHORT, '--pact', 'open.json', '--out', 'incomplete');
    expect(ran).toMatchObject({ exitCode: 3, stderr: '' });
    expect(ran.stdout).toContain('the state "the moon is full" is not a known state');
    expect(ran.stdout).toContain('1 interaction could not be tested');
  });

  test('3 where there was nothing to replay, which is named', async () => {
    const ran = await verify(...SHORT, '--pact', 'empty.json', '--out', 'empty');
    expect(ran.exitCode).toBe(3);
    expect(ran.stdout).toContain('empty.json: it holds no interaction');
  });
});

describe('what a run writes', () => {
  const out = 'written';
  let ran: Awaited<ReturnType<typeof verify>>;
  beforeAll(async () => {
    const places = ['good.json', 'bad.json', 'open.json'].flatMap((place) => ['--pact', place]);
    ran = await verify(...SHORT, ...places, '--json', '--out', out);
  });

  test('is JSON on the standard output, and the rest beside it', () => {
    expect(ran.exitCode).toBe(1);
    expect(JSON.parse(ran.stdout)).toEqual(reportIn(out));
    expect(ran.stderr).toContain('verdict: violates (exit 1)');
  });

  test('fits its schemas', () => {
    expect(complaints(validator('report'), reportIn(out))).toEqual([]);
    const line = validator('evidence');
    const lines = readFileSync(path.join(folder, out, 'evidence.ndjson'), 'utf8')
      .trim()
      .split('\n');
    const entries = lines.map((text) => JSON.parse(text) as { kind: string; source?: { kind: string } });
    expect(entries.flatMap((entry) => complaints(line, entry))).toEqual([]);
    expect(entries.filter(({ kind }) => kind === 'interaction')).toHaveLength(4);
    expect(entries.filter(({ source }) => source?.kind === 'pact')).toHaveLength(3);
  });

  test('has a case for each interaction in the JUnit file', () => {
    const xml = readFileSync(path.join(folder, out, 'junit.xml'), 'utf8');
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
      testsuites: { testsuite: { '@_name': string; testcase: Record<string, unknown>[] }[] };
    };
    const suite = parsed.testsuites.testsuite.find((each) => each['@_name'] === 'interactions');
    expect(suite?.testcase.map((each) => ['failure' in each, 'error' in each])).toEqual([
      [false, false],
      [false, false],
      [true, false],
      [false, true],
    ]);
    expect(suite?.testcase[1]?.['@_name']).toBe(
      'a-consumer: a read (given the policy has the documented defaults)',
    );
  });
});

describe('a plan', () => {
  test('lists the interactions of files, and sends nothing', async () => {
    const ran = await verify(...SHORT, '--plan', '--pact', 'good.json', '--pact', 'folder/two.json');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^PATCH +pact +a-consumer: an update$/m);
    expect(ran.stdout).toMatch(/^GET +pact +a-consumer: a read$/m);
    expect(ran.stdout).toMatch(/^PATCH +pact +another: of another$/m);
    expect(ran.stdout).toContain('a write goes before each interaction that needs one');
    const [, total] = /(\d+) requests/.exec(ran.stdout) ?? [];
    expect(ran.stdout.match(/^(GET|PATCH|DELETE|PUT|POST) /gm)).toHaveLength(Number(total));
  });

  test('keeps each request on a line of its own', async () => {
    const { stdout } = await verify(...SHORT, '--plan', '--pact', 'bad.json');
    const [, total] = /(\d+) requests/.exec(stdout) ?? [];
    const lines = stdout.slice(0, stdout.indexOf('\n\n')).split('\n');
    expect(lines).toHaveLength(Number(total));
  });

  test('says of a broker that nobody knows yet, and does not ask it', async () => {
    const { stdout } = await verify(...SHORT, '--plan', '--pact', 'http://127.0.0.1:1');
    expect(stdout).toContain('What http://127.0.0.1:1 holds is known when it is asked');
  });

  test('comes as JSON', async () => {
    const { stdout } = await verify(
      ...SHORT,
      '--plan',
      '--json',
      '--pact',
      'good.json',
      '--pact',
      'http://127.0.0.1:1',
    );
    const plan = JSON.parse(stdout) as { requests: object[]; total: number; unread: string[] };
    expect(plan.unread).toEqual(['http://127.0.0.1:1']);
    expect(plan.requests).toHaveLength(plan.total);
    expect(plan.requests.slice(-2)).toEqual([
      { scenario: 'pact', step: 'a-consumer: an update', method: 'PATCH', writes: true },
      { scenario: 'pact', step: 'a-consumer: a read', method: 'GET', writes: false },
    ]);
  });
});

test('the configuration file may name several Pacts, and secrets in no case', async () => {
  const own = path.join(folder, 'configured');
  mkdirSync(own);
  writeFileSync(
    path.join(own, 'graph-contract.config.yaml'),
    'only: [ERR-CT]\npact:\n  - ../good.json\n  - ../folder\nout: here\n',
  );
  const { stdout } = await commandLine(own)([
    ...['verify', '--plan', '--json', '--config', 'graph-contract.config.yaml'],
  ]);
  const plan = JSON.parse(stdout) as { requests: { scenario: string }[] };
  expect(plan.requests.filter(({ scenario }) => scenario === 'pact')).toHaveLength(5);
});

describe('a provider that is named', () => {
  let provider: RunningProvider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());

  test('has its states written by updates, with the test token', async () => {
    const ran = await verify(...SHORT, '--provider', provider.url, '--pact', 'good.json', '--out', 'named');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(reportIn('named').interactions.map(({ outcome }) => outcome)).toEqual(['conforms', 'conforms']);
  });

  test('that is not there is one line, and each of its interactions is open', async () => {
    const ran = await verify(
      ...SHORT,
      '--provider',
      'http://127.0.0.1:1/v1.0',
      '--pact',
      'good.json',
      '--out',
      'dead',
    );
    expect(ran.exitCode).toBe(3);
    expect(ran.stdout).toContain('no server listens: http://127.0.0.1:1');
    expect(reportIn('dead').interactions.map(({ outcome }) => outcome)).toEqual(['untestable', 'untestable']);
  });

  test('shows on a terminal which Pact is on', async () => {
    const { stderr } = await graphContract(['verify', ...SHORT, '--pact', 'good.json', '--out', 'terminal'], {
      terminal: { stdout: false, stderr: true, width: 80 },
    });
    expect(stderr).toContain('good.json');
    expect(stderr.endsWith('\r\x1b[2K')).toBe(true);
  });

  test('that is interrupted leaves its interactions open', async () => {
    const abort = new AbortController();
    abort.abort();
    const ran = await graphContract(['verify', ...SHORT, '--pact', 'good.json', '--out', 'interrupted'], {
      signal: abort.signal,
    });
    expect(ran.exitCode).toBe(3);
    expect(reportIn('interrupted').interactions).toMatchObject([
      { outcome: 'untestable', message: 'the run was interrupted' },
      { outcome: 'untestable', message: 'the run was interrupted' },
    ]);
  });
});

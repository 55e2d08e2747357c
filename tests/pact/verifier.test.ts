import * as childProcess from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { readPacts } from '../../src/pact/documents';
import { verifyPacts } from '../../src/pact/verification';
import { cleanEnvironment, PactVerifier, VerifierFailure } from '../../src/pact/verifier';
import { startTap, type Tap } from '../../src/pact/tap';
import { startRaw } from '../wire/raw-server';
import { temporaryFolder } from '../cli/support';
import { pactOf, update, write } from './pacts';
import { fileSource, NO_BROKER } from './support';

jest.mock('node:child_process', () => {
  const actual = jest.requireActual<typeof childProcess>('node:child_process');
  return { ...actual, fork: jest.fn(actual.fork) };
});
const folder = temporaryFolder();
const fork = jest.mocked(childProcess.fork);
/** No list of arguments: the options stand in its place. */
const argumentsOf = () => fork.mock.calls.at(-1)?.[1] as unknown as childProcess.ForkOptions;
const child = () => fork.mock.results.at(-1)?.value as childProcess.ChildProcess;

let tap: Tap;
let onRequest: () => void = () => undefined;
let status = '204 No Content';
beforeAll(async () => {
  tap = await startTap(
    {
      request: () => {
        onRequest();
        return Promise.resolve(Buffer.from(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`));
      },
      state: () => Promise.resolve({}),
    },
    JSON.stringify(
      pactOf([
        { ...update('one'), _id: 'a' },
        { ...update('two'), _id: 'b' },
      ]),
    ),
  );
});
afterAll(() => tap.close());
const options = () => ({
  provider: 'a-provider',
  providerBaseUrl: tap.providerUrl,
  providerStatesSetupUrl: tap.statesUrl,
  pactUrls: [tap.pactUrl ?? ''],
});

/** A verifier that is gone when the test is. */
async function using<T>(
  env: Record<string, string | undefined>,
  use: (verifier: PactVerifier) => Promise<T>,
): Promise<T> {
  const verifier = new PactVerifier(env);
  try {
    return await use(verifier);
  } finally {
    verifier.close();
  }
}
const ENV = { PATH: process.env['PATH'] };

test('gives its account of one source after the other, and what it printed of each', async () => {
  const answers = await using(ENV, async (verifier) => {
    status = '204 No Content';
    const first = await verifier.verify(options());
    status = '200 OK';
    const second = await verifier.verify(options());
    return [first, second];
  });
  expect(answers[0]?.account).toMatchObject({
    errors: [],
    pendingErrors: [],
    interactionResults: [
      { description: 'one', result: 'OK', interactionId: 'a' },
      { description: 'two', result: 'OK', interactionId: 'b' },
    ],
  });
  expect(answers[1]?.account.errors).toMatchObject([
    {
      interaction: 'Verifying a pact between a-consumer and a-provider - one',
      mismatch: { interactionId: 'a', mismatches: [{ type: 'StatusMismatch', expected: 204, actual: 200 }] },
    },
    { mismatch: { interactionId: 'b' } },
  ]);
  expect(answers[0]?.log).not.toContain('FAILED');
  expect(answers[1]?.log).toContain('FAILED');
  expect(answers[1]?.log).not.toContain(String.fromCharCode(27));
});

test('says why it would not take its options', async () => {
  await using(ENV, async (verifier) => {
    const refused = verifier.verify({ ...options(), publishVerificationResult: true });
    await expect(refused).rejects.toThrow(VerifierFailure);
    await expect(refused).rejects.toThrow(/providerVersion/);
    await expect(verifier.verify(options())).resolves.toMatchObject({ account: { pendingErrors: [] } });
  });
});

test('that ends in the middle is a failure, then and from then on', async () => {
  await using(ENV, async (verifier) => {
    onRequest = () => void child().kill('SIGKILL');
    await expect(verifier.verify(options())).rejects.toThrow(/^the Pact verifier ended: /);
    onRequest = () => undefined;
    await expect(verifier.verify(options())).rejects.toThrow(/^the Pact verifier ended: /);
  });
});

test('where it ends, every interaction that is known of is still told', async () => {
  const files = [pactOf([update('one'), update('two')]), pactOf([update('three')])];
  const { interactions, problems } = await verifyPacts({
    sources: files.flatMap((file) => readPacts(write(folder, file), '/').map(fileSource)),
    broker: NO_BROKER,
    surroundings: {
      send: () => {
        child().kill('SIGKILL');
        return new Promise(() => undefined);
      },
      setPolicy: () => Promise.resolve(undefined),
      members: [],
      readOnlyToken: false,
    },
    against: () => {
      throw new Error('nothing is to be judged');
    },
    lacks: [],
    env: ENV,
    redact: (text) => text,
    onSource: () => undefined,
    timeout: 1000,
  });
  expect(problems).toHaveLength(2);
  expect(interactions.map(({ description, outcome }) => [description, outcome])).toEqual([
    ['one', expect.stringMatching(/^(error|untestable)$/)],
    ['two', expect.stringMatching(/^(error|untestable)$/)],
    ['three', expect.stringMatching(/^(error|untestable)$/)],
  ]);
});

test('waits for a broker that says nothing no longer than a few answers may take', async () => {
  const broker = await startRaw(() => []);
  const { interactions, problems } = await verifyPacts({
    sources: [{ kind: 'broker', url: broker.origin.href }],
    broker: NO_BROKER,
    surroundings: {
      send: () => new Promise(() => undefined),
      setPolicy: () => Promise.resolve(undefined),
      members: [],
      readOnlyToken: false,
    },
    against: () => {
      throw new Error('nothing is to be judged');
    },
    lacks: [],
    env: ENV,
    redact: (text) => text,
    onSource: () => undefined,
    timeout: 50,
  });
  await broker.close();
  expect(problems).toEqual([
    `${broker.origin.href}: the broker did not answer for 300 ms; --timeout allows more`,
  ]);
  expect(interactions).toEqual([]);
});

describe('its process', () => {
  const environment = (env: Record<string, string | undefined>) =>
    using(env, () => Promise.resolve(argumentsOf().env ?? {}));

  test('is given none of what would change what it does, and no token', async () => {
    const env = await environment({
      ...{ PACT_BROKER_TOKEN: 'x', PACT_DESCRIPTION: 'x', pact_do_not_track: 'false', NODE_OPTIONS: '--x' },
      ...{ GRAPH_TOKEN: 'x', GRAPH_TOKEN_READONLY: 'x', HTTP_PROXY: 'http://proxy.example', HOME: '/home' },
    });
    expect(env).toEqual({
      HTTP_PROXY: 'http://proxy.example',
      HOME: '/home',
      // Where no plugin can be.
      PACT_PLUGIN_DIR: expect.stringMatching(/package\.json.plugins$/) as string,
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
      PACT_DO_NOT_TRACK: 'true',
    });
  });

  test.each([
    [{ NO_PROXY: 'a.example' }, 'a.example,127.0.0.1'],
    [{ no_proxy: 'b.example' }, 'b.example,127.0.0.1'],
    [{ NO_PROXY: '' }, '127.0.0.1'],
  ])('goes to the tap past every proxy, with %o', async (given, direct) => {
    const env = await environment(given);
    expect([env['NO_PROXY'], env['no_proxy']]).toEqual([direct, direct]);
  });

  test('is told nothing by its arguments, and is gone when it is closed', async () => {
    await using(ENV, () => Promise.resolve());
    expect(fork.mock.calls.at(-1)?.[0]).toMatch(/verifier-process\.js$/);
    expect(argumentsOf()).not.toBeInstanceOf(Array);
    expect(argumentsOf().execArgv).toEqual([]);
    const ended = child();
    if (ended.exitCode === null && ended.signalCode === null)
      await new Promise((resolve) => ended.once('exit', resolve));
    expect(ended.exitCode ?? ended.signalCode).not.toBeNull();
  });
});

test('no plugin is found, and no program of the working directory', () => {
  const env = cleanEnvironment({
    ...{ PATH: [path.resolve('node_modules', '.bin'), '/usr/bin'].join(path.delimiter) },
    ...{ PACT_PLUGIN_DIR: '/home/plugins', GRAPH_TOKEN: 'canary', NODE_OPTIONS: '--require ./x.js' },
  });
  expect(env['PATH']).toBe('/usr/bin');
  // Nothing can lie below a file.
  expect(statSync(path.dirname(env['PACT_PLUGIN_DIR'] as string)).isFile()).toBe(true);
  expect(env).not.toHaveProperty('GRAPH_TOKEN');
  expect(env).not.toHaveProperty('NODE_OPTIONS');
});

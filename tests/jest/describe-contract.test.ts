import { describeContractIn, type ContractOptions } from '../../src/jest/describe-contract';
import { startMutant, TOKENS } from '../run/mutant';

/** Runs what is described, and says what became of each test; undefined stands for one that is skipped. */
async function run(options: ContractOptions) {
  const tests = new Map<string, (() => void) | undefined>();
  let prepare: (() => Promise<void>) | undefined;
  let called = '';
  let granted = 0;
  const skip = (name: string) => tests.set(name, undefined);
  const define = (name: string, body: () => void) => tests.set(name, body);
  describeContractIn(
    {
      describe: (name, body) => {
        called = name;
        body();
      },
      beforeAll: (body, timeout) => {
        prepare = body;
        granted = timeout;
      },
      test: Object.assign(define, { skip }),
    },
    options,
  );
  await prepare?.();
  const failed = new Map<string, string>();
  const skipped: string[] = [];
  for (const [name, body] of tests) {
    try {
      if (body) body();
      else skipped.push(name);
    } catch (error) {
      failed.set(name.replace(/ .*/, ''), (error as Error).message);
      expect((error as Error).stack).toBe(`Error: ${(error as Error).message}`);
    }
  }
  return { called, granted, names: [...tests.keys()], failed, skipped };
}

test('there is a test for each check of a provider, and all pass on the embedded one', async () => {
  const { called, granted, names, failed, skipped } = await run({});
  expect(called).toBe('contract tests: embedded provider');
  expect(granted).toBeGreaterThan(120_000);
  expect([...failed]).toEqual([]);
  expect(skipped).toEqual([
    'errors/retry-after THR-429 429 has Retry-After (not exercised: only recorded traffic shows it)',
  ]);
  expect(names).toContain('response/no-content RES-EMPTY Nothing follows a 204');
  expect(names.at(-1)).toMatch(/^run: it was completed/);
  expect(names.length).toBeGreaterThan(40);
});

test('a check that is broken fails with its finding, and another check of its row passes', async () => {
  const mutant = await startMutant({
    response: (response, { method }) =>
      method === 'PATCH' && response.status === 204 ? new Response('{}', { status: 200 }) : response,
  });
  try {
    const { failed } = await run({ provider: mutant.url, ...TOKENS, only: ['RES-204', 'RES-CT'] });
    expect([...failed.keys()]).toEqual(['response/status', 'response/content-type']);
    expect(failed.get('response/status')).toMatch(
      /^VIOLATES {2}RES-204 MUST .*\n {2}success must be 204, got 200/,
    );
    expect(failed.get('response/content-type')).toContain('UNTESTABLE  RES-CT');
  } finally {
    await mutant.close();
  }
});

test('what is declared absent is skipped, and says so', async () => {
  const { failed, skipped } = await run({ lacks: ['batch'], only: ['batch/*', 'RES-204'] });
  expect([...failed]).toEqual([]);
  expect(skipped).toContain(
    'batch/outer BAT-OUTER Batches answer for each request (not applicable: the provider lacks batch)',
  );
});

test('what cannot be tested for want of a token fails', async () => {
  const mutant = await startMutant();
  try {
    const { failed } = await run({ provider: mutant.url, token: TOKENS.token, only: ['AUT-403'] });
    expect(failed.get('authorization/permission')).toContain(
      'a token without the write permission is needed',
    );
  } finally {
    await mutant.close();
  }
});

test('a provider that is not there fails every test, and the run says why', async () => {
  const mutant = await startMutant();
  await mutant.close();
  const { failed } = await run({ provider: mutant.url, name: 'the gateway', only: ['RES-204'] });
  expect(failed.get('response/status')).toContain('no server listens');
  expect(failed.get('run:')).toContain('ERROR  the run');
});

test('a run that takes too long is broken off', async () => {
  const { failed } = await run({ within: 0, only: ['state/*'] });
  expect(failed.get('run:')).toContain('the run was interrupted');
  expect((await run({ signal: AbortSignal.abort(), only: ['RES-204'] })).failed.get('run:')).toContain(
    'interrupted',
  );
});

test('a SHOULD counts where strict is said', async () => {
  const mutant = await startMutant({
    response: (response) => {
      response.headers.delete('request-id');
      return response;
    },
  });
  try {
    const options = { provider: mutant.url, ...TOKENS, only: ['RES-REQID'] };
    expect([...(await run(options)).failed]).toEqual([]);
    expect([...(await run({ ...options, strict: true })).failed.keys()]).toEqual(['response/request-id']);
  } finally {
    await mutant.close();
  }
});

describe('is refused in one line, before any test is there,', () => {
  test.each<[string, ContractOptions, string]>([
    [
      'what is no URL',
      { provider: 'gateway' },
      'gateway is not a URL: an API root is needed, such as https://host/v1.0',
    ],
    ['a host of Microsoft', { provider: 'https://graph.microsoft.com/v1.0' }, 'belongs to a Microsoft cloud'],
    [
      'a host elsewhere without a token',
      { provider: 'https://x.test/v1.0', allowWrites: true },
      'a token is needed',
    ],
    ['a pattern that names nothing', { only: ['REQ-NONE'] }, 'no row and no check is named REQ-NONE'],
    ['a selection without a provider’s check', { only: ['REQ-TYPE'] }, 'leave no check of a provider'],
  ])('%s', async (_what, options, line) => {
    await expect(run(options)).rejects.toThrow(line);
  });
});

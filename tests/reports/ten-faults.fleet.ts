import { execFile, spawnSync } from 'node:child_process';
import { registerOf } from '../../src/contract/register/register';
import { operationNamed } from '../../src/contract/operation';
import { certificate } from '../../src/fleet/certificate';
import { startFaulty, behaviourOf } from '../../src/fleet/faults';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../src/provider/tokens';
import { scriptOf } from '../../src/reports/script';
import type { Reproduction } from '../../src/results/reproduction';
import { verify } from '../../src/run/verify';
import { allOf } from '../fleet/all-of';
import { HAS_CURL } from '../shell';

const register = registerOf(operationNamed());
const TOKENS = { token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) };

const bash = (script: string, provider: string): Promise<[code: number, output: string]> =>
  new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'],
      PROVIDER: provider,
      GRAPH_TOKEN: TOKENS.token,
      GRAPH_TOKEN_READONLY: TOKENS.tokenReadOnly,
      SECRET: 'none',
    };
    execFile('bash', ['-c', script], { env }, (error, stdout, stderr) =>
      resolve([error ? Number(error.code) : 0, stdout + stderr]),
    );
  });

/** Each shows by itself though the others are there. */
const TEN = [
  'success-200-empty',
  'error-no-code',
  'read-type-missing',
  'read-registration-string',
  'collections-first-dropped',
  'bounds-length-7-taken',
  'merge-state-reset',
  'atomicity-nearest-stored',
  'authorization-403-for-401',
  'wire-content-type-json',
];

(HAS_CURL ? test : test.skip)(
  'of a provider with ten faults, bash and curl show each finding by its script, and none before a sound provider',
  async () => {
    const [wrong, sound] = await Promise.all([startFaulty(allOf(...TEN), {}), startFaulty({}, {})]);
    try {
      const options = { ...TOKENS, register, provider: wrong.url, settle: 10, timeout: 2000 };
      const { findings } = await verify({ ...options, env: { GITHUB_SHA: '0'.repeat(40) } });
      const against = findings.filter(
        ({ blame, outcome }) => blame === 'provider' && (outcome === 'violates' || outcome === 'deviates'),
      );
      expect(against.length).toBeGreaterThanOrEqual(TEN.length);
      for (const { id, reproduction } of against) {
        const script = scriptOf(reproduction as Reproduction);
        const [[shown, said], [gone, other]] = [await bash(script, wrong.url), await bash(script, sound.url)];
        expect([id, script, said, shown]).toEqual([
          ...[id, script, expect.stringMatching(/^expected: .*^actual: .*^the fault shows$/ms), 1],
        ]);
        expect([id, script, other, gone]).toEqual([
          ...[id, script, expect.stringContaining('the fault does not show'), 0],
        ]);
      }
    } finally {
      await Promise.all([wrong.close(), sound.close()]);
    }
  },
  // Bash and curl are started some hundred times: that takes long where much else runs.
  120_000,
);

const HAS_OPENSSL = HAS_CURL && spawnSync('openssl', ['version']).status === 0;

(HAS_OPENSSL ? test : test.skip)(
  'over TLS, openssl shows what stands behind a 204',
  async () => {
    const tls = await certificate();
    const providers = await Promise.all(
      [behaviourOf('wire-two-bytes-at-once') ?? {}, {}].map((behaviour) => startFaulty(behaviour, { tls })),
    );
    const { path, states } = register.operation;
    const body = JSON.stringify(register.operation.bodyOf(states.A));
    const reproduction: Reproduction = {
      steps: [
        {
          ...{ name: 'a write', method: 'PATCH', path },
          headers: [
            ['Authorization', 'Bearer $GRAPH_TOKEN'],
            ['Content-Type', 'application/json'],
          ],
          body: { encoding: 'utf8', data: body },
        },
      ],
      expect: {
        ...{ check: 'response/no-content', requirement: 'RES-EMPTY', pointer: 'body', step: 0 },
        ...{ expected: 'no byte', actual: '2 bytes: "{}"', test: { kind: 'no-bytes-behind' } },
      },
    };
    try {
      const script = scriptOf(reproduction);
      expect(script).toContain('openssl s_client');
      expect(await Promise.all(providers.map(({ url }) => bash(script, url)))).toEqual([
        [1, expect.stringContaining('actual: {}')],
        [0, expect.stringContaining('actual: \n')],
      ]);
    } finally {
      await Promise.all(providers.map((provider) => provider.close()));
    }
  },
  60_000,
);

import { execFile } from 'node:child_process';
import { registerOf } from '../../src/contract/register/register';
import { operationNamed } from '../../src/contract/operation';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../src/provider/tokens';
import { scriptOf } from '../../src/reports/script';
import type { Reproduction } from '../../src/results/reproduction';
import { verify } from '../../src/run/verify';
import { everyNth } from '../environment/extent';
import { before } from '../fleet/before';
import { HAS_CURL } from '../shell';

const register = registerOf(operationNamed());
const TOKENS = { token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) };

const bash = (script: string, provider: string): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'],
      PROVIDER: provider,
      GRAPH_TOKEN: TOKENS.token,
      GRAPH_TOKEN_READONLY: TOKENS.tokenReadOnly,
      SECRET: 'none',
    };
    execFile('bash', ['-c', script], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });

const reproductionsOf = (fault: string, basis?: 'http'): Promise<Reproduction[]> =>
  before(fault, async (provider) => {
    const options = { ...TOKENS, register, provider, settle: 100, timeout: 2000, env: { GITHUB_SHA: '0' } };
    const { findings } = await verify({ ...options, ...(basis && { basis, only: ['HTTP-*'] }) });
    return findings.flatMap(({ reproduction }) => reproduction ?? []);
  });

const SHOWN = [
  'wire-content-length-0',
  'wire-lone-line-end',
  'media-octet-stream-taken',
  'path-names-case-sensitive',
  'authorization-reader-waved-through',
  'error-html-for-405',
  'merge-maximum-reset',
  'json-malformed-500',
  'round-trip-read-only-member-refused',
  'repeat-no-change-refused',
];

const OF_HTTP = ['http-host-none-taken', 'http-host-twice-taken', 'http-1.0-chunked', 'http-close-unsaid'];

(HAS_CURL ? test : test.skip).each(everyNth(OF_HTTP, 2))(
  'bash shows %s by a request that is written byte for byte, and not before a sound provider',
  async (fault) => {
    const [reproduction] = await reproductionsOf(fault, 'http');
    const script = scriptOf(reproduction as Reproduction);
    expect((await before(fault, (provider) => bash(script, provider))).code).toBe(1);
    expect((await before(undefined, (provider) => bash(script, provider))).code).toBe(0);
  },
);

(HAS_CURL ? test : test.skip).each(everyNth(SHOWN, 2))(
  'bash and curl show %s by the script of each finding, and not before a sound provider',
  async (fault) => {
    const reproductions = (await reproductionsOf(fault)).filter(({ expect }) => expect.test !== null);
    expect(reproductions).not.toEqual([]);
    for (const reproduction of reproductions.slice(0, 6)) {
      const script = scriptOf(reproduction);
      expect(script).not.toContain(TOKENS.token);
      const shown = await before(fault, (provider) => bash(script, provider));
      expect([script, shown]).toEqual([
        script,
        { code: 1, output: expect.stringContaining('the fault shows') },
      ]);
      const sound = await before(undefined, (provider) => bash(script, provider));
      expect([script, sound]).toEqual([script, { code: 0, output: expect.stringContaining('expected: ') }]);
    }
  },
);

(HAS_CURL ? test : test.skip)(
  'a script says what no comparison of one answer tells, and hides nothing',
  async () => {
    const reproduction: Reproduction = {
      steps: [
        {
          ...{ name: 'odd\u001b[2J\nname', method: 'PATCH', path: '/$batch' },
          headers: [
            ['Authorization', 'XBearer $GRAPH_TOKEN'],
            ['X-Odd', "it's `id` $(id)"],
          ],
          body: { encoding: 'utf8', data: '@/etc/passwd \u202e$(id)' },
        },
      ],
      expect: {
        ...{ check: 'response/odata', requirement: 'RES-ODV', pointer: null, step: 0 },
        ...{ expected: '$(id)\u001b', actual: '', test: null },
      },
    };
    const script = scriptOf(reproduction);
    expect(script).not.toMatch(/[\u001b\u202e]/);
    const { code, output } = await before(undefined, (provider) => bash(script, provider));
    expect(code).toBe(3);
    expect(output).toContain('expected: $(id)');
    expect(output).not.toContain('uid=');
  },
);

(HAS_CURL ? test : test.skip).each([
  ['204', 0],
  ['2xx', 0],
  ['4xx', 1],
  ['xxx', 0],
  ['*', 1],
  ['a) echo ran', 1],
  ['$(echo ran)', 1],
  ["'; echo ran; '", 1],
])(
  'of %j, a status that is expected, the shell takes nothing but digits and places',
  async (status, code) => {
    const reproduction: Reproduction = {
      steps: [
        {
          ...{ name: 'an update', method: 'PATCH', path: register.operation.path },
          headers: [
            ['Authorization', 'Bearer $GRAPH_TOKEN'],
            ['Content-Type', 'application/json'],
          ],
          body: { encoding: 'utf8', data: JSON.stringify(register.operation.bodyOf({ state: 'enabled' })) },
        },
      ],
      expect: {
        ...{ check: 'response/status', requirement: 'RES-204', pointer: 'status', step: 0 },
        ...{ expected: '204', actual: '200', test: { kind: 'status', anyOf: [status] } },
      },
    };
    const shown = await before(undefined, (provider) => bash(scriptOf(reproduction), provider));
    expect(shown).toEqual({ code, output: expect.not.stringMatching(/^ran$/m) });
  },
);

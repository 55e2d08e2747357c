import { header } from '../../../src/exchanges/headers';
import type { Reproduction } from '../../../src/results/reproduction';
import { scriptOf } from '../../../src/reports/script';
import { registerOf } from '../../../src/contract/register/register';
import { operationNamed } from '../../../src/contract/operation';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../../src/provider/tokens';
import type { Finding } from '../../../src/results/report';
import { reproduce } from '../../../src/run/reproduce';
import { verify } from '../../../src/run/verify';
import type { VerifyOptions } from '../../../src/run/verify-options';
import { before } from '../../fleet/before';

const register = registerOf(operationNamed());
const COMMON = {
  register,
  token: testToken(WRITE_SCOPE),
  tokenReadOnly: testToken(READ_SCOPE),
  ...{ settle: 100, timeout: 2000, basis: 'http' as const, only: ['HTTP-*'] },
};

const findingsOf = (fault: string): Promise<Finding[]> =>
  before(fault, async (provider) => {
    const { findings } = await verify({ ...COMMON, provider });
    return findings.filter(({ blame }) => blame === 'provider');
  });

const statesOf = async (findings: readonly Finding[], fault?: string): Promise<string[]> =>
  before(fault, async (provider) => {
    const send = (how: Pick<VerifyOptions, 'plan' | 'onExchange'>) => verify({ ...COMMON, ...how, provider });
    const reproduced = await reproduce(findings, { ...COMMON, readOnlyToken: true, send });
    return reproduced.map(({ state }) => state);
  });

// The fleet does so with each fault of HTTP (tests/fleet/whole.fleet.ts).
test.each([
  ['http-host-twice-taken', { hosts: ['$HOST', '$HOST'] }, 1],
  ['http-head-501', {}, 5],
  ['http-expect-one-spelling', { expect: '100-Continue' }, 1],
] as const)(
  '%s shows again by its form of HTTP, and not before a sound provider',
  async (fault, http, steps) => {
    const findings = await findingsOf(fault);
    expect(findings).toHaveLength(1);
    const { steps: sent, expect: expected } = findings[0]?.reproduction as Reproduction;
    expect(sent).toHaveLength(steps);
    const shown = sent[expected.step];
    expect(shown?.http).toEqual(http);
    expect(['host', 'expect', 'connection'].map((name) => header(shown?.headers ?? [], name))).toEqual([
      ...[undefined, undefined, undefined],
    ]);
    expect(await statesOf(findings, fault)).toEqual(['shows']);
    expect(await statesOf(findings)).toEqual(['gone']);
  },
);

const scriptFor = (http: object, method = 'GET'): string =>
  scriptOf({
    steps: [{ name: 'a step', method, path: '/policies', headers: [], body: null, http }],
    expect: {
      ...{
        check: 'http/host',
        requirement: 'HTTP-HOST',
        pointer: 'status',
        step: 0,
        expected: '400',
        actual: '200',
      },
      test: { kind: 'status', anyOf: ['400'] },
    },
  });

test.each([
  ['two Hosts', { hosts: ['$HOST', 'other.invalid'] }, `"Host: $authority"$'\\r\\n''Host: other.invalid'`],
  ['HTTP/1.0', { version: '1.0' }, `' HTTP/1.0'$'\\r\\n'"Host: $authority"$'\\r\\n'$'\\r\\n'`],
  ['an expectation', { expect: '100-continue' }, `'Expect: 100-continue'`],
  ['an absolute target', { target: 'absolute' }, `GET' '"$PROVIDER"/policies' HTTP/1.1'`],
  ['a second request behind it', { closes: 'close', twice: true }, 'request=$request$request'],
])('the script of a step with %s writes it so', (_what, http, line) => {
  expect(scriptFor(http)).toContain(line);
  expect(scriptFor(http)).not.toContain('curl');
});

test('curl sends a step that it writes as any client does, and no HEAD, for whose content it would wait', () => {
  expect(scriptFor({})).toContain('curl -sS');
  expect(scriptFor({}, 'HEAD')).not.toContain('curl');
});

import { registerOf } from '../../src/contract/register/register';
import { operationNamed } from '../../src/contract/operation';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../src/provider/tokens';
import type { Finding, Report } from '../../src/results/report';
import { reproduce } from '../../src/run/reproduce';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import { everyNth } from '../environment/extent';
import { before } from '../fleet/before';

const register = registerOf(operationNamed());
const COMMON = {
  register,
  token: testToken(WRITE_SCOPE),
  tokenReadOnly: testToken(READ_SCOPE),
  ...{ settle: 100, timeout: 2000 },
  env: { GITHUB_SHA: '0'.repeat(40) },
};

const reportOf = (fault: string): Promise<Report> =>
  before(fault, (provider) => verify({ ...COMMON, provider }));

const against = ({ findings }: Report): Finding[] =>
  findings.filter(
    ({ blame, outcome }) => blame === 'provider' && (outcome === 'violates' || outcome === 'deviates'),
  );

const again = (findings: readonly Finding[], fault?: string) =>
  before(fault, (provider) =>
    reproduce(findings, {
      ...COMMON,
      readOnlyToken: true,
      send: (how: Pick<VerifyOptions, 'plan' | 'onExchange'>) => verify({ ...COMMON, ...how, provider }),
    }),
  );

const SHOWN = [
  ['success-200-empty', 'RES-204'],
  ['wire-content-length-0', 'RES-FRAMING'],
  ['wire-lone-line-end', 'RES-EMPTY'],
  ['media-octet-stream-taken', 'ERR-CT'],
  ['authorization-reader-waved-through', 'AUT-403'],
  ['atomicity-stored-before-token', 'SEM-ATOMIC'],
  ['batch-400-for-424', 'BAT-OUTER'],
  ['merge-first-member-only', 'SEM-APPLY'],
  ['read-type-missing', 'GET-SHAPE'],
  ['reset-lifetimes-kept', 'SEM-DELETE'],
  ['collections-cut-at-20', 'SEM-APPLY'],
  ['reset-answered-202', 'SEM-DELETE'],
  ['reset-undoes-one-update', 'SEM-DELETE'],
  ['repeat-no-change-refused', 'SEM-REPEAT'],
  ['success-304-unchanged', 'RES-204'],
  ['round-trip-read-only-member-refused', 'SEM-ROUNDTRIP'],
  ['wire-late-on-kept', 'RES-EMPTY'],
  ['path-key-example-only', 'RES-KEY-CASE'],
  ['path-key-two-policies', 'RES-KEY-CASE'],
] as const;

// The fleet sends the reproductions of many more faults again (tests/fleet/whole.fleet.ts).
test.each(everyNth(SHOWN, 3))(
  '%s shows again by its reproduction, and a sound provider does not show it',
  async (fault, row) => {
    const findings = against(await reportOf(fault));
    const own = findings.filter(({ requirement }) => requirement === row);
    expect(own).not.toEqual([]);
    for (const { reproduction } of own) {
      expect(reproduction?.steps.length).toBeLessThanOrEqual(10);
      expect(JSON.stringify(reproduction)).not.toContain(COMMON.token);
    }
    const shown = await again(own, fault);
    expect(shown.map(({ state }) => state)).toContain('shows');
    const sound = await again(own);
    expect(sound.map(({ state }) => state)).toEqual(own.map(() => 'gone'));
  },
);

test('of what only a throttle shows, and none comes, it is said that no request makes one', async () => {
  const findings = against(await reportOf('throttle-garbage')).filter(
    ({ requirement }) => requirement === 'THR-429',
  );
  const [shown, ...others] = await again(findings, 'throttle-garbage');
  expect(others).toEqual([]);
  expect(shown).toMatchObject({
    state: 'untried',
    says: 'it shows only while the provider answers 429, and no request makes it',
  });
});

test('a finding of another place than the one that breaks does not show', async () => {
  const [found] = against(await reportOf('success-200-empty'));
  const { reproduction } = found as Finding;
  if (!reproduction) throw new Error('the finding has no reproduction');
  const elsewhere = { ...reproduction, expect: { ...reproduction.expect, pointer: '/elsewhere' } };
  const shown = await again([{ ...(found as Finding), reproduction: elsewhere }], 'success-200-empty');
  expect(shown.map(({ state }) => state)).toEqual(['gone']);
});

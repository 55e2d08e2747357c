import { loadRegister } from '../../../src/contract/register/register';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../../src/provider/tokens';
import { byCause } from '../../../src/results/causes';
import { rankOf } from '../../../src/results/outcome';
import type { Report } from '../../../src/results/report';
import { verify } from '../../../src/run/verify';
import { before } from '../../fleet/before';

const reportOf = (fault: string): Promise<Report> =>
  before(fault, (provider) =>
    verify({
      ...{ provider, register: loadRegister(), settle: 100, timeout: 2000 },
      ...{ token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) },
      env: { GITHUB_SHA: '0'.repeat(40) },
    }),
  );

/** The rows that are broken by themselves, and those that are because of them. */
async function diagnosisOf(fault: string): Promise<[string[], string[]]> {
  const { findings } = await reportOf(fault);
  const broken = findings.filter(({ outcome }) => outcome === 'violates' || outcome === 'deviates');
  const causes = byCause(broken, ({ outcome }) => rankOf(outcome));
  const rowsOf = (some: readonly { requirement: string | null }[]): string[] => [
    ...new Set(some.map(({ requirement }) => requirement as string)),
  ];
  return [
    rowsOf(causes.map(({ finding }) => finding)),
    rowsOf(causes.flatMap(({ consequences }) => consequences)).sort(),
  ];
}

describe('a provider with one fault is told as one cause', () => {
  it.each([
    ['a 204 that announces the bytes behind it', 'wire-chunked-full', 'RES-FRAMING', ['RES-EMPTY']],
    ['a wrong read', 'read-length-string', 'GET-SHAPE', ['SEM-APPLY']],
    ['an invalid update that is accepted', 'bounds-length-7-taken', 'ERR-RANGE', ['SEM-STATE-RANGE']],
    ['a reader who may write', 'authorization-reader-waved-through', 'AUT-403', ['SEM-APPLY']],
    [
      'an update that is refused whoever sends it',
      'types-state-disabled-refused',
      'RES-204',
      ['SEM-ROUNDTRIP'],
    ],
    ['an annotation that is refused', 'annotations-context-refused', 'ERR-ANNOT', ['SEM-ROUNDTRIP']],
    ['a path that is another policy', 'path-names-two-policies', 'RES-PATH-CASE', ['SEM-APPLY']],
    ['members that updates reset', 'merge-state-reset', 'SEM-MERGE', ['SEM-APPLY', 'SEM-ATOMIC']],
    ['answers of a batch that are swapped', 'batch-ids-swapped', 'BAT-OUTER', ['SEM-ATOMIC']],
    ['a reset that removes', 'reset-removes-policy', 'SEM-DELETE', ['GET-SHAPE']],
  ])('%s', async (_, fault, cause, consequences) => {
    expect(await diagnosisOf(fault)).toEqual([[cause], consequences]);
  });

  it('tells nothing of causes where one row alone is broken', async () => {
    expect(await diagnosisOf('success-200-policy')).toEqual([['RES-204'], []]);
  });
});

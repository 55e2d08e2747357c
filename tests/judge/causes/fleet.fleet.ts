import { loadRegister } from '../../../src/contract/register/register';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../../src/provider/tokens';
import { byCause } from '../../../src/results/causes';
import { rankOf } from '../../../src/results/outcome';
import type { Report } from '../../../src/results/report';
import { verify } from '../../../src/run/verify';
import { before } from '../../fleet/before';

const reportOf = (fault: string, contexts?: 2): Promise<Report> =>
  before(fault, (provider) =>
    verify({
      ...{ provider, register: loadRegister(), settle: 100, timeout: 2000 },
      ...(contexts && { contexts }),
      ...{ token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) },
      env: { GITHUB_SHA: '0'.repeat(40) },
    }),
  );

/** The rows that are broken by themselves, and those that are because of them. */
const diagnosisOf = async (fault: string): Promise<[string[], string[]]> =>
  diagnosed((await reportOf(fault)).findings);

function diagnosed(findings: Report['findings']): [string[], string[]] {
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
    ['a reader who may write', 'authorization-reader-waved-through', 'AUT-403', ['SEM-APPLY', 'SEM-REPLACE']],
    [
      'an update that is refused whoever sends it',
      'types-state-disabled-refused',
      'RES-204',
      ['SEM-ROUNDTRIP'],
    ],
    ['an annotation that is refused', 'annotations-context-refused', 'ERR-ANNOT', ['SEM-ROUNDTRIP']],
    ['a path that is another policy', 'path-names-two-policies', 'RES-PATH-CASE', ['SEM-APPLY']],
    ['members that updates reset', 'merge-state-reset', 'SEM-MERGE', ['SEM-APPLY', 'SEM-ATOMIC']],
    ['answers of a batch that are swapped', 'batch-ids-swapped', 'BAT-OUTER', ['GET-SHAPE', 'SEM-ATOMIC']],
    ['a reset that removes', 'reset-removes-policy', 'SEM-DELETE', ['GET-SHAPE']],
    [
      'a 500 to all bad input but that of batches',
      'error-500-for-bad-input',
      'ERR-RANGE',
      ['BAT-MALFORMED', 'ERR-BADJSON', 'ERR-CT', 'ERR-NOTYPE', 'ERR-TYPE'],
    ],
    ['half of an update that is refused', 'atomicity-half-stored', 'SEM-ATOMIC', ['RES-204']],
  ])('%s', async (_, fault, cause, consequences) => {
    expect(await diagnosisOf(fault)).toEqual([[cause], consequences]);
  });

  it('a whole answer behind a 204, which each later answer follows from that is another one', async () => {
    const [causes, consequences] = await diagnosisOf('wire-refusal-behind-204');
    expect(causes).toEqual(['RES-EMPTY']);
    // Which answers come one too late is chance; reads and updates among them are told of by these rows.
    expect(consequences.filter((row) => row === 'GET-SHAPE' || row === 'RES-204')).not.toEqual([]);
  });

  it('tells nothing of causes where one row alone is broken', async () => {
    expect(await diagnosisOf('success-200-policy')).toEqual([['RES-204'], []]);
  });
});

describe('with contexts', () => {
  it.each([
    [
      'chunked content is refused',
      'chunks-refused',
      // Of updates outside $batch it is told by what no accepted one has.
      /: framing: content in chunks|update.* ha(s|ve) the header transfer-encoding; no accepted update does/,
    ],
    ['white space is refused', 'white-space-refused', /: json: JSON with white space/],
  ])('a context in which several rows are broken is one cause, and named: %s', async (_, fault, context) => {
    const { findings } = await reportOf(fault, 2);
    const [causes, consequences] = diagnosed(findings);
    expect(causes).toEqual(['RES-204']);
    expect(consequences.length).toBeGreaterThan(0);
    const following = findings.filter(({ followsFrom }) => followsFrom);
    expect(following.filter(({ message }) => !context.test(message))).toEqual([]);
  });

  it('a revert that is answered wrongly is told once, in whatever context it was sent', async () => {
    const [causes] = diagnosed((await reportOf('reset-answered-404', 2)).findings);
    expect(causes).toEqual(['SEM-DELETE']);
  });

  it('what the plain request shows too is told once, and names no context', async () => {
    const { findings } = await reportOf('success-200-policy', 2);
    const [causes] = diagnosed(findings);
    expect(causes).toEqual(['RES-204']);
    const cause = findings.find(({ requirement, followsFrom }) => requirement === 'RES-204' && !followsFrom);
    expect(cause?.message).not.toContain('context');
  });
});

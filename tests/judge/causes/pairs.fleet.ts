import { loadRegister } from '../../../src/contract/register/register';
import { startFaulty } from '../../../src/fleet/faults';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../../src/provider/tokens';
import { byCause } from '../../../src/results/causes';
import { isBreach, rankOf } from '../../../src/results/outcome';
import { verify } from '../../../src/run/verify';
import { makePlan } from '../../../src/scenarios/plan';
import { allOf } from '../../fleet/all-of';

const register = loadRegister();

/** The rows that are broken by themselves by a provider with some faults, as far as some rows are looked at. */
async function causesOf(faults: readonly string[], only: string[]): Promise<(string | null)[]> {
  const provider = await startFaulty(allOf(...faults));
  try {
    const { findings } = await verify({
      ...{ provider: provider.url, register, settle: 10, timeout: 2000 },
      plan: makePlan({ register, only, lacks: [], readOnlyToken: true }),
      ...{ token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) },
      env: { GITHUB_SHA: '0'.repeat(40) },
    });
    const told = findings.filter(({ outcome }) => isBreach(outcome));
    const causes = byCause(told, ({ outcome }) => rankOf(outcome));
    return [...new Set(causes.map(({ finding }) => finding.requirement))].sort();
  } finally {
    await provider.close();
  }
}

describe('what one fault leaves behind is one cause, and with an unrelated fault there are two', () => {
  const ELSEWHERE = ['ERR-OTHER-KEY', 'SEM-MERGE', 'SEM-APPLY', 'SEM-DELETE'];
  const BATCHES = ['BAT-MALFORMED', 'BAT-OUTER', 'ERR-BADJSON', 'SEM-ATOMIC', 'SEM-APPLY'];
  const ORDER = ['ERR-RANGE', 'SEM-STATE-RANGE', 'SEM-APPLY'];
  const ERRORS = ['ERR-ENVELOPE', 'ERR-INNER', 'BAT-OUTER'];
  it.each([
    [['path-key-cut-taken'], ELSEWHERE, ['ERR-OTHER-KEY']],
    [['path-key-cut-taken', 'merge-length-forgotten'], ELSEWHERE, ['ERR-OTHER-KEY', 'SEM-APPLY']],
    [['path-key-cut-taken', 'merge-length-reset'], ELSEWHERE, ['ERR-OTHER-KEY', 'SEM-MERGE']],
    [['path-unknown-update-done', 'merge-length-reset'], ELSEWHERE, ['ERR-OTHER-KEY', 'SEM-MERGE']],
    [['batch-array-taken'], BATCHES, ['BAT-MALFORMED']],
    [['batch-array-taken', 'batch-refused-carried-out'], BATCHES, ['BAT-MALFORMED', 'SEM-ATOMIC']],
    [['batch-id-twice-last-taken'], BATCHES, ['BAT-MALFORMED']],
    [['json-cut-off-taken'], BATCHES, ['ERR-BADJSON']],
    [['json-cut-off-taken', 'batch-array-taken'], BATCHES, ['BAT-MALFORMED', 'ERR-BADJSON']],
    [['batch-207'], BATCHES, ['BAT-OUTER']],
    [['order-default-below-minimum-taken'], ORDER, ['ERR-RANGE']],
    [['order-default-below-minimum-taken', 'merge-default-forgotten'], ORDER, ['ERR-RANGE', 'SEM-APPLY']],
    [['error-no-message', 'error-inner-missing'], ERRORS, ['ERR-ENVELOPE', 'ERR-INNER']],
  ])('%p', async (faults, rows, causes) => {
    expect(await causesOf(faults, rows)).toEqual(causes);
  });
});

describe('a status of success for all that is refused', () => {
  const ROWS = ['RES-204', 'ERR-RANGE', 'ERR-TYPE', 'ERR-NOTYPE', 'SEM-APPLY'];
  it.each([
    [['error-200-for-bad-input'], ['ERR-RANGE']],
    [
      ['error-200-for-bad-input', 'merge-length-forgotten'],
      ['ERR-RANGE', 'SEM-APPLY'],
    ],
    [
      ['error-200-for-bad-input', 'success-200-empty'],
      ['ERR-RANGE', 'RES-204'],
    ],
  ])('%p', async (faults, causes) => {
    expect(await causesOf(faults, ROWS)).toEqual(causes);
  });
});

test('values of a read that is no policy follow from its form', async () => {
  expect(await causesOf(['read-wrapped-in-value'], ['GET-SHAPE', 'SEM-APPLY'])).toEqual(['GET-SHAPE']);
});

import { loadRegister } from '../../src/requirements/register';
import type { Report } from '../../src/reports/report';
import { outcomesOf, verifyMutant } from './mutant';
import { AUTHORIZATION } from './mutations/authorization';
import { ERRORS } from './mutations/errors';
import type { MutationCase } from './mutations/mutation';
import { RESPONSES } from './mutations/responses';
import { STATE } from './mutations/states';

const CASES: readonly MutationCase[] = [...RESPONSES, ...STATE, ...ERRORS, ...AUTHORIZATION];
const BY_LEVEL = { MUST: 'violates', SHOULD: 'deviates', INFO: 'informational', NONE: 'conforms' } as const;

const { rows, byId } = loadRegister();
const judged = rows.filter(({ actor, checks }) => actor === 'provider' && checks.length > 0);

let soundRun: Promise<Report> | undefined;
const sound = (): Promise<Report> => (soundRun ??= verifyMutant());

/** The rows that have another outcome than in an earlier report. */
const movedFrom = (before: Report, report: Report): Record<string, string> =>
  movedBy(before, Object.fromEntries(outcomesOf(report)));

const movedBy = (before: Report, outcomes: Record<string, string>): Record<string, string> => {
  const known = outcomesOf(before);
  return Object.fromEntries(Object.entries(outcomes).filter(([id, outcome]) => known.get(id) !== outcome));
};

test.each(judged.flatMap(({ id, checks }) => checks.map((address) => [address, id])))(
  '%s, of %s, has a mutation that it finds',
  (address, id) => {
    expect(CASES.filter(({ check, breaks }) => check === address && breaks === id)).not.toHaveLength(0);
  },
);

test('the provider without a mutation conforms', async () => {
  const report = await sound();
  expect(report).toMatchObject({
    verdict: 'conforms',
    reason: null,
    counts: { error: 0, violates: 0, deviates: 0, untestable: 0 },
  });
});

describe('a provider that', () => {
  test.concurrent.each(CASES.map((mutation) => [mutation.name, mutation.breaks, mutation] as const))(
    '%s breaks %s and no more than follows from it',
    async (_name, breaks, { mutation, check, follows = {}, actual, weight }) => {
      const [before, report] = await Promise.all([sound(), verifyMutant(mutation)]);
      const outcome = weight ?? BY_LEVEL[byId.get(breaks)?.level ?? 'NONE'];
      expect(movedFrom(before, report)).toEqual(movedBy(before, { ...follows, [breaks]: outcome }));
      expect(report.findings).toContainEqual(
        expect.objectContaining({
          check,
          requirement: breaks,
          outcome,
          actual: typeof actual === 'string' ? actual : expect.stringMatching(actual),
        }),
      );
    },
    20_000,
  );
});

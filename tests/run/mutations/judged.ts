import type { Report } from '../../../src/reports/report';
import { loadRegister } from '../../../src/requirements/register';
import { outcomesOf, verifyMutant } from '../mutant';
import type { MutationCase } from './mutation';

const BY_LEVEL = { MUST: 'violates', SHOULD: 'deviates', INFO: 'informational', NONE: 'conforms' } as const;

let soundRun: Promise<Report> | undefined;
/** The report of the provider as it is; one a test file. */
const sound = (): Promise<Report> => (soundRun ??= verifyMutant());

/** The rows that have another outcome than in an earlier report. */
const movedFrom = (before: Report, report: Report): Record<string, string> =>
  movedBy(before, Object.fromEntries(outcomesOf(report)));

const movedBy = (before: Report, outcomes: Record<string, string>): Record<string, string> => {
  const known = outcomesOf(before);
  return Object.fromEntries(Object.entries(outcomes).filter(([id, outcome]) => known.get(id) !== outcome));
};

/** A whole run for each mutation: the row that it breaks moves, with what follows from it, and no other. */
export function testMutations(cases: readonly MutationCase[]): void {
  describe('a provider that', () => {
    test.concurrent.each(cases.map((mutation) => [mutation.name, mutation.breaks, mutation] as const))(
      '%s breaks %s and no more than follows from it',
      async (_name, breaks, { mutation, check, follows = {}, actual, weight }) => {
        const [before, report] = await Promise.all([sound(), verifyMutant(mutation)]);
        const outcome = weight ?? BY_LEVEL[loadRegister().byId.get(breaks)?.level ?? 'NONE'];
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
    );
  });
}

import { READ_SCOPE, WRITE_SCOPE, testToken } from '../../src/provider';
import { startFaulty, type Behaviour } from '../../src/fleet/faults';
import type { Report } from '../../src/results/report';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';

export { changed, done, refused, rewritten, type Call } from '../../src/fleet/faults/behaviour';

/** One small thing that a provider does otherwise. */
export type Mutation = Behaviour;

/** The embedded provider with a mutation; close it when done. */
export const startMutant = (mutation: Mutation = {}, basePath = '') => startFaulty(mutation, { basePath });

export const TOKENS = { token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) };

/** Judges a mutant. */
export async function verifyMutant(
  mutation: Mutation = {},
  options: Partial<VerifyOptions> = {},
  basePath = '',
): Promise<Report> {
  const mutant = await startMutant(mutation, basePath);
  try {
    // A commit that is given spares a call of git.
    const env = { GITHUB_SHA: '0'.repeat(40) };
    return await verify({ provider: mutant.url, ...TOKENS, settle: 100, timeout: 2000, env, ...options });
  } finally {
    await mutant.close();
  }
}

/** The rows of a report by their outcome. */
export const outcomesOf = (report: Report): Map<string, string> =>
  new Map(report.requirements.map(({ id, outcome }) => [id, outcome]));

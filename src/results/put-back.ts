import type { PutBack, Report } from './report';

/**
 * What a run comes to that has left the policy changed. Of a policy that people live with nothing that was found weighs
 * more; of one for tests a violation is told all the same.
 */
export function verdictBehind(
  judged: Pick<Report, 'verdict' | 'reason'>,
  putBack: PutBack | undefined,
): Pick<Report, 'verdict' | 'reason'> {
  if (!putBack || putBack.equal) return judged;
  const { differences, command, first, last } = putBack;
  const state = last === null ? 'the policy may not be as it was' : 'the policy is not as it was';
  const what = `${state} (${differences.join('; ')})`;
  if (command !== null) return { verdict: 'incomplete', reason: `${what}: run ${command}` };
  const reason = first === null ? what : `${what}: ${first} of evidence.ndjson shows how it was`;
  return {
    verdict: judged.verdict === 'violates' ? 'violates' : 'incomplete',
    reason: judged.reason === null ? reason : `${judged.reason}; ${reason}`,
  };
}

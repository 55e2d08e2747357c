import type { PutBack, Report } from './report';

/**
 * The verdict of a run that left the policy changed. For a live policy it is always `incomplete`; for a test
 * provider a violation stays one. The reason names both.
 */
export function verdictBehind(
  judged: Pick<Report, 'verdict' | 'reason' | 'requirements' | 'interactions'>,
  putBack: PutBack | undefined,
): Pick<Report, 'verdict' | 'reason'> {
  const { verdict, reason } = judged;
  if (!putBack || putBack.equal) return { verdict, reason };
  const { differences, command, first, last } = putBack;
  const state = last === null ? 'the policy may not be as it was' : 'the policy is not as it was';
  const what = `${state} (${differences.join('; ')})`;
  const how =
    command !== null
      ? `${what}: run ${command}`
      : first === null
        ? what
        : `${what}: exchange ${first} of evidence.ndjson has the original policy`;
  const before = reason ?? broken(judged);
  return {
    verdict: verdict === 'violates' && command === null ? 'violates' : 'incomplete',
    reason: before === null ? how : `${before}; ${how}`,
  };
}

/** Names the violated rows for the reason; null if there are none. */
function broken({
  requirements,
  interactions,
}: Pick<Report, 'requirements' | 'interactions'>): string | null {
  const ids = requirements.filter(({ outcome }) => outcome === 'violates').map(({ id }) => id);
  if (ids.length === 0)
    return interactions.some(({ outcome }) => outcome === 'violates') ? 'an interaction is violated' : null;
  const shown = ids.slice(0, NAMED).join(', ');
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
  return `${shown}${more} ${ids.length === 1 ? 'is' : 'are'} violated`;
}

/** How many rows a reason names. */
const NAMED = 5;

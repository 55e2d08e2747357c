import type { Sending } from './sending';

type Known = Pick<Sending, 'options' | 'intake' | 'judge'>;

/**
 * Whether the plain requests of a run show already what fails the gate. What that comes to in contexts would hide it
 * among its consequences: the contexts are left out then, and a short exploration with them, and the run says so, and how
 * to have them.
 * @param lookAgain sends once more what counts only where it shows again
 */
export async function contextsLeftOut(known: Known, lookAgain: () => Promise<void>): Promise<boolean> {
  await lookAgain();
  if (!isRed(known)) return false;
  const { explore } = known.options;
  const [what, how] = explore?.unlessBroken
    ? ['contexts and the exploration', `--contexts and --explore ${explore.sequences} try`]
    : ['contexts', '--contexts tries'];
  known.intake.note(
    'informational',
    `${what} were left out, because plain requests already fail the gate; ${how} them anyway`,
    'each row in each context in which it holds',
    'plain requests alone',
  );
  return true;
}

/** The same of an exploration that a run has where nothing is said, behind all else. */
export function explorationLeftOut(known: Known): boolean {
  const { explore } = known.options;
  if (!explore?.unlessBroken || !isRed(known)) return false;
  known.intake.note(
    'informational',
    `the exploration was left out, because the run already fails the gate; --explore ${explore.sequences} tries it anyway`,
    'random sequences of requests',
    'none',
  );
  return true;
}

function isRed({ intake, judge }: Known): boolean {
  intake.judgeWaiting();
  return judge.isRed();
}

import type { Judge } from '../judge/judge';
import type { Intake } from './intake';

/**
 * Whether the plain requests of a run show already that a row is broken. What that comes to in contexts would hide it
 * among its consequences: the contexts are left out then, and the run says so, and how to have them.
 * @param lookAgain sends once more what counts only where it shows again
 */
export async function contextsLeftOut(
  { intake, judge }: { intake: Intake; judge: Judge },
  lookAgain: () => Promise<void>,
): Promise<boolean> {
  await lookAgain();
  intake.judgeWaiting();
  if (!judge.isBroken()) return false;
  intake.note(
    'informational',
    'contexts were left out, because plain requests already show a broken row; --contexts tries them anyway',
    'each row in each context in which it holds',
    'plain requests alone',
  );
  return true;
}

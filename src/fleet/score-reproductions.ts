import type { Fault } from './fleet';
import type { SentAgain } from './trial';

/** What became of the sequences that show a fault, each before a provider with it and before one without. */
export interface Reproduction {
  /** Whether there is one that requests can show; what shows only in passing is counted for nothing, and listed. */
  tried: boolean;
  /** Whether `reproduce` would end with 1 before a fresh provider with the fault, and so for its own row. */
  shows: boolean;
  own: boolean;
  /** Whether it would end with 0 before a provider without the fault. */
  silent: boolean;
  /** How many requests each sequence has. */
  requests: number[];
  /** Those that do not show, or show where nothing is wrong, each with the reason. */
  failing: string[];
}

/** How far reproductions reproduce. */
export interface Reproduced {
  /** How many faults have one that was tried. */
  faults: number;
  /** How many show before a fresh provider with the fault, and how many of them for the row that it breaks. */
  shown: number;
  own: number;
  /** How many show nothing before a provider without a fault. */
  silent: number;
  /** Requests of a sequence: half of all sequences have at most so many, and nine of ten. */
  median: number;
  p90: number;
}

/** What the sequences of one fault came to; nothing where it has none. */
export function reproductionOf(
  { breaks }: Pick<Fault, 'breaks'>,
  sent: readonly SentAgain[] = [],
): { reproduction?: Reproduction } {
  if (sent.length === 0) return {};
  const tried = sent.filter(
    ({ inPassing, wrong, sound }) => !inPassing || wrong !== 'untried' || sound === 'shows',
  );
  const shown = tried.filter(({ wrong }) => wrong === 'shows');
  return {
    reproduction: {
      tried: tried.length > 0,
      shows: shown.length > 0,
      own: shown.some(({ requirement }) => requirement === breaks),
      silent: tried.every(({ sound, inPassing }) => sound === 'gone' || (inPassing && sound === 'untried')),
      requests: tried.map(({ requests }) => requests),
      failing: [...new Set(sent.flatMap(reasonOf))],
    },
  };
}

/** Why a sequence shows nothing, or shows something where nothing is wrong. */
function reasonOf({ requirement, wrong, sound, says, count, judged, inPassing }: SentAgain): string[] {
  if (wrong === 'untried' || (sound === 'untried' && !inPassing))
    return [`${requirement} could not be tried: ${says}`];
  if (sound === 'shows') return [`${requirement} shows without the fault: ${says}`];
  if (wrong === 'shows') return [];
  if (says !== '') return [`${requirement} does not show again: ${says} (seen ${count} times in the run)`];
  return [`${requirement} comes and goes: seen ${count} times among ${judged} that were judged`];
}

/** The same for a fleet; nothing where nothing was sent again. */
export function reproducedOf(faults: readonly { reproduction?: Reproduction }[]): {
  reproduced?: Reproduced;
} {
  const all = faults.flatMap(({ reproduction }) => (reproduction?.tried ? [reproduction] : []));
  if (all.length === 0) return {};
  const requests = all.flatMap((each) => each.requests).sort((one, other) => one - other);
  const at = (share: number): number => requests[Math.ceil(share * requests.length) - 1] as number;
  return {
    reproduced: {
      faults: all.length,
      shown: all.filter(({ shows }) => shows).length,
      own: all.filter(({ own }) => own).length,
      silent: all.filter(({ silent }) => silent).length,
      ...{ median: at(0.5), p90: at(0.9) },
    },
  };
}

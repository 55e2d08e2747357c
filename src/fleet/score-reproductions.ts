import type { Fault } from './fleet';
import type { SentAgain } from './trial';

/** The results of the sequences that show a fault, each sent to a provider with it and to one without. */
export interface Reproduction {
  /** Whether requests can show the fault. A fault that appears only in passing is listed and not counted. */
  tried: boolean;
  /**
   * Whether `reproduce` would end with 1 against a fresh provider with the fault, and whether it would do so for the
   * fault's own row.
   */
  shows: boolean;
  own: boolean;
  /** Whether `reproduce` would end with 0 against a provider without the fault. */
  silent: boolean;
  /** The number of requests in each sequence. */
  requests: number[];
  /** Sequences that do not show the fault, or show one where there is none, with the reason. */
  failing: string[];
}

/** Summary of the reproductions. */
export interface Reproduced {
  /** The number of faults with a sequence that was sent. */
  faults: number;
  /** The number of faults that a fresh provider shows again, and how many of them for the row that they break. */
  shown: number;
  own: number;
  /** The number of faults whose sequences show nothing against a provider without a fault. */
  silent: number;
  /** The median and the ninth decile of the number of requests in a sequence. */
  median: number;
  p90: number;
}

/** The results of the sequences of one fault; empty if it has none. */
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

/** Why a sequence does not show the fault, or shows one where there is none. */
function reasonOf({ requirement, wrong, sound, says, count, judged, inPassing }: SentAgain): string[] {
  if (wrong === 'untried' || (sound === 'untried' && !inPassing))
    return [`${requirement} could not be tried: ${says}`];
  if (sound === 'shows') return [`${requirement} shows without the fault: ${says}`];
  if (wrong === 'shows') return [];
  if (says !== '') return [`${requirement} does not show again: ${says} (seen ${count} times in the run)`];
  return [`${requirement} comes and goes: seen ${count} times among ${judged} that were judged`];
}

/** The summary for a fleet; empty if no sequence was sent again. */
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

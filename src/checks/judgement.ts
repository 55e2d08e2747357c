/** The judgement of a check about one or more exchanges. */
export type Judgement = Holds | Breaks;

export interface Holds {
  holds: true;
}

/**
 * What a check says when it is asked: one judgement, several (as a list, or yielded), or nothing, of what is not its
 * business or cannot be told.
 */
export type Said = Judgement | Iterable<Judgement> | undefined;

/** The same where it is at hand and can be looked at more than once. */
export type Settled = Judgement | readonly Judgement[] | undefined;

export interface Breaks {
  holds: false;
  exchanges: string[];
  /** One sentence that names the member or header, what it must be and what it is. */
  message: string;
  expected: string;
  actual: string;
  /** JSON pointer into the payload, or `header:` and a name; absent where the whole message is meant. */
  pointer?: string;
  /** Where the breach weighs less than the row's level: another letter case, a value that could be coerced. */
  weight?: 'SHOULD' | 'INFO';
  /** How many further breaches it stands for, which differ from it in their place and value. */
  others?: number;
  /** What the answer says of it, without what differs from time to time: by this, alike breaches are told apart. */
  words?: string;
  /**
   * True where another read tells, which may have been older than the writes before it: it counts where it shows again
   * when the scenario is sent once more.
   */
  needsRepeat?: boolean;
}

/** That something holds; nearly all that is judged does, and it is one value for all of it. */
export const HOLDS: Holds = { holds: true };

/** What a check said, with what it yields gathered. */
export const settle = (said: Said): Settled =>
  said === undefined || said === HOLDS || Array.isArray(said) || 'holds' in said
    ? (said as Settled)
    : [...said];

/** What a check said, one by one. */
export const judgementsIn = (said: Settled = []): readonly Judgement[] => ('holds' in said ? [said] : said);

/** The breaches among what a check said. */
export function breachesIn(said: Settled): readonly Breaks[] {
  if (said === undefined || said === HOLDS) return NONE;
  return judgementsIn(said).filter((judgement): judgement is Breaks => !judgement.holds);
}
const NONE: readonly Breaks[] = [];

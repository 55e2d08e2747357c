import type { Observation, Observed } from '../exchanges/exchange';

/** What a check says of an exchange, or of several that belong together. */
export type Judgement = Holds | Breaks;

export interface Holds {
  holds: true;
  exchanges: string[];
}

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
}

/** Whether a source has seen what a check needs. */
export const sees = ({ needs }: { needs: readonly Observation[] }, observed: Observed): boolean =>
  needs.every((need) => observed[need] ?? need === 'requestHeaders');

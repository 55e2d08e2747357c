import type { Observation, Observed } from '../exchanges/exchange';
import type { View } from './view';

/** The name of a check on the command line, in reports and in the register: family and clause. */
export type CheckAddress =
  `${'request' | 'response' | 'state' | 'errors' | 'authorization' | 'batch' | 'expectation'}/${string}`;

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

interface CheckBase {
  address: CheckAddress;
  /** The row of the register that it judges. */
  requirement: string;
  /** What the source must have observed; elsewhere the check judges nothing. */
  needs: readonly Observation[];
}

/** Judges each exchange by itself. */
export interface ExchangeCheck extends CheckBase {
  scope: 'exchange';
  judge(view: View): Iterable<Judgement>;
}

/** Judges the exchanges of one scenario together, once it has ended. */
export interface ScenarioCheck extends CheckBase {
  scope: 'scenario';
  judge(views: readonly View[]): Iterable<Judgement>;
}

/** Judges exchanges in the order in which they happened, remembering what it needs. */
export interface SequenceCheck extends CheckBase {
  scope: 'sequence';
  start(): Judging;
}

/** A sequence that is being judged. */
export interface Judging {
  see(view: View): Iterable<Judgement>;
  /** Whether something that was seen makes what follows matter otherwise than by itself. */
  isWaiting(): boolean;
}

/** Whether a source has seen what a check needs. */
export const sees = ({ needs }: CheckBase, observed: Observed): boolean =>
  needs.every((need) => observed[need] ?? need === 'requestHeaders');

export type Check = ExchangeCheck | ScenarioCheck | SequenceCheck;

export const holds = (...views: View[]): Holds => ({
  holds: true,
  exchanges: views.map((view) => view.exchange.id),
});

/** A breach told of one exchange. */
export const breaks = (view: View, breach: Omit<Breaks, 'holds' | 'exchanges'>): Breaks => ({
  holds: false,
  exchanges: [view.exchange.id],
  ...breach,
});

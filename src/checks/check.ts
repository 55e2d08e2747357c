import type { Observation } from '../exchanges/exchange';
import type { Breaks, Holds, Judgement } from './judgement';
import type { View } from './view';

/** The name of a check on the command line, in reports and in the register: family and clause. */
export type CheckAddress =
  `${'request' | 'response' | 'state' | 'errors' | 'authorization' | 'batch' | 'expectation'}/${string}`;

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

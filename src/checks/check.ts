import type { Observation } from '../exchanges/exchange';
import { HOLDS, type Breaks, type Holds, type Said } from './judgement';
import type { Reach } from './kind';
import type { View } from './view';

/** The name of a check on the command line, in reports and in the register: family and clause. */
export type CheckAddress =
  `${'request' | 'response' | 'state' | 'errors' | 'authorization' | 'batch' | 'expectation' | 'http'}/${string}`;

interface CheckBase {
  address: CheckAddress;
  /** The row of the register that it judges. */
  requirement: string;
  /** What the source must have observed; elsewhere the check judges nothing. */
  needs: readonly Observation[];
}

interface OfExchanges extends CheckBase {
  /** Of which exchanges it can have something to say; absent: of any. */
  reach?: Reach;
}

/** Judges each exchange by itself. */
export interface ExchangeCheck extends OfExchanges {
  scope: 'exchange';
  judge(view: View): Said;
}

/** Judges the exchanges of one scenario together, once it has ended. */
export interface ScenarioCheck extends CheckBase {
  scope: 'scenario';
  judge(views: readonly View[]): Said;
}

/** Judges exchanges in the order in which they happened, remembering what it needs. */
export interface SequenceCheck extends OfExchanges {
  scope: 'sequence';
  start(): Judging;
}

/** A sequence that is being judged. */
export interface Judging {
  see(view: View): Said;
  /** Whether something that was seen makes what follows matter otherwise than by itself. */
  isWaiting(): boolean;
}

export type Check = ExchangeCheck | ScenarioCheck | SequenceCheck;

/** What was judged holds. */
export const holds = (..._views: readonly View[]): Holds => HOLDS;

/** A breach told of one exchange. */
export const breaks = (view: View, breach: Omit<Breaks, 'holds' | 'exchanges'>): Breaks => ({
  holds: false,
  exchanges: [view.exchange.id],
  ...breach,
});

import type { Bench, View } from '../checks/view';
import type { Exchange } from '../exchanges/exchange';
import type { Finding } from '../results/report';
import type { Scenario } from '../scenarios/scenario';
import type { Sequence } from './step';

/** What is explored, and how far. */
export interface Exploring {
  sequences: number;
  seed: number;
  /** Groups for the target collections, and whether the provider is known to have them. */
  groups: readonly string[];
  knownGroups: boolean;
  canDelete: boolean;
  bench: Bench;
  /** The API root that requests are sent to. */
  target: string;
}

/** How a scenario is sent. */
export interface Manner {
  /** Whether every difference is waited for as long as a read may lag. */
  patient?: boolean;
}

/** What the run lends to its exploration. */
export interface Surroundings {
  /** Sends a scenario; `attempts` are all exchanges of it, `views` one for each step. */
  run(scenario: Scenario, manner: Manner): Promise<{ views: readonly View[]; attempts: readonly Exchange[] }>;
  /** Judges exchanges by themselves, with nothing recorded. */
  judge(exchanges: readonly Exchange[]): readonly Finding[];
  /** Requests sent so far. */
  sent(): number;
  /** Is called before each sequence, and before one is shrunk. */
  onSequence(at: number, what: string): void;
  /** Takes a sequence that was confirmed. */
  confirm(confirmed: Confirmed): void;
  /** Takes what should be known and was not confirmed. */
  note(message: string): void;
}

/** A sequence that shows a difference, each time it is sent. */
export interface Confirmed {
  sequence: Sequence;
  /** From the first read in the known state to the last. */
  exchanges: readonly Exchange[];
  /** All that they show. */
  shown: readonly Finding[];
  /** What of it no sequence before has shown, told of this one. */
  findings: readonly Finding[];
}

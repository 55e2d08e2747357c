import type { Bench, View } from '../checks/view';
import type { Exchange } from '../exchanges/exchange';
import type { Finding } from '../results/report';
import type { Scenario } from '../scenarios/scenario';
import type { Sequence } from './step';

/** What is explored, and how much. */
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

/** How a scenario is run. */
export interface Manner {
  /** Whether every difference is waited for as long as a read may lag. */
  patient?: boolean;
}

/** What an exploration needs from its run. */
export interface Surroundings {
  /** Runs a scenario; `attempts` are all its exchanges, `views` has one for each step. */
  run(scenario: Scenario, manner: Manner): Promise<{ views: readonly View[]; attempts: readonly Exchange[] }>;
  /** Judges exchanges on their own, and records nothing. */
  judge(exchanges: readonly Exchange[]): readonly Finding[];
  /** The number of requests sent so far. */
  sent(): number;
  /** Is called before each sequence, and before one is shrunk. */
  onSequence(at: number, what: string): void;
  /** Reports a confirmed sequence. */
  confirm(confirmed: Confirmed): void;
  /** Reports a note on something that was not confirmed. */
  note(message: string): void;
}

/** A sequence that shows a difference each time it is sent. */
export interface Confirmed {
  sequence: Sequence;
  /** From the first read in the known state to the last. */
  exchanges: readonly Exchange[];
  /** All findings of the exchanges. */
  shown: readonly Finding[];
  /** The findings that no earlier sequence has shown, described for this one. */
  findings: readonly Finding[];
}

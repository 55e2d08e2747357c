import type { Level } from '../contract/register/row';
import type { Outcome, Report, RequirementResult, Verdict } from './report';
import { visibleJson } from './visible';

/** Version of what `diff --json` prints; its schema is `spec/diff.schema.json`. */
export const DIFFERENCE_VERSION = 1;

/** What became of something between two reports; `count` where it was merely found more or less often. */
export type Change = 'appeared' | 'disappeared' | 'worse' | 'better' | 'count';

/** The same in both reports; null where a report does not have it. */
export interface Sides<T> {
  before: T;
  after: T;
}

export interface RowChange extends Sides<RowSide | null> {
  id: string;
  level: Level;
  change: Change;
  /** Whether it is a reason for exit code 1. */
  regression: boolean;
}

export type RowSide = Pick<RequirementResult, 'outcome' | 'judged'>;

export interface FindingChange extends Sides<FindingSide | null> {
  check: string | null;
  requirement: string | null;
  level: Level | null;
  pointer: string | null;
  message: string;
  change: Change;
  regression: boolean;
}

export interface FindingSide {
  outcome: Outcome;
  count: number;
}

export interface InteractionChange extends Sides<InteractionSide | null> {
  consumer: string;
  description: string;
  state: string | null;
  /** Null where it conforms. */
  message: string | null;
  change: Change;
  regression: boolean;
}

export interface InteractionSide {
  outcome: Outcome;
}

/** What the two reports were made by, where that is not the same. */
export interface Note extends Sides<string> {
  what: 'contract revision' | 'contract digest' | 'tool' | 'target' | 'strict';
}

/** What changed from one report to another. */
export interface Difference {
  schemaVersion: typeof DIFFERENCE_VERSION;
  kind: 'difference';
  operation: string;
  subject: Report['subject']['kind'];
  /** `worse` where there is a regression; `same` where nothing differs and there is nothing to note. */
  result: 'same' | 'changed' | 'worse';
  verdict: Sides<Verdict> & { regression: boolean };
  before: Origin;
  after: Origin;
  notes: Note[];
  requirements: RowChange[];
  findings: FindingChange[];
  interactions: InteractionChange[];
  /** How many are in both as they were. */
  unchanged: { requirements: number; findings: number; interactions: number };
}

/** Where a side comes from. */
export interface Origin {
  target: string;
  startedAt: string;
}

/** The difference as JSON, as `spec/diff.schema.json` has it. */
export const renderDifferenceJson = (difference: Difference): string =>
  `${visibleJson(JSON.stringify(difference, null, 2))}\n`;

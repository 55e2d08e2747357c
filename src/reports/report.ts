import type { Actor, Basis, Level } from '../requirements/register';

/** Version of report.json; its schema is `spec/report.schema.json`. */
export const REPORT_VERSION = 1;

/** What became of a requirement, worst first. */
export const OUTCOMES = [
  'error',
  'violates',
  'untestable',
  'waived',
  'deviates',
  'informational',
  'conforms',
  'not-exercised',
  'not-applicable',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Verdict = 'conforms' | 'violates' | 'incomplete';

/** Whose fault a finding is. */
export type Blame = 'provider' | 'client' | 'contract' | 'environment' | 'suite';

export interface RequirementResult {
  id: string;
  level: Level;
  basis: Basis;
  actor: Actor;
  outcome: Outcome;
  /** How many times an exchange, or several that belong together, were judged by it. */
  judged: number;
  checks: string[];
}

/** Anything that is not plain `conforms`. */
export interface Finding {
  /** The address of the check; null where no check was reached. */
  check: string | null;
  /** The row; null where the trouble is not of one row, such as a provider that is not there. */
  requirement: string | null;
  level: Level | null;
  outcome: Outcome;
  blame: Blame;
  message: string;
  expected: string;
  actual: string;
  /** JSON pointer, or `header:` and a name, `status`, `url`, `method`, `body`; null where the whole is meant. */
  pointer: string | null;
  /** The exchanges that show it, the first few of them. */
  exchanges: string[];
  /** How many times it was found. */
  count: number;
  /** A line for a shell that sends the request again; null where there is none. */
  curl: string | null;
}

/** What became of one interaction of a Pact, replayed against the provider. */
export interface InteractionResult {
  consumer: string;
  description: string;
  /** The names of its provider states; null where it has none. */
  state: string | null;
  /** The Pact file or the broker that it comes from. */
  source: string;
  /** `waived` for one that failed and is pending. */
  outcome: Outcome;
  /** Null where it conforms. */
  blame: Blame | null;
  message: string | null;
  /** The rows that decide between consumer and provider. */
  requirements: string[];
  /** Null where nothing was compared. */
  expected: string | null;
  actual: string | null;
  exchanges: string[];
  curl: string | null;
}

/** An exchange that a finding names. */
export interface NamedExchange {
  id: string;
  source: string;
  method: string;
  url: string;
  /** Null where no answer came. */
  status: number | null;
  outcome: Outcome;
}

export interface Report {
  schemaVersion: typeof REPORT_VERSION;
  tool: { name: string; version: string };
  contract: { operation: string; revision: string; digest: string };
  subject: { kind: 'provider' | 'client' | 'traffic'; target: string };
  provenance: {
    startedAt: string;
    durationMs: number;
    host: { platform: string; node: string };
    /** The commit of the folder that the run was started in, where there is one. */
    commit: string | null;
    ci?: { name: string; url?: string };
    evidence: { file: string; digest: string } | null;
  };
  verdict: Verdict;
  /** Why the verdict is `incomplete`, or that the run was broken off; null where there is nothing to say. */
  reason: string | null;
  strict: boolean;
  counts: Record<Outcome, number>;
  requirements: RequirementResult[];
  findings: Finding[];
  /** Interactions of Pact files that were verified. */
  interactions: InteractionResult[];
  /** Where exchanges came from: files that were read, or the provider that was asked. */
  inputs: { file: string; read: number; judged: number; passedOver: Record<string, number> }[];
  exchanges: NamedExchange[];
}

const EXIT_CODES = { conforms: 0, violates: 1, incomplete: 3 } as const;

/** The exit code that a verdict stands for. */
export const exitCodeOf = (verdict: Verdict): 0 | 1 | 3 => EXIT_CODES[verdict];

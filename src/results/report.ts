import type { RunPlace } from '../exchanges/run-header';
import type { Actor, Basis, Level } from '../contract/register/row';
import type { Reproduction } from './reproduction';

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
  /** The id: the same finding has the same id in each run. Absent in reports of earlier versions. */
  id?: string;
  /** Ids of the findings that it is a consequence of, as far as the record shows; absent where it shows none. */
  followsFrom?: string[];
  /** The address of the check; null where no check was reached. */
  check: string | null;
  /** The row; null where the trouble is not of one row, such as a provider that is not there. */
  requirement: string | null;
  /** The level at which the row is broken: a MUST may be broken in a way that weighs as a SHOULD. */
  level: Level | null;
  outcome: Outcome;
  blame: Blame;
  message: string;
  /** How the request differs from those with a correct answer. The message ends with it. */
  distinction?: string;
  expected: string;
  actual: string;
  /** JSON pointer, or `header:` and a name, `status`, `url`, `method`, `body`; null where the whole is meant. */
  pointer: string | null;
  /** The exchanges that show it, the first few of them. */
  exchanges: string[];
  /** The requests of all exchanges that show it, each kind once: `PATCH`, `POST $batch`, `GET in $batch`. */
  requests?: string[];
  /** How many times it was found. */
  count: number;
  /** How many of them have another value or place, of a check that found too many to tell them apart. */
  others?: number;
  /** A line for a shell that sends the request again; null where there is none. */
  curl: string | null;
  /** The requests that show it again; absent if there are none, as for recorded traffic. */
  reproduction?: Reproduction;
  /** By what it is let through, where its outcome is `waived`. */
  waived?: WaivedBy;
}

/** Why a violation does not fail the gate. */
export interface WaivedBy {
  /** Address in the file of waivers, such as `waivers[0]`; `baseline` where an earlier report had it already. */
  by: string;
  reason: string;
  owner?: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  expires?: string;
  link?: string;
}

/** What became of a waiver in this run. */
export interface WaiverResult extends WaivedBy {
  /** Id of a row or address of a check, `*` for any characters. */
  names: string;
  /** Glob over the target; null for all. */
  target: string | null;
  /** `expiring` within fourteen days; `stale` where nothing matches it any more; `elsewhere` for another target. */
  state: 'used' | 'expiring' | 'expired' | 'stale' | 'elsewhere';
  /** Findings that it matches. */
  matched: number;
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
  /** By what it is let through. */
  waived?: WaivedBy;
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
  /** The file that it was read from, and the line that it starts on, from 1. */
  place?: { file: string; line: number };
  /** What went over the wire, for the first exchanges that findings name. */
  shown?: ShownExchange;
}

/** An exchange as it was on the wire, as far as its source could see it: without secrets, and cut where it is long. */
export interface ShownExchange {
  request: ShownMessage;
  /** Null where none came. */
  response: ShownMessage | null;
  /** Why none came. */
  failure: string | null;
  /** Bytes that came before the response and belong to none, and bytes behind a response that has no content. */
  before: ShownBytes | null;
  after: ShownBytes | null;
}

export interface ShownBytes {
  /** How many there were. */
  bytes: number;
  /** The first of them, as the evidence has them. */
  sample: string;
}

export interface ShownMessage {
  /** Start line and headers, with their line ends. */
  head: string;
  /** True where the head is what came, byte by byte; false where it was put together from names and values. */
  asSent: boolean;
  /** Null where there is none, or where it was not seen. */
  body: string | null;
  encoding: 'utf8' | 'base64';
  /** Characters of the body that are not shown. */
  omitted: number;
}

/** The state in which a run left the policy, and the proof. */
export interface PutBack {
  /** Whether the update that puts it back was taken, and the last read shows what the first one did. */
  equal: boolean;
  /** What is not as it was, in words. */
  differences: string[];
  /** The exchanges of the first read and of the last; null where none came. */
  first: string | null;
  last: string | null;
  /** Writes that were sent, the restoring ones among them. */
  writes: number;
  /** What to run where it is not as it was; null where it is, and where the run kept no journal. */
  command: string | null;
}

/** Where exchanges came from: a file that was read, or the provider that was asked. */
export interface Input {
  file: string;
  read: number;
  judged: number;
  /** Exchanges that were not judged, by reason. */
  passedOver: Record<string, number>;
  /** What the records of judged exchanges do not show, with counts. Absent if they show everything. */
  notShown?: Record<string, number>;
}

export interface Report {
  schemaVersion: typeof REPORT_VERSION;
  tool: { name: string; version: string };
  contract: { operation: string; revision: string; digest: string };
  subject: {
    kind: 'provider' | 'client' | 'traffic';
    target: string;
    /** The embedded provider, started for the run. */
    embedded?: true;
  };
  provenance: RunPlace & {
    startedAt: string;
    durationMs: number;
    evidence: { file: string; digest: string } | null;
    /** The time of a later judgement; absent if the run itself judged. */
    judgedAt?: string;
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
  inputs: Input[];
  exchanges: NamedExchange[];
  /** Waivers that were given, and what became of each. */
  waivers?: WaiverResult[];
  /** Of a run that wrote to a policy that could be read: how it left it. */
  putBack?: PutBack;
}

import type { Check } from '../checks/check';
import type { Capability } from '../contract/register/capabilities';
import type { Register } from '../contract/register/register';
import type { Selection } from '../contract/selection';
import type {
  Finding,
  InteractionResult,
  NamedExchange,
  Outcome,
  RequirementResult,
  Verdict,
} from '../results/report';

/** The options of a judge. */
export interface JudgeOptions extends Selection {
  /** Who answers: the provider's rows, the client's, or, for recorded traffic, both. */
  subject: 'provider' | 'client' | 'traffic';
  register?: Register;
  /** Checks beside the suite's own, for rows of an overlay. */
  checks?: readonly Check[];
  /** A SHOULD that is broken counts as a violation of the gate. */
  strict?: boolean;
  /**
   * Whether somebody answers for what breaks a row, so that it doesn't fail the gate.
   * @param target the API root of the provider
   */
  waived?: (breach: Pick<Finding, 'requirement' | 'check'>, target: string) => boolean;
  /** What the provider is declared not to have. */
  lacks?: readonly Capability[];
  /** The rows that a run planned to exercise; for those that it could not, what was missing. */
  planned?: ReadonlyMap<string, string | undefined>;
  /** The API root that a planned run sends to: what it found comes with what shows it again. */
  target?: string;
  /** Why a run ended before its plan was through. */
  brokenOff?: string;
}

/** The result of a judge, from which a report is made. */
export interface Judged {
  verdict: Verdict;
  reason: string | null;
  counts: Record<Outcome, number>;
  requirements: RequirementResult[];
  findings: Finding[];
  /** What findings follow from, as far as the record shows; absent where it was not looked for. */
  causes?: ReadonlyMap<Finding, readonly Finding[]>;
  interactions: InteractionResult[];
  exchanges: NamedExchange[];
  /** How many exchanges belonged to the operation, and how many to others. */
  seen: { judged: number; passedOver: number };
}

import type { Blame, Outcome, Report, Verdict } from '../results/report';
import type { Reproduced } from '../run/reproduce';

/** The result of judging one provider. */
export interface Trial {
  id: string;
  verdict: Verdict;
  /** Why the run reached no verdict; null if it did. */
  reason: string | null;
  /** The outcomes of all rows that do not conform. */
  rows: Record<string, Outcome>;
  /** The findings: their check, row and blame. */
  found: {
    check: string | null;
    requirement: string | null;
    outcome: Outcome;
    blame: Blame;
    actual: string;
    id?: string;
    /** Ids of the findings that this one follows from. */
    followsFrom?: string[];
  }[];
  /** The results of the findings' sequences, if they were sent again. */
  reproduced?: SentAgain[];
  durationMs: number;
}

/** The result of a finding's sequence, sent to fresh providers. */
export interface SentAgain {
  check: string | null;
  requirement: string | null;
  /** The state against the faulty provider, and against the one without the fault. */
  wrong: Reproduced['state'];
  sound: Reproduced['state'];
  /**
   * Why the sequence could not be sent or shows nothing, or what it shows against the provider without the fault;
   * otherwise empty.
   */
  says: string;
  /** Whether the fault appears only in passing answers, such as during a throttle, which no request can cause. */
  inPassing?: true;
  /** The number of requests in the sequence. */
  requests: number;
  /** The number of findings in the run, and how often their row was judged. */
  count: number;
  judged: number;
}

/** Outcomes that do not count against the provider. */
const SILENT = new Set<Outcome>(['conforms', 'not-exercised', 'not-applicable']);

/** The part of a report that a trial keeps. */
export function trialOf(id: string, report: Report): Trial {
  const rows = report.requirements.filter(({ outcome }) => !SILENT.has(outcome));
  return {
    id,
    verdict: report.verdict,
    reason: report.reason,
    rows: Object.fromEntries(rows.map((row) => [row.id, row.outcome])),
    found: report.findings.map(({ check, requirement, outcome, blame, actual, id, followsFrom }) => ({
      check,
      requirement,
      outcome,
      blame,
      actual,
      ...(id !== undefined && { id }),
      ...(followsFrom && { followsFrom }),
    })),
    durationMs: report.provenance.durationMs,
  };
}

import type { Blame, Outcome, Report, Verdict } from '../results/report';
import type { Reproduced } from '../run/reproduce';

/** What came of judging one provider. */
export interface Trial {
  id: string;
  verdict: Verdict;
  /** Why the run did not come to a verdict; null where it did. */
  reason: string | null;
  /** Rows that do not conform, with what became of them. */
  rows: Record<string, Outcome>;
  /** What was found: by which check, for which row, and on whom it is put. */
  found: {
    check: string | null;
    requirement: string | null;
    outcome: Outcome;
    blame: Blame;
    actual: string;
    id?: string;
    /** Ids of what it follows from. */
    followsFrom?: string[];
  }[];
  /** What became of the sequences that show what was found, where they were sent again. */
  reproduced?: SentAgain[];
  durationMs: number;
}

/** A finding's sequence, sent again to providers that nothing was sent to yet. */
export interface SentAgain {
  check: string | null;
  requirement: string | null;
  /** What it came to before the provider that it was found at, and before the one without a fault. */
  wrong: Reproduced['state'];
  sound: Reproduced['state'];
  /** Why it could not be tried or does not show, or what it showed where nothing is wrong; empty where there is nothing to say. */
  says: string;
  /** Whether it shows only while the provider answers in passing, as it does while it throttles: no request makes it. */
  inPassing?: true;
  /** How many requests it has. */
  requests: number;
  /** How often it was found in the run, and how often its row was judged there. */
  count: number;
  judged: number;
}

/** Outcomes of rows that say nothing against the provider. */
const SILENT = new Set<Outcome>(['conforms', 'not-exercised', 'not-applicable']);

/** What of a report a trial is about. */
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

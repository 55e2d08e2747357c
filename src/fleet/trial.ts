import type { Blame, Outcome, Report, Verdict } from '../results/report';

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
  durationMs: number;
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

import type { EvidenceHeader } from '../exchanges/run-header';
import type { Judged } from '../judge/judge';
import { identified } from '../results/ids';
import { verdictBehind } from '../results/put-back';
import { REPORT_VERSION, type PutBack, type Report } from '../results/report';

/** The facts of a run that a report has beside the findings. */
export interface RunFacts {
  head: Omit<EvidenceHeader, 'kind' | 'schemaVersion' | 'lacks' | 'planned'>;
  /** In milliseconds. */
  durationMs: number;
  evidence: Report['provenance']['evidence'];
  strict: boolean;
  inputs: Report['inputs'];
  /** How the run left the policy. */
  putBack?: PutBack | undefined;
}

/** The report of a run: the same, whether it was judged while it went on or afterwards, from its evidence. */
export function assemble(judged: Judged, facts: RunFacts): Report {
  const { head, durationMs, evidence, strict, inputs, putBack } = facts;
  const { counts, requirements, findings, interactions, exchanges } = judged;
  return {
    schemaVersion: REPORT_VERSION,
    tool: head.tool,
    contract: head.contract,
    subject: head.subject,
    provenance: {
      startedAt: head.startedAt,
      durationMs,
      host: head.host,
      commit: head.commit,
      ...(head.ci ? { ci: head.ci } : {}),
      evidence,
    },
    ...verdictBehind(judged, putBack),
    strict,
    counts,
    requirements,
    findings: identified(findings, judged.causes),
    interactions,
    inputs,
    exchanges,
    ...(putBack && { putBack }),
  };
}

/** The one input of a run that watched traffic. */
export const trafficInput = (file: string, read: number, seen: Judged['seen']): Report['inputs'][number] => ({
  file,
  read,
  judged: seen.judged,
  passedOver: seen.passedOver === 0 ? {} : { 'another operation': seen.passedOver },
});

/** The one input of a run that asked a provider. */
export const providerInput = (
  file: string,
  read: number,
  judged: number,
  explored: number,
): Report['inputs'][number] => ({
  file,
  read,
  judged,
  passedOver: explored === 0 ? {} : { explored },
});

import type { EvidenceSequence } from '../results/evidence';
import { OUTCOMES, type Finding } from '../results/report';

/** The findings of a run, where those of confirmed sequences are described as such. */
export function retold(findings: readonly Finding[], confirmed: readonly EvidenceSequence[]): Finding[] {
  if (confirmed.length === 0) return [...findings];
  return [
    ...confirmed.flatMap((sequence) => sequence.findings),
    ...findings.filter((finding) => !confirmed.some((sequence) => isOf(finding, sequence))),
  ].sort((one, other) => OUTCOMES.indexOf(one.outcome) - OUTCOMES.indexOf(other.outcome));
}

/** Whether a finding is one of those that a sequence shows, and of nothing else. */
const isOf = (finding: Finding, { exchanges, shown }: EvidenceSequence): boolean =>
  shown.some(
    ({ check, requirement, pointer }) =>
      finding.check === check && finding.requirement === requirement && finding.pointer === pointer,
  ) && finding.exchanges.every((id) => exchanges.includes(id));

import { defaultOperation, operationOf } from '../contract/operation';
import { registerOf, type Register } from '../contract/register/register';
import { exitCodeOf } from './exit-code';
import type { Report, Verdict } from './report';

/** Version of the report of several operations; its schema is `spec/operations.schema.json`. */
export const SEVERAL_VERSION = 1;

/** What a run over several operations comes to: the report of each, and the worst of their verdicts. */
export interface Several {
  schemaVersion: typeof SEVERAL_VERSION;
  kind: 'operations';
  tool: Report['tool'];
  verdict: Verdict;
  /** In the order of the packs. */
  operations: Report[];
}

/** A report, or that of several operations. */
export type AnyReport = Report | Several;

export const isSeveral = (report: AnyReport): report is Several => 'kind' in report;

const WORST_FIRST: readonly Verdict[] = ['violates', 'incomplete', 'conforms'];

/** One report of several, one of each operation; a single one stays as it is. */
export function severalOf(reports: readonly Report[]): AnyReport {
  const [first, ...others] = reports;
  if (!first) throw new Error('there is no report');
  if (others.length === 0) return first;
  return {
    schemaVersion: SEVERAL_VERSION,
    kind: 'operations',
    tool: first.tool,
    verdict: worstOf(reports),
    operations: [...reports],
  };
}

/** Those of the reports that a selection leaves rows of, or that say something; all where there is none. */
export function leftOf(reports: readonly Report[]): Report[] {
  const left = reports.filter(({ requirements, findings }) => requirements.length + findings.length > 0);
  return left.length > 0 ? left : [...reports];
}

/** Those of the reports in which something was judged; the first where there is none. */
export function judgedOf(reports: readonly Report[]): Report[] {
  const judged = reports.filter(({ inputs }) => inputs.some((input) => input.judged > 0));
  return judged.length > 0 ? leftOf(judged) : reports.slice(0, 1);
}

/** The verdict of a run over several operations: `violates`, else `incomplete`, else `conforms`. */
export const worstOf = (reports: readonly Report[]): Verdict =>
  WORST_FIRST.find((verdict) => reports.some((report) => report.verdict === verdict)) ?? 'incomplete';

/** The reports of each operation. */
export const partsOf = (report: AnyReport): readonly Report[] =>
  isSeveral(report) ? report.operations : [report];

export const exitCodeOfAny = ({ verdict }: AnyReport): 0 | 1 | 3 => exitCodeOf(verdict);

/** The register of a report of one operation; of one of several, whose sections have theirs, that of the first. */
export const registerOfReport = (report: AnyReport): Register =>
  registerOf(operationOf(partsOf(report)[0]?.contract.operation ?? '') ?? defaultOperation());

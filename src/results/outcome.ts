import { OUTCOMES, type Outcome, type Report } from './report';

/** Position in the order of outcomes, worst first. */
export const rankOf = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);

/** Whether an outcome means a broken MUST or SHOULD. */
export const isBreach = (outcome: Outcome | undefined): boolean =>
  outcome === 'violates' || outcome === 'deviates';

/** Whether an outcome keeps a run from conforming; what is untestable does so where the row is a MUST. */
export function isRed(outcome: Outcome, level: string | null, { strict }: Pick<Report, 'strict'>): boolean {
  if (outcome === 'untestable') return level === 'MUST' || level === null;
  return outcome === 'error' || outcome === 'violates' || (strict && outcome === 'deviates');
}

/** The same in agreement with the verdict: where that is `conforms`, what it leaves out fails nothing. */
export const fails = (outcome: Outcome, level: string | null, report: Report): boolean =>
  report.verdict !== 'conforms' && isRed(outcome, level, report);

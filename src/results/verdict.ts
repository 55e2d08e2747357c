import type { Finding, InteractionResult, RequirementResult, Verdict } from './report';

/** The input of a verdict. */
export interface Evidence {
  requirements: readonly RequirementResult[];
  findings: readonly Finding[];
  interactions: readonly InteractionResult[];
  /** A SHOULD that is broken counts as a violation. */
  strict: boolean;
  /** Why the run ended before its plan was through. */
  brokenOff: string | undefined;
}

/** The verdict, and the reason for it if no finding gives one. */
export function verdictOf({ requirements, findings, interactions, strict, brokenOff }: Evidence): {
  verdict: Verdict;
  reason: string | null;
} {
  const any = (outcome: string): boolean =>
    [...requirements, ...interactions].some((each) => each.outcome === outcome);
  if (any('violates')) return { verdict: 'violates', reason: brokenOff ?? null };
  if (strict && any('deviates'))
    return { verdict: 'violates', reason: brokenOff ?? `${deviating()}, and --strict counts it` };
  const reason = brokenOff ?? whyIncomplete();
  return { verdict: reason === undefined ? 'conforms' : 'incomplete', reason: reason ?? null };

  function deviating(): string {
    const rows = requirements.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
    return rows.length === 0
      ? 'an interaction deviates'
      : `${rows.join(', ')} ${rows.length === 1 ? 'deviates' : 'deviate'}`;
  }

  function whyIncomplete(): string | undefined {
    const errors = findings.filter(({ outcome }) => outcome === 'error');
    const unreadable = errors.filter(({ actual }) => actual === UNREADABLE);
    const failed = [...new Set(errors.flatMap(({ check }) => check ?? []))];
    if (errors.some(({ check, actual }) => check === null && actual !== UNREADABLE))
      return 'some requests had no answer';
    if (failed.length > 0)
      return `the check ${failed.join(', ')} failed, so that its exchanges were not judged`;
    if (any('error')) return 'some requests had no answer';
    if (unreadable.length > 0) return 'part of the input could not be read';
    const rows = requirements.filter(({ level, outcome }) => level === 'MUST' && outcome === 'untestable');
    if (rows.length > 0) return `not testable: ${rows.map(({ id }) => id).join(', ')}`;
    const open = interactions.filter(({ outcome }) => outcome === 'untestable').length;
    if (open > 0) return `${open} ${open === 1 ? 'interaction' : 'interactions'} could not be tested`;
    if (!requirements.some(({ judged }) => judged > 0)) return 'nothing was judged';
    return undefined;
  }
}

/** The `actual` value of a finding about unreadable input. */
export const UNREADABLE = 'unreadable';

/** The `expected` value of a finding about a run that was broken off. */
export const TO_ITS_END = 'a complete run';

/** Why the run ended before its plan was through, as its findings have it. */
export const brokenOffIn = (findings: readonly Finding[]): string | undefined =>
  findings.find(
    ({ outcome, requirement, expected }) =>
      outcome === 'error' && requirement === null && expected === TO_ITS_END,
  )?.message;

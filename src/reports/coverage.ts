import type { Register } from '../contract/register/register';
import type { Report } from '../results/report';

/**
 * How far a verdict goes: how many of the MUST rows were judged, how many do not apply to a provider that lacks what
 * they need, and how many of those that the subject answers for a selection has left out.
 * `1 of 1 MUST rows judged, 2 not applicable, 25 left out`.
 */
export function coverageText({ requirements, subject }: Report, register: Register): string {
  const every = requirements.filter(({ level }) => level === 'MUST');
  const must = every.filter(({ outcome }) => outcome !== 'not-applicable');
  const notApplicable = every.length - must.length;
  const judged = must.filter((row) => row.judged > 0).length;
  const kept = new Set(requirements.map(({ id }) => id));
  const leftOut = register.rows.filter(
    ({ id, level, actor, basis, checks }) =>
      level === 'MUST' &&
      // Rows that count only on request are not counted as left out.
      basis !== 'http' &&
      checks.length > 0 &&
      (subject.kind === 'traffic' || actor === subject.kind) &&
      !kept.has(id),
  ).length;
  return [
    `${judged} of ${must.length} MUST rows judged`,
    ...(notApplicable === 0 ? [] : [`${notApplicable} not applicable`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
  ].join(', ');
}

import type { Register } from '../contract/register/register';
import type { Cause } from '../results/causes';
import type { Finding } from '../results/report';
import { visible } from '../results/visible';
import { againOf, shortMessage, textOf } from './finding';
import { groupBy, groupKey } from './grouping';
import type { Terminal } from './terminal';

/** How much of a message or a value is shown; report.json has the whole. */
export const LONGEST = 240;
/** How many further findings of a check are told beside its first, and how many checks that follow from it. */
const ALSO = 3;
const FOLLOW = 4;

/** Causes of one check: the first in full, some more in a line each, and what follows from any of them. */
export function causeBlock(
  group: readonly Cause[],
  register: Register,
  terminal: Terminal,
  reportFile: string | undefined,
): string[] {
  const { fold } = terminal;
  const [first, ...others] = group.map(({ finding }) => finding);
  return [
    ...block(first as Finding, register, terminal, reportFile),
    ...others.slice(0, ALSO).flatMap((other) => fold(`  also: ${shortMessage(other, LONGEST)}`, 8)),
    ...(others.length > ALSO ? [`  and ${others.length - ALSO} more of this check: in report.json`] : []),
    ...consequences(
      group.flatMap((cause) => cause.consequences),
      terminal,
    ),
  ];
}

/** What follows, a line for each check. */
function consequences(all: readonly Finding[], { fold }: Terminal): string[] {
  const groups = [...groupBy(all, groupKey).values()];
  const lines = groups.slice(0, FOLLOW).flatMap((group) => {
    const [first] = group as [Finding, ...Finding[]];
    const { requirement, outcome } = first;
    const more = group.length === 1 ? '' : ` (and ${group.length - 1} more of this check)`;
    return fold(
      `  follows: ${visible(requirement ?? 'the run')} ${outcome}: ${shortMessage(first, LONGEST)}${more}`,
      11,
    );
  });
  const left = groups.length - FOLLOW;
  return left > 0 ? [...lines, `  and ${left} more checks that follow: in report.json`] : lines;
}

/**
 * A finding in full: what to know at once first. A curl line comes without a label, so that the whole line can be copied.
 * @param reportFile the report as JSON, where it was written
 */
export function block(
  finding: Finding,
  register: Register,
  { paint, fold }: Terminal,
  reportFile: string | undefined,
): string[] {
  const text = textOf(finding, register, LONGEST);
  const again = againOf(finding, reportFile);
  const steps = [again?.remark, stepsText(finding)].filter(Boolean).join(': ');
  const where = `${text.exchanges}; blame: ${text.blame}`;
  const labelled = (label: string, value: string): string[] => fold(`  ${label.padEnd(9)} ${value}`, 12);
  const [first = '', ...rest] = fold(`${finding.outcome.toUpperCase()}  ${text.heading}`, 2);
  return [
    first.replace(/^[A-Z-]+/, (outcome) => paint(outcome, finding.outcome)),
    ...rest,
    ...fold(`  ${text.message}`, 2),
    ...(text.requests === undefined ? [] : labelled('request', text.requests)),
    ...(finding.expected === '' && finding.actual === ''
      ? []
      : [...labelled('expected', text.expected), ...labelled('actual', text.actual)]),
    ...(text.remedy === undefined ? [] : labelled('change', text.remedy)),
    // A command that is folded cannot be copied.
    ...(again === undefined ? [] : [`  again     ${again.command}`]),
    ...(steps === '' ? [] : labelled('steps', steps)),
    ...(text.clause ? labelled('clause', `${text.clause.place} ${text.clause.url}`) : []),
    ...(text.curl === undefined || again !== undefined ? [] : [`  ${text.curl}`]),
    ...(text.place === undefined
      ? labelled('exchanges', where)
      : labelled('place', `${text.place}; exchanges: ${where}`)),
  ];
}

/** Most requests that the console names; report.html has the script of more. */
const NAMED_REQUESTS = 6;

/** What the requests are that show a finding, by the names of their steps; undefined for one, and for many. */
function stepsText({ reproduction }: Finding): string | undefined {
  const steps = reproduction?.steps.slice(0, reproduction.expect.step + 1) ?? [];
  if (steps.length < 2 || steps.length > NAMED_REQUESTS) return undefined;
  return steps.map(({ name }, at) => `${at + 1} ${visible(name, LONGEST)}`).join(', ');
}

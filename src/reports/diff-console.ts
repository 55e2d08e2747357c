import type { Register } from '../contract/register/register';
import type { Level } from '../contract/register/row';
import { painted, type ConsoleOptions } from './console';
import {
  exitCodeOfDifference,
  type Difference,
  type FindingChange,
  type InteractionChange,
  type RowChange,
  type RowSide,
} from '../results/diff';
import type { Outcome } from '../results/report';
import { visible } from '../results/visible';
import { wrap } from './wrap';

/** How many rows, or findings that are of no row, are told of; the JSON has them all. */
const ROWS = 40;
/** How many findings of a row are told. */
const FINDINGS = 5;
const INTERACTIONS = 20;
/** How much of a message is shown, in characters. */
const LONGEST = 300;

/** What changed of a row, and of what was found of it. */
interface Group {
  /** Null for what is of no row. */
  id: string | null;
  level: Level | null;
  row: RowChange | undefined;
  findings: FindingChange[];
  regression: boolean;
}

/**
 * What changed, for a terminal, by requirement: regressions first. Nothing from outside reaches the terminal as
 * anything but plain characters, and the number of lines is bounded.
 */
export function renderDifference(
  difference: Difference,
  register: Register,
  { color, width, quiet }: Omit<ConsoleOptions, 'files'>,
): string {
  const paint = color ? painted : (text: string): string => text;
  const fold = (text: string, indent: number): string[] => wrap(text, width, indent);
  if (difference.result === 'same') return 'no difference\n';
  if (quiet) return `${fold(conclusion(), 2).join('\n')}\n`;
  const groups = groupsOf(difference);
  const interactions = worstFirst(difference.interactions);
  const parts = [
    [
      ...fold(`before  ${origin(difference.before)}`, 8),
      ...fold(`after   ${origin(difference.after)}`, 8),
      ...difference.notes.flatMap(({ what, before, after }) =>
        fold(`note    ${what}: ${visible(before, LONGEST)} -> ${visible(after, LONGEST)}`, 8),
      ),
    ],
    ...groups.slice(0, ROWS).map(block),
    more(groups.length - ROWS, 'requirements'),
    ...interactions.slice(0, INTERACTIONS).map(interactionLines),
    more(interactions.length - INTERACTIONS, 'interactions'),
    fold(conclusion(), 2),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;

  function block({ id, level, row, findings }: Group): string[] {
    const title = id === null ? undefined : register.byId.get(id)?.title;
    const heading = [
      id === null ? 'the run' : `${visible(id, LONGEST)} ${level ?? ''}`.trim(),
      ...(title === undefined ? [] : [visible(title)]),
      ...(row ? [`${side(row.before)} -> ${side(row.after)}${regressed(row)}`] : []),
    ].join('  ');
    const sorted = worstFirst(findings);
    return [
      ...fold(heading, 2),
      ...sorted.slice(0, FINDINGS).flatMap(findingLines),
      ...more(sorted.length - FINDINGS, 'findings').map((line) => `  ${line}`),
    ];
  }

  function side(of: RowSide | null): string {
    return of === null ? 'absent' : paint(of.outcome, of.outcome);
  }

  function findingLines(finding: FindingChange): string[] {
    const { before, after, check, message, change } = finding;
    const outcome = (of: { outcome: Outcome; count: number } | null): string =>
      of === null ? '' : `${paint(of.outcome, of.outcome)}${of.count === 1 ? '' : ` (${of.count} times)`}`;
    const sides = [outcome(before), outcome(after)].filter((text) => text !== '').join(' -> ');
    const by = check === null ? '' : `  [${visible(check, LONGEST)}]`;
    const what = change === 'count' ? 'changed' : change;
    return fold(`  ${what.padEnd(8)}  ${sides}${by}  ${visible(message, LONGEST)}${regressed(finding)}`, 12);
  }

  function interactionLines(interaction: InteractionChange): string[] {
    const { consumer, description, state, before, after, message } = interaction;
    const given = state === null ? '' : ` (given ${visible(state, LONGEST)})`;
    const outcome = (of: { outcome: Outcome } | null): string =>
      of === null ? 'absent' : paint(of.outcome, of.outcome);
    return [
      ...fold(
        `interaction  ${visible(consumer, LONGEST)}: ${visible(description, LONGEST)}${given}  ${outcome(before)} -> ${outcome(after)}${regressed(interaction)}`,
        2,
      ),
      ...(message === null ? [] : fold(`  ${visible(message, LONGEST)}`, 2)),
    ];
  }

  function regressed({ regression }: { regression: boolean }): string {
    return regression ? `  ${paint('(got worse)', 'violates')}` : '';
  }

  function conclusion(): string {
    const { verdict, requirements, findings, interactions: replayed, result } = difference;
    const counts = [
      counted(requirements, 'requirement', 'requirements'),
      counted(findings, 'finding', 'findings'),
      counted(replayed, 'interaction', 'interactions'),
    ].flatMap((text) => text ?? []);
    const verdicts =
      verdict.before === verdict.after
        ? `verdict still ${paint(verdict.after, verdict.after)}`
        : `verdict ${paint(verdict.before, verdict.before)} -> ${paint(verdict.after, verdict.after)}`;
    const head = result === 'worse' ? paint('worse', 'violates') : paint('not worse', 'conforms');
    return `${head}: ${[...(counts.length > 0 ? counts : ['nothing changed']), verdicts].join('; ')} (exit ${exitCodeOfDifference(difference)})`;
  }
}

const origin = ({ target, startedAt }: Difference['before']): string =>
  `${visible(target, LONGEST)}, ${visible(startedAt, LONGEST)}`;

/** Rows and what was found of them, those with a regression first, else in the order of the difference. */
function groupsOf({ requirements, findings }: Difference): Group[] {
  const groups = new Map<string | null, Group>();
  const groupOf = (id: string | null, level: Level | null): Group => {
    const group = groups.get(id) ?? { id, level, row: undefined, findings: [], regression: false };
    groups.set(id, group);
    return group;
  };
  for (const row of requirements) {
    const group = groupOf(row.id, row.level);
    group.row = row;
    group.regression ||= row.regression;
  }
  for (const finding of findings) {
    const group = groupOf(finding.requirement, finding.level);
    group.findings.push(finding);
    group.regression ||= finding.regression;
  }
  return worstFirst([...groups.values()]);
}

const worstFirst = <T extends { regression: boolean }>(items: readonly T[]): T[] =>
  [...items].sort((one, other) => Number(other.regression) - Number(one.regression));

function counted(changes: readonly { regression: boolean }[], one: string, many: string): string | undefined {
  if (changes.length === 0) return undefined;
  const worse = changes.filter(({ regression }) => regression).length;
  return `${changes.length} ${changes.length === 1 ? one : many} changed${worse === 0 ? '' : `, ${worse} for the worse`}`;
}

const more = (left: number, what: string): string[] =>
  left > 0 ? [`and ${left} more ${what}: --json has them`] : [];

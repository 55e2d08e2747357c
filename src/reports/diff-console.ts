import type { Register } from '../contract/register/register';
import type { Level } from '../contract/register/row';
import type { ConsoleOptions } from './console';
import { exitCodeOfDifference } from '../results/exit-code';
import type { Difference, FindingChange, InteractionChange, RowChange } from '../results/difference';
import type { Outcome } from '../results/report';
import { visible } from '../results/visible';
import { joined, more } from './parts';
import { terminalOf, type Terminal } from './terminal';

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
  const terminal = terminalOf({ color, width });
  if (difference.result === 'same') return 'no difference\n';
  if (quiet) return joined([conclusion(difference, terminal)]);
  const groups = groupsOf(difference);
  const interactions = worstFirst(difference.interactions);
  return joined([
    origins(difference, terminal),
    ...groups.slice(0, ROWS).map((group) => block(group, register, terminal)),
    more(groups.length - ROWS, 'requirements', JSON_HAS_THEM),
    ...interactions.slice(0, INTERACTIONS).map((each) => interactionLines(each, terminal)),
    more(interactions.length - INTERACTIONS, 'interactions', JSON_HAS_THEM),
    conclusion(difference, terminal),
  ]);
}

const JSON_HAS_THEM = '--json has them';

/** The two runs, and what they were not made alike by. */
function origins({ before, after, notes }: Difference, { fold }: Terminal): string[] {
  const origin = ({ target, startedAt }: Difference['before']): string =>
    `${visible(target, LONGEST)}, ${visible(startedAt, LONGEST)}`;
  return [
    ...fold(`before  ${origin(before)}`, 8),
    ...fold(`after   ${origin(after)}`, 8),
    ...notes.flatMap((note) =>
      fold(`note    ${note.what}: ${visible(note.before, LONGEST)} -> ${visible(note.after, LONGEST)}`, 8),
    ),
  ];
}

/** A row, and the first of what was found of it. */
function block({ id, level, row, findings }: Group, register: Register, terminal: Terminal): string[] {
  const title = id === null ? undefined : register.byId.get(id)?.title;
  const heading = [
    id === null ? 'the run' : `${visible(id, LONGEST)} ${level ?? ''}`.trim(),
    ...(title === undefined ? [] : [visible(title)]),
    ...(row
      ? [
          `${side(row.before, terminal)} -> ${side(row.after, terminal)}${regressed(row, terminal, isLost(row))}`,
        ]
      : []),
  ].join('  ');
  const sorted = worstFirst(findings);
  return [
    ...terminal.fold(heading, 2),
    ...sorted.slice(0, FINDINGS).flatMap((finding) => findingLines(finding, terminal)),
    ...more(sorted.length - FINDINGS, 'findings', JSON_HAS_THEM).map((line) => `  ${line}`),
  ];
}

const side = (of: { outcome: Outcome } | null, { paint }: Terminal): string =>
  of === null ? 'absent' : paint(of.outcome, of.outcome);

function findingLines(finding: FindingChange, terminal: Terminal): string[] {
  const { before, after, check, message, change } = finding;
  const sides = [before, after].flatMap((of) =>
    of === null ? [] : `${side(of, terminal)}${of.count === 1 ? '' : ` (${of.count} times)`}`,
  );
  const by = check === null ? '' : `  [${visible(check, LONGEST)}]`;
  const what = change === 'count' ? 'changed' : change;
  const text = `${sides.join(' -> ')}${by}  ${visible(message, LONGEST)}${regressed(finding, terminal)}`;
  return terminal.fold(`  ${what.padEnd(11)}  ${text}`, 15);
}

function interactionLines(interaction: InteractionChange, terminal: Terminal): string[] {
  const { consumer, description, state, before, after, message } = interaction;
  const given = state === null ? '' : ` (given ${visible(state, LONGEST)})`;
  const change = `${side(before, terminal)} -> ${side(after, terminal)}${regressed(interaction, terminal)}`;
  const name = `${visible(consumer, LONGEST)}: ${visible(description, LONGEST)}${given}`;
  return [
    ...terminal.fold(`interaction  ${name}  ${change}`, 2),
    ...(message === null ? [] : terminal.fold(`  ${visible(message, LONGEST)}`, 2)),
  ];
}

/** Whether a row was judged and is not any more. */
const isLost = ({ before, after }: RowChange): boolean =>
  (before?.judged ?? 0) > 0 && (after?.judged ?? 0) === 0;

const regressed = (
  { regression }: { regression: boolean },
  { paint }: Terminal,
  isNoLongerJudged = false,
): string =>
  regression
    ? `  ${paint(isNoLongerJudged ? '(got worse: no longer judged)' : '(got worse)', 'violates')}`
    : '';

function conclusion(difference: Difference, { paint, fold }: Terminal): string[] {
  const { verdict, requirements, findings, interactions, result } = difference;
  const counts = [
    counted(requirements, 'requirement', 'requirements'),
    counted(findings, 'finding', 'findings'),
    counted(interactions, 'interaction', 'interactions'),
  ].flatMap((text) => text ?? []);
  const verdicts =
    verdict.before === verdict.after
      ? `verdict still ${paint(verdict.after, verdict.after)}`
      : `verdict ${paint(verdict.before, verdict.before)} -> ${paint(verdict.after, verdict.after)}`;
  const head = result === 'worse' ? paint('worse', 'violates') : paint('not worse', 'conforms');
  const said = [...(counts.length > 0 ? counts : ['nothing changed']), verdicts].join('; ');
  return fold(`${head}: ${said} (exit ${exitCodeOfDifference(difference)})`, 2);
}

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

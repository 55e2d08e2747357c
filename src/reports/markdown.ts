import type { Register } from '../contract/register/register';
import { coverageText } from './coverage';
import {
  againOf,
  exchangesByIds,
  fileOf,
  interactionText,
  shortMessage,
  textOf,
  waivedText,
} from './finding';
import { groupBy, groupKey } from './grouping';
import { exchangesText, headOf } from './head';
import { joined } from './parts';
import { byCause, causesFirst, causesText } from '../results/causes';
import { fails, rankOf } from '../results/outcome';
import { fitting, table, within } from './markdown-table';
import { block, code, httpsLink, prose } from './markdown-text';
import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Report,
  type WaiverResult,
} from '../results/report';

/** How much of a message or a value is shown, in characters; report.json has the whole. */
const LONGEST = 300;
/** A command that is longer is left to report.json: cut, it would do something else. */
const LONGEST_COMMAND = 2000;
/** How many further findings of a check are told beside its first. */
const ALSO = 3;
/** What has it all. */
const FILE = 'report.json';
/** How much room a part of the summary has, in bytes; all of them stay well below GitHub's limit of 1 MiB. */
const ROOM = { full: 20_000, interactions: 10_000, table: 10_000, waivers: 6000 };

/**
 * The report as Markdown, for the summary of a CI job: the verdict, what is red in full, the rest in a table.
 * What came from outside is shown as text, and can be neither markup nor a link.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
export function renderMarkdown(report: Report, register: Register): string {
  const weigh = ({ outcome }: Finding): number => rankOf(outcome);
  const broken = report.findings.filter(({ outcome }) => outcome !== 'conforms');
  const sorted = causesFirst(broken, weigh);
  // What merely follows is folded; a cause that fails nothing by itself is shown for what follows from it.
  const red = byCause(
    broken.filter(({ outcome }) => outcome !== 'waived'),
    weigh,
  )
    .filter(({ finding, consequences }) =>
      [finding, ...consequences].some(({ outcome, level }) => fails(outcome, level, report)),
    )
    .map(({ finding }) => finding);
  const named = exchangesByIds(report);
  // One check may find much, and each that is broken should be seen.
  const groups = [...groupBy(red, groupKey).values()] as [Finding, ...Finding[]][];
  const full = within(groups, ROOM.full, (group) =>
    inFull(group, fileOf(named(group[0].exchanges)), register),
  );
  const shown = new Set(groups.slice(0, full.taken.length).flat());
  const rest = sorted.filter((finding) => !shown.has(finding));
  const parts = [
    head(report, register),
    counts(report),
    ...full.taken,
    details(rest, register),
    ...interactions(report, register),
    waivers(report.waivers ?? []),
    putBack(report),
    provenance(report),
  ];
  return joined(parts);
}

function head(report: Report, register: Register): string[] {
  const { contract, provenance: of } = report;
  const { operation, kind, target } = headOf(report, register);
  const told = causesText(report.findings);
  const exchanges = exchangesText(report);
  return [
    `# graph-contract: ${report.verdict}, ${code(operation)}, ${kind} ${code(target)}`,
    '',
    [
      `contract ${prose(contract.revision)}`,
      coverageText(report, register),
      ...(exchanges === undefined ? [] : [exchanges]),
      `${(of.durationMs / 1000).toFixed(1)} s`,
    ].join(', '),
    ...(told === undefined ? [] : ['', `**${told}**`]),
    ...(report.reason === null ? [] : ['', `Reason: ${prose(report.reason)}`]),
  ];
}

function counts(report: Report): string[] {
  const some = OUTCOMES.filter((outcome) => report.counts[outcome] > 0);
  return some.length === 0
    ? ['Nothing was judged.']
    : table(
        ['Outcome', 'Rows'],
        some.map((outcome) => [outcome, String(report.counts[outcome])]),
      );
}

function inFull(
  [finding, ...others]: readonly [Finding, ...Finding[]],
  place: { file: string; line: number } | undefined,
  register: Register,
): string[] {
  const text = textOf(finding, register, LONGEST);
  const again = againOf(finding, FILE);
  return [
    `### ${finding.outcome}: ${prose(text.heading)}`,
    '',
    prose(text.message),
    '',
    ...(text.requests === undefined ? [] : [`- request: ${code(text.requests)}`]),
    ...(finding.expected === '' && finding.actual === ''
      ? []
      : [`- expected: ${code(text.expected)}`, `- actual: ${code(text.actual)}`]),
    ...placeLine(text.place, place),
    `- exchanges: ${code(text.exchanges)}`,
    `- blame: ${text.blame}`,
    ...(text.remedy === undefined ? [] : [`- what to change: ${prose(text.remedy, LONGEST)}`]),
    ...(text.clause ? [`- clause: ${httpsLink(text.clause.place, text.clause.url)}`] : []),
    ...(again === undefined
      ? []
      : [`- again: ${code(again.command)}${again.remark === '' ? '' : ` (${prose(again.remark)})`}`]),
    ...alsoFound(others),
    ...(again === undefined ? command(text.curl) : []),
  ];
}

/** Where in a message, and in which file, a finding is; none where neither is known. */
function placeLine(
  inMessage: string | undefined,
  inFile: { file: string; line: number } | undefined,
): string[] {
  const places = [
    ...(inMessage === undefined ? [] : [code(inMessage)]),
    ...(inFile === undefined ? [] : [code(`${inFile.file}:${inFile.line}`)]),
  ];
  return places.length === 0 ? [] : [`- place: ${places.join(' in ')}`];
}

/** What else a check has found: a few in a line each. */
function alsoFound(others: readonly Finding[]): string[] {
  const left = others.length - ALSO;
  return [
    ...others.slice(0, ALSO).map((other) => `- also: ${prose(shortMessage(other, LONGEST))}`),
    ...(left > 0 ? [`- and ${left} more of this check, in ${FILE}`] : []),
  ];
}

const command = (curl: string | undefined): string[] => {
  if (curl === undefined) return [];
  return ['', ...(curl.length <= LONGEST_COMMAND ? block(curl, 'sh') : ['The command is in report.json.'])];
};

function details(findings: readonly Finding[], register: Register): string[] {
  const head = ['Outcome', 'Row', 'Finding', 'Place'];
  return folded('Further findings', head, findings, (finding) => {
    const text = textOf(finding, register, LONGEST);
    const row = finding.requirement === null ? 'the run' : code(finding.requirement);
    const follows = text.follows === undefined ? '' : ` (follows from ${code(text.follows)})`;
    return [
      outcomeOf(finding),
      row,
      `${prose(text.message)}${follows}`,
      text.place === undefined ? '' : code(text.place),
    ];
  });
}

/** With the reason, where it is let through. */
const outcomeOf = ({ outcome, waived }: Pick<Finding, 'outcome' | 'waived'>): string =>
  waived ? `${outcome} (${prose(waivedText(waived))})` : outcome;

function interactions(report: Report, register: Register): string[][] {
  if (report.interactions.length === 0) return [];
  const open = report.interactions
    .filter(({ outcome }) => outcome !== 'conforms')
    .sort((one, other) => rankOf(one.outcome) - rankOf(other.outcome));
  const red = open.filter(({ outcome }) => fails(outcome, null, report));
  const full = within(red, ROOM.interactions, (one) => interactionInFull(one, register));
  const shown = new Set(red.slice(0, full.taken.length));
  const rest = open.filter((interaction) => !shown.has(interaction));
  return [
    [`Interactions: ${report.interactions.length - open.length} of ${report.interactions.length} conform.`],
    ...full.taken,
    folded('Further interactions', ['Outcome', 'Interaction', 'Finding'], rest, (interaction) => {
      const text = interactionText(interaction, register, LONGEST);
      return [outcomeOf(interaction), prose(text.heading), prose(text.message)];
    }),
  ];
}

function interactionInFull(interaction: InteractionResult, register: Register): string[] {
  const text = interactionText(interaction, register, LONGEST);
  return [
    `### ${interaction.outcome}: interaction ${prose(text.heading)}`,
    '',
    prose(text.message),
    '',
    ...(text.expected === undefined ? [] : [`- expected: ${code(text.expected)}`]),
    ...(text.actual === undefined ? [] : [`- actual: ${code(text.actual)}`]),
    `- pact: ${code(text.source)}`,
    `- exchanges: ${code(text.exchanges)}`,
    ...(text.blame === undefined ? [] : [`- blame: ${text.blame}`]),
    ...text.clauses.map(({ place, url }) => `- clause: ${httpsLink(place, url)}`),
    ...command(text.curl),
  ];
}

/** How the run left the policy. */
function putBack({ putBack: back }: Report): string[] {
  if (!back) return [];
  if (back.equal)
    return [
      `Policy restored: read ${code(back.last ?? '')} shows the original values (${back.writes} writes sent).`,
    ];
  return [
    `**The policy ${back.last === null ? 'may not be' : 'is not'} as it was**: ${prose(back.differences.join('; '), LONGEST)}`,
    ...(back.command === null ? [] : ['', ...block(back.command, 'sh')]),
    ...(back.command === null && back.first !== null
      ? ['', `Exchange ${code(back.first)} has the original policy.`]
      : []),
  ];
}

function waivers(all: readonly WaiverResult[]): string[] {
  if (all.length === 0) return [];
  const head = ['State', 'Names', 'Target', 'Findings', 'Reason', 'Owner', 'Until', 'Waiver'];
  const rows = fitting(head, all, { room: ROOM.waivers, file: FILE }, (waiver) => [
    waiver.state,
    code(waiver.names),
    waiver.target === null ? 'all' : code(waiver.target),
    String(waiver.matched),
    prose(waiver.reason, LONGEST),
    waiver.owner === undefined ? '' : prose(waiver.owner),
    waiver.expires === undefined ? '' : prose(waiver.expires),
    waiver.link === undefined ? prose(waiver.by) : httpsLink(waiver.by, waiver.link),
  ]);
  return ['### Waivers', '', ...rows];
}

function provenance({ tool, contract, subject, provenance: of }: Report): string[] {
  const rows: [string, string | null | undefined][] = [
    ['Target', code(subject.target)],
    ['Contract', code(contract.operation)],
    ['Contract revision', `${prose(contract.revision)}, ${code(contract.digest)}`],
    ['Evidence', of.evidence && `${code(of.evidence.file)}, ${code(of.evidence.digest)}`],
    ['Commit', of.commit === null ? null : code(of.commit)],
    ['CI run', of.ci && (of.ci.url === undefined ? prose(of.ci.name) : httpsLink(of.ci.name, of.ci.url))],
    ['Tool', `${prose(tool.name)} ${code(tool.version)}`],
    ['Started', code(of.startedAt)],
    ['Judged', of.judgedAt === undefined ? null : code(of.judgedAt)],
  ];
  return [
    '### Provenance',
    '',
    ...table(
      ['', ''],
      rows.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
  ];
}

function folded<T>(
  title: string,
  head: string[],
  items: readonly T[],
  cells: (item: T) => string[],
): string[] {
  if (items.length === 0) return [];
  return [
    '<details>',
    `<summary>${title} (${items.length})</summary>`,
    '',
    ...fitting(head, items, { room: ROOM.table, file: FILE }, cells),
    '',
    '</details>',
  ];
}

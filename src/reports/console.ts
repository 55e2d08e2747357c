import { causeBlock, LONGEST } from './console-finding';
import { inputs } from './console-inputs';
import { coverageText } from './coverage';
import type { Register } from '../contract/register/register';
import { interactionText, waivedText } from './finding';
import { groupBy, groupKey } from './grouping';
import { exchangesText, headText } from './head';
import { byCause, causesFirst, causesText } from '../results/causes';
import { isRed } from '../results/outcome';
import { exitCodeOf } from '../results/exit-code';
import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Outcome,
  type Report,
  type WaiverResult,
} from '../results/report';
import { visible } from '../results/visible';
import { shortLines } from './console-lines';
import { joined, partition } from './parts';
import { terminalOf, type Terminal } from './terminal';

export interface ConsoleOptions {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
  /** One line a finding, and nothing of files and rows. */
  quiet?: boolean;
  /** The files that were written. */
  files?: string[];
  /** The one of them that is the report as JSON. */
  reportFile?: string | undefined;
  /** Set if it differs from the verdict's, because some output could not be written. */
  exitCode?: number;
}

/** How many checks are told of in full; the rest take one line each. */
const IN_FULL = 8;

/** The order in which findings are told: what broke before what couldn't be judged. */
const ORDER: Outcome[] = ['violates', 'error', 'untestable', 'deviates', 'waived', 'informational'];
/** What a row's outcome is called in the list of rows, for one and for many; the worst are named one by one. */
const ROWS: [Outcome, one: string, many: string, named: boolean][] = [
  ['violates', 'violates', 'violate', true],
  ['error', 'in error', 'in error', true],
  ['untestable', 'untestable', 'untestable', true],
  ['waived', 'waived', 'waived', true],
  ['deviates', 'deviates', 'deviate', true],
  ['informational', 'informational', 'informational', false],
  ['conforms', 'conforms', 'conform', false],
  ['not-exercised', 'not exercised', 'not exercised', false],
  ['not-applicable', 'not applicable', 'not applicable', false],
];

type Paint = Terminal['paint'];
type Fold = Terminal['fold'];

/**
 * What a run comes to, for a terminal: the verdict first and last, between them the findings, worst
 * first. Nothing of what came from outside reaches the terminal as anything but plain characters.
 */
export function renderConsole(report: Report, register: Register, options: ConsoleOptions): string {
  const { paint, fold } = terminalOf(options);
  const parts = [
    head(report, register, paint, fold),
    ...findings(report, register, options, paint, fold),
    ...interactions(report, register, options, paint, fold),
    waivers(report, paint, fold),
    putBack(report, options, paint, fold),
    options.quiet ? [] : [...rows(report, fold), ...inputs(report, fold)],
    options.quiet ? [] : (options.files ?? []).map((file) => `wrote ${visible(file)}`),
    [
      `verdict: ${paint(report.verdict, report.verdict)} (exit ${options.exitCode ?? exitCodeOf(report.verdict)})`,
    ],
  ];
  return joined(parts);
}

function head(report: Report, register: Register, paint: Paint, fold: Fold): string[] {
  const exchanges = exchangesText(report);
  const counts = OUTCOMES.filter((outcome) => report.counts[outcome] > 0);
  return [
    // One line, however narrow the terminal: what is judged stands in the first.
    `${paint(report.verdict.toUpperCase(), report.verdict)}  ${headText(report, register)}`,
    ...(report.reason === null ? [] : fold(`reason: ${visible(report.reason)}`, 2)),
    ...fold(
      [
        `contract ${visible(report.contract.revision)}`,
        coverageText(report, register),
        ...(exchanges === undefined ? [] : [exchanges]),
        `${(report.provenance.durationMs / 1000).toFixed(1)} s`,
      ].join(', '),
      2,
    ),
    ...fold(
      counts.map((outcome) => `${report.counts[outcome]} ${outcome}`).join(', ') || 'nothing judged',
      2,
    ),
    ...fold(causesText(report.findings) ?? '', 2).filter((line) => line !== ''),
    ...(report.interactions.length > 0 ? fold(`interactions: ${counted(report.interactions)}`, 2) : []),
  ];
}

function findings(
  report: Report,
  register: Register,
  { quiet, reportFile }: ConsoleOptions,
  paint: Paint,
  fold: Fold,
): string[][] {
  const weigh = ({ outcome }: Finding): number => ORDER.indexOf(outcome);
  const { oneEach, short } = shortLines(register, { paint, fold });
  const sorted = causesFirst(
    report.findings.filter(({ outcome }) => ORDER.includes(outcome)),
    weigh,
  );
  const notes = sorted.filter(({ outcome }) => outcome === 'informational');
  // The head has the reason already.
  const told = sorted.filter(
    ({ outcome, requirement, message }) =>
      outcome !== 'informational' && !(requirement === null && message === report.reason),
  );
  if (quiet) return [short(told.filter(({ outcome, level }) => isRed(outcome, level, report)))];
  const [open, waived] = partition(told, ({ outcome }) => outcome !== 'waived');
  const groups = [...groupBy(byCause(open, weigh), ({ finding }) => groupKey(finding)).values()];
  const rest = groups.slice(IN_FULL).flat();
  // Notes about the run may say what to do next.
  const [ofTheRun, others] = partition(
    notes,
    ({ check, requirement }) => check === null && requirement === null,
  );
  const noted = [
    ...oneEach(ofTheRun),
    ...(others.length === 0 || told.length === 0
      ? oneEach(others)
      : [`${others.length} informational: in report.json and the other files`]),
  ];
  return [
    ...groups.slice(0, IN_FULL).map((group) => causeBlock(group, register, { paint, fold }, reportFile)),
    oneEach(rest.flatMap(({ finding, consequences }) => [finding, ...consequences])),
    short(waived, ({ waived: by }) => (by ? `  (waived: ${waivedText(by)})` : '')),
    noted,
  ];
}

/** What is to be done about a waiver, by its state. */
const TO_DO: Partial<Record<WaiverResult['state'], (until: string) => string>> = {
  expired: (until) => `expired on ${until}; its violations fail the run again`,
  expiring: (until) => `expires soon, on ${until}`,
  stale: () => 'matches nothing any more: remove it',
};

/** The waivers that somebody has to look after. */
function waivers({ waivers: all = [], strict }: Report, paint: Paint, fold: Fold): string[] {
  return all.flatMap((waiver) => {
    const what = TO_DO[waiver.state]?.(visible(waiver.expires ?? ''));
    if (what === undefined) return [];
    const red = waiver.state === 'expired' || (waiver.state === 'stale' && strict);
    const [first = '', ...rest] = fold(
      `WAIVER  ${visible(waiver.by)} (${visible(waiver.names)}, ${visible(waiver.owner ?? '')}) ${what}`,
      2,
    );
    return [first.replace(/^[A-Z]+/, (word) => paint(word, red ? 'violates' : 'deviates')), ...rest];
  });
}

/** How the run left the policy. */
function putBack({ putBack: back }: Report, { quiet }: ConsoleOptions, paint: Paint, fold: Fold): string[] {
  if (!back || (back.equal && quiet)) return [];
  if (back.equal)
    return fold(
      `policy restored: read ${visible(back.last ?? '')} shows the original values (${back.writes} writes sent)`,
      2,
    );
  const [first = '', ...rest] = fold(
    `NOT RESTORED: ${back.differences.map((each) => visible(each, LONGEST)).join('; ')}`,
    2,
  );
  return [
    first.replace(/^[A-Z ]+/, (words) => paint(words, 'violates')),
    ...rest,
    ...(back.command === null ? [] : [`  ${visible(back.command)}`]),
    ...(back.command === null && back.first !== null
      ? fold(`  exchange ${visible(back.first)} has the original policy`, 2)
      : []),
  ];
}

/** Each interaction that does not conform, worst first; the first few in full. */
function interactions(
  { interactions: all }: Report,
  register: Register,
  { quiet }: ConsoleOptions,
  paint: Paint,
  fold: Fold,
): string[][] {
  const open = all
    .filter(({ outcome }) => outcome !== 'conforms')
    .sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
  const full = quiet ? [] : open.slice(0, IN_FULL);
  return [
    ...full.map((interaction) => interactionBlock(interaction, register, paint, fold)),
    open.slice(full.length).map((interaction) => {
      const { heading, message } = interactionText(interaction, register, LONGEST);
      return `${paint(interaction.outcome, interaction.outcome)}  interaction ${heading}  ${message}`;
    }),
  ];
}

function interactionBlock(
  interaction: InteractionResult,
  register: Register,
  paint: Paint,
  fold: Fold,
): string[] {
  const text = interactionText(interaction, register, LONGEST);
  const { outcome } = interaction;
  const labelled = (label: string, value: string): string[] => fold(`  ${label.padEnd(9)} ${value}`, 12);
  const [first = '', ...rest] = fold(`${outcome.toUpperCase()}  interaction  ${text.heading}`, 2);
  const blame = text.blame === undefined ? '' : `; blame: ${text.blame}`;
  return [
    first.replace(/^[A-Z-]+/, (name) => paint(name, outcome)),
    ...rest,
    ...fold(`  ${text.message}`, 2),
    ...(text.expected === undefined ? [] : labelled('expected', text.expected)),
    ...(text.actual === undefined ? [] : labelled('actual', text.actual)),
    ...labelled('pact', `${text.source}; exchanges: ${text.exchanges}${blame}`),
    ...text.clauses.flatMap(({ place, url }) => labelled('clause', `${place} ${url}`)),
    ...(text.curl === undefined ? [] : [`  ${text.curl}`]),
  ];
}

/** How many ended how. */
const counted = (all: readonly InteractionResult[]): string =>
  ROWS.flatMap(([outcome, one, many]) => {
    const some = all.filter((interaction) => interaction.outcome === outcome).length;
    return some === 0 ? [] : [`${some} ${some === 1 ? one : many}`];
  }).join('; ');

function rows({ requirements }: Report, fold: Fold): string[] {
  const groups = ROWS.flatMap(([outcome, one, many, named]) => {
    const some = requirements.filter((row) => row.outcome === outcome);
    if (some.length === 0) return [];
    // Where nothing could be tried, the reason says why; a list of all rows would hide it.
    const isAll = outcome === 'untestable' && requirements.every(({ judged }) => judged === 0);
    const ids = named && !isAll ? `: ${some.map(({ id }) => visible(id)).join(', ')}` : '';
    return [`${some.length} ${some.length === 1 ? one : many}${ids}`];
  });
  return groups.length === 0 ? [] : fold(`rows: ${groups.join('; ')}`, 2);
}

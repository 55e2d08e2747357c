import type { Register } from '../contract/register/register';
import { exchangesByIds, fileOf, interactionText, textOf } from './finding';
import { headText } from './head';
import { causesFirst } from '../results/causes';
import { fails, rankOf } from '../results/outcome';
import type { Finding, InteractionResult, NamedExchange, Report } from '../results/report';
import { visible } from '../results/visible';

/** How many of a kind GitHub shows of one step. */
const OF_A_KIND = 10;
/** How much of a message or a value is shown, in characters. */
const LONGEST = 300;

interface Annotation {
  title: string;
  message: string;
  place?: NamedExchange['place'];
}

/**
 * What is red, and what is to be looked at, as workflow commands of GitHub Actions: it shows them beside the
 * run and in the files that they name.
 * @returns lines; none where there is nothing to tell
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderAnnotations(report: Report, register: Register): string {
  const findings = causesFirst(report.findings, ({ outcome }) => rankOf(outcome));
  const named = exchangesByIds(report);
  const ofFinding = (finding: Finding): Annotation => {
    const text = textOf(finding, register, LONGEST);
    const place = fileOf(named(finding.exchanges));
    return {
      title: text.heading,
      message: [
        text.message,
        ...(text.requests === undefined ? [] : [`request: ${text.requests}`]),
        `expected: ${text.expected}; actual: ${text.actual}`,
        ...(text.follows === undefined ? [] : [`follows from: ${text.follows}`]),
        ...(text.remedy === undefined ? [] : [`what to change: ${text.remedy}`]),
      ].join('; '),
      ...(place && { place }),
    };
  };
  const red = findings.filter(({ outcome, level }) => fails(outcome, level, report)).map(ofFinding);
  const broken = report.interactions
    .filter(({ outcome }) => fails(outcome, null, report))
    .map((interaction) => ofInteraction(interaction, register));
  const errors = [...red, ...broken];
  const warnings = [
    ...findings
      .filter(({ outcome, level }) => outcome === 'deviates' && !fails(outcome, level, report))
      .map(ofFinding),
    ...waivers(report),
  ];
  if (report.verdict !== 'conforms' && errors.length === 0)
    errors.push({
      title: 'the run',
      message: visible(report.reason ?? `verdict: ${report.verdict}`, LONGEST),
    });
  const told = [...commands('error', errors), ...commands('warning', warnings)];
  const head = {
    title: 'graph-contract',
    message: `${report.verdict}: ${headText(report, register, LONGEST)}`,
  };
  return [...(told.length > 0 ? commands('notice', [head]) : []), ...told]
    .map((line) => `${line}\n`)
    .join('');
}

function ofInteraction(interaction: InteractionResult, register: Register): Annotation {
  const text = interactionText(interaction, register, LONGEST);
  const values = [
    ...(text.expected === undefined ? [] : [`; expected: ${text.expected}`]),
    ...(text.actual === undefined ? [] : [`; actual: ${text.actual}`]),
  ];
  return { title: `interaction ${text.heading}`, message: `${text.message}${values.join('')}` };
}

const waivers = ({ waivers: all = [] }: Report): Annotation[] =>
  all
    .filter(({ state }) => state === 'expiring' || state === 'expired')
    .map(({ by, names, state, expires, reason }) => ({
      title: `waiver ${state}`,
      message: visible(`${by} of ${names}, until ${expires ?? 'an unknown day'}: ${reason}`, LONGEST),
    }));

/** Beyond the limit, the last says how many more there are. */
function commands(kind: 'notice' | 'error' | 'warning', all: readonly Annotation[]): string[] {
  const shown = all.length <= OF_A_KIND ? all : all.slice(0, OF_A_KIND - 1);
  const left = all.length - shown.length;
  return [
    ...shown.map(({ title, message, place }) => {
      const properties = [
        `title=${property(title)}`,
        ...(place ? [`file=${property(visible(place.file))}`, `line=${place.line}`] : []),
      ];
      return `::${kind} ${properties.join(',')}::${data(message)}`;
    }),
    ...(left === 0 ? [] : [`::${kind} title=graph-contract::${left} more are in the report`]),
  ];
}

/** As in actions/toolkit, packages/core/src/command.ts. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

import { XMLBuilder } from 'fast-xml-parser';
import type { Register } from '../contract/register/register';
import { againOf, interactionText, scriptText, textOf, waivedText } from './finding';
import { headText } from './head';
import { causesFirst } from '../results/causes';
import { fails, isBreach, isRed, rankOf } from '../results/outcome';
import type { Finding, InteractionResult, Outcome, Report, RequirementResult } from '../results/report';
import { visible } from '../results/visible';

/** The families of checks, in the order of the suites; those of an overlay come behind them. */
const FAMILIES = ['request', 'response', 'state', 'errors', 'authorization', 'batch'];
/** The suite for findings without a check, such as an unreachable provider or a run that was broken off. */
const RUN = 'run';
/** How much of a message or a value is shown. */
const LONGEST = 2000;

/** How a test case ends, in the words of JUnit. */
type Ending = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  suite: string;
  name: string;
  seconds: number;
  ending: Ending;
  outcome: Outcome;
  /** In one line. */
  message: string;
  findings: Finding[];
  /** Of an interaction, in place of findings. */
  interaction?: InteractionResult;
}

/**
 * The report as JUnit XML, which CI systems read: a suite for each family of checks and a case for each
 * check. A case fails exactly if the verdict isn't `conforms`; one that isn't red is passed or skipped.
 * @param reportFile the report as JSON, where it was written
 */
export function renderJunit(report: Report, register: Register, reportFile?: string): string {
  return renderSuites(headText(report, register, LONGEST), [{ report, register, reportFile }]);
}

/** A report whose suites stand in a file, and what goes before their names, where the file has those of others too. */
interface SuitesOf {
  report: Report;
  register: Register;
  reportFile: string | undefined;
  prefix?: string;
}

/** The suites of several reports in one file, as JUnit XML. */
export function renderSuites(title: string, reports: readonly SuitesOf[]): string {
  const made = reports.map(({ report, ...around }) => {
    const cases = [...checkCases(report), ...interactionCases(report)];
    return { report, around, all: [runCase(report, cases), ...cases] };
  });
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    format: true,
    // Else an attribute with the value `true` loses it, which is no XML.
    suppressBooleanAttributes: false,
  });
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    testsuites: {
      '@_name': `graph-contract: ${title}`,
      ...totals(made.flatMap(({ all }) => all)),
      testsuite: made.flatMap(({ report, around, all }) =>
        suites(all).map(([name, some]) => ({
          '@_name': `${around.prefix ?? ''}${visible(name)}`,
          ...totals(some),
          '@_timestamp': visible(report.provenance.startedAt),
          properties: { property: properties(report) },
          testcase: some.map((one) => caseElement(one, around)),
        })),
      ),
    },
  });
}

/** A case for each check of each row, and one for each check that only a finding names. */
function checkCases(report: Report): Case[] {
  const strays = new Map<string, Finding[]>();
  const ofRows = report.requirements.flatMap((row) => rowCases(row, report));
  const told = new Set(ofRows.flatMap(({ findings }) => findings));
  for (const finding of report.findings) {
    if (finding.check === null || told.has(finding)) continue;
    strays.set(finding.check, [...(strays.get(finding.check) ?? []), finding]);
  }
  const ofStrays = [...strays].map(([check, findings]) => checkCase(check, findings, [], report));
  return [...ofRows, ...ofStrays];
}

function rowCases(row: RequirementResult, report: Report): Case[] {
  const found = row.checks.map((check) => ({
    check,
    findings: report.findings.filter((finding) =>
      finding.check === null ? finding.requirement === row.id : finding.check === check,
    ),
  }));
  const told = found.some(({ findings }) => findings.some(({ outcome }) => outcome === row.outcome));
  return found.map(({ check, findings }) =>
    // An outcome that no finding accounts for is put on all checks of the row.
    checkCase(check, findings, told ? [] : [row], report),
  );
}

function checkCase(check: string, findings: Finding[], rows: RequirementResult[], report: Report): Case {
  const [worst] = [...findings, ...rows].sort(
    (one, other) =>
      Number(isRed(other.outcome, other.level, report)) - Number(isRed(one.outcome, one.level, report)) ||
      rankOf(one.outcome) - rankOf(other.outcome),
  );
  const outcome = worst?.outcome ?? 'conforms';
  const told = findings.find((finding) => finding.outcome === outcome);
  return {
    suite: check.split('/')[0] ?? RUN,
    name: check,
    seconds: 0,
    ending: endingOf(outcome, worst?.level ?? null, report),
    outcome,
    message: told?.waived?.reason ?? told?.message ?? WHY[outcome],
    findings: causesFirst(findings, ({ outcome: of }) => rankOf(of)),
  };
}

/** The text of a case without a finding. */
const WHY: Record<Outcome, string> = {
  error: 'it could not be judged',
  violates: 'the contract is broken',
  // What a prerequisite is missing for has a finding.
  untestable: 'the run was broken off before it was tested',
  waived: 'waived',
  deviates: 'the recommendation is not followed',
  informational: 'noted',
  conforms: 'conforms',
  'not-exercised': 'no exchange on record concerns it',
  'not-applicable': 'declared absent',
};

function interactionCases(report: Report): Case[] {
  return report.interactions.map((interaction) => {
    const { consumer, description, state, outcome, message, waived } = interaction;
    return {
      suite: 'interactions',
      name: `${consumer}: ${description}${state === null ? '' : ` (given ${state})`}`,
      seconds: 0,
      ending: endingOf(outcome, null, report),
      outcome,
      message: waived?.reason ?? message ?? WHY[outcome],
      findings: [],
      interaction,
    };
  });
}

/** The run as a whole. It fails where the verdict says so and nothing else would. */
function runCase(report: Report, cases: Case[]): Case {
  const told = new Set(cases.flatMap(({ findings }) => findings));
  const findings = report.findings.filter((finding) => !told.has(finding));
  const conforms = report.verdict === 'conforms';
  const red =
    report.reason !== null ||
    findings.some(({ outcome, level }) => isRed(outcome, level, report)) ||
    !cases.some(({ ending }) => ending === 'failure' || ending === 'error');
  return {
    suite: RUN,
    name: RUN,
    seconds: report.provenance.durationMs / 1000,
    ending: !conforms && red ? 'error' : 'passed',
    outcome: conforms ? 'conforms' : 'error',
    message: report.reason ?? findings[0]?.message ?? `verdict: ${report.verdict}`,
    findings,
  };
}

function endingOf(outcome: Outcome, level: string | null, report: Report): Ending {
  if (fails(outcome, level, report)) return isBreach(outcome) ? 'failure' : 'error';
  return SKIPPED.has(outcome) ? 'skipped' : 'passed';
}

const SKIPPED = new Set<Outcome>(['untestable', 'waived', 'not-exercised', 'not-applicable']);

function suites(cases: Case[]): [string, Case[]][] {
  const names = new Set([RUN, ...FAMILIES, ...cases.map(({ suite }) => suite)]);
  return [...names]
    .map((name): [string, Case[]] => [name, cases.filter(({ suite }) => suite === name)])
    .filter(([, some]) => some.length > 0);
}

function totals(cases: Case[]): Record<string, string> {
  const ended = (ending: Ending): string => String(cases.filter((one) => one.ending === ending).length);
  return {
    '@_tests': String(cases.length),
    '@_failures': ended('failure'),
    '@_errors': ended('error'),
    '@_skipped': ended('skipped'),
    '@_time': cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
  };
}

function properties(report: Report): Record<string, string>[] {
  const { tool, subject, contract, provenance, verdict, reason } = report;
  const pairs: [string, string | null | undefined][] = [
    ['verdict', verdict],
    ['reason', reason],
    ['target', subject.target],
    ['contract.operation', contract.operation],
    ['contract.revision', contract.revision],
    ['contract.digest', contract.digest],
    ['tool.version', tool.version],
    ['startedAt', provenance.startedAt],
    ['judgedAt', provenance.judgedAt],
    ['commit', provenance.commit],
    ['ci.url', provenance.ci?.url],
    ['evidence.digest', provenance.evidence?.digest],
  ];
  return pairs.flatMap(([name, value]) =>
    typeof value === 'string' ? [{ '@_name': name, '@_value': visible(value) }] : [],
  );
}

/** What the text of a case is made with. */
type Around = Omit<SuitesOf, 'report'>;

function caseElement(one: Case, around: Around): Record<string, unknown> {
  const message = visible(one.message, LONGEST);
  const text = one.interaction
    ? interactionParagraph(one.interaction, around.register)
    : one.findings.map((finding, at) => paragraph(finding, around, at < SCRIPTS)).join('\n\n');
  return {
    '@_classname': `graph-contract.${(around.prefix ?? '').replace('/', '.')}${visible(one.suite)}`,
    '@_name': visible(one.name),
    '@_time': one.seconds.toFixed(3),
    ...(one.ending === 'failure' || one.ending === 'error'
      ? { [one.ending]: { '@_message': message, '@_type': one.outcome, '#text': text || message } }
      : {
          ...(one.ending === 'skipped' && { skipped: { '@_message': `${one.outcome}: ${message}` } }),
          ...(text !== '' && { 'system-out': text }),
        }),
  };
}

/** How many findings of a case come with a script; those behind them have the command that sends the same. */
const SCRIPTS = 10;

function paragraph(finding: Finding, { register, reportFile }: Around, isFirst: boolean): string {
  const text = textOf(finding, register, LONGEST);
  const again = againOf(finding, reportFile);
  const script = isFirst ? scriptText(finding) : undefined;
  return [
    `${finding.outcome}: ${text.heading}`,
    text.message,
    ...(text.requests === undefined ? [] : [`request: ${text.requests}`]),
    `expected: ${text.expected}`,
    `actual: ${text.actual}`,
    ...(text.place === undefined ? [] : [`place: ${text.place}`]),
    `exchanges: ${text.exchanges}`,
    `blame: ${text.blame}`,
    ...(finding.waived ? [`waived by ${visible(finding.waived.by)}: ${waivedText(finding.waived)}`] : []),
    ...(text.follows === undefined ? [] : [`follows from: ${text.follows}`]),
    ...(text.clause ? [`clause: ${text.clause.place} ${text.clause.url}`] : []),
    ...(text.remedy === undefined ? [] : [`what to change: ${text.remedy}`]),
    ...(again === undefined
      ? []
      : [`again: ${again.command}`, ...(again.remark === '' ? [] : [`steps: ${again.remark}`])]),
    ...(text.curl === undefined || again !== undefined ? [] : [text.curl]),
    ...(script === undefined ? [] : [script]),
  ].join('\n');
}

/** Nothing where it conforms. */
function interactionParagraph(interaction: InteractionResult, register: Register): string {
  if (interaction.outcome === 'conforms') return '';
  const text = interactionText(interaction, register, LONGEST);
  return [
    `${interaction.outcome}: ${text.heading}`,
    text.message,
    ...(text.expected === undefined ? [] : [`expected: ${text.expected}`]),
    ...(text.actual === undefined ? [] : [`actual: ${text.actual}`]),
    `pact: ${text.source}`,
    `exchanges: ${text.exchanges}`,
    ...(text.blame === undefined ? [] : [`blame: ${text.blame}`]),
    ...(interaction.waived
      ? [`waived by ${visible(interaction.waived.by)}: ${waivedText(interaction.waived)}`]
      : []),
    ...text.clauses.map(({ place, url }) => `clause: ${place} ${url}`),
    ...(text.curl === undefined ? [] : [text.curl]),
  ].join('\n');
}

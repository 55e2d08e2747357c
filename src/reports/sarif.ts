import { createHash } from 'node:crypto';
import { placeOfRow } from './register/lines';
import type { Register } from '../contract/register/register';
import type { Requirement } from '../contract/register/row';
import { exchangesByIds, fileOf, interactionText, textOf, waivedText } from './finding';
import { rankOf } from '../results/outcome';
import { httpsLink, prose } from './markdown-text';
import {
  exitCodeOf,
  type Finding,
  type InteractionResult,
  type NamedExchange,
  type Outcome,
  type Report,
  type WaivedBy,
} from '../results/report';
import { visible, visibleJson } from '../results/visible';

/** The schema that a log names. */
export const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** How many results GitHub shows of a run. */
const RESULTS = 5000;
/** How much of a message or a value is shown, in characters; GitHub takes 1024 of a rule's text. */
const LONGEST = 1000;
/** How many notifications of the run are given. */
const NOTIFICATIONS = 100;

/** The rule of interactions that no row decides. */
const PACT = 'PACT';
/** What relative paths are relative to, in the words that GitHub and the SARIF viewers share. */
export const SOURCES = '%SRCROOT%';
export const PACKAGE = 'GRAPH_CONTRACT';

type Json = Record<string, unknown>;

/**
 * The report as a SARIF 2.1.0 log of one run: its rules are the rows, its results what doesn't conform.
 * A result stands in the file that shows it, where there is one, else at its row in the register.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(report: Report, register: Register): string {
  const named = exchangesByIds(report);
  const ofRows = report.findings.filter(({ requirement }) => requirement !== null);
  const found = [
    ...ofRows.map((finding) => ({
      outcome: finding.outcome,
      result: findingResult(finding, named(finding.exchanges), report, register),
    })),
    ...report.interactions.map((interaction) => ({
      outcome: interaction.outcome,
      result: interactionResult(interaction, named(interaction.exchanges), report, register),
    })),
  ]
    .filter(({ outcome }) => outcome !== 'conforms')
    .sort((one, other) => rankOf(one.outcome) - rankOf(other.outcome));
  const rules = rulesOf(report, register);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: visible(report.tool.name),
            version: visible(report.tool.version),
            ...(SEMANTIC.test(report.tool.version) && { semanticVersion: report.tool.version }),
            rules,
          },
        },
        invocations: [invocation(report, Math.max(0, found.length - RESULTS))],
        automationDetails: { id: automationId(report) },
        ...versionControl(report),
        originalUriBaseIds: {
          [SOURCES]: { description: { text: 'The folder that the run was started in.' } },
          [PACKAGE]: { description: { text: 'The folder of the package graph-contract.' } },
        },
        columnKind: 'utf16CodeUnits',
        results: fingerprinted(found.slice(0, RESULTS)).map((result) => ({
          ...result,
          ruleIndex: indexes.get(result.ruleId),
        })),
        properties: provenance(report),
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
}

const SEMANTIC = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

interface Rule extends Json {
  id: string;
}

/** The rows of the report, and those that only a finding or an interaction names. */
function rulesOf(report: Report, register: Register): Rule[] {
  const ids = [
    ...report.requirements.map(({ id }) => id),
    ...report.findings.flatMap(({ requirement }) => requirement ?? []),
    ...report.interactions.filter(({ outcome }) => outcome !== 'conforms').map(ruleOfInteraction),
  ];
  const levels = new Map(report.requirements.map(({ id, level }) => [id, level]));
  const rules = ids.map((id): [string, Rule] => {
    const row = register.byId.get(id);
    return [visible(id), ruleOf(id, levels.get(id) ?? row?.level, row)];
  });
  return [...new Map(rules).values()];
}

function ruleOf(id: string, level: string | undefined, row: Requirement | undefined): Rule {
  const rule = { id: visible(id), defaultConfiguration: { level: LEVELS[level ?? ''] ?? 'note' } };
  if (id === PACT && !row)
    return {
      ...rule,
      name: 'Interactions of Pacts hold',
      shortDescription: { text: 'Interactions of Pacts hold' },
      defaultConfiguration: { level: 'error' },
    };
  if (!row) return { ...rule, shortDescription: { text: visible(id) } };
  const [source] = row.sources;
  const { text, markdown } = helpOf(row);
  return {
    ...rule,
    name: visible(row.title, 255),
    shortDescription: { text: visible(row.title, LONGEST) },
    fullDescription: { text: visible(row.statement, LONGEST) },
    ...(source && { helpUri: visible(source.url) }),
    help: { text, markdown },
    properties: { level: row.level, basis: row.basis, actor: row.actor, tags: [row.actor, row.basis] },
  };
}

const LEVELS: Record<string, 'error' | 'warning' | 'note'> = { MUST: 'error', SHOULD: 'warning' };

function helpOf(row: Requirement): { text: string; markdown: string } {
  const parts: [string, string | undefined][] = [
    ['', row.statement],
    ['Why', row.why],
    ['Remedy', row.remedy],
    ['Derived from', row.derivedFrom],
  ];
  const told = parts.flatMap(([label, text]): [string, string][] =>
    text === undefined ? [] : [[label && `${label}: `, visible(text, LONGEST)]],
  );
  const clauses = row.sources.map(({ page, section, url }) => ({
    place: visible(`${page}, ${section}`),
    url: visible(url),
  }));
  return {
    text: [
      ...told.map(([label, text]) => `${label}${text}`),
      ...clauses.map(({ place, url }) => `Clause: ${place} ${url}`),
    ].join('\n\n'),
    markdown: [
      ...told.map(([label, text]) => `${label && `**${label.trim()}** `}${prose(text)}`),
      ...clauses.map(({ place, url }) => `**Clause:** ${httpsLink(place, url)}`),
    ].join('\n\n'),
  };
}

export interface Result extends Json {
  ruleId: string;
  /** What makes it the same result in another run. */
  identity: unknown[];
}

function findingResult(
  finding: Finding,
  named: readonly NamedExchange[],
  report: Report,
  register: Register,
): Result {
  const { requirement, check, outcome, level, pointer, exchanges, expected } = finding;
  const text = textOf(finding, register, LONGEST);
  const place = fileOf(named);
  return {
    ruleId: visible(requirement ?? ''),
    ...weight(outcome, level, report, finding.waived),
    message: {
      text: message([text.message, `Expected: ${text.expected}`, `Actual: ${text.actual}`]),
    },
    locations: [
      {
        physicalLocation: place ? inSources(place.file, place.line) : inRegister(register, requirement ?? ''),
        ...logical(named[0], pointer),
      },
    ],
    occurrenceCount: Math.max(1, finding.count),
    identity: [requirement, check, pointer, finding.blame, expected, place?.file],
    properties: {
      outcome,
      blame: finding.blame,
      ...(check !== null && { check: visible(check) }),
      exchanges: exchanges.map((id) => visible(id)),
      ...(text.curl !== undefined && { curl: text.curl }),
    },
  };
}

function interactionResult(
  interaction: InteractionResult,
  named: readonly NamedExchange[],
  report: Report,
  register: Register,
): Result {
  const { outcome, consumer, description, state, source, exchanges } = interaction;
  const text = interactionText(interaction, register, LONGEST);
  return {
    ruleId: visible(ruleOfInteraction(interaction)),
    ...weight(outcome, 'MUST', report, interaction.waived),
    message: {
      text: message([
        `${text.heading}: ${text.message}`,
        ...(text.expected === undefined ? [] : [`Expected: ${text.expected}`]),
        ...(text.actual === undefined ? [] : [`Actual: ${text.actual}`]),
      ]),
    },
    locations: [{ physicalLocation: inSources(source, 1), ...logical(named[0], null) }],
    identity: [interaction.requirements, consumer, description, state, source],
    properties: {
      outcome,
      ...(text.blame !== undefined && { blame: text.blame }),
      exchanges: exchanges.map((id) => visible(id)),
      ...(text.curl !== undefined && { curl: text.curl }),
    },
  };
}

const ruleOfInteraction = ({ requirements: [first] }: InteractionResult): string => first ?? PACT;

/** SARIF 3.27.9, 3.27.10, 3.35: what could not be judged is open and has no level; what is let through keeps it. */
function weight(outcome: Outcome, level: string | null, { strict }: Report, waived?: WaivedBy): Json {
  switch (outcome) {
    case 'violates':
      return { kind: 'fail', level: 'error' };
    case 'deviates':
      return { kind: 'fail', level: strict ? 'error' : 'warning' };
    case 'waived':
      return {
        kind: 'fail',
        level: LEVELS[level ?? ''] ?? 'note',
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: waived ? `${waivedText(waived)} (${visible(waived.by)})` : 'waived',
          },
        ],
      };
    case 'informational':
      return { kind: 'fail', level: 'note' };
    case 'conforms':
      return { kind: 'pass', level: 'none' };
    case 'not-applicable':
      return { kind: 'notApplicable', level: 'none' };
    case 'error':
    case 'untestable':
    case 'not-exercised':
      return { kind: 'open', level: 'none' };
  }
}

/** SARIF 3.11.5, 3.11.6: what would stand for an argument or a link is written so that it doesn't. */
export const message = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .replace(/\{(\d+)\}/g, '{{$1}}')
    .replace(/\[(?=[^\]]*\]\()/g, '\\[');

/** A line of a file that the user named. */
export const inSources = (file: string, line: number): Json => ({
  artifactLocation: locationOf(file),
  region: { startLine: line },
});

function inRegister({ operation }: Register, id: string): Json {
  const { file, line } = placeOfRow(operation, id);
  return { artifactLocation: { uri: file, uriBaseId: PACKAGE }, region: { startLine: line } };
}

/** A path of this system or a URL as the reference of an artifact. */
function locationOf(file: string): Json {
  if (/^https?:\/\//i.test(file)) return { uri: uriOf(visible(file)) };
  const segments = file.split(/[/\\]/).map((segment) => encodeURIComponent(visible(segment)));
  if (/^[a-z]:[/\\]/i.test(file))
    return { uri: `file:///${[file.slice(0, 2), ...segments.slice(1)].join('/')}` };
  if (/^[/\\]/.test(file)) return { uri: `file://${segments.join('/')}` };
  return { uri: segments.join('/'), uriBaseId: SOURCES };
}

/** What isn't allowed in a URI, percent-encoded; what is encoded already stays. */
const uriOf = (url: string): string => encodeURI(url).replace(/%25(?=[0-9A-F]{2})/gi, '%');

function logical(exchange: NamedExchange | undefined, pointer: string | null): Json {
  const locations = [
    ...(exchange
      ? [{ fullyQualifiedName: visible(`${exchange.method} ${exchange.url}`), kind: 'resource' }]
      : []),
    ...(pointer === null || pointer === '' ? [] : [{ fullyQualifiedName: visible(pointer), kind: 'member' }]),
  ];
  return locations.length === 0 ? {} : { logicalLocations: locations };
}

/** The name is the one that GitHub goes by; it counts those that are alike, so that they stay apart. */
export function fingerprinted(found: readonly { result: Result }[]): Result[] {
  const seen = new Map<string, number>();
  return found.map(({ result: { identity, ...result } }) => {
    const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return {
      ...result,
      partialFingerprints: { primaryLocationLineHash: `${hash}:${count}` },
    } as unknown as Result;
  });
}

function invocation(report: Report, omitted: number): Json {
  const { verdict, reason } = report;
  const ofRun = report.findings.filter(({ requirement }) => requirement === null);
  const notifications = [
    ...(omitted === 0 ? [] : [note('warning', `${omitted} more results are in report.json`)]),
    ...ofRun
      .slice(0, NOTIFICATIONS)
      .map(({ outcome, message: text }) => note(NOTIFIES[outcome] ?? 'warning', visible(text, LONGEST))),
  ];
  return {
    executionSuccessful: verdict !== 'incomplete',
    exitCode: exitCodeOf(verdict),
    exitCodeDescription: reason === null ? verdict : `${verdict}: ${visible(reason, LONGEST)}`,
    ...times(report),
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

const NOTIFIES: Partial<Record<Outcome, string>> = {
  error: 'error',
  violates: 'error',
  informational: 'note',
};

const note = (level: string, text: string): Json => ({ level, message: { text: message([text]) } });

function times({ provenance: { startedAt, durationMs } }: Report): Json {
  const start = new Date(startedAt);
  if (Number.isNaN(start.getTime())) return {};
  return {
    startTimeUtc: start.toISOString(),
    endTimeUtc: new Date(start.getTime() + durationMs).toISOString(),
  };
}

/** SARIF 3.17.3: a category that is the same in every run on this target, and the run. */
function automationId({ tool, subject, provenance: { startedAt } }: Report): string {
  const local = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]):\d+/i;
  const target = subject.target.replace(local, 'local').replace(/^https?:\/\//i, '');
  return [tool.name, subject.kind, target, startedAt]
    .map((part) => part.slice(0, 100).replace(/[^A-Za-z0-9.:_-]+/g, '-'))
    .join('/');
}

/** Which repository the commit is of, only GitHub's variables say. */
function versionControl({ provenance: { ci, commit } }: Report): Json {
  const [, repositoryUri] =
    /^(https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+)\/actions\/runs\/\d+$/.exec(ci?.url ?? '') ?? [];
  return repositoryUri === undefined || commit === null
    ? {}
    : { versionControlProvenance: [{ repositoryUri, revisionId: visible(commit) }] };
}

function provenance(report: Report): Json {
  const { tool, contract, subject, provenance: of, verdict, reason, strict, counts } = report;
  const texts = (members: Record<string, string | undefined>): Json =>
    Object.fromEntries(
      Object.entries(members).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, visible(value)]],
      ),
    );
  return {
    verdict,
    reason: reason === null ? null : visible(reason, LONGEST),
    strict,
    counts,
    tool: texts(tool),
    contract: texts(contract),
    subject: texts(subject),
    commit: of.commit === null ? null : visible(of.commit),
    ...(of.ci && { ci: texts(of.ci) }),
    evidence: of.evidence && texts(of.evidence),
    ...texts({ startedAt: of.startedAt, judgedAt: of.judgedAt }),
  };
}

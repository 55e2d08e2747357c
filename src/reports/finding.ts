import { quote } from '../exchanges/curl';
import { STANDARD_INPUT } from '../exchanges/exchange';
import type { Register } from '../contract/register/register';
import { commandLine } from './command-line';
import { scriptOf } from './script';
import type { Finding, InteractionResult, NamedExchange, Outcome, Report, WaivedBy } from '../results/report';
import { visible } from '../results/visible';

/** A finding in words that are safe to print, each on one line. */
export interface FindingText {
  /** The row with its level and title, or `the run`; and the check. */
  heading: string;
  message: string;
  expected: string;
  actual: string;
  /** Where in the message; absent where the finding is about no part of one. */
  place?: string;
  exchanges: string;
  /** The methods of the requests that show it; absent where the report does not say. */
  requests?: string;
  blame: string;
  /** The first source of the row; absent where the finding is of no row. */
  clause?: { place: string; url: string };
  /** What to change; absent where nothing has to be, or the row does not say. */
  remedy?: string;
  /** The ids of what it follows from; absent where the record shows nothing. */
  follows?: string;
  curl?: string;
}

/** How many exchanges are named beside a finding. */
const IDS = 3;

/** An interaction of a Pact in words that are safe to print, each on one line. */
export interface InteractionText {
  /** Consumer and description, and the state it is given. */
  heading: string;
  message: string;
  /** Absent where nothing was compared. */
  expected?: string;
  actual?: string;
  source: string;
  exchanges: string;
  blame?: string;
  /** The first source of each row that decides. */
  clauses: { place: string; url: string }[];
  curl?: string;
}

/** @param max as for findings */
export function interactionText(
  interaction: InteractionResult,
  register: Register,
  max: number,
): InteractionText {
  const { consumer, description, state, message, expected, actual, blame, curl } = interaction;
  const given = state === null ? '' : ` (given ${visible(state)})`;
  return {
    heading: `${visible(consumer)}: ${visible(description)}${given}`,
    message: visible(message ?? '', max),
    ...(expected !== null && { expected: valueOf(expected, max) }),
    ...(actual !== null && { actual: valueOf(actual, max) }),
    source: visible(interaction.source),
    exchanges: interaction.exchanges.map((id) => visible(id)).join(', ') || 'none',
    ...(blame !== null && { blame }),
    clauses: clausesOf(interaction.requirements, register),
    ...(curl !== null && { curl: commandLine(curl) }),
  };
}

/** Several rows may stand on one sentence. */
function clausesOf(requirements: readonly string[], register: Register): InteractionText['clauses'] {
  const clauses = requirements.flatMap((id) => clauseOf(id, register) ?? []);
  return [...new Map(clauses.map((clause) => [`${clause.place} ${clause.url}`, clause])).values()];
}

/** The first source of a row. */
function clauseOf(
  requirement: string | null,
  register: Register,
): { place: string; url: string } | undefined {
  const source = requirement === null ? undefined : register.byId.get(requirement)?.sources[0];
  return source && { place: `${visible(source.page)}, ${visible(source.section)}`, url: visible(source.url) };
}

/** Outcomes that something has to be changed for. */
const IS_BROKEN = new Set<Outcome>(['violates', 'deviates', 'waived']);

/** @param max the longest that the message and the two values may become, in characters */
export function textOf(finding: Finding, register: Register, max: number): FindingText {
  const row = finding.requirement === null ? undefined : register.byId.get(finding.requirement);
  const clause = clauseOf(finding.requirement, register);
  return {
    heading: [
      [finding.requirement ?? 'the run', finding.level ?? '']
        .map((part) => visible(part))
        .join(' ')
        .trim(),
      row && visible(row.title),
      finding.check && `[${visible(finding.check)}]`,
    ]
      .filter((part) => part)
      .join('  '),
    message: visible(withoutTitle(finding.message, row?.title), max),
    expected: valueOf(finding.expected, max),
    actual: valueOf(finding.actual, max),
    ...(finding.pointer !== null && { place: placeOf(finding.pointer) }),
    exchanges: exchangesOf(finding),
    ...(finding.requests && { requests: requestsOf(finding) }),
    blame: finding.blame,
    ...(clause && { clause }),
    ...(row?.remedy !== undefined &&
      IS_BROKEN.has(finding.outcome) && { remedy: visible(row.remedy.trim().replace(/\s+/g, ' ')) }),
    ...(finding.followsFrom && { follows: finding.followsFrom.map((id) => visible(id)).join(', ') }),
    ...(finding.curl !== null && { curl: commandLine(finding.curl) }),
  };
}

const requestsOf = ({ requests = [] }: Finding): string =>
  requests.map((request) => visible(request, LONGEST_METHOD)).join(', ');

/** A method may be any word that a client writes. */
const LONGEST_METHOD = 40;

/** A message on one line, and the methods of its requests behind it where it does not name them itself. */
export function shortMessage(finding: Finding, max: number): string {
  const { message, requests = [], outcome } = finding;
  const isNamed = requests.every((request) => message.includes(request));
  return `${visible(message, max)}${isNamed || outcome === 'informational' ? '' : ` (${requestsOf(finding)})`}`;
}

/** The heading has the title already. */
export const withoutTitle = (message: string, title: string | undefined): string =>
  title !== undefined && message.startsWith(`${title}: `) ? message.slice(title.length + 2) : message;

/** Longest script that is shown, in characters; `graph-contract reproduce` sends what is longer. */
const LONGEST_SCRIPT = 16_000;

/** A shell script that shows a finding again; undefined where there is none, or none that is short enough. */
export function scriptText({ reproduction }: Finding): string | undefined {
  const script = reproduction && scriptOf(reproduction);
  return script === undefined || script.length > LONGEST_SCRIPT ? undefined : script;
}

/** The command that sends again what shows a finding, and what there is to say of it. */
export interface Again {
  /** As it can be pasted into a shell. */
  command: string;
  /** Such as `3 requests`; may be empty. */
  remark: string;
}

/**
 * The command that sends again what shows a finding; undefined where nothing is known to.
 * @param reportFile the report as JSON, as it is named from the folder of work; undefined where none was written
 */
export function againOf({ id, reproduction }: Finding, reportFile: string | undefined): Again | undefined {
  if (!reproduction) return undefined;
  const file = reportFile === undefined ? 'FILE' : commandLine(quote(reportFile), Infinity);
  const { length } = reproduction.steps;
  const { onlyWhile } = reproduction.expect;
  // A screen of 80 columns has room for the command alone: that it is one request goes without saying.
  const remarks = [
    ...(length === 1 ? [] : [`${length} requests`]),
    ...(onlyWhile === undefined ? [] : [`shows only while ${visible(onlyWhile)}`]),
    ...(reportFile === undefined ? ['--format json writes the report, FILE'] : []),
  ];
  return { command: `npx graph-contract reproduce ${file} ${visible(id ?? '')}`, remark: remarks.join('; ') };
}

const valueOf = (value: string, max: number): string => (value === '' ? '(nothing)' : visible(value, max));

const placeOf = (pointer: string): string => (pointer === '' ? 'the whole body' : visible(pointer));

function exchangesOf({ exchanges, count, others }: Finding): string {
  const first = exchanges.slice(0, IDS).map((id) => visible(id));
  const ids =
    exchanges.length === 0 ? 'none' : [...first, ...(exchanges.length > IDS ? ['…'] : [])].join(', ');
  if (count === 1) return ids;
  const differing = others === undefined ? '' : `, of which ${others} have another value or place`;
  return `${ids} (${count} times${differing})`;
}

/** The exchanges that ids stand for, as far as the report names them. */
export function exchangesByIds({ exchanges }: Report): (ids: readonly string[]) => NamedExchange[] {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  return (ids) => ids.flatMap((id) => byId.get(id) ?? []);
}

/** Where in a file the first of these exchanges stands that was read from one. */
export const fileOf = (exchanges: readonly NamedExchange[]): NamedExchange['place'] =>
  exchanges.find(({ place }) => place !== undefined && place.file !== STANDARD_INPUT)?.place;

/** By what a violation is let through, in words that are safe to print, on one line. */
export function waivedText({ reason, owner, expires, link }: WaivedBy, max = IN_SHORT): string {
  return [
    visible(reason, max),
    ...(owner === undefined ? [] : [visible(owner)]),
    ...(expires === undefined ? [] : [`until ${visible(expires)}`]),
    ...(link === undefined ? [] : [visible(link)]),
  ].join(', ');
}

/** How much of a reason is shown, in characters. */
const IN_SHORT = 200;

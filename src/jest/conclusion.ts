import { isBatchUrl, operationAt, pathOf } from '../exchanges/address';
import { nearOf } from '../exchanges/near';
import { nearText } from '../exchanges/near-misses';
import type { Observation } from '../exchanges/exchange';
import { judge, type Judged, type JudgeOptions } from '../judge/judge';
import { textOf } from '../reports/finding';
import type { Finding, RequirementResult } from '../results/report';
import { visible } from '../results/visible';
import { loadRegister, registerOf, type Register } from '../contract/register/register';
import { defaultOperation, knownOperations, operationNames } from '../contract/operation';
import type { Answered, AtHand } from './objects';

/** What a matcher makes of what it was given. */
export type Conclusion =
  | { pass: boolean; message: string }
  /** Nothing could be judged: no pass, and no failure that `.not` might turn into one. */
  | { neither: string };

/** Findings that are told in full; the rest is counted. */
const IN_FULL = 8;
/** How much is shown of a message or a value. */
const LONGEST = 300;

/** Judges what is at hand by the rows that an expectation is about, of the operation that its URL names. */
export function judged(hand: AtHand, { register, ...options }: Partial<JudgeOptions>): Judged {
  return judge([hand.exchange], {
    subject: hand.subject,
    ...options,
    register: register ?? registerAt(hand),
  });
}

/** The register of the operation that the URL of what is at hand names. */
export const registerAt = ({ exchange }: Pick<AtHand, 'exchange'>): Register =>
  registerOf(operationAt(exchange.request.url) ?? defaultOperation());

/** Whether a URL is of an operation that is known, or of a batch. */
export const isOfContract = (url: string): boolean => operationAt(url) !== undefined || isBatchUrl(url);

/** The rows that something was said of. */
export const rowsJudged = ({ requirements }: Pick<Judged, 'requirements'>): RequirementResult[] =>
  requirements.filter((row) => row.judged > 0);

/** Each finding with its clause, its place, what was expected and what came. */
export function failures(findings: readonly Finding[], register: Register = loadRegister()): string {
  const blocks = findings.slice(0, IN_FULL).map((finding) => block(finding, register));
  const more = findings.length - blocks.length;
  return [...blocks, ...(more > 0 ? [`and ${more} more`] : [])].join('\n\n');
}

function block(finding: Finding, register: Register): string {
  const { heading, message, expected, actual, place, clause, remedy } = textOf(finding, register, LONGEST);
  return [
    `${finding.outcome.toUpperCase()}  ${heading}`,
    `  ${message}`,
    `  expected  ${expected}`,
    `  actual    ${actual}`,
    ...(remedy ? [`  change    ${remedy}`] : []),
    ...(place === undefined ? [] : [`  place     ${place}`]),
    ...(clause ? [`  clause    ${clause.place}`, `            ${clause.url}`] : []),
  ].join('\n');
}

/** Why nothing could be judged. */
export function nothingJudged(hand: AtHand, what: string): string {
  const { method, url } = hand.exchange.request;
  const near = nearOf(url, knownOperations());
  const why = near
    ? `${visible(method)} ${visible(url)}: ${visible(nearText(pathOf(url), near))}`
    : !isOfContract(url)
      ? `${visible(method)} ${visible(url)} is of another operation than the suite knows (${operationNames().join(', ')})`
      : `${hand.noun} shows nothing that ${what}`;
  return [`${hand.noun} was not judged: ${why}`, ...limitsOf(hand)].join('\n');
}

const UNSEEN: [Observation, of: keyof AtHand['has'], string][] = [
  ['requestHeaders', 'request', 'the headers of the request'],
  ['authorization', 'request', 'its Authorization'],
  ['requestBody', 'request', 'the body that was sent'],
  ['responseBody', 'response', 'the body of the response'],
  ['framing', 'response', 'the original Content-Length and Transfer-Encoding'],
  ['trailing', 'response', 'bytes after a 204'],
];

/** What could not be seen of what is at hand, and what it was taken for: a line each, or none. */
export function limitsOf({ noun, exchange, has, taken }: AtHand, about?: readonly Observation[]): string[] {
  const unseen = UNSEEN.filter(
    ([what, of]) => has[of] && exchange.observed[what] === false && (about?.includes(what) ?? true),
  ).map(([, , words]) => words);
  return [
    ...(taken === undefined
      ? []
      : [`the response was judged as the answer to ${ARTICLES[taken]}; ${othersThan(taken)}`]),
    ...(unseen.length === 0 ? [] : [`${noun} does not show ${listed(unseen)}: this was not checked`]),
    ...(exchange.notShown ?? []).map((what) => `not shown: ${visible(what)}`),
  ];
}

const ARTICLES = { update: 'an update', read: 'a read', reset: 'a DELETE' } as const;

/** What to pass where it answers another request. */
const othersThan = (taken: Answered): string =>
  (Object.keys(ARTICLES) as Answered[])
    .filter((other) => other !== taken)
    .map((other) => `for ${ARTICLES[other]}, pass { to: '${other}' }`)
    .join('; ');

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

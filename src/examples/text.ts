import type { Exchange, HeaderPair, HttpForm } from '../exchanges/exchange';
import { TOKEN } from './family';
import { visible } from '../results/visible';

/** Longest line that is shown, in characters. */
const LONGEST = 600;
/** Headers that are in every example and add no information. */
const USUAL = new Set(['request-id', 'client-request-id']);

/** Exchanges as lines of text: each request with its headers and body, and its answer. */
export const textOf = (exchanges: readonly Exchange[]): string[] =>
  exchanges.flatMap((exchange) => [...requestLines(exchange, exchanges), ...answerLines(exchange)]);

function requestLines({ request, timing, wire, context }: Exchange, all: readonly Exchange[]): string[] {
  const sentAt = timing && all.length > 1 ? `, after ${secondsBetween(all[0], timing.startedAt)} s` : '';
  const by = context?.credentials === 'read-only' ? ', with a token that may only read' : '';
  const over = wire?.tls === undefined ? '' : `, over ${wire.tls}`;
  return [
    visible(`${request.method} ${request.url}${sentAt}${by}${over}${formWords(context?.http)}`, LONGEST),
    ...headerLines(request.headers, ['client-request-id', 'authorization']),
    ...(request.body ? [visible(request.body.data, LONGEST)] : []),
  ];
}

function answerLines({ response, failure, expected, wire, echoes }: Exchange): string[] {
  if (expected) {
    const demands = [...expected.headers, ...expected.body].map(
      ({ place, value, fixed }) =>
        `${place} ${fixed ? JSON.stringify(value) : `like ${JSON.stringify(value)}`}`,
    );
    return [
      visible(['-> the Pact expects', expected.status.value, ...demands].map(String).join(' '), LONGEST),
    ];
  }
  if (!response) return [`-> no answer: ${visible(failure?.message ?? '', LONGEST)}`];
  const after = wire?.after ? [`and after it ${wire.after.bytes} bytes: ${visible(wire.after.sample)}`] : [];
  const echoed = (echoes ?? []).map(({ where }) => `with the token in the ${where}`);
  const told = [
    ...(wire?.contentSent === 'unanswered' ? ['when the content was sent, and nothing before'] : []),
    ...(wire?.watched?.until === 'timeout' ? ['and the connection stays open'] : []),
  ];
  return [
    `-> ${response.status}`,
    ...headerLines(response.headers, ['request-id']),
    ...(response.body ? [visible(response.body.data, LONGEST)] : []),
    ...[...after, ...echoed, ...told].map((line) => `   ${line}`),
  ];
}

/** The form of a request, if the example is about that. */
function formWords({ version, target, hosts, expect, closes }: HttpForm = {}): string {
  const words = [
    ...(version === undefined ? [] : [`in HTTP/${version}`]),
    ...(target === undefined ? [] : ['with its target in absolute form']),
    ...(hosts === undefined ? [] : [`with ${hosts.length} lines of Host`]),
    ...(expect === undefined ? [] : [`with Expect: ${expect}`]),
    ...(closes === undefined ? [] : [`with Connection: ${closes}`]),
  ];
  return words.map((each) => `, ${each}`).join('');
}

/** @param wanted headers that are reported as missing if they are */
function headerLines(headers: readonly HeaderPair[], wanted: readonly string[]): string[] {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return [
    ...headers
      .filter(([name]) => !USUAL.has(name.toLowerCase()))
      .map(([name, value]) => visible(`${name}: ${value.replace(TOKEN, 'Bearer $GRAPH_TOKEN')}`, LONGEST)),
    ...wanted.filter((name) => !names.has(name)).map((name) => `(no ${name})`),
  ];
}

const secondsBetween = (first: Exchange | undefined, at: string): number =>
  (Date.parse(at) - Date.parse(first?.timing?.startedAt ?? at)) / 1000;

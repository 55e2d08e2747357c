import { header } from '../exchanges/headers';
import type { HeaderPair } from '../exchanges/exchange';
import type { Reproduction, ReproductionStep } from '../results/reproduction';
import type { Scenario, Send, Step } from '../scenarios/scenario';
import type { Target } from '../wire/target';
import { isBatchOf, isHarmless } from './reproduction-batch';

/** Why a reproduction cannot be sent. */
export class Unsendable extends Error {}

const METHODS: readonly string[] = ['PATCH', 'GET', 'DELETE', 'PUT', 'POST'] satisfies Send['method'][];
const SPELLINGS: readonly Send['path'][] = [undefined, 'returned-key', 'example-key', 'lower-case', 'batch'];
const MOST_STEPS = 400;
/** How many requests of a report may be under way at the same time. */
const MOST_TOGETHER = 10;

/**
 * A reproduction as a scenario. A report may have been written by anybody: only what the operation has under the API root
 * is sent, with the methods and headers that scenarios have.
 * @throws Unsendable that says why it cannot be
 */
export function scenarioOf(
  { steps, expect }: Reproduction,
  address: string,
  { target, readOnlyToken }: { target: Target; readOnlyToken: boolean },
): Scenario {
  if (steps.length > MOST_STEPS) throw new Unsendable(`it has more than ${MOST_STEPS} steps`);
  const isReader = ({ headers }: ReproductionStep): boolean =>
    credentialsOf(header(headers, 'authorization')).credentials === 'read-only';
  if (!readOnlyToken && steps.some(isReader))
    throw new Unsendable('a token without the write permission is needed: give it with --token-readonly');
  return {
    address,
    rows: [expect.requirement],
    needs: [],
    steps: grouped(steps, (step) => stepOf(step, target)),
  };
}

/** Steps that were under way at the same time are so again. */
function grouped(steps: readonly ReproductionStep[], make: (step: ReproductionStep) => Step): Step[] {
  const made: Step[] = [];
  let group: number | undefined;
  for (const step of steps) {
    const one = make(step);
    const last = made.at(-1);
    if (one.kind !== 'send' || step.together === undefined) made.push(one);
    else if (last?.kind === 'together' && group === step.together) {
      if (last.sends.length === MOST_TOGETHER)
        throw new Unsendable(`more than ${MOST_TOGETHER} of its requests are under way at the same time`);
      made[made.length - 1] = { kind: 'together', sends: [...last.sends, one] };
    } else made.push({ kind: 'together', sends: [one] });
    group = step.together;
  }
  return made;
}

function stepOf(step: ReproductionStep, target: Target): Step {
  const { name, method, accept, settles, watch } = step;
  if (!METHODS.includes(method)) throw new Unsendable(`${method} is no method that is sent`);
  const path = spellingOf(step.path, target);
  if (path === 'batch' && !isBatchOf(step.body?.data ?? '', target.operation))
    throw new Unsendable('a request of a batch in it is none of the operation');
  const credentials = credentialsOf(header(step.headers, 'authorization'));
  if (settles && method === 'GET' && path !== 'batch')
    return { kind: 'read', name, credentials: credentials.credentials ?? 'full' };
  return {
    kind: 'send',
    name,
    method: method as Send['method'],
    ...(path !== undefined && { path }),
    ...payloadOf(step),
    ...credentials,
    ...ownHeaders(step.headers),
    ...(accept !== undefined && { accept }),
    ...(watch === 'close' && { watch }),
  };
}

/** How the path of the operation is spelt; a path of anything else is not sent. */
function spellingOf(path: string, target: Target): Send['path'] {
  const root = target.root.href.replace(/\/$/, '');
  const found = SPELLINGS.findIndex((spelling) => target.url(spelling) === `${root}${path}`);
  if (found < 0) throw new Unsendable('a path in it is none of the operation');
  return SPELLINGS[found];
}

function credentialsOf(authorization: string | undefined): Pick<Send, 'credentials' | 'authorization'> {
  switch (authorization) {
    case undefined:
      return { credentials: 'none' };
    case 'Bearer $GRAPH_TOKEN':
      return { credentials: 'full' };
    case 'Bearer $GRAPH_TOKEN_READONLY':
      return { credentials: 'read-only' };
    case 'bearer $GRAPH_TOKEN':
      return { credentials: 'lower-case-scheme' };
    default:
      return {
        credentials: 'malformed',
        authorization: sendable(authorization).replace('$GRAPH_TOKEN', '$TOKEN'),
      };
  }
}

function payloadOf({ body }: ReproductionStep): Pick<Send, 'payload'> {
  if (!body) return {};
  if (body.encoding !== 'utf8') throw new Unsendable('a body in it is no text');
  const text = body.data;
  try {
    const json: unknown = JSON.parse(text);
    if (JSON.stringify(json) === text) return { payload: { json } };
  } catch {
    // What is no JSON is sent as it is.
  }
  return { payload: { text } };
}

/** The headers of a step beside those that every request has. */
function ownHeaders(headers: readonly HeaderPair[]): Pick<Send, 'headers' | 'contentType'> {
  const own: HeaderPair[] = [];
  let accepts = 0;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    // Secrets of the run that made it are given anew, with --header.
    if (lower === 'authorization' || lower === 'content-type' || value.includes('$SECRET')) continue;
    if (!isHarmless(name)) throw new Unsendable('a header in it is none that is sent');
    if (lower === 'accept' && value === 'application/json' && (accepts += 1) === 1) continue;
    own.push([name, sendable(value)]);
  }
  const contentType = header(headers, 'content-type');
  return {
    ...(own.length > 0 && { headers: own }),
    contentType: contentType === undefined ? null : sendable(contentType),
  };
}

function sendable(value: string): string {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw new Unsendable('a header in it cannot be sent');
  return value;
}

import { header } from '../exchanges/headers';
import type { Reproduction, ReproductionStep } from '../results/reproduction';
import type { Scenario, Send, Step } from '../scenarios/scenario';
import type { Target } from '../wire/target';
import { httpStepOf } from './reproduction-http';
import { pathsElsewhere } from '../scenarios/elsewhere';
import { isBatchOf, isOwnBatch, isPathOf } from './reproduction-batch';
import { ownHeaders, sendable } from './reproduction-headers';
import { Unsendable } from './unsendable';

const METHODS: readonly string[] = ['PATCH', 'GET', 'DELETE', 'PUT', 'POST'] satisfies Send['method'][];
/** Each by its name first: how the provider is known to take the key may differ from provider to provider. */
const SPELLINGS: readonly Send['path'][] = ['returned-key', 'example-key', undefined, 'lower-case', 'batch'];
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
  { target, readOnlyToken, isLive }: { target: Target; readOnlyToken: boolean; isLive: boolean },
): Scenario {
  if (isLive && steps.some(({ http }) => http))
    throw new Unsendable('its requests break rules of HTTP, so that a live run does not send them');
  if (steps.length > MOST_STEPS) throw new Unsendable(`it has more than ${MOST_STEPS} steps`);
  const isReader = ({ headers }: ReproductionStep): boolean =>
    credentialsOf(header(headers, 'authorization')).credentials === 'read-only';
  if (!readOnlyToken && steps.some(isReader))
    throw new Unsendable(
      'a token without the write permission is needed: pass it with --token-readonly, or declare --lacks scopes if the provider has no permissions',
    );
  return {
    address,
    rows: [expect.requirement],
    needs: [],
    steps: grouped(isHeld({ steps, expect }) ? steps.map(alone) : steps, (step, at) =>
      stepOf(step, target, lastRead(steps, at)),
    ),
  };
}

/** Whether its connection is held open: one of a run's own, with another request behind. */
export const isHeld = ({ steps }: Reproduction): boolean => steps.length === 2 && steps[0]?.watch === 'hold';

/** Nothing is waited for on a connection that is held open, and nothing else is under way there. */
const alone = ({ settles: _, together: __, ...step }: ReproductionStep): ReproductionStep => step;

/** The place of the last read before a step; -1 where there is none. */
const lastRead = (steps: readonly ReproductionStep[], at: number): number =>
  steps.slice(0, at).findLastIndex(({ method, path }) => method === 'GET' && !path.endsWith('/$batch'));

/** Steps that were under way at the same time are so again. */
function grouped(
  steps: readonly ReproductionStep[],
  make: (step: ReproductionStep, at: number) => Step,
): Step[] {
  const made: Step[] = [];
  let group: number | undefined;
  for (const [at, step] of steps.entries()) {
    const one = make(step, at);
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

function stepOf(step: ReproductionStep, target: Target, lastRead: number): Step {
  const { name, method, accept, settles, watch } = step;
  if (step.http) return httpStepOf(step, target.operation);
  if (!METHODS.includes(method)) throw new Unsendable(`${method} is not a method that the suite sends`);
  const { path, ...elsewhere } = wayOf(step.path, target);
  const text = step.body?.data ?? '';
  if (path === 'batch' && !isBatchOf(text, target.operation) && !isOwnBatch(text, target.operation))
    throw new Unsendable('a request of a batch in it is not of the operation');
  if (step.sendsBack && (step.sendsBack.step !== lastRead || method !== 'PATCH'))
    throw new Unsendable('a step in it sends back another answer than that of the last read');
  const credentials = credentialsOf(header(step.headers, 'authorization'));
  const headers = ownHeaders(step.headers);
  const isAsUsual = path === undefined && !('at' in elsewhere) && !headers.headers && !headers.without;
  if (settles && method === 'GET' && isAsUsual)
    return { kind: 'read', name, credentials: credentials.credentials ?? 'full' };
  return {
    kind: 'send',
    name,
    method: method as Send['method'],
    ...(path !== undefined && { path }),
    ...elsewhere,
    ...payloadOf(step),
    ...credentials,
    ...headers,
    ...(settles && { polled: true as const }),
    ...(accept !== undefined && { accept }),
    ...(watch === 'close' && { watch }),
  };
}

/** How the path of the operation is spelt, or which path of nobody it is; a path of anything else is not sent. */
function wayOf(path: string, target: Target): Pick<Send, 'path' | 'at' | 'elsewhere'> {
  const root = target.root.href.replace(/\/$/, '');
  const found = SPELLINGS.findIndex((spelling) => target.url(spelling) === `${root}${path}`);
  const spelling = SPELLINGS[found];
  if (found >= 0) return spelling === undefined ? {} : { path: spelling };
  if (isPathOf(path, target.operation)) return { at: path };
  if (!pathsElsewhere(target.operation).includes(path))
    throw new Unsendable('a path in it is not of the operation');
  return { at: path, elsewhere: true };
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
      if (/^bearer +\$GRAPH_TOKEN$/i.test(authorization))
        return { credentials: 'lower-case-scheme', authorization: sendable(authorization) };
      return { credentials: 'malformed', authorization: sendable(authorization) };
  }
}

function payloadOf({ body, sendsBack }: ReproductionStep): Pick<Send, 'payload'> {
  if (sendsBack) return { payload: { lastRead: true } };
  if (!body) return {};
  if (body.encoding !== 'utf8')
    return { payload: { text: Buffer.from(body.data, body.encoding).toString('latin1'), as: 'latin1' } };
  const text = body.data;
  try {
    const json: unknown = JSON.parse(text);
    if (JSON.stringify(json) === text) return { payload: { json } };
  } catch {
    // What is no JSON is sent as it is.
  }
  return { payload: { text } };
}

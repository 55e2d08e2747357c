import type { View } from '../../checks/view';
import { isMembers } from '../../exchanges/body';
import { OF_THE_SENDER } from '../../exchanges/curl';
import type { Context, Exchange, HeaderPair } from '../../exchanges/exchange';
import type { ReproductionStep } from '../../results/reproduction';
import { isSentBack } from './sent';

/** What stands in the place of a secret. */
const SECRET = /\[(secret-\d+), \d+ characters(?:, not a token)?\]/g;
/** Longest body of a step, in characters: a shell takes no longer argument. */
const LONGEST = 128 * 1024;
/** In the place of credentials that were none of the run's own: no secret, and no token that any provider takes. */
const NO_TOKEN = 'bm90LWEtdG9rZW4=';

/**
 * The steps that send exchanges again: further reads of a poll are one step with the first of them.
 * @param root the API root that they were sent to
 * @returns undefined where one of them cannot be written down
 */
export function stepsOf(views: readonly View[], root: string): ReproductionStep[] | undefined {
  const steps: ReproductionStep[] = [];
  let before: View | undefined;
  for (const view of views) {
    if (!before || !isPoll(before.exchange, view.exchange)) {
      const step = stepOf(view.exchange, root, steps);
      if (!step) return undefined;
      steps.push({ ...step, ...sendsBack(views, view) });
    }
    if (view.exchange.context?.settled) (steps.at(-1) as ReproductionStep).settles = true;
    before = view;
  }
  return steps;
}

/** That an update sends back what the last read before it answered, where it does: a text of its own would be stale. */
function sendsBack(
  views: readonly View[],
  view: View,
): Pick<ReproductionStep, 'body' | 'sendsBack'> | undefined {
  const read = views.slice(0, views.indexOf(view)).findLast(({ policy }) => policy !== undefined);
  if (!read || view.intent !== 'update' || !isSentBack(read, view)) return undefined;
  const without = [
    ...new Set(leftOut(read.policy, view.requestJson.ok ? view.requestJson.value : undefined)),
  ];
  return { body: null, sendsBack: { step: stepAt(views, read.exchange.id), without } };
}

/** The names of members that stand in one value and not in the other one. */
function leftOut(all: unknown, some: unknown): string[] {
  if (Array.isArray(all))
    return all.flatMap((each, at) => leftOut(each, Array.isArray(some) ? some[at] : undefined));
  if (!isMembers(all) || !isMembers(some)) return [];
  return Object.entries(all).flatMap(([name, value]) => (name in some ? leftOut(value, some[name]) : [name]));
}

/** The step that an exchange is in, from 0: of a poll, the one of its first read. */
export const stepAt = (views: readonly View[], id: string): number =>
  views.findIndex(({ exchange }) => exchange.id === id || id.startsWith(`${exchange.id}/`)) -
  views.filter(
    ({ exchange }, at) =>
      at > 0 &&
      isPoll((views[at - 1] as View).exchange, exchange) &&
      views.findIndex((each) => each.exchange.id === id || id.startsWith(`${each.exchange.id}/`)) >= at,
  ).length;

const isPoll = ({ context: one, request }: Exchange, { context: other, request: { method } }: Exchange) =>
  method === 'GET' &&
  request.method === 'GET' &&
  one?.scenario === other?.scenario &&
  one?.again === other?.again &&
  one?.step === other?.step;

function stepOf(
  { request, context, wire }: Exchange,
  root: string,
  before: readonly ReproductionStep[],
): ReproductionStep | undefined {
  const path = pathBelow(root, request.url);
  if (path === undefined || (request.body?.data.length ?? 0) > LONGEST || request.body?.truncated)
    return undefined;
  // How long such a connection is watched follows from the form.
  const until = context?.http ? undefined : wire?.watched?.until;
  return {
    name: uniqueName(context?.step ?? `${request.method} again`, before),
    method: request.method,
    path,
    headers: headersOf(request.headers, context),
    body: request.body ? { encoding: request.body.encoding, data: request.body.data } : null,
    ...(context?.accept !== undefined && { accept: context.accept }),
    ...(until === 'hold' && { watch: 'hold' as const }),
    ...((until === 'close' || until === 'timeout') && { watch: 'close' as const }),
    ...(context?.together !== undefined && { together: context.together }),
    ...(context?.http && { http: context.http }),
  };
}

function uniqueName(name: string, before: readonly ReproductionStep[]): string {
  const isTaken = (other: string): boolean => before.some((step) => step.name === other);
  let unique = name;
  for (let number = 2; isTaken(unique); number += 1) unique = `${number}: ${name}`;
  return unique;
}

function pathBelow(root: string, url: string): string | undefined {
  const base = root.replace(/\/$/, '');
  return url.startsWith(`${base}/`) ? url.slice(base.length) : undefined;
}

/** Whether whoever sends a step gives a header a value of its own. */
const isAnew = (name: string): boolean => name === 'client-request-id' || OF_THE_SENDER.has(name);

/** The headers of a step: secrets are variables, and what another sender says for itself is left out. */
function headersOf(
  headers: readonly HeaderPair[],
  { credentials, authorization, http }: Partial<Pick<Context, 'credentials' | 'authorization' | 'http'>> = {},
): HeaderPair[] {
  const token = credentials === 'read-only' ? '$GRAPH_TOKEN_READONLY' : '$GRAPH_TOKEN';
  return headers
    .filter(([name]) => !isAnew(name.toLowerCase()) && !(http && /^expect$/i.test(name)))
    .map(([name, value]): HeaderPair => {
      if (name.toLowerCase() !== 'authorization') return [name, value.replace(SECRET, '$SECRET')];
      if (authorization !== undefined) return [name, authorization];
      // The run's own token is the first secret that it learns; what else stood there was no token of anybody's.
      const isOwn = (alias: string): boolean => alias === 'secret-1' || credentials === 'read-only';
      return [name, value.replace(SECRET, (_, alias: string) => (isOwn(alias) ? token : NO_TOKEN))];
    });
}

import type { Breaks } from '../../checks/judgement';
import type { View } from '../../checks/view';
import type { ReproductionTest } from '../../results/reproduction';
import { itemsTest, shapeTest } from './values';

/** An answer as messages have it: a status and its reason. */
const ANSWER = /^\d{3} [A-Za-z]/;
const STATUSES = /^(\d{3}|a \dxx)(?:(?:,? or |, )(\d{3}|a \dxx))*$/;
/** A scalar in JSON. */
const SCALAR = /^(?:-?\d+(?:\.\d+)?|true|false|null|"[^"\\]*")$/;

/**
 * What a shell can compare of the answer that shows a breach: a status, a header, a member of the policy, or that nothing
 * stands behind the head.
 * @param views what is sent for it
 * @returns null where no such comparison tells
 */
export function testOf(breach: Breaks, views: readonly View[]): ReproductionTest | null {
  const { pointer = '', expected, actual } = breach;
  const name = /^header:(.+)$/.exec(pointer)?.[1];
  // How long content is follows from what is stored.
  if (name === 'Content-Length' && /^\d+$/.test(expected)) return null;
  if (name !== undefined) return headerTest(name, expected, actual);
  if (expected === 'no byte') return { kind: 'no-bytes-behind' };
  if ((pointer === 'status' || ANSWER.test(actual)) && STATUSES.test(expected))
    return { kind: 'status', anyOf: expected.match(/\d{3}|\dxx/g) ?? [] };
  const member = /^\/([^/~]+)$/.exec(pointer)?.[1];
  // What a member must be follows from what was accepted, which another provider may refuse.
  if (member !== undefined && views.every(isAcceptedByAll)) {
    if (SCALAR.test(expected)) return { kind: 'member', name: member, value: expected };
    const items = itemsTest(member, breach);
    if (items) return items;
  }
  const last = breach.exchanges.at(-1);
  const shown = views.find(({ exchange }) => exchange.id === last);
  return shapeTest(breach, shown?.exchange.response?.body?.data ?? '');
}

/** Which of the steps whose answers a breach names shows it: bytes stand behind the first, and are seen before the second. */
export const stepThatShows = (test: ReproductionTest | null, places: readonly number[]): number =>
  test?.kind === 'no-bytes-behind' ? Math.min(...places) : Math.max(0, ...places);

/** Whether a write that was accepted is one that every provider has to accept. */
const isAcceptedByAll = (view: View): boolean =>
  view.intent === 'read' ||
  !view.succeeded ||
  (view.conforms && view.exchange.context?.credentials === 'full');

function headerTest(name: string, expected: string, actual: string): ReproductionTest | null {
  if (/^(?:no |none$|absent$|nothing$)/.test(expected)) return { kind: 'header', name, value: null };
  if (/^(?:nothing|none|absent|no .*)$/.test(actual)) return { kind: 'header', name, value: '*' };
  return /^[\w./+-]+(?:; ?[\w=.-]+)*$/.test(expected) && !/^present$/.test(expected)
    ? { kind: 'header', name, value: expected }
    : null;
}

import type { Breaks } from '../../checks/judgement';
import type { ReproductionTest } from '../../results/reproduction';

/** The status that a text begins with, as messages have an answer. */
const ANSWER = /^(\d{3})(?: |$)/;
const STATUSES = /^(\d{3}|a \dxx)(?:(?:,? or |, )(\d{3}|a \dxx))*$/;
/** A scalar in JSON. */
const SCALAR = /^(?:-?\d+(?:\.\d+)?|true|false|null|"[^"\\]*")$/;

/**
 * What a shell can compare of the answer that shows a breach: a status, a header, a member of the policy, or that nothing
 * stands behind the head.
 * @returns null where no such comparison tells
 */
export function testOf({ pointer = '', expected, actual }: Breaks): ReproductionTest | null {
  const name = /^header:(.+)$/.exec(pointer)?.[1];
  if (name !== undefined) return headerTest(name, expected, actual);
  if (expected === 'no byte') return { kind: 'no-bytes-behind' };
  if (ANSWER.test(actual) && STATUSES.test(expected))
    return { kind: 'status', anyOf: expected.match(/\d{3}|\dxx/g) ?? [] };
  const member = /^\/([^/~]+)$/.exec(pointer)?.[1];
  if (member !== undefined && SCALAR.test(expected)) return { kind: 'member', name: member, value: expected };
  return null;
}

function headerTest(name: string, expected: string, actual: string): ReproductionTest | null {
  if (/^(?:no |none$|absent$|nothing$)/.test(expected)) return { kind: 'header', name, value: null };
  if (/^(?:nothing|none|absent|no .*)$/.test(actual)) return { kind: 'header', name, value: '*' };
  return /^[\w./+-]+(?:; ?[\w=.-]+)*$/.test(expected) && !/^present$/.test(expected)
    ? { kind: 'header', name, value: expected }
    : null;
}

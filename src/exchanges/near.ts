import { editDistance } from '../contract/nearest';
import type { Operation } from '../contract/operation';
import { isBatchUrl, operationAt, pathOf, unfoldKey } from './address';

/**
 * The operation whose path a URL nearly names: one segment of it is misspelt. A URL that is known to be of an operation
 * is none, and so is one whose key may be any id.
 * @param operations in the order in which they are tried
 */
export function nearOf(url: string, operations: Iterable<Operation>): Operation | undefined {
  if (!mayBeNearAny(url, operations)) return undefined;
  const path = pathOf(url).toLowerCase();
  for (const operation of operations)
    if (mayBeNear(path, operation) && isNear(path, operation) && !isKnown(url)) return operation;
  return undefined;
}

/** What a URL may be written with for its path to read otherwise. */
const CODED = /[%\t\r\n]/;

/** A quick look that parses no URL. */
function mayBeNearAny(url: string, operations: Iterable<Operation>): boolean {
  if (CODED.test(url)) return true;
  const text = url.toLowerCase();
  for (const operation of operations) if (mayBeNear(text, operation)) return true;
  return false;
}

const isKnown = (url: string): boolean => isBatchUrl(url) || operationAt(url) !== undefined;

/** A quick look, since most traffic is of other resources: the segments that have to be right are in the path. */
function mayBeNear(path: string, { key, resource: { keys, segments } }: Operation): boolean {
  if (key !== undefined) return keys === undefined && path.includes(segments.at(-1) ?? '');
  return segments.length > 1 && segments.some((segment) => path.includes(segment));
}

function isNear(path: string, operation: Operation): boolean {
  const { resource, key, type } = operation;
  const given = unfoldKey(
    path.split('/').filter((segment) => segment !== ''),
    resource,
  );
  const names = [...resource.segments, ...(key === undefined ? [] : [key.toLowerCase()])];
  const last = given.slice(-names.length);
  const wrong = names.flatMap((name, at) => (last[at] === name ? [] : [at]));
  const [at = 0] = wrong;
  if (wrong.length !== 1 || last.length !== names.length) return false;
  if (key !== undefined && at !== names.length - 1) return false;
  const [written, name] = [lettersOf(last[at] ?? ''), lettersOf(names[at] ?? '')];
  return isSlip(written, name) || (key !== undefined && isOtherName(written, name, type));
}

/** Letters that may differ in a name, and in a short one. */
const SLIPS = { long: 2, short: 1 };
/** From how many letters on a name is long. */
const LONG = 8;

function isSlip(written: string, name: string): boolean {
  const most = name.length >= LONG ? SLIPS.long : SLIPS.short;
  return Math.abs(written.length - name.length) <= most && editDistance(written, name) <= most;
}

/** Whether it is the name of the policy's type, to some part, or the beginning of the key. */
function isOtherName(written: string, name: string, type: string | undefined): boolean {
  const ofType = lettersOf(type?.split('.').at(-1) ?? '');
  return (
    (written.startsWith(name) && ofType.startsWith(written)) ||
    (written.length >= LONG && name.startsWith(written) && written.length * 3 >= name.length * 2)
  );
}

/** A name without what words are joined by, in lower case. */
const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

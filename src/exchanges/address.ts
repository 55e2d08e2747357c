import { operationNamed, operationNames, type Operation } from '../contract/operation';

/** Which resource of the slice a URL names. */
export type Resource = 'policy' | 'batch';

/** A URL read as an address of the operation. */
export interface Address {
  resource: Resource;
  /** The host with its port, in lower case; empty for a relative URL. */
  host: string;
  protocol: string;
  /** The segment before the resource, when it is a version: `v1.0` or `beta`, in lower case. */
  version?: string;
  /** The key as it was written, quotes and parentheses taken off. */
  key?: string;
  /** False where the path is one that only resembles the operation's: a segment is misspelt, missing or one too many. */
  exact: boolean;
}

const PLACEHOLDER_BASE = 'relative://';

/** What is known of an operation's URLs. */
interface Lookup {
  /** What a URL of the operation, or of a batch, has in it. */
  hint: RegExp;
  /** Addresses of the URLs that were read last: traffic asks for the same few over and over. */
  read: Map<string, Address | undefined>;
}

const lookups = new WeakMap<Operation, Lookup>();
const KNOWN_AT_MOST = 256;

function lookupOf(operation: Operation): Lookup {
  let lookup = lookups.get(operation);
  if (!lookup) {
    lookup = { hint: new RegExp(`${operation.key}|batch|%`, 'i'), read: new Map() };
    lookups.set(operation, lookup);
  }
  return lookup;
}

/**
 * Reads a URL, absolute or relative to the version root, as an address of an operation.
 * Names are compared without letter case and the key may stand in parentheses, as Graph has it.
 * @returns undefined for a URL of another operation
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
export function addressOf(url: string, operation: Operation): Address | undefined {
  if (!mayBeOf(operation, url)) return undefined;
  const { read: known } = lookupOf(operation);
  if (known.has(url)) return known.get(url);
  const address = read(url, operation);
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(url, address);
  return address;
}

/** The operation that a URL is of; undefined for one of none. */
export const operationAt = (url: string): Operation | undefined =>
  NEAR.test(url)
    ? operationNames()
        .map((name) => operationNamed(name))
        .find((operation) => addressOf(url, operation)?.resource === 'policy')
    : undefined;

/** What every URL of an operation has in it, as it is or coded: a quick look, since most traffic is of others. */
const NEAR = /authenticationmethod|%/i;

/** A quick look: a URL that holds neither name as it is, nor coded, is of another operation. */
export const mayBeOf = (operation: Operation, text: string): boolean => lookupOf(operation).hint.test(text);

/** Whether a URL is that of a batch, whatever operations travel in it. */
export const isBatchUrl = (url: string): boolean => /(\$|%24)batch\/*([?#]|$)/i.test(url);

function read(url: string, { segments: names, key }: Operation): Address | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url, `${PLACEHOLDER_BASE}/`);
  } catch {
    return undefined;
  }
  const relative = parsed.protocol === PLACEHOLDER_BASE.slice(0, -2);
  const segments = parsed.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  const where = {
    host: relative ? '' : parsed.host.toLowerCase(),
    protocol: relative ? '' : parsed.protocol,
  };
  const last = segments.at(-1)?.toLowerCase();
  if (last === '$batch') return { ...where, ...versionOf(segments.at(-2)), resource: 'batch', exact: true };

  const path = unfoldKey(segments);
  const given = path.at(-1);
  if (given === undefined || given.toLowerCase() !== key.toLowerCase()) return undefined;
  const parent = path.slice(0, -1).map((segment) => segment.toLowerCase());
  // Other resources have a TemporaryAccessPass too; only those below an authentication method policy are near enough.
  if (!parent.some((segment) => segment.startsWith('authenticationmethod'))) return undefined;
  const exact = names.every((name, index) => parent.at(index - names.length) === name);
  const before = parent.at(-names.length - 1);
  return {
    ...where,
    ...(exact ? versionOf(before) : versionOf(parent.find(isVersion))),
    resource: 'policy',
    key: given,
    exact,
  };
}

/** `configurations('Key')` as the two segments `configurations` and `Key`. */
function unfoldKey(segments: string[]): string[] {
  const last = segments.at(-1);
  const [, name, key] = /^([^(]+)\('([^']*)'\)$/.exec(last ?? '') ?? [];
  return name !== undefined && key !== undefined ? [...segments.slice(0, -1), name, key] : segments;
}

const isVersion = (segment: string | undefined): boolean =>
  segment === 'beta' || /^v\d+\.\d+$/.test(segment ?? '');

function versionOf(segment: string | undefined): { version?: string } {
  const name = segment?.toLowerCase();
  return name !== undefined && isVersion(name) ? { version: name } : {};
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

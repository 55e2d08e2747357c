import { knownOperations, type Operation } from '../contract/operation';
import type { Resource as PolicyResource } from '../contract/resource';
import { isMask } from './masks';

/** Which resource of the slice a URL names. */
export type Resource = 'policy' | 'batch';

/** A URL read as an address of the operation. */
export interface Address {
  resource: Resource;
  /** The host with its port, in lower case; empty for a relative URL. */
  host: string;
  protocol: string;
  /** The segment before the resource, when it is a root of its operation, such as `v1.0` or `beta`, in lower case. */
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
    lookup = { hint: new RegExp(`${hintOf(operation)}|batch|%`, 'i'), read: new Map() };
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
  const { hint, read: known } = lookupOf(operation);
  const before = known.get(url);
  if (before !== undefined || !hint.test(url) || known.has(url)) return before;
  const address = read(url, operation);
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(url, address);
  return address;
}

/** The operation that a URL is of, of those that come with the package or were loaded; undefined for one of none. */
export function operationAt(url: string): Operation | undefined {
  const operations = knownOperations();
  // Most traffic is of none, and one look is shorter than one for each.
  if (looked.of !== operations) looked = { of: operations, hint: hintsOf(operations) };
  if (!looked.hint.test(url)) return undefined;
  return operations.find((operation) => addressOf(url, operation)?.resource === 'policy');
}
let looked: { of?: readonly Operation[]; hint: RegExp } = { hint: /./ };

/** A pattern of what stands in a URL of any of the operations, or in one that is coded. */
const hintsOf = (operations: readonly Operation[]): RegExp =>
  new RegExp([...operations.map(hintOf), '%'].join('|'), 'i');

/** A quick look: a URL that holds neither name as it is, nor coded, is of another operation. */
export const mayBeOf = (operation: Operation, text: string): boolean => lookupOf(operation).hint.test(text);

/** Whether a URL is that of a batch, whatever operations travel in it. */
export const isBatchUrl = (url: string): boolean => /(\$|%24)batch\/*([?#]|$)/i.test(url);

function read(url: string, operation: Operation): Address | undefined {
  const parsed = parse(url);
  if (!parsed) return undefined;
  const relative = parsed.protocol === PLACEHOLDER_BASE.slice(0, -2);
  const segments = parsed.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  const where = {
    host: relative ? '' : parsed.host.toLowerCase(),
    protocol: relative ? '' : parsed.protocol,
  };
  const roots = operation.resource.roots;
  if (segments.at(-1)?.toLowerCase() === '$batch')
    return { ...where, ...versionOf(segments.at(-2), roots), resource: 'batch', exact: true };
  const found = operation.key === undefined ? alone(segments, operation) : keyed(segments, operation);
  if (!found) return undefined;
  const { key, before, exact } = found;
  const version = exact ? before.at(-1) : before.find((segment) => isVersion(segment, roots));
  return {
    ...where,
    ...versionOf(version, roots),
    resource: 'policy',
    ...(key !== undefined && { key }),
    exact,
  };
}

/** An authority of which nothing is to be known: recorders and templates write what no host is called. */
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

/** A URL; what stands in the place of its host, and is none, is taken away. */
function parse(url: string): URL | undefined {
  const authority = AUTHORITY.exec(url)?.[1];
  const isHost = authority === undefined || !isMask(authority);
  const given = isHost && URL.canParse(url, `${PLACEHOLDER_BASE}/`) ? url : url.replace(AUTHORITY, '');
  return URL.canParse(given, `${PLACEHOLDER_BASE}/`) ? new URL(given, `${PLACEHOLDER_BASE}/`) : undefined;
}

/** The path of a URL, absolute or relative, decoded where it can be. */
export const pathOf = (url: string): string => decode(parse(url)?.pathname ?? url);

/** What was found in a path: the key as it was written, and the segments before those of the operation, or before the key. */
interface Found {
  key?: string;
  before: readonly string[];
  exact: boolean;
}

/** A path to the one policy there is: its names, and no key. */
function alone(segments: readonly string[], { resource: { segments: names } }: Operation): Found | undefined {
  const given = segments.map((segment) => segment.toLowerCase());
  if (!endsWith(given, names)) return undefined;
  return { before: given.slice(0, -names.length), exact: true };
}

/** A path that ends in the key of the operation's policy. */
function keyed(segments: readonly string[], { resource }: Operation): Found | undefined {
  const path = unfoldKey(segments, resource);
  const key = path.at(-1);
  if (key === undefined || !isKeyOf(key, resource)) return undefined;
  const parent = path.slice(0, -1).map((segment) => segment.toLowerCase());
  const { segments: names } = resource;
  if (endsWith(parent, names))
    return { key, before: parent.slice(0, parent.length - names.length), exact: true };
  // Other resources have such a key too; only those below names that resemble the operation's own are near enough.
  return parent.some((segment) => resembles(segment, names))
    ? { key, before: parent, exact: false }
    : undefined;
}

/** Whether a segment is the key, or one of its form where any such names a policy. */
const isKeyOf = (segment: string, { key, keys }: PolicyResource): boolean =>
  segment.toLowerCase() === key?.toLowerCase() || keys?.test(segment) === true;

const endsWith = (segments: readonly string[], names: readonly string[]): boolean =>
  names.every((name, index) => segments.at(index - names.length) === name);

/** How much of a name two names have in common at their start for one to be taken for the other, misspelt. */
const TELLING = { part: 2 / 3, letters: 12 };

/** How the longest of an operation's names start: short ones are in many paths. */
function startsOf(names: readonly string[]): string[] {
  const longest = Math.max(0, ...names.map(({ length }) => length));
  return names
    .filter(({ length }) => length >= longest * TELLING.part)
    .map((name) => name.slice(0, Math.max(TELLING.letters, Math.ceil(name.length * TELLING.part))));
}

const resembles = (segment: string, names: readonly string[]): boolean =>
  startsOf(names).some((start) => segment.startsWith(start));

/** `configurations('Key')`, or `shelves(7)`, as two segments. */
export function unfoldKey(segments: readonly string[], { keyIsText }: PolicyResource): readonly string[] {
  const quoted = keyIsText ? /^([^(]+)\('([^']*)'\)$/ : /^([^(]+)\(([^')]*)\)$/;
  const [, name, key] = quoted.exec(segments.at(-1) ?? '') ?? [];
  return name !== undefined && key !== undefined ? [...segments.slice(0, -1), name, key] : segments;
}

/** The last segment of an operation's path: its key, or the name of the one policy there is. */
const lastOf = ({ path }: Operation): string => path.split('/').at(-1) as string;

/** What is in every path that is read as one of the operation's: its key, or what its names start with if any id may be the key. */
function hintOf(operation: Operation): string {
  const { keys, segments } = operation.resource;
  return keys ? startsOf(segments).map(escaped).join('|') : escaped(lastOf(operation));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A root of the operation's, or one that has the form of Graph's. */
const isVersion = (segment: string | undefined, roots: readonly string[]): boolean =>
  segment !== undefined && (segment === 'beta' || /^v\d+\.\d+$/.test(segment) || roots.includes(segment));

function versionOf(segment: string | undefined, roots: readonly string[]): { version?: string } {
  const name = segment?.toLowerCase();
  return name !== undefined && isVersion(name, roots) ? { version: name } : {};
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

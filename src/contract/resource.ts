import { propertiesOf, type PathItem, type SchemaNode, type Slice } from './slice';

/** Where an operation's policy is found. */
export interface Resource {
  /** Below the version root, as the pages or reads write it. */
  path: string;
  /** The last segment, where it is a key; undefined where there is one policy and no key. */
  key: string | undefined;
  /** Whether the key is a text, which can be spelt in another letter case and stand in quotes. */
  keyIsText: boolean;
  /** The member of the policy that has the key's value. */
  keyMember: string | undefined;
  /** The segments in front of the key, in lower case; all of them where there is none. */
  segments: readonly string[];
  /** What keys look like, where any of that form names such a policy; undefined where there is that one alone. */
  keys: RegExp | undefined;
  /** How the pages write the key too. */
  spellings: readonly string[];
  /** Other paths to the same policy. */
  routes: readonly string[];
  /** As context URLs and keys in parentheses have it, without the slash in front: `shelves('Key')`. */
  canonical: string;
  /** The last segments of the roots below which it is found, in lower case: `v1.0`, `beta`. */
  roots: readonly string[];
  item: PathItem;
}

/** The forms of keys. */
const KEYS = { uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i } as const;

/** The path of a slice that is updated: the one beside that of a batch. */
export const updatedPath = ({ paths }: Slice): string =>
  Object.keys(paths).find((path) => paths[path]?.patch !== undefined) as string;

/** Finds out where an operation's policy is, by its path and by the key that the policy's schema names. */
export function resourceOf(slice: Slice, policy: SchemaNode): Resource {
  const path = updatedPath(slice);
  const item = slice.paths[path] as PathItem;
  const names = path.split('/').slice(1);
  const [keyMember] = policy['x-key'] ?? [];
  const key = keyMember === undefined ? undefined : (names.pop() as string);
  const keyIsText = keyMember !== undefined && typeof propertiesOf(policy)[keyMember]?.const === 'string';
  const quote = keyIsText ? "'" : '';
  return {
    ...{ path, key, keyIsText, keyMember, item },
    segments: names.map((segment) => segment.toLowerCase()),
    keys: item['x-keys'] && KEYS[item['x-keys']],
    spellings: item['x-spellings'] ?? [],
    routes: item['x-routes'] ?? [],
    canonical: key === undefined ? names.join('/') : `${names.join('/')}(${quote}${key}${quote})`,
    roots: [...new Set(slice.servers.map(({ url }) => lastSegment(url)).filter((root) => root !== ''))],
  };
}

/** The last segment of a server's path, in lower case; empty where it has none. */
const lastSegment = (url: string): string =>
  url
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .split('/')
    .filter(Boolean)
    .at(-1)
    ?.toLowerCase() ?? '';

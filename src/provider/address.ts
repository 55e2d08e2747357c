/**
 * Which resource a path names.
 *
 * @see https://learn.microsoft.com/graph/traverse-the-graph (path segments have no letter case)
 */
import { trimmedEnd } from '../bounds/trim';

import type { PolicyModel } from './policies/model';

export type Version = 'v1.0' | 'beta';

/** A resource of the provider, with the version root under which it was named. */
export interface Address {
  readonly resource: 'policy' | 'batch';
  readonly version: Version;
}

/**
 * Reads a path. Letter case and percent-encoding make no difference, nor does one slash at the end.
 *
 * @param pathname the path of the request, without its query
 * @param policy which one it is
 * @param basePath what stands before the version root, such as `/graph`; empty when nothing does
 * @returns undefined when there is no such resource
 */
export function resolveAddress(
  pathname: string,
  policy: Pick<PolicyModel, 'collection' | 'key' | 'single'>,
  basePath = '',
): Address | undefined {
  const decoded = decode(pathname)?.toLowerCase();
  const base = `${normalBasePath(basePath).toLowerCase()}/`;
  if (!decoded?.startsWith(base)) return undefined;
  const [, version, rest] = /^(v1\.0|beta)\/(.*?)\/?$/.exec(decoded.slice(base.length)) ?? [];
  const resource = resourceOf(rest ?? '', policy);
  return resource && { resource, version: version === 'beta' ? 'beta' : 'v1.0' };
}

/** What a path below the version root names, decoded and in lower case as it is. */
function resourceOf(
  path: string,
  policy: Pick<PolicyModel, 'collection' | 'key' | 'single'>,
): Address['resource'] | undefined {
  if (path === '$batch') return 'batch';
  const [collection, key] = [policy.collection.toLowerCase(), policy.key.toLowerCase()];
  const byKey = !policy.single && path === `${collection}('${key}')`;
  return path === `${collection}/${key}` || byKey ? 'policy' : undefined;
}

/** A base path in one spelling: a slash before it and none behind it; empty when there is none. */
export function normalBasePath(basePath = ''): string {
  const trimmed = trimmedEnd(basePath, '/').replace(/^\/+/, '');
  return trimmed && `/${trimmed}`;
}

/** Undefined when the encoding is broken, or hides a slash, which would change what the segments are. */
function decode(pathname: string): string | undefined {
  if (/%2f/i.test(pathname)) return undefined;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

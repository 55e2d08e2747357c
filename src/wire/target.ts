import { trimmedEnd } from '../bounds/trim';
import { defaultOperation, type Operation } from '../contract/operation';
import { UsageError } from '../usage-error';
import type { Send } from '../scenarios/scenario';

/** The spelling of the key: as reads return it, or as the examples of the documentation write it. */
export type KeySpelling = 'returned-key' | 'example-key';

/** The provider's API root, and the URLs of an operation below it. */
export class Target {
  readonly root: URL;
  /** The root as text, to which paths are appended. */
  private readonly base: string;
  /** The spelling that the provider is known to accept. */
  key: KeySpelling = 'returned-key';

  /** @param root such as `https://host/base/v1.0`; throws a UsageError that says what is wrong with another */
  constructor(
    root: string,
    readonly operation: Operation = defaultOperation(),
  ) {
    let parsed: URL;
    try {
      parsed = new URL(root);
    } catch {
      throw new UsageError(`${root} is not a URL: an API root is needed, such as https://host/v1.0`);
    }
    if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
      throw new UsageError(`${root} is neither http nor https`);
    if (parsed.username !== '' || parsed.password !== '')
      throw new UsageError(
        'the URL must not carry a user name or a password: requests carry a token, remove them',
      );
    if (parsed.search !== '' || parsed.hash !== '')
      throw new UsageError(`${root} must not have a query or a fragment`);
    parsed.pathname = trimmedEnd(parsed.pathname, '/');
    this.root = parsed;
    this.base = parsed.href.replace(/\/$/, '');
  }

  /** The URL of a step: for a named path, or for a path as it is written. */
  url(path: Send['path'], at?: string): string {
    const root = this.base;
    if (at !== undefined) return `${root}${at}`;
    if (path === 'batch') return `${root}/$batch`;
    const { path: whole, key, resource } = this.operation;
    const isLower = path === 'lower-case';
    if (key === undefined) return `${root}${isLower ? whole.toLowerCase() : whole}`;
    const names = whole.slice(0, whole.lastIndexOf('/'));
    const spelling = isLower ? this.key : (path ?? this.key);
    const spelt = spelling === 'returned-key' ? key : (resource.spellings[0] ?? key);
    return `${root}${isLower ? names.toLowerCase() : names}/${spelt}`;
  }

  /**
   * The URL of a path from another source: below the root, or, if the path names a version, in place of the root's
   * version.
   */
  urlOf(path: string): string {
    const root = this.base;
    const named = /^\/(v1\.0|beta)(?=[/?]|$)/.test(path);
    return `${named ? root.replace(/\/(v1\.0|beta)$/, '') : root}${path}`;
  }
}

import { trimmedEnd } from '../bounds/trim';

/** A normalised path of Graph: no root, no version, no query, keys as segments. */
export const plainPath = (url: string): string =>
  trimmedEnd(
    (url.split(/[?#]/, 1)[0] as string)
      .replace(/^https?:\/\/[^/]+/i, '')
      .replace(/^\/(v\d+\.\d+|beta)(?=\/)/i, '')
      .replace(/\(([^()]*)\)/g, (_, key: string) => `/${key.trim().replace(/^'|'$/g, '')}`),
    '/',
  );

/** The version of Graph in a URL. */
export const versionIn = (url: string): string | undefined =>
  /^https?:\/\/[^/]+\/(v\d+\.\d+|beta)(?=[/?]|$)/i.exec(url)?.[1]?.toLowerCase();

/** Whether two paths are the same. A segment in braces matches any other; case counts only with `exact`. */
export function samePath(one: string, other: string, exact: boolean): boolean {
  const [left, right] = [one.split('/'), other.split('/')];
  const isAny = (segment: string): boolean => /^'?\{[^}]*\}'?$/.test(segment);
  return (
    left.length === right.length &&
    left.every((segment, at) => {
      const against = right[at] as string;
      if (isAny(segment) || isAny(against)) return true;
      return exact ? segment === against : segment.toLowerCase() === against.toLowerCase();
    })
  );
}

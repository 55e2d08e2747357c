import type { HeaderPair } from './exchange';

/** The values of a header, in order; names are compared without letter case (RFC 9110 5.1). */
export function headerValues(headers: readonly HeaderPair[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([given]) => given.toLowerCase() === wanted).map(([, value]) => value);
}

/** The value of a header, repeated ones joined by a comma (RFC 9110 5.3); undefined where there is none. */
export function header(headers: readonly HeaderPair[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  let joined: string | undefined;
  for (const [given, value] of headers)
    if (given === wanted || (given.length === wanted.length && given.toLowerCase() === wanted))
      joined = joined === undefined ? value : `${joined}, ${value}`;
  return joined;
}

/** The media type of a Content-Type without its parameters, in lower case. */
export function mediaType(contentType: string): string {
  return (contentType.split(';')[0] as string).trim().toLowerCase();
}

/** A parameter behind its semicolon: a name, and a value that may stand in quotes (RFC 9110 5.6.6). */
const PARAMETER = /;\s*(?:([^\s;="]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;]*))?)?/g;

/** The parameters of a Content-Type: names and values in lower case, quotes taken off. An empty one has no name. */
export function mediaTypeParameters(contentType: string): Map<string, string> {
  return new Map(
    [...contentType.matchAll(PARAMETER)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value.replace(/^"(.*)"$/, (_, quoted: string) => quoted.replace(/\\(.)/g, '$1')).toLowerCase(),
    ]),
  );
}

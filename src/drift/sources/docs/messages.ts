import { plainPath } from '../../graph-paths';
import type { Code } from './markdown';

interface RequestLine {
  method: string;
  path: string;
  line: number;
}

/** The lines of a block that are request lines. */
export const requestLines = ({ text, line }: Code): RequestLine[] =>
  text.split('\n').flatMap((each, at): RequestLine[] => {
    const [, method, url] = /^\s*(GET|PATCH|PUT|POST|DELETE|HEAD)\s+(\S+)/.exec(each) ?? [];
    return method !== undefined && url !== undefined
      ? [{ method, path: plainPath(url), line: line + at }]
      : [];
  });

/** The status of the answer in a block; undefined if there is none. */
export const statusIn = ({ text }: Code): string | undefined => /^HTTP\/[\d.]+\s+(\d{3})/m.exec(text)?.[1];

/** A header from a page, with its name in lower case. */
interface Header {
  name: string;
  value: string;
  line: number;
}

/** Parses a request or answer as pages print them: a start line, headers, an empty line, a body. */
export function messageIn({ text, line }: Code): { head: Header[]; body: string; bodyLine: number } {
  const lines = text.split('\n');
  const head: Header[] = [];
  let at = 1;
  for (; at < lines.length; at += 1) {
    const each = lines[at] as string;
    const [, name, value] = /^([A-Za-z][\w-]*):(.*)$/.exec(each) ?? [];
    if (name === undefined || value === undefined) break;
    head.push({ name: name.toLowerCase(), value: value.trim(), line: line + at });
  }
  while (at < lines.length && (lines[at] as string).trim() === '') at += 1;
  return { head, body: lines.slice(at).join('\n'), bodyLine: line + at };
}

import { header } from '../exchanges/headers';
import type { HeaderPair } from '../exchanges/exchange';
import type { Send } from '../scenarios/scenario';
import { isHarmless } from './reproduction-batch';
import { Unsendable } from './unsendable';

/** The headers of a step beside those that every request has, and Accept where it lacks that. */
export function ownHeaders(
  headers: readonly HeaderPair[],
): Pick<Send, 'headers' | 'contentType' | 'without'> {
  const own: HeaderPair[] = [];
  let accepts = 0;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    // Secrets of the run that made it are given anew, with --header.
    if (lower === 'authorization' || lower === 'content-type' || value.includes('$SECRET')) continue;
    if (!isHarmless(name)) throw new Unsendable('a header in it is not one that is sent');
    if (lower === 'accept' && value === 'application/json' && (accepts += 1) === 1) continue;
    own.push([name, sendable(value)]);
  }
  const contentType = header(headers, 'content-type');
  return {
    ...(own.length > 0 && { headers: own }),
    ...(accepts === 0 && { without: ['Accept'] }),
    contentType: contentType === undefined ? null : sendable(contentType),
  };
}

/** @throws Unsendable for a value that no header has */
export function sendable(value: string): string {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw new Unsendable('a header in it cannot be sent');
  return value;
}

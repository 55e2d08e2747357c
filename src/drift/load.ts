import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Gathered } from '../bounds/gathered';
import { LIMITS, raising } from '../bounds/limits';
import { readLoosely } from '../files/read';
import { reasonOf as whyUnread } from '../files/reason';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import type { Document, Resolve } from './sources/documents';

/** How long a document may take to come, in milliseconds. */
const TIMEOUT = 60_000;

export const isUrl = (name: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(name);

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Fetches a document.
 * @param limit how long it may take to come, in milliseconds
 * @throws UsageError, in one line, for what may not be or can't be fetched; Interrupted where the user has ended it
 */
export async function fetchDocument(
  url: string,
  signal?: AbortSignal,
  limit: number = TIMEOUT,
): Promise<Document> {
  const refuse = (why: string): UsageError => new UsageError(`${url}: ${why}`);
  if (!mayBeFetched(url)) throw refuse('only https is fetched, or http from this machine');
  const timeout = AbortSignal.timeout(limit);
  try {
    const response = await followed(url, signal ? AbortSignal.any([signal, timeout]) : timeout);
    if (response === undefined) throw refuse('it leads to an address that is not fetched');
    if (REDIRECTS.has(response.status)) throw refuse(`it leads on more than ${HOPS} times`);
    if (!response.ok) throw refuse(`the server answers ${response.status}`);
    if (Number(response.headers.get('content-length') ?? 0) > LIMITS.fetched) throw refuse(tooLarge());
    const gathered = new Gathered();
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      if (gathered.size + chunk.length > LIMITS.fetched) throw refuse(tooLarge());
      gathered.add(chunk);
    }
    return { name: url, text: plainBytes(gathered.bytes).toString('utf8') };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (signal?.aborted) throw new Interrupted();
    throw refuse(`it cannot be fetched: ${reasonOf(error, limit)}`);
  }
}

/** How often a document may lead to another address. */
const HOPS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The answer to a request, or to the last one that it leads to. Each address is looked at before anything is sent there,
 * and a document of another host leads to no service of this machine.
 * @returns undefined where it leads to an address that is not fetched
 */
async function followed(url: string, signal: AbortSignal): Promise<Response | undefined> {
  let at = url;
  for (let hop = 0; ; hop += 1) {
    const response = await fetch(at, { signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null || hop === HOPS) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, at)) return undefined;
    const next = new URL(location, at).href;
    if (!mayBeFetched(next) || (isOfThisMachine(next) && !isOfThisMachine(url))) return undefined;
    at = next;
  }
}

const isOfThisMachine = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** A file that is gzip itself, whatever the headers say. @throws Error in words */
function plainBytes(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LIMITS.fetched });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? new Error(tooLarge()) : error;
  }
}

const tooLarge = (): string => `it has more than ${LIMITS.fetched / 1024 / 1024} MB; ${raising('fetched')}`;

/** Whether an address is https, or http on this machine. */
function mayBeFetched(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  } catch {
    return false;
  }
}

function reasonOf(error: unknown, limit: number): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `it has not come within ${limit / 1000} s`;
  return cause?.code ?? cause?.message ?? message;
}

/**
 * Reads what a page includes, beside the page: on disk, or at its address. What can't be had is undefined, since a
 * copy of a page often has nothing beside it.
 * @param cwd what relative names of files are relative to
 */
export const resolverIn =
  (cwd: string, signal?: AbortSignal): Resolve =>
  async (from, target) => {
    if (isUrl(target) || target.startsWith('/')) return undefined;
    if (isUrl(from)) return fetchedOrNot(new URL(target, from).href, signal);
    const file = path.join(path.dirname(from), target);
    const place = path.resolve(cwd, file);
    if (!existsSync(place) || !statSync(place).isFile()) return undefined;
    // A page may be anybody's, and may name any file of this machine: a part of a page is Markdown, wherever links lead.
    if (!realpathSync(place).toLowerCase().endsWith('.md')) return undefined;
    try {
      return { name: file, text: readLoosely(place) };
    } catch (error) {
      throw new UsageError(`${file}: ${whyUnread(error)}`);
    }
  };

async function fetchedOrNot(url: string, signal?: AbortSignal): Promise<Document | undefined> {
  try {
    return await fetchDocument(url, signal);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

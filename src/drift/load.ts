import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Gathered } from '../bounds/gathered';
import { LIMITS, raising } from '../bounds/limits';
import { readLoosely } from '../files/read';
import { reasonOf as whyUnread } from '../files/reason';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import type { Failure } from '../exchanges/exchange';
import { isLoopback } from '../exchanges/loopback';
import { failureOf } from '../wire/failure';
import type { Document, Resolve } from './sources/documents';

/** Time limits for a whole document and for a pause in its transfer, in milliseconds. */
const TIMES = { whole: 60_000, silence: 10_000 };

export const isUrl = (name: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(name);

/** Options for fetching a document. */
export interface Fetching {
  signal?: AbortSignal | undefined;
  /** Whether it is a page of the documentation, which has a smaller limit. */
  isPage?: boolean;
  times?: typeof TIMES;
}

/**
 * Fetches a document.
 * @throws UsageError, in one line, if the document may not or cannot be fetched; Interrupted if the user ended the
 *   command
 */
export async function fetchDocument(
  url: string,
  { signal, isPage = false, times = TIMES }: Fetching = {},
): Promise<Document> {
  const refuse = (why: string): UsageError => new UsageError(`${url}: ${why}`);
  if (!mayBeFetched(url)) throw refuse('only https is fetched, or http from this machine');
  const most = isPage ? BYTES_OF_A_LETTER * LIMITS.page : LIMITS.fetched;
  const watch = new Watch(times);
  try {
    const response = await followed(url, signal ? AbortSignal.any([signal, watch.signal]) : watch.signal);
    if (response === undefined) throw refuse('it leads to an address that is not fetched');
    if (REDIRECTS.has(response.status)) throw refuse(`it leads on more than ${HOPS} times`);
    if (!response.ok) throw refuse(`the server answers ${response.status}`);
    if (Number(response.headers.get('content-length') ?? 0) > most) throw refuse(tooLarge(isPage));
    const gathered = new Gathered();
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      watch.heard();
      if (gathered.size + chunk.length > most) throw refuse(tooLarge(isPage));
      gathered.add(chunk);
    }
    return {
      name: url,
      text: plainBytes(gathered.bytes, most, () => refuse(tooLarge(isPage))).toString('utf8'),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (signal?.aborted) throw new Interrupted();
    throw refuse(`it cannot be fetched: ${watch.why ?? reasonOf(error)}`);
  } finally {
    watch.end();
  }
}

/** Maximum number of bytes in UTF-8 for each unit of UTF-16. */
const BYTES_OF_A_LETTER = 3;

/** Aborts a transfer that exceeds a time limit. */
class Watch {
  private readonly giving = new AbortController();
  private readonly whole: NodeJS.Timeout;
  private silence: NodeJS.Timeout;
  /** Why the transfer was aborted, in words; undefined if it was not. */
  why: string | undefined;

  constructor(private readonly times: typeof TIMES) {
    this.whole = this.after(times.whole, `it has not come within ${times.whole / 1000} s`);
    this.silence = this.listen();
  }

  get signal(): AbortSignal {
    return this.giving.signal;
  }

  heard(): void {
    clearTimeout(this.silence);
    this.silence = this.listen();
  }

  /** Aborts also a document that was rejected before its end, because its connection would stay open. */
  end(): void {
    clearTimeout(this.whole);
    clearTimeout(this.silence);
    this.giving.abort();
  }

  private listen(): NodeJS.Timeout {
    const { silence } = this.times;
    return this.after(silence, `nothing came for ${silence / 1000} s`);
  }

  private after(ms: number, why: string): NodeJS.Timeout {
    return setTimeout(() => {
      this.why = why;
      this.giving.abort();
    }, ms);
  }
}

/** Maximum number of redirects. */
const HOPS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The answer to a request after all redirects. Each address is checked before a request is sent to it, and a document
 * of another host cannot redirect to a service of this machine.
 * @returns undefined if a redirect leads to an address that may not be fetched
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

const isOfThisMachine = (url: string): boolean => isLoopback(new URL(url).hostname);

/** Decompresses a file that is gzip itself, whatever its headers say. @throws Error with a readable message */
function plainBytes(bytes: Buffer, most: number, refusal: () => UsageError): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? refusal() : new Error('its gzip is broken');
  }
}

const tooLarge = (isPage: boolean): string =>
  isPage
    ? `it is larger than the limit of ${LIMITS.page} characters for a page; ${raising('page')}`
    : `it has more than ${LIMITS.fetched / 1024 / 1024} MB; ${raising('fetched')}`;

/** Whether an address is https, or http on this machine. */
function mayBeFetched(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  } catch {
    return false;
  }
}

const REASONS: Readonly<Partial<Record<Failure['kind'], string>>> = {
  refused: 'no server listens there',
  unresolved: 'there is no address for the host',
  timeout: 'the connection was not made in time',
  reset: 'the connection was closed before the answer was whole',
  protocol: 'the answer is not HTTP',
  tls: 'the server speaks no TLS, or its certificate is not trusted',
};

/** Why a document could not be fetched, in words instead of the codes of Node and OpenSSL. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (cause === undefined) return message;
  const code = cause.code ?? '';
  if (/^(?:UND_ERR_SOCKET|UND_ERR_RES_CONTENT.*|HPE_INVALID_EOF_STATE)$/.test(code))
    return REASONS.reset as string;
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR')) return 'its compression is broken';
  return REASONS[failureOf(cause).kind] ?? cause.message;
}

/**
 * Reads a file that a page includes, next to the page on disk or at its address. The result is undefined if the file
 * is not available, because a copy of a page often comes without its includes.
 * @param cwd the base of relative file names
 */
export const resolverIn =
  (cwd: string, signal?: AbortSignal): Resolve =>
  async (from, target) => {
    if (isUrl(target) || target.startsWith('/')) return undefined;
    if (isUrl(from)) return fetchedOrNot(new URL(target, from).href, signal);
    const file = path.join(path.dirname(from), target);
    const place = path.resolve(cwd, file);
    if (!existsSync(place) || !statSync(place).isFile()) return undefined;
    // A page comes from outside and may name any file of this machine, so only Markdown is read, wherever links lead.
    if (!realpathSync(place).toLowerCase().endsWith('.md')) return undefined;
    try {
      return { name: file, text: readLoosely(place) };
    } catch (error) {
      throw new UsageError(`${file}: ${whyUnread(error)}`);
    }
  };

async function fetchedOrNot(url: string, signal?: AbortSignal): Promise<Document | undefined> {
  try {
    return await fetchDocument(url, { signal, isPage: true });
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

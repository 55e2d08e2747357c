/** The HTTP face of the provider. */
import type { ServerResponse } from 'node:http';
import { normalBasePath } from './address';
import { authenticate } from './authorization';
import { answerBatch } from './batch';
import { type RequestBody, readBody } from './body';
import { type Answer, type Ids, REFUSALS, newIds, refuse } from './errors';
import { type AnyStore, answerPolicy, versionRoot } from './operations';
import { resolveIn } from './tenant';

export interface FaceOptions {
  readonly store: AnyStore;
  /** All policies of the tenant, where there is more than that one. */
  readonly tenant?: readonly AnyStore[];
  /** What stands before the version root, such as `/graph`. */
  readonly basePath?: string;
}

/** Methods whose body means something; that of any other is never read. */
const WITH_BODY = new Set(['PATCH', 'POST']);

/** What of a request the provider reads. */
export type Asked = Pick<Request, 'method' | 'url' | 'headers' | 'arrayBuffer' | 'body'>;

/** An answer as it is written. */
export interface WireAnswer extends Pick<Answer, 'status' | 'headers'> {
  readonly content: string | null;
}

/**
 * The provider as a function from a request to its answer. A request is judged in this order: who sends it
 * (401), whether there is such a resource (404) and such a method (405), whether the sender may (403), and at
 * last what was sent (400).
 */
export function createFace({
  store: only,
  tenant = [only],
  basePath,
}: FaceOptions): (request: Asked) => Promise<WireAnswer> {
  const base = normalBasePath(basePath);

  const answer = async (request: Asked, ids: Ids): Promise<Answer> => {
    const { method, headers } = request;
    const authorization = headers.get('authorization') ?? undefined;
    const scopes = authenticate(authorization);
    if (!scopes) return refuse(authorization ? REFUSALS.unknownToken : REFUSALS.noToken, ids);

    const url = new URL(request.url);
    const found = resolveIn(url.pathname, tenant, base);
    if (!found) return refuse(REFUSALS.notFound, ids);
    const { address, store } = found;

    const body: RequestBody = WITH_BODY.has(method) ? await readBody(request) : { text: '' };
    const contentType = headers.get('content-type') ?? undefined;
    const root = versionRoot(url.origin, base, address.version);
    const call = { method, contentType, body, scopes, ids, root };
    if (address.resource === 'batch') return answerBatch(call, address.version, tenant);
    // A HEAD is a GET of which the head alone is written (RFC 9110 9.3.2).
    return answerPolicy(method === 'HEAD' ? { ...call, method: 'GET' } : call, store);
  };

  return async (request) => {
    const ids = newIds(request.headers.get('client-request-id') ?? undefined);
    try {
      return toWire(await answer(request, ids), ids);
    } catch {
      return toWire(refuse(REFUSALS.failed, ids), ids);
    }
  };
}

/** The answer with all of its header fields. Without a body it says nothing of content: neither type nor length. */
export function toWire({ status, headers, body }: Answer, ids: Ids): WireAnswer {
  const content = body === undefined ? null : JSON.stringify(body);
  return {
    status,
    headers: {
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
      ...headers,
      ...(content !== null && { 'Content-Length': String(Buffer.byteLength(content)) }),
    },
    content,
  };
}

/** The same as the response of a fetch. */
export const toResponse = ({ status, headers, content }: WireAnswer): Response =>
  new Response(content, { status, headers });

/** Writes it as it is: a Response is made to be read piece by piece, which costs more than all else of an answer. */
export function writeAnswer(outgoing: ServerResponse, { status, headers, content }: WireAnswer): void {
  // In the order and the letter case that a Response gives them.
  const fields = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  outgoing.writeHead(status, Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1))));
  outgoing.end(content ?? undefined);
}

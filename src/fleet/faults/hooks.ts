/** Short forms that say where a fault appears. */
import { changed, isCarriedOut, type Call, type Changes, type Make } from './behaviour';
import type { PolicyStore } from '../../provider/store';
import { authenticate, isPermitted } from '../../provider/authorization';

type Answered = (response: Response, call: Call) => boolean;

/** Replaces some answers. */
export const answering =
  (
    when: Answered,
    edit: (response: Response, call: Call, store: PolicyStore) => Response | Promise<Response>,
  ): Make =>
  () => ({
    response: (response, call, store) => (when(response, call) ? edit(response, call, store) : response),
  });

/** Replaces some requests, or answers them at once. */
export const asking =
  (when: (call: Call) => boolean, change: (call: Call, store: PolicyStore) => Changes | Response): Make =>
  () => ({ request: (call, store) => (when(call) ? change(call, store) : {}) });

/** Limits a fault to one in `times` of the cases in which it could appear. */
export const everyOther = (times: number, when: Answered): Answered => {
  let count = 0;
  return (response, call) => when(response, call) && ++count % times === 0;
};

export const isUpdate = ({ method }: Call): boolean => method === 'PATCH';

/** Whether a request is an update that was carried out. */
export const isUpdated: Answered = (response, call) => isCarriedOut(response, call);

export const isError: Answered = ({ status }) => status >= 400;

export const isBatch = ({ path }: Call): boolean => path.endsWith('$batch');

/** Whether the token of a request allows only reads. */
export function isReader({ headers }: Call): boolean {
  const scopes = authenticate(headers.get('authorization') ?? undefined);
  return scopes !== undefined && isPermitted('GET', scopes) && !isPermitted('PATCH', scopes);
}

/** Sets other fields in an answer; null removes one. */
export const withFields =
  (headers: Record<string, string | null>) =>
  (response: Response): Promise<Response> =>
    changed(response, { headers });

/** An answer without content. */
export function bare(response: Response, status: number, fields: Record<string, string> = {}): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-type');
  for (const [name, value] of Object.entries(fields)) headers.set(name, value);
  return new Response(null, { status, headers });
}

/** The policy as an answer, in its documented members. */
export function shown(response: Response, policy: object, status = 200): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.set('Content-Type', 'application/json');
  return Response.json(policy, { status, headers });
}

/** Parses JSON; undefined if the text is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { isMembers, type Members } from '../../exchanges/body';

/** What clients throw, in whatever realm it was made, and what is left of it behind JSON. */
export const isError = (value: Members): boolean =>
  value instanceof Error ||
  Object.prototype.toString.call(value) === '[object Error]' ||
  (typeof value['message'] === 'string' &&
    (typeof value['stack'] === 'string' || value['isAxiosError'] === true));

/** Names under which errors have the status of an answer: undici and Graph's SDK, Kiota, others. */
const STATUSES = ['statusCode', 'responseStatusCode', 'status'] as const;

/**
 * What an error is, and what to hand over in its place. Errors of axios, superagent, got, ky and Azure's pipelines
 * have the answer; those of undici and of Graph's SDKs have parts of it; others say that there was none.
 */
export function errorInWords(error: Members): string {
  if (isMembers(error['response'])) return 'it is an error, not a response: pass error.response';
  const status = STATUSES.find((name) => typeof error[name] === 'number');
  if (status !== undefined)
    return `it is an error, not a response: pass { status: error.${status}, headers, body }, with those that it has`;
  const { code } = error;
  const why = typeof code === 'string' && /^\w{1,60}$/.test(code) ? ` (${code})` : '';
  return `it is an error${why} of a request that had no answer: if it has one, pass error.response`;
}

/** Faults in the content and form of errors. */
import { changed, rewritten, type Behaviour, type Call, type Make } from './behaviour';
import { answering, isError } from './hooks';

type Members = Record<string, unknown>;

/** Replaces the `error` of every error. */
const edited = (edit: (error: Members, call: Call) => unknown): Make =>
  answering(isError, (response, call) =>
    rewritten(response, (json) => ({ error: edit(json['error'] as Members, call) })),
  );

/** Replaces the innerError of every error. */
const innerEdited = (edit: (inner: Members) => unknown): Make =>
  edited((error) => ({ ...error, innerError: edit(error['innerError'] as Members) }));

/** Replaces the whole body of some errors. */
const written = (
  type: string,
  write: (status: number) => string,
  when: (response: Response) => boolean = (response) => response.status >= 400,
): Make =>
  answering(when, (response) =>
    changed(response, { headers: { 'content-type': type }, text: () => write(response.status) }),
  );

const hasStatus =
  (status: number) =>
  (response: Response): boolean =>
    response.status === status;

const page = (status: number): string => `<html><body><h1>Error ${status}</h1></body></html>`;
const isBadInput = hasStatus(400);

/** The credentials of a request without their scheme. */
const tokenOf = ({ headers }: Call): string => (headers.get('authorization') ?? '').replace(/^bearer +/i, '');

/**
 * An internal field that passes the reason phrase to the socket; it is never sent. Some servers put exception texts
 * there.
 */
const REASON = 'x-reason';
const inReason: Behaviour = {
  response: (response, call) =>
    response.status >= 400 && tokenOf(call) !== ''
      ? changed(response, { headers: { [REASON]: `Refused ${tokenOf(call)}` } })
      : response,
  wire: ({ head, body }) => {
    const reason = new RegExp(`^${REASON}: (.*)\r\n`, 'm').exec(head);
    if (!reason) return [head + body];
    return [head.replace(reason[0], '').replace(/^(HTTP\/1\.1 \d{3}) .*/, `$1 ${reason[1]}`) + body];
  },
};

export const errorBody: Readonly<Record<string, Make>> = {
  'error-html': written('text/html', page),
  'error-html-for-405': written('text/html', page, hasStatus(405)),
  'error-empty': written('application/json', () => ''),
  'error-empty-for-401': written('application/json', () => '', hasStatus(401)),
  'error-bare-string': written('application/json', () => '"Bad Request"'),
  'error-problem-json': written('application/problem+json', (status) =>
    JSON.stringify({ type: 'about:blank', title: 'Bad Request', status }),
  ),
  'error-text-plain-type': answering(isError, (response) =>
    changed(response, { headers: { 'content-type': 'text/plain' } }),
  ),
  'error-without-error': answering(isError, (response) => rewritten(response, (json) => json['error'])),
  'error-is-array': edited((error) => [error]),
  'error-with-status-beside': answering(isError, (response) =>
    rewritten(response, (json) => ({ ...json, statusCode: response.status })),
  ),
  'error-details-text': edited((error) => ({ ...error, details: 'See the documentation.' })),
  'error-details-without-code': edited((error) => ({ ...error, details: [{ message: 'Out of range.' }] })),
  'error-annotated': answering(isError, (response) =>
    rewritten(response, (json) => ({ '@odata.context': 'https://graph.example/$metadata#error', ...json })),
  ),
  'error-no-code': edited(({ code: _, ...error }) => error),
  'error-no-message': edited(({ message: _, ...error }) => error),
  'error-code-number': edited((error) => ({ ...error, code: 400 })),
  'error-message-object': edited((error) => ({
    ...error,
    message: { lang: 'en-US', value: error['message'] },
  })),
  'error-500-for-bad-input': answering(isBadInput, (response) => changed(response, { status: 500 })),
  'error-200-for-bad-input': answering(isBadInput, (response) => changed(response, { status: 200 })),
  'error-code-words': edited((error) => ({ ...error, code: 'Quite bad' })),
  'error-code-snake': edited((error) => ({ ...error, code: 'invalid_request' })),
  'error-inner-missing': edited(({ innerError: _, ...error }) => error),
  'error-inner-misspelt': edited(({ innerError, ...error }) => ({ ...error, inner_error: innerError })),
  'error-inner-no-date': innerEdited(({ date: _, ...inner }) => inner),
  'error-inner-date-number': innerEdited((inner) => ({ ...inner, date: Date.now() })),
  'error-inner-no-request-id': innerEdited(({ 'request-id': _, ...inner }) => inner),
  'error-token-in-message': edited((error, call) => ({ ...error, message: `Refused: ${tokenOf(call)}` })),
  'error-token-in-401': answering(hasStatus(401), (response, call) =>
    rewritten(response, (json) => ({
      error: { ...(json['error'] as Members), message: `${tokenOf(call)} is no valid token.` },
    })),
  ),
  'error-token-in-header': answering(
    (response, call) => response.status >= 400 && tokenOf(call) !== '',
    (response, call) => changed(response, { headers: { 'x-debug': tokenOf(call) } }),
  ),
  'error-token-in-reason': () => inReason,
};

/**
 * Refusals in other forms: other statuses, other errors. The documentation says no more than the envelope about them.
 */
import { NO_OBJECT, applied, changed, refused, type Make } from '../behaviour';
import { isReader } from '../hooks';
import { answering, isUpdate, onErrors, type Members } from './support';

const isJson = (contentType: string | null): boolean => /^application\/json\s*(;|$)/i.test(contentType ?? '');

/** Variants with another status of refusals. */
const STATUSES: Readonly<Record<string, Make>> = {
  'media-type-415': () =>
    answering(
      415,
      ({ status }, call) => isUpdate(call) && status === 400 && !isJson(call.headers.get('content-type')),
    ),
  'body-422': () =>
    answering(
      422,
      ({ status }, call) => isUpdate(call) && status === 400 && isJson(call.headers.get('content-type')),
    ),
  'order-409': () => ({
    response: async (response, call) => {
      if (!isUpdate(call) || response.status !== 400) return response;
      const text = await response.clone().text();
      return text.includes('must lie between') ? changed(response, { status: 409 }) : response;
    },
  }),
  'empty-body-411': () =>
    answering(411, ({ status }, call) => isUpdate(call) && status === 400 && call.body === ''),
  'chunks-411': () => ({
    request: (call) =>
      /chunked/i.test(call.headers.get('transfer-encoding') ?? '')
        ? refused(call, 411, 'Say how long it is.')
        : {},
  }),
  'body-before-permission-400': () => ({
    request: (call) =>
      call.method === 'PATCH' && isReader(call) && call.json !== NO_OBJECT && !applied(call, call.json).ok
        ? refused(call, 400)
        : {},
  }),
  'large-body-413': () => ({
    request: (call) =>
      isUpdate(call) && call.body.length > 16_384 ? refused(call, 413, 'That is too much.') : {},
  }),
  'collision-409': () => {
    let count = 0;
    return {
      request: (call) => {
        if (!isUpdate(call) || (count += 1) % 150 !== 0) return {};
        const error = refused(call, 409, 'Another write came in between.');
        return changed(error, {
          text: (text) => text.replace('BadRequest', 'Directory_ConcurrencyViolation'),
        });
      },
    };
  },
  'hidden-404': () => answering(404, ({ status }) => status === 403),
  'method-404': () => answering(404, ({ status }) => status === 405, { Allow: null }),
  'method-400': () => answering(400, ({ status }) => status === 405, { Allow: null }),
  challenges: () => ({
    response: (response) =>
      response.status === 401
        ? changed(response, {
            headers: {
              'WWW-Authenticate':
                'Negotiate, Basic realm="a, Digest \\"b\\"", bearer realm="", authorization_uri="https://login.example/common, here", error="invalid_token"',
            },
          })
        : response,
  }),
};

const innerOf = (error: Members): Members => error['innerError'] as Members;

/** Variants with other contents or forms of errors. */
const ERRORS: Readonly<Record<string, Make>> = {
  'inner-error-none': () => onErrors((error) => ({ ...error, innerError: undefined })),
  'inner-error-lower-case': () =>
    onErrors(({ innerError, ...error }) => ({ ...error, innererror: innerError })),
  'inner-error-nested': () =>
    onErrors((error) => ({
      ...error,
      innerError: {
        code: 'invalidRange',
        status: '400',
        ...innerOf(error),
        innerError: { code: 'deeper', innerError: null },
      },
    })),
  'inner-error-date': () =>
    onErrors((error) => ({
      ...error,
      innerError: { ...innerOf(error), date: new Date().toISOString().replace('Z', '0000+00:00') },
    })),
  'code-empty': () => onErrors((error) => ({ ...error, code: '' })),
  'code-camel-case': () => onErrors((error) => ({ ...error, code: 'badRequest' })),
  'code-dotted': () => onErrors((error) => ({ ...error, code: 'Directory.Policy_400-1 (InvalidValue)' })),
  'message-empty': () => onErrors((error) => ({ ...error, message: '' })),
  'message-localized': () => ({
    response: (response) =>
      response.status < 400
        ? response
        : changed(response, {
            headers: { 'Content-Language': 'ja-JP', 'Content-Type': 'application/json; charset=utf-8' },
            text: (text) =>
              text.replace(/"message":"/, '"message":"値が無効です \u{1f512} – wert ungültig\\n\\u2028: '),
          }),
  }),
  'error-details': () =>
    onErrors((error) => ({
      target: 'policy',
      ...error,
      details: [{ code: 'OutOfRange', message: 'See the documentation.', target: 'defaultLength' }],
      '@error.severity': 'low',
      localizedMessage: null,
    })),
};

export const REFUSALS_OTHERWISE: Readonly<Record<string, Make>> = { ...STATUSES, ...ERRORS };

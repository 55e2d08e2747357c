import { breaks, holds, type ExchangeCheck } from '../check';
import type { View } from '../view';

/**
 * Without a bearer token the answer is 401 with a Bearer challenge. An update that sets a member of which no page says
 * that an update may is perhaps wrong in itself: it may be refused as such first.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 and https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export const challenge: ExchangeCheck = {
  address: 'authorization/challenge',
  requirement: 'AUT-401',
  needs: ['authorization'],
  reach: { isNot: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    const isNobodys = isKnownToBeNone(view);
    if (!view.final || (!isNobodys && !view.violates('REQ-AUTH'))) return;
    if (view.inPassing || (view.succeeded && !mustBeRefused(view))) return;
    if (view.status === 400 && isMalformedBearer(view)) return;
    if ((view.status === 400 || view.status === 422) && view.setsSilent) return;
    if (view.status !== 401) {
      const sent =
        view.requestHeader('authorization') === undefined
          ? 'without Authorization'
          : view.violates('REQ-AUTH')
            ? 'with a malformed Authorization'
            : 'with an invalid token';
      return breaks(view, {
        message: `${view.intent === 'batch' ? 'a batch' : 'a request'} ${sent} must be answered with 401, got ${view.answer}`,
        expected: '401',
        actual: view.answer,
        pointer: 'status',
      });
    }
    if (!view.showsResponseHeaders) return;
    const given = view.responseHeader('www-authenticate');
    // Several challenges may share one header; each starts with its scheme.
    const isBearer =
      given !== undefined && /(^|,)\s*bearer\b/i.test(given.replace(/"(?:[^"\\]|\\[^]?)*(?:"|$)/g, '""'));
    const isWellFormed = isBearer && CHALLENGES.test(given.trim().replace(/\s+/g, ' '));
    if (isWellFormed) return holds(view);
    return breaks(view, {
      message: `a 401 must carry WWW-Authenticate: Bearer, got ${given ?? 'none'}${isBearer ? ', which is no list of challenges' : ''}`,
      expected: 'WWW-Authenticate: Bearer',
      actual: given ?? 'no WWW-Authenticate',
      pointer: 'header:WWW-Authenticate',
    });
  },
};

const PARAMETER = String.raw`[^\s"=,]+ ?= ?(?:[^\s"=,]+=*|"(?:[^"\\]|\\.)*")`;
const ELEMENT = String.raw`(?:[^\s"=,]+(?: (?:${PARAMETER}|[^\s"=,]+=*))?|${PARAMETER})?`;
/** Schemes, each with what it takes, and parameters of the one before (RFC 9110 11.6.1), with one space where there is any. */
const CHALLENGES = new RegExp(`^${ELEMENT}(?: ?, ?${ELEMENT})*$`);

/** Whether the suite sent what has the form of a token and is none (RFC 6750 3.1, invalid_token). */
const isKnownToBeNone = ({ exchange: { context } }: View): boolean =>
  context?.credentials === 'unknown' || context?.credentials === 'malformed';

/** Whether the value after Bearer is not a token: a malformed request may be refused as such (RFC 6750 3.1). */
const isMalformedBearer = (view: View): boolean =>
  view.violates('REQ-AUTH') && /^bearer +\S/i.test(view.requestHeader('authorization') ?? '');

/**
 * What a token is made of (RFC 6750 2.1) is for the client to keep: of recorded traffic only the provider knows
 * whether one that is made of something else was its own.
 */
const mustBeRefused = (view: View): boolean =>
  view.exchange.context !== undefined || !/^bearer +\S/i.test(view.requestHeader('authorization') ?? '');

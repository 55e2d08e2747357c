import { isMaskedSecret } from '../../exchanges/masks';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { View } from '../view';

/** A token, or what a redacted record has in its place. */
const TOKEN = /^([A-Za-z0-9._~+/-]+=*|\[secret-\d+, \d+ characters\])$/;
const BEARER = /^bearer +/i;

/**
 * Authorization: Bearer, and a token. Judged only where the record could show the header.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export const authorization: ExchangeCheck = {
  address: 'request/authorization',
  requirement: 'REQ-AUTH',
  needs: ['authorization'],
  scope: 'exchange',
  judge(view) {
    // A browser asks with OPTIONS whether it may send at all, and sends no credentials with that.
    if (view.method === 'OPTIONS') return;
    const given = view.requestHeader('authorization');
    if (given !== undefined && (isBearer(given) || standsForToken(view, given))) return holds(view);
    return breaks(view, {
      message:
        given === undefined
          ? 'Authorization must be present'
          : `Authorization must be Bearer and a token, got ${given || 'nothing'}`,
      expected: 'Bearer and a token',
      actual: given === undefined ? 'no Authorization' : given || 'an empty header',
      pointer: 'header:Authorization',
    });
  },
};

/** The token after the scheme; undefined for another scheme, or none. */
function credentialIn(given: string): string | undefined {
  const [scheme] = BEARER.exec(given) ?? [];
  return scheme === undefined ? undefined : given.slice(scheme.length);
}

const isBearer = (given: string): boolean => TOKEN.test((credentialIn(given) ?? '').trimEnd());

/**
 * Whether there is something in the token's place that need not be one: the example of a Pact, or what
 * documentation writes there. Of traffic that was seen on the wire that is what was sent.
 */
function standsForToken({ exchange: { expected, source } }: View, given: string): boolean {
  const token = credentialIn(given) ?? '';
  if (expected) return token !== '';
  return source.kind !== 'proxy' && source.kind !== 'verify' && isMaskedSecret(token);
}

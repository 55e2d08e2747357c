import { PLACEHOLDER } from '../../exchanges/redact';
import { breaks, holds, type ExchangeCheck } from '../check';

/** Bearer and a token, or what a redacted record has in the token's place. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*|\[secret-\d+, \d+ characters\])\s*$/i;

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
    // Documentation writes a placeholder in the token's place; so do recorders that redact.
    if (
      given !== undefined &&
      (BEARER.test(given) || PLACEHOLDER.test(/^bearer +(.*)$/i.exec(given)?.[1] ?? ''))
    ) {
      return holds(view);
    }
    return breaks(view, {
      message:
        given === undefined
          ? 'Authorization must be there'
          : `Authorization must be Bearer and a token, got ${given || 'nothing'}`,
      expected: 'Bearer and a token',
      actual: given === undefined ? 'no Authorization' : given || 'an empty header',
      pointer: 'header:Authorization',
    });
  },
};

import { isSuccess, statusesOf } from '../../contract/answers';
import type { Operation } from '../../contract/operation';
import { breaks, holds, type ExchangeCheck } from '../check';
import { preferred } from './preferred';

/**
 * An update that succeeds is answered with the status that its page has, and with no other of success.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Response
 */
export const status = ({ success }: Operation): ExchangeCheck => ({
  address: 'response/status',
  requirement: success.row,
  needs: [],
  reach: { intents: ['update'], answers: ['no-content', 'success', 'other'], isNot: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (!view.final || (!view.succeeded && !view.conforms)) return;
    const code = view.status as number;
    // An answer that the client asked for instead is judged by response/prefer.
    if (code === preferred(view)) return;
    if (isSuccess(success, code)) return holds(view);
    return breaks(view, {
      message: `success must be ${statusesOf(success)}, got ${view.answer}`,
      expected: statusesOf(success),
      actual: view.answer,
      pointer: 'status',
    });
  },
});

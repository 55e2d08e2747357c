import { describe } from '../../contract/describe';
import { breaks, holds, type ExchangeCheck } from '../check';
import { errorOf, isErrorOfProvider } from './error-response';

/**
 * An error carries innerError (the pages write innererror too) with date, request-id and client-request-id.
 * @see https://learn.microsoft.com/graph/errors
 */
export const innerError: ExchangeCheck = {
  address: 'errors/inner-error',
  requirement: 'ERR-INNER',
  needs: ['responseBody'],
  reach: { answers: ['refused', 'failed'] },
  scope: 'exchange',
  *judge(view) {
    const error = isErrorOfProvider(view) ? errorOf(view) : undefined;
    if (!error) return;
    const name = 'innererror' in error ? 'innererror' : 'innerError';
    const inner = error[name];
    if (inner === undefined) {
      return yield breaks(view, {
        message: 'an error should carry innerError',
        expected: 'innerError',
        actual: 'nothing',
        pointer: '/error/innerError',
      });
    }
    const broken = view.operation.validate('innerError', inner);
    if (broken.length === 0) return yield holds(view);
    for (const { message, expected, pointer } of broken) {
      yield breaks(view, {
        message: `in ${name}, ${message}`,
        expected,
        actual: describe(inner),
        pointer: `/error/${name}${pointer}`,
      });
    }
  },
};

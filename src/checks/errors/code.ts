import { describe } from '../../contract/describe';
import { breaks, holds, type ExchangeCheck } from '../check';
import { errorOf, isErrorOfProvider } from './error-response';

/**
 * The guidelines want codes in camelCase; codes that are seen are of many forms, so that this is noted only.
 * @see https://github.com/microsoft/api-guidelines/blob/vNext/graph/articles/errorResponses.md
 */
export const errorCode: ExchangeCheck = {
  address: 'errors/code',
  requirement: 'ERR-CODE',
  needs: ['responseBody'],
  reach: { answers: ['refused', 'failed'] },
  scope: 'exchange',
  judge(view) {
    const code = isErrorOfProvider(view) ? errorOf(view)?.['code'] : undefined;
    if (typeof code !== 'string') return;
    if (/^[a-z][A-Za-z0-9]*$/.test(code)) return holds(view);
    return breaks(view, {
      message: `camelCase is recommended for error codes, got ${describe(code)}`,
      expected: 'camelCase',
      actual: describe(code),
      pointer: '/error/code',
    });
  },
};

import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * An update is a PATCH; the page documents GET, PATCH and DELETE and no other method.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update HTTP request
 *   and https://www.rfc-editor.org/rfc/rfc9110#section-9.1
 */
export const method: ExchangeCheck = {
  address: 'request/method',
  requirement: 'REQ-METHOD',
  needs: [],
  scope: 'exchange',
  judge(view) {
    if (view.intent === undefined || view.intent === 'batch') return;
    const meant = documentedAs(view.method);
    if (view.intent !== 'other-method' || (meant === undefined && !WRITING.has(view.method.toUpperCase())))
      return holds(view);
    return breaks(view, {
      message:
        meant === undefined
          ? `an update is a PATCH, got ${view.method}`
          : `methods are case-sensitive: ${view.method} is another method than ${meant}`,
      expected: meant ?? 'PATCH',
      actual: view.method,
      pointer: 'method',
    });
  },
};

/** HEAD and OPTIONS are not judged: they change nothing. */
const WRITING = new Set(['PUT', 'POST']);

const DOCUMENTED = ['PATCH', 'GET', 'DELETE'];

/** The documented method that one differs from by its letter case alone. */
export const documentedAs = (method: string): string | undefined =>
  DOCUMENTED.find((name) => name !== method && name === method.toUpperCase());

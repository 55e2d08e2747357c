import { breaks, holds, type ExchangeCheck } from '../check';
import { preferred } from '../response/preferred';
import type { View } from '../view';

/** What a success is answered with (the update page, the get page and the delete page, Response); undefined where it cannot succeed. */
function promisedTo(view: View): readonly number[] | undefined {
  const { success, reset } = view.operation;
  const other = preferred(view);
  switch (view.intent) {
    case 'update':
      return [...new Set([success.status, ...success.also, ...(other === undefined ? [] : [other])])].sort();
    case 'reset':
      return reset && [reset.status];
    case 'read':
    case 'batch':
      return [200];
    default:
      return undefined;
  }
}

/**
 * A consumer expects the status that is promised. What a provider in some state may answer (a throttle, a
 * permission that is missing, a failure) depends on that state, and is not held against it.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Response
 */
export const expectsStatus: ExchangeCheck = {
  address: 'expectation/status',
  requirement: 'EXP-STATUS',
  needs: [],
  reach: { is: ['expected'] },
  scope: 'exchange',
  judge(view) {
    const { expected } = view.exchange;
    if (!expected || view.intent === undefined) return;
    const { value, fixed } = expected.status;
    const status = Number(value);
    const wrong = mustBeRefused(view);
    if (status >= 400) {
      if (!wrong || !fixed || wrong.statuses?.includes(status)) return holds(view);
      return breaks(view, {
        message: `${wrong.what} is refused with ${wrong.statuses ? oneOf(wrong.statuses) : 'any 4xx'}; the Pact expects exactly ${status}`,
        expected: wrong.statuses ? oneOf(wrong.statuses) : 'a 4xx',
        actual: String(status),
        pointer: 'status',
        weight: 'INFO',
      });
    }
    const promised = wrong ? undefined : promisedTo(view);
    if (promised?.includes(status)) return holds(view);
    return breaks(view, {
      message: promised
        ? `${view.method} is answered with ${oneOf(promised)}; the Pact expects ${status}`
        : `${wrong?.what ?? `${view.method} on the policy`} must be refused; the Pact expects ${status}`,
      expected: promised ? oneOf(promised) : 'a 4xx',
      actual: String(status),
      pointer: 'status',
    });
  },
};

const oneOf = (statuses: readonly number[]): string => statuses.join(' or ');

/** Why the provider must refuse the request, and with which statuses, where not with any; undefined where it need not. */
function mustBeRefused(view: View): { what: string; statuses?: readonly number[] } | undefined {
  if (view.violates('REQ-AUTH')) return { what: 'a request without a bearer token', statuses: [401] };
  if (view.intent === 'other-method') return { what: `${view.method} on the policy` };
  if (view.intent !== 'update') return undefined;
  if (view.violates('REQ-CT')) return { what: 'an update of another media type', statuses: [400, 415] };
  return view.sound ? undefined : { what: 'an update that breaks the contract' };
}

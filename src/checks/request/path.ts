import type { Operation } from '../../contract/operation';
import { breaks, holds, type ExchangeCheck } from '../check';

/** Routes that the CSDL has beside the page's: nothing is written of them, and nothing is said. */
const isOtherRoute = (path: string, { key }: Operation): boolean =>
  new RegExp(
    String.raw`/(v\d\.\d|beta)(/authenticationmethodspolicy)?/authenticationmethodconfigurations(/${key}|\('${key}'\))/?$`,
    'i',
  ).test(path);

/**
 * The path below the version root, compared without letter case, the key as a segment or in parentheses.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update HTTP request
 */
export const path: ExchangeCheck = {
  address: 'request/path',
  requirement: 'REQ-PATH',
  needs: [],
  scope: 'exchange',
  judge(view) {
    const { address, exchange } = view;
    if (address?.resource !== 'policy') return;
    // What is relative, as in a Pact, leaves open what stands before it.
    const versioned = address.version !== undefined || address.host === '';
    if (address.exact && versioned) return holds(view);
    const given = pathOf(exchange.request.url);
    if (!address.exact && isOtherRoute(given, view.operation)) return;
    return breaks(view, {
      message: address.exact
        ? `the path has no version root (/v1.0 or /beta)`
        : `the path is not that of the operation`,
      expected: `/v1.0${view.operation.path}`,
      actual: given,
      pointer: 'url',
    });
  },
};

function pathOf(url: string): string {
  const { pathname } = new URL(url, 'relative://');
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

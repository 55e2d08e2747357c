import type { Operation } from '../../contract/operation';
import { pathOf } from '../../exchanges/address';
import { breaks, holds, type ExchangeCheck } from '../check';

/** Other routes to the policy are not documented, so that they are not judged. */
function isOtherRoute(path: string, { resource }: Operation): boolean {
  const given = folded(path);
  return resource.routes.some((route) =>
    resource.roots.some((root) => given.endsWith(`/${root}${folded(route)}`)),
  );
}

/** A path in small letters, with a key in parentheses as a segment. */
const folded = (path: string): string =>
  path
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\('?([^()']*)'?\)$/, '/$1');

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
    // A relative URL, as in a Pact, does not show its root.
    const { roots } = view.operation.resource;
    const versioned = address.version !== undefined || address.host === '' || roots.length === 0;
    if (address.exact && versioned) return holds(view);
    const given = pathOf(exchange.request.url);
    if (!address.exact && isOtherRoute(given, view.operation)) return;
    return breaks(view, {
      message: address.exact
        ? `the path has no version root (${roots.map((root) => `/${root}`).join(' or ')})`
        : `the path is not that of the operation`,
      expected: `${roots[0] === undefined ? '' : `/${roots[0]}`}${view.operation.path}`,
      actual: given,
      pointer: 'url',
    });
  },
};

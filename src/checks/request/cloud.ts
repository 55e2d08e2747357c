import { breaks, holds, type ExchangeCheck } from '../check';
import { graphHost } from './graph-hosts';

/**
 * The cloud offers the operation under the version that is used: China does not offer it under v1.0.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update national cloud table
 */
export const cloud: ExchangeCheck = {
  address: 'request/cloud',
  requirement: 'REQ-CLOUD',
  needs: [],
  scope: 'exchange',
  judge(view) {
    if (view.address?.resource !== 'policy') return;
    const graph = graphHost(view.address.host);
    const { version } = view.address;
    if (!graph || version === undefined || graph.offers.length === 0) return;
    if (graph.offers.includes(version)) return holds(view);
    return breaks(view, {
      message: `the ${graph.cloud} cloud does not offer the operation under ${version}`,
      expected: graph.offers.join(' or '),
      actual: version,
      pointer: 'url',
    });
  },
};

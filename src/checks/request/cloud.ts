import { breaks, holds, type ExchangeCheck } from '../check';
import { graphHost } from './graph-hosts';

/**
 * The cloud offers the operation under the version that is used; its page has a table of clouds.
 * @see https://learn.microsoft.com/graph/deployments
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
    const { operation } = view;
    // A closed cloud is judged by request/host.
    if (!graph || version === undefined || graph.closed) return;
    if (operation.isOffered(graph.cloud, version)) return holds(view);
    return breaks(view, {
      message: `the ${graph.cloud} cloud does not offer the operation under ${version}`,
      expected: operation.resource.item['x-offered']?.[graph.cloud]?.join(' or ') || 'another cloud',
      actual: version,
      pointer: 'url',
    });
  },
};

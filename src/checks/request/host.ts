import { breaks, holds, type ExchangeCheck } from '../check';
import { graphHost } from './graph-hosts';

/**
 * Requests to Microsoft Graph use https and the root of a cloud that is still there. Other hosts are not judged.
 * @see https://learn.microsoft.com/graph/deployments
 */
export const host: ExchangeCheck = {
  address: 'request/host',
  requirement: 'REQ-HOST',
  needs: [],
  scope: 'exchange',
  judge(view) {
    if (view.address?.resource !== 'policy') return;
    const graph = graphHost(view.address.host);
    if (!graph) return;
    const { protocol } = view.address;
    if (protocol === 'https:' && !graph.closed) return holds(view);
    return breaks(view, {
      message:
        protocol === 'https:'
          ? `${view.address.host} is closed`
          : 'a request to Microsoft Graph must use https',
      expected: 'https and the root of a cloud that offers the operation',
      actual: `${protocol}//${view.address.host}`,
      pointer: 'url',
    });
  },
};

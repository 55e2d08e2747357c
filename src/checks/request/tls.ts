import { breaks, holds, type ExchangeCheck } from '../check';
import { graphHost } from './graph-hosts';

const OLD = new Set(['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1']);

/**
 * Microsoft Graph is talked to over TLS 1.2 or later.
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export const tls: ExchangeCheck = {
  address: 'request/tls',
  requirement: 'REQ-TLS',
  needs: ['protocol'],
  scope: 'exchange',
  judge(view) {
    if (view.address?.resource !== 'policy') return;
    const used = view.exchange.wire?.tls;
    if (used === undefined || !graphHost(view.address.host)) return;
    if (!OLD.has(used)) return holds(view);
    return breaks(view, {
      message: `TLS 1.2 or later must be used, got ${used}`,
      expected: 'TLS 1.2 or later',
      actual: used,
    });
  },
};

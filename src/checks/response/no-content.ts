import { bytesOf } from '../../exchanges/body';
import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Nothing follows the head of a 204: no body, no lone line end, nothing that comes late.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5
 */
export const noContent: ExchangeCheck = {
  address: 'response/no-content',
  requirement: 'RES-EMPTY',
  needs: [],
  scope: 'exchange',
  *judge(view) {
    const { wire, response, observed } = view.exchange;
    if (wire?.before?.behindStatus === 204) {
      const { bytes, sample, behind } = wire.before;
      yield { ...breaks(view, breach(bytes, sample)), exchanges: [behind, view.exchange.id] };
    }
    if (response?.status !== 204 || view.intent === undefined || view.exchange.failure) return;
    const body = response.body ? bytesOf(response.body) : Buffer.alloc(0);
    const bytes = wire?.after?.bytes ?? body.length;
    if (bytes > 0) yield breaks(view, breach(bytes, wire?.after?.sample ?? body.toString('latin1')));
    // A recorder that shows no bytes behind the head may have swallowed them.
    else if (observed.trailing) yield holds(view);
  },
};

function breach(bytes: number, sample: string) {
  const shown = JSON.stringify(sample.slice(0, 80));
  const actual = `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}: ${shown}${sample.length > 80 ? '…' : ''}`;
  return {
    message: `nothing may follow the head of a 204, got ${actual}`,
    expected: 'no byte',
    actual,
    pointer: 'body',
  };
}

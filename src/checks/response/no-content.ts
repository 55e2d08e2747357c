import { bytesOf } from '../../exchanges/body';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { Breaks, Judgement } from '../judgement';
import type { View } from '../view';

/**
 * Nothing follows the head of a 204: no body, no lone line end, nothing that comes late.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5
 */
export const noContent: ExchangeCheck = {
  address: 'response/no-content',
  requirement: 'RES-EMPTY',
  needs: [],
  scope: 'exchange',
  judge(view) {
    const stray = strayBefore(view);
    const behind = behindHead(view);
    return stray && behind ? [stray, behind] : (stray ?? behind);
  },
};

/** What stood before this answer and behind a 204 on the same connection. */
function strayBefore(view: View): Breaks | undefined {
  const { before } = view.exchange.wire ?? {};
  if (before?.behindStatus !== 204) return undefined;
  return {
    ...breaks(view, breach(before.bytes, before.sample)),
    exchanges: [before.behind, view.exchange.id],
  };
}

function behindHead(view: View): Judgement | undefined {
  const { wire, response, observed, failure } = view.exchange;
  if (response?.status !== 204 || failure) return undefined;
  const body = response.body && bytesOf(response.body);
  const bytes = wire?.after?.bytes ?? body?.length ?? 0;
  if (bytes > 0) return breaks(view, breach(bytes, wire?.after?.sample ?? body?.toString('latin1') ?? ''));
  // A recorder may have dropped bytes after the head.
  return observed.trailing ? holds(view) : undefined;
}

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

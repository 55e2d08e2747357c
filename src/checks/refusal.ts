import { breaks, holds, type CheckAddress, type ExchangeCheck } from './check';
import type { Breaks } from './judgement';
import type { View } from './view';

interface Refusal {
  address: CheckAddress;
  requirement: string;
  /** What is wrong with the request, as a noun for messages; undefined where it does not have this fault; `mayTake` where it may be taken all the same, and be answered with nothing but a success or a refusal. */
  fault(
    view: View,
  ): { what: string; pointer?: string; weight?: Breaks['weight']; mayTake?: true } | undefined;
  /** Statuses that will do; none: any 4xx. */
  statuses?: readonly number[];
  /** Whether it is asked of updates inside a batch as well; false where nothing is written of that. */
  inBatch?: boolean;
}

/**
 * A check that an update with a certain fault is answered with a 4xx. It judges requests whose
 * credentials would do, so that another refusal does not stand in for this one, and answers that are the
 * provider's own word: a throttle or a gateway's 5xx is none.
 */
export function refusal({ address, requirement, fault, statuses, inBatch = true }: Refusal): ExchangeCheck {
  const expected = statuses ? statuses.join(' or ') : 'a 4xx';
  return {
    address,
    requirement,
    needs: [],
    reach: { intents: ['update'], ...(inBatch ? {} : { isNot: ['in-batch' as const] }) },
    scope: 'exchange',
    judge(view) {
      if (!view.final || view.inPassing || !credentialsWouldDo(view)) return;
      // A gateway may change a batch on its way. The suite knows what it sent itself.
      if (view.exchange.batch && !view.exchange.context) return;
      // In recorded traffic, a refusal may have other reasons.
      if (!view.exchange.context && view.refused && statuses && !statuses.includes(view.status as number))
        return;
      const found = fault(view);
      if (!found) return;
      // If the request may be accepted, acceptance says nothing about this row.
      if (found.mayTake && view.succeeded) return;
      if (statuses ? statuses.includes(view.status as number) : view.refused) return holds(view);
      return breaks(view, {
        message: `${found.what} must be refused with ${expected}, got ${view.answer}`,
        expected,
        actual: view.answer,
        pointer: found.pointer ?? 'status',
        ...(found.weight ? { weight: found.weight } : {}),
      });
    },
  };
}

/** In a planned run the credentials are known; in recorded traffic a token that is there is taken to do. */
function credentialsWouldDo({ exchange: { context }, status, faults }: View): boolean {
  if (context) return context.credentials === 'full' || context.credentials === 'lower-case-scheme';
  return !faults.has('REQ-AUTH') && status !== 401 && status !== 403;
}

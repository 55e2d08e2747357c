import { breaks, holds, type CheckAddress, type ExchangeCheck } from './check';
import type { Breaks } from './judgement';
import type { View } from './view';

interface Acceptance {
  address: CheckAddress;
  requirement: string;
  /** What the request has that a provider must not refuse, for messages: "either spelling of the key". */
  of: string;
  /** The weight of a refusal, where it is less than the row's. */
  weight?(view: View): Breaks['weight'];
  /** Which requests are judged; those that conform, where it is not said. */
  judges?(view: View): boolean;
}

/**
 * A check that a request which conforms is not refused. It judges the requests that a scenario sent for
 * the row, and of those only the ones that the client's checks have nothing against. What is not a
 * success by another status is judged by response/status; what was throttled says nothing.
 */
export function acceptance({
  address,
  requirement,
  of,
  weight,
  judges = (view) => view.conforms,
}: Acceptance): ExchangeCheck {
  return {
    address,
    requirement,
    needs: [],
    reach: { is: ['planned'] },
    scope: 'exchange',
    judge(view) {
      if (view.exchange.context?.accept !== requirement || !view.final || view.inPassing) return;
      if (!judges(view)) return;
      if (view.succeeded) return holds(view);
      const lighter = weight?.(view);
      return breaks(view, {
        message: `${of} must be accepted, got ${view.answer}`,
        expected: view.intent === 'read' ? '200' : String(view.operation.success.status),
        actual: view.answer,
        pointer: 'status',
        ...(lighter ? { weight: lighter } : {}),
      });
    },
  };
}

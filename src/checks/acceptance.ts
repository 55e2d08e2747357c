import { breaks, holds, type CheckAddress, type ExchangeCheck } from './check';
import { errorOf } from './errors/error-response';
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
      const words = wordsOf(view);
      return breaks(view, {
        message: `${of} must be accepted, got ${view.answer}`,
        expected: view.intent === 'read' ? '200' : String(view.operation.success.status),
        actual: `${view.answer}${words}`,
        words: lasting(words),
        pointer: 'status',
        ...(lighter ? { weight: lighter } : {}),
      });
    },
  };
}

/** How much of a provider's message is quoted, in characters. */
const WORDS = 200;

/** Words without digits and without what is quoted: what is left does not name values. */
const lasting = (words: string): string =>
  words
    .replace(/"[^"]*"|'[^']*'/g, '')
    .split(/\s+/)
    .filter((word) => !/\d/.test(word))
    .join(' ');

/** The code and the message of an error, in the provider's own words and cut; nothing where it has neither. */
function wordsOf(view: View): string {
  const error = errorOf(view);
  const words = [error?.['code'], error?.['message']].filter(
    (part): part is string => typeof part === 'string' && part !== '',
  );
  if (words.length === 0) return '';
  const text = words.join(': ');
  return `: ${text.length > WORDS ? `${text.slice(0, WORDS)}…` : text}`;
}

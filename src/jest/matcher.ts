import type { Observation } from '../exchanges/exchange';
import { UsageError } from '../usage-error';
import { limitsOf, type Conclusion } from './conclusion';
import { atHand, type Answered, type AtHand } from './objects';

/** What `expect.extend` hands a matcher as `this`, in Jest and in Vitest. */
export interface MatcherContext {
  isNot?: boolean;
  promise?: string;
}

/** What a matcher hands back. */
export interface MatcherResult {
  pass: boolean;
  message(): string;
}

type Matcher<O> = (
  this: MatcherContext,
  received: unknown,
  options?: O,
) => MatcherResult | Promise<MatcherResult>;

/**
 * Makes a matcher for `expect.extend`. It answers at once where what it is given can be read at once, and in
 * a promise where a body has to be awaited.
 * @param answered what a response without its request is taken to answer
 */
export function matcher<O extends object>(
  name: string,
  answered: (options: O) => Answered,
  conclude: (hand: AtHand, options: O) => Conclusion,
): Matcher<O> {
  return function (received, options) {
    const { isNot = false, promise = '' } = this ?? {};
    const call = ['expect(…)', promise, isNot ? 'not' : '', `${name}()`]
      .filter((part) => part !== '')
      .join('.');
    const result = (conclusion: Conclusion): MatcherResult =>
      'neither' in conclusion
        ? // `.not` inverts the result, so that a case that is neither pass nor failure must fail in both forms.
          { pass: isNot, message: () => `${call}\n\n${conclusion.neither}` }
        : { pass: conclusion.pass, message: () => `${call}\n\n${conclusion.message}` };
    const badInput = (error: unknown): MatcherResult => {
      if (error instanceof UsageError) return result({ neither: error.message });
      throw error;
    };
    try {
      const given = options ?? ({} as O);
      const hand = atHand(received, answered(given));
      return hand instanceof Promise
        ? hand.then((known) => result(conclude(known, given))).catch(badInput)
        : result(conclude(hand, given));
    } catch (error) {
      return badInput(error);
    }
  };
}

/**
 * A message, and behind it what could not be seen.
 * @param about what matters to the message; by default all
 */
export const withLimits = (message: string, hand: AtHand, about?: readonly Observation[]): string =>
  [message, ...limitsOf(hand, about)].join('\n\n');

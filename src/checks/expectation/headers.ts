import { textOrValue } from '../../contract/describe';
import { mediaType } from '../../exchanges/headers';
import type { Operation } from '../../contract/operation';
import type { Demand } from '../../exchanges/exchange';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { Breaks } from '../judgement';

/** A header that some responses have: with which statuses, and whether what says so is a MUST. */
interface Documented {
  on(status: number, operation: Operation): boolean;
  weight?: 'SHOULD' | 'INFO';
  /** Whether a fixed value is promised too. */
  fixed?(value: string): boolean;
}

const any = (): boolean => true;
const withPolicy = (status: number, { success }: Operation): boolean =>
  status === 200 || (success.content && status === success.status);
const withBody = (status: number, operation: Operation): boolean =>
  status >= 400 || withPolicy(status, operation);

/** Names in lower case; what the pages, OData and RFC 9110 say of a response of the operation. */
const DOCUMENTED: Readonly<Record<string, Documented>> = {
  'content-type': { on: withBody, fixed: (value) => mediaType(value) === 'application/json' },
  'request-id': { on: any, weight: 'SHOULD' },
  'client-request-id': { on: any, weight: 'SHOULD' },
  'odata-version': { on: withPolicy, weight: 'INFO', fixed: (value) => /^4\.0/.test(value) },
  'www-authenticate': { on: (status) => status === 401, fixed: (value) => /^bearer\b/i.test(value) },
  allow: { on: (status) => status === 405 },
  'retry-after': { on: (status) => status === 429 || status === 503, weight: 'SHOULD' },
  date: { on: any, weight: 'SHOULD' },
};

/**
 * A consumer expects headers that are documented for the status, and fixed values only where they are.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5 and https://learn.microsoft.com/graph/best-practices-concept
 */
export const expectsHeaders: ExchangeCheck = {
  address: 'expectation/headers',
  requirement: 'EXP-HEADER',
  needs: [],
  reach: { is: ['expected'] },
  scope: 'exchange',
  *judge(view) {
    const { expected } = view.exchange;
    if (!expected) return;
    const breaches = expected.headers.flatMap(
      (demand) => breachOf(demand, Number(expected.status.value), view.operation) ?? [],
    );
    if (breaches.length === 0) yield holds(view);
    for (const breach of breaches) yield breaks(view, breach);
  },
};

function breachOf({ place, value, fixed }: Demand, status: number, operation: Operation) {
  const known = DOCUMENTED[place.toLowerCase()];
  const text = textOrValue(value);
  const pointer = `header:${place}`;
  if (!known?.on(status, operation)) {
    return {
      message: `${place} is not documented for a ${status}; the Pact expects it`,
      expected: `no ${place}`,
      actual: `${place}: ${text}`,
      pointer,
    };
  }
  if (fixed && !known.fixed?.(text)) {
    return {
      message: `no page promises the value of ${place}; the Pact expects exactly ${JSON.stringify(text)}`,
      expected: 'any value',
      actual: text,
      pointer,
    };
  }
  return known.weight === undefined
    ? undefined
    : ({
        message: `a provider should send ${place}, but does not have to; the Pact relies on it`,
        expected: `${place}, or none`,
        actual: `${place}: ${text}`,
        pointer,
        weight: known.weight,
      } satisfies Omit<Breaks, 'holds' | 'exchanges'>);
}

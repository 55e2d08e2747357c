import { describe } from '../../contract/describe';
import { propertiesOf } from '../../contract/slice';
import type { Demand } from '../../exchanges/exchange';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { Breaks } from '../judgement';
import type { View } from '../view';

/** Where the texts of an error stand that are promised to be there. */
const ERROR = /^\/error\/(code|message|target|details(\/.*)?|innererror(\/.*)?)$/i;

/**
 * A consumer expects a body that is promised: nothing in a 204, declared members in a read, and of an error its
 * form and not its text.
 * @see https://learn.microsoft.com/graph/errors
 */
export const expectsBody: ExchangeCheck = {
  address: 'expectation/body',
  requirement: 'EXP-BODY',
  needs: [],
  reach: { is: ['expected'] },
  scope: 'exchange',
  *judge(view) {
    const { expected } = view.exchange;
    if (!expected || view.intent === 'batch') return;
    const status = Number(expected.status.value);
    const breaches = expected.body.flatMap((demand) => breachOf(demand, status, view) ?? []);
    if (breaches.length === 0) yield holds(view);
    for (const breach of breaches) yield breaks(view, breach);
  },
};

type Breach = Omit<Breaks, 'holds' | 'exchanges'>;

function breachOf(demand: Demand, status: number, view: View): Breach | undefined {
  const { place, value } = demand;
  const found = { actual: `${place || 'the body'} ${describe(value)}`, pointer: place };
  if (status === 204)
    return { message: `a 204 has no body; the Pact expects one`, expected: 'nothing', ...found };
  if (status >= 400) return errorBreach(demand, found);
  const { success } = view.operation;
  const shown = status === 200 || (success.content && status === success.status);
  if (!shown || view.intent === 'other-method') return undefined;
  const [, name = ''] = place.split('/');
  const declared = Object.keys(propertiesOf(view.operation.policySchema));
  if (place === '' || name.includes('@') || declared.includes(name)) return undefined;
  return {
    message: `the policy has no member ${name} that is documented; the Pact expects one`,
    expected: 'documented members',
    ...found,
  };
}

function errorBreach(
  { place, value, fixed }: Demand,
  found: { actual: string; pointer: string },
): Breach | undefined {
  if (!ERROR.test(place)) {
    return {
      message: `an error has no ${place || 'such body'} that is documented; the Pact expects it`,
      expected: 'error with code, message and innerError',
      ...found,
    };
  }
  if (!fixed || typeof value !== 'string') return undefined;
  // The codes are documented as a list. No page promises which one an answer has.
  return place === '/error/code'
    ? {
        message: `no page promises the code of an error; the Pact expects exactly ${describe(value)}`,
        expected: 'any code',
        ...found,
        weight: 'SHOULD',
      }
    : {
        message: `the message of an error may change without notice; the Pact expects exactly ${describe(value)}`,
        expected: 'any text',
        ...found,
      };
}

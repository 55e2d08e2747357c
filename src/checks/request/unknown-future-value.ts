import { breaks, holds, type ExchangeCheck } from '../check';
import { targetsOf } from './targets';

/**
 * The sentinel member of an evolvable enumeration is for reading; a client does not send it.
 * @see https://github.com/microsoft/api-guidelines/blob/vNext/graph/patterns/evolvable-enums.md
 */
export const unknownFutureValue: ExchangeCheck = {
  address: 'request/unknown-future-value',
  requirement: 'REQ-UFV',
  needs: ['requestBody'],
  scope: 'exchange',
  *judge(view) {
    if (view.intent !== 'update') return;
    for (const { pointer, target } of targetsOf(view)) {
      const type = target['targetType'];
      if (typeof type !== 'string') continue;
      if (type.toLowerCase() !== 'unknownfuturevalue') yield holds(view);
      else
        yield breaks(view, {
          message: 'unknownFutureValue should not be sent',
          expected: '"group" or "user"',
          actual: `"${type}"`,
          pointer: `${pointer}/targetType`,
        });
    }
  },
};

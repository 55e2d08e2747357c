import { breaks, holds, type CheckAddress, type ExchangeCheck } from '../check';
import { targetsOf } from './targets';

/** A check that advises against one value of targetType; names of enumeration members are folded. */
export function advisesAgainst(
  value: string,
  row: { address: CheckAddress; requirement: string; message: string; expected: string },
): ExchangeCheck {
  const { address, requirement, message, expected } = row;
  return {
    address,
    requirement,
    needs: ['requestBody'],
    scope: 'exchange',
    *judge(view) {
      if (view.intent !== 'update') return;
      for (const { pointer, target } of targetsOf(view)) {
        const type = target['targetType'];
        if (typeof type !== 'string') continue;
        if (type.toLowerCase() !== value.toLowerCase()) yield holds(view);
        else yield breaks(view, { message, expected, actual: `"${type}"`, pointer: `${pointer}/targetType` });
      }
    },
  };
}

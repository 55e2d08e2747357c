import { breaks, holds, type CheckAddress, type ExchangeCheck } from '../check';
import type { Judgement } from '../judgement';
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
    reach: { intents: ['update'] },
    scope: 'exchange',
    judge: (view) =>
      targetsOf(view).flatMap(({ pointer, target }): Judgement[] => {
        const type = target['targetType'];
        if (typeof type !== 'string') return [];
        if (type.toLowerCase() !== value.toLowerCase()) return [holds(view)];
        return [breaks(view, { message, expected, actual: `"${type}"`, pointer: `${pointer}/targetType` })];
      }),
  };
}

import type { Operation } from '../../contract/operation';
import { finder, schemasBelow } from '../../contract/finder';
import { toPointer } from '../../contract/pointer';
import { breaks, holds, type CheckAddress, type ExchangeCheck } from '../check';

const discouraging = finder((node) => node['x-discouraged'] !== undefined);

/**
 * Checks made from the slice: one for each row that advises against values which the schema allows, such as the
 * sentinel of an evolvable enumeration. Names of enumeration members have no letter case.
 * @param addressOf the address that the register gives a row's check
 * @see https://github.com/microsoft/api-guidelines/blob/vNext/graph/patterns/evolvable-enums.md
 */
export function discouragedChecks(
  operation: Operation,
  addressOf: (requirement: string) => CheckAddress | undefined,
): ExchangeCheck[] {
  const rows = [...schemasBelow(operation.updateSchema)].flatMap((node) =>
    Object.values(node['x-discouraged'] ?? {}).map((against) => against['x-requirement']),
  );
  return [...new Set(rows)].flatMap((requirement) => {
    const address = addressOf(requirement);
    return address === undefined ? [] : [discouragedCheck(address, requirement)];
  });
}

function discouragedCheck(address: CheckAddress, requirement: string): ExchangeCheck {
  return {
    address,
    requirement,
    needs: ['requestBody'],
    reach: { intents: ['update'] },
    scope: 'exchange',
    *judge(view) {
      for (const { node, value, place } of discouraging(view.operation.updateSchema, view.members)) {
        if (typeof value !== 'string') continue;
        const found = Object.entries(node['x-discouraged'] ?? {}).find(
          ([word, against]) =>
            against['x-requirement'] === requirement && word.toLowerCase() === value.toLowerCase(),
        );
        if (!found) {
          yield holds(view);
          continue;
        }
        const expected = found[1].instead.map((word) => `"${word}"`).join(' or ');
        yield breaks(view, {
          message: `${place.join('.')} should be ${expected}, got "${value}"`,
          expected,
          actual: `"${value}"`,
          pointer: toPointer(place),
        });
      }
    },
  };
}

import type { Operation } from '../../contract/operation';
import { finder, schemasBelow } from '../../contract/finder';
import { toPointer } from '../../contract/pointer';
import type { SchemaNode } from '../../contract/slice';
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
    judge: (view) =>
      discouraging(view.operation.updateSchema, view.members)
        .filter(({ value }) => typeof value === 'string')
        .map(({ node, value, place }) => {
          const against = againstIn(node, value as string, requirement);
          if (!against) return holds(view);
          const expected = against.instead.map((word) => `"${word}"`).join(' or ');
          return breaks(view, {
            message: `${place.join('.')} should be ${expected}, got "${value as string}"`,
            expected,
            actual: `"${value as string}"`,
            pointer: toPointer(place),
          });
        }),
  };
}

/** The objections of a schema to a value, by row. */
function againstIn(node: SchemaNode, value: string, requirement: string) {
  for (const [word, against] of Object.entries(node['x-discouraged'] ?? {}))
    if (
      against['x-requirement'] === requirement &&
      word.length === value.length &&
      word.toLowerCase() === value.toLowerCase()
    )
      return against;
  return undefined;
}

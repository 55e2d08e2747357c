import type { Operation } from '../contract/operation';
import { propertiesOf } from '../contract/slice';

/** State B, with every number as high as it may be. */
export function highest(operation: Operation): Record<string, unknown> {
  const members: Record<string, unknown> = { ...operation.states.B };
  for (const [name, { maximum }] of Object.entries(propertiesOf(operation.updateSchema)))
    if (maximum !== undefined && typeof members[name] === 'number') {
      const higher = { ...members, [name]: maximum };
      if (operation.validateUpdate(operation.bodyOf(higher)).length === 0) members[name] = maximum;
    }
  return members;
}

import { isMembers } from '../../exchanges/body';
import type { View } from '../view';

/** A target of an update, and where it stands. */
export interface PlacedTarget {
  pointer: string;
  target: Record<string, unknown>;
}

/** The objects in both target collections of an update. */
export function* targetsOf(view: View): Iterable<PlacedTarget> {
  for (const collection of ['includeTargets', 'excludeTargets']) {
    const targets = view.members[collection];
    if (!Array.isArray(targets)) continue;
    for (const [index, target] of targets.entries()) {
      if (isMembers(target)) yield { pointer: `/${collection}/${index}`, target };
    }
  }
}

import { isMembers } from '../../exchanges/body';
import type { View } from '../view';

/** A target of an update, and where it stands. */
export interface PlacedTarget {
  pointer: string;
  target: Record<string, unknown>;
}

/** The objects in both target collections of an update. */
export const targetsOf = (view: View): PlacedTarget[] =>
  ['includeTargets', 'excludeTargets'].flatMap((collection) => {
    const targets = view.members[collection];
    if (!Array.isArray(targets)) return [];
    return targets.flatMap((target: unknown, index) =>
      isMembers(target) ? [{ pointer: `/${collection}/${index}`, target }] : [],
    );
  });

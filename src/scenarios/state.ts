import type { Operation } from '../contract/operation';
import type { Scenario } from './scenario';
import { atomic } from './state/atomic';
import { collections } from './state/collections';
import { reverted } from './state/delete';
import { key } from './state/key';
import { eachMemberAlone, severalMembers } from './state/members';
import { named } from './state/named';
import { repeat } from './state/repeat';
import { roundTrip } from './state/round-trip';
import { settingOf } from './state/setting';
import { storedLimits } from './state/stored-limit';
import { together } from './state/together';

/**
 * Meaning that a schema cannot hold: what an update does to the policy.
 * @param known whether the provider is known to have the groups
 */
export function stateScenarios(operation: Operation, groups: readonly string[], known: boolean): Scenario[] {
  const setting = settingOf(operation, groups, known);
  return [
    ...eachMemberAlone(setting),
    ...collections(setting),
    ...named(setting),
    severalMembers(setting),
    atomic(setting),
    repeat(setting),
    ...together(setting),
    roundTrip(),
    ...key(setting),
    ...storedLimits(setting),
    ...reverted(setting),
  ];
}

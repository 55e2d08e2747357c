import type { Operation } from '../contract/operation';
import type { Scenario } from './scenario';
import { atomic } from './state/atomic';
import { collections } from './state/collections';
import { reverted } from './state/delete';
import { key } from './state/key';
import { eachMemberAlone, severalMembers, textsLeftOut } from './state/members';
import { named } from './state/named';
import { otherValues } from './state/other-values';
import { readOnly } from './state/read-only';
import { repeat } from './state/repeat';
import { roundTrip } from './state/round-trip';
import { settingOf } from './state/setting';
import { storedLimits } from './state/stored-limit';
import { texts } from './state/texts';
import { together } from './state/together';

/**
 * Meaning that a schema cannot hold: what an update does to the policy.
 * @param known whether the provider is known to have the groups
 */
export function stateScenarios(operation: Operation, groups: readonly string[], known: boolean): Scenario[] {
  const setting = settingOf(operation, groups, known);
  const scenarios = [
    ...eachMemberAlone(setting),
    ...textsLeftOut(setting),
    ...texts(setting),
    ...collections(setting),
    ...named(setting),
    severalMembers(setting),
    atomic(setting),
    repeat(setting),
    ...together(setting),
    roundTrip(),
    ...key(setting),
    ...readOnly(setting),
    ...storedLimits(setting),
    ...reverted(setting),
  ];
  return [...scenarios, ...otherValues(setting, scenarios)];
}

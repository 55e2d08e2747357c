import { authorizationScenarios } from './authorization';
import { batchScenarios } from './batch';
import { belowScenarios } from './below';
import { constraintScenarios } from './constraints';
import { elsewhereScenarios } from './elsewhere';
import { refusalScenarios } from './refusals';
import { requestScenarios } from './requests';
import type { Scenario } from './scenario';
import { stateScenarios } from './state';
import { removed } from './state/delete';
import { targetUserScenarios } from './state/target-user';
import { INVENTED_GROUPS } from './invented-groups';
import { defaultOperation } from '../contract/operation';
import { wireScenarios } from './wire';

/** What the provider's directory holds, as far as the run was told. */
export interface Known {
  /** At least three; absent: invented ones will have to do. */
  groups?: readonly string[];
  users?: readonly string[];
}

/** All scenarios of a verification, in the order in which they are sent. */
export function allScenarios({ groups, users }: Known = {}, operation = defaultOperation()): Scenario[] {
  return [
    ...wireScenarios(operation),
    ...constraintScenarios(operation),
    ...stateScenarios(operation, groups ?? INVENTED_GROUPS, groups !== undefined),
    ...targetUserScenarios(operation, users ?? []),
    ...requestScenarios(operation),
    ...refusalScenarios(operation, groups ?? INVENTED_GROUPS),
    ...elsewhereScenarios(operation),
    ...authorizationScenarios(operation, groups ?? INVENTED_GROUPS),
    ...batchScenarios(operation, groups),
    ...belowScenarios(operation),
    // What takes the policy away: nothing can come behind it.
    ...removed(operation),
  ];
}

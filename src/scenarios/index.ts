import { batchScenarios } from './batch';
import { constraintScenarios } from './constraints';
import { refusalScenarios } from './refusals';
import { requestScenarios } from './requests';
import type { Scenario } from './scenario';
import { stateScenarios } from './state';
import { INVENTED_GROUPS } from './states';
import { wireScenarios } from './wire';

/** All scenarios of a verification, in the order in which they are sent. */
export function allScenarios(groups?: readonly string[]): Scenario[] {
  return [
    ...wireScenarios(),
    ...constraintScenarios(),
    ...stateScenarios(groups ?? INVENTED_GROUPS, groups !== undefined),
    ...requestScenarios(),
    ...refusalScenarios(),
    ...batchScenarios(),
  ];
}

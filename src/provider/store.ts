/** Where the policy is kept between requests, and where tests and provider states reach it. */
import { type PolicyConfiguration, defaultPolicy } from './policy';

export interface PolicyStore {
  /** A copy of the policy as it stands. */
  get(): PolicyConfiguration;
  /** Puts a policy in place of the one there is, unchecked. */
  set(policy: PolicyConfiguration): void;
  /** Back to the documented defaults. */
  reset(): void;
}

/** A store in memory that starts from the given policy, or from the documented defaults. */
export function createStore(initial: PolicyConfiguration = defaultPolicy()): PolicyStore {
  let current = copy(initial);
  return {
    get: () => copy(current),
    set(policy) {
      current = copy(policy);
    },
    reset() {
      current = defaultPolicy();
    },
  };
}

const copy = (policy: PolicyConfiguration): PolicyConfiguration => ({
  ...policy,
  includeTargets: policy.includeTargets.map((target) => ({ ...target })),
  excludeTargets: policy.excludeTargets.map((target) => ({ ...target })),
});

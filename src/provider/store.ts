/** Where the policy is kept between requests, and where tests and provider states reach it. */
import type { Policy, PolicyModel } from './policies/model';
import { type PolicyConfiguration, temporaryAccessPass } from './policies/temporary-access-pass';

export interface PolicyStore<Kept extends Policy = PolicyConfiguration> {
  /** Which policy it is. */
  readonly model: PolicyModel<Kept>;
  /** A copy of the policy as it stands. */
  get(): Kept;
  /** Puts a policy in place of the one there is, unchecked. */
  set(policy: Kept): void;
  /** Back to the configuration that there was at first. */
  reset(): void;
  /** Takes the policy away, until one is put in its place. */
  remove(): void;
  /** Whether it was taken away. */
  isGone(): boolean;
}

/** A store in memory that starts from the given Temporary Access Pass policy, or from the documented defaults. */
export const createStore = (initial?: PolicyConfiguration): PolicyStore =>
  storeOf(temporaryAccessPass, initial);

/** A store in memory for a policy of any method. */
export function storeOf<Kept extends Policy>(
  model: PolicyModel<Kept>,
  initial: Kept = model.defaults(),
): PolicyStore<Kept> {
  let current = copy(initial);
  let gone = false;
  return {
    model,
    get: () => copy(current),
    set(policy) {
      current = copy(policy);
      gone = false;
    },
    reset() {
      current = model.defaults();
      gone = false;
    },
    remove() {
      gone = true;
    },
    isGone: () => gone,
  };
}

/** A copy that shares no list and no object with what it is made from. */
function copy<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const made: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) made[name] = copy<unknown>(member);
  return made as Value;
}

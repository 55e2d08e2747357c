/** The policies of one tenant, which one provider serves. */
import { type Address, resolveAddress } from './address';
import type { AnyStore } from './operations';
import { MODELS } from './policies';
import { storeOf } from './store';

/** The member of the policy above that shows those of the methods. */
const SHOWN = 'authenticationMethodConfigurations';

/**
 * The policies beside one, each as it is documented.
 * @param store that policy; where it shows those of the methods, it shows them as they stand
 * @returns all of them, that one first
 */
export function tenantAround(store: AnyStore): AnyStore[] {
  const others = MODELS.filter((model) => model.operation !== store.model.operation).map((model) =>
    storeOf(model),
  );
  const all = [store, ...others];
  return all.map((each) => (SHOWN in each.get() ? showing(each, all) : each));
}

/** The store of a policy that shows others as they stand. */
function showing(store: AnyStore, all: readonly AnyStore[]): AnyStore {
  const shown = all.filter((each) => each !== store && !each.model.single);
  return {
    ...store,
    get: () => ({
      ...store.get(),
      [SHOWN]: shown.filter((each) => !each.isGone()).map((each) => each.get()),
    }),
  };
}

/** The policy that a path names, or the first for a batch; undefined where there is no such resource. */
export function resolveIn(
  pathname: string,
  stores: readonly AnyStore[],
  basePath = '',
): { address: Address; store: AnyStore } | undefined {
  for (const store of stores) {
    const address = resolveAddress(pathname, store.model, basePath);
    if (address) return { address, store };
  }
  return undefined;
}

/** `import 'graph-contract/vitest'` registers the matchers with Vitest's `expect`. */
import { beforeAll, describe, expect, test } from 'vitest';
import { describeContractIn, type ContractOptions } from './describe-contract.js';
import { matchers } from './matchers.js';
import type { ContractMatchers } from './types.js';

export { matchers };
export { toBeNoContent } from './to-be-no-content.js';
export { toCarryODataType } from './to-carry-odata-type.js';
export { toConformToContract, type ConformOptions } from './to-conform-to-contract.js';
export type { MatcherContext, MatcherResult } from './matcher.js';
export type { ContractMatchers, ContractOptions };

expect.extend(matchers);

/**
 * One Vitest test for each check of a provider; see `ContractOptions`.
 * @throws UsageError where nothing could be sent, or no check would be left
 */
export function describeContract(options: ContractOptions = {}): void {
  describeContractIn({ beforeAll, describe, test }, options);
}

/*
 * Vitest's assertions have the members of this interface, which they share with Jest's. An interface of the module
 * `vitest` itself is added to only where that module was loaded before this one.
 */
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- what Vitest declares
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- that is how interfaces of others are added to
    interface Matchers<R, T = {}> extends ContractMatchers<R, T> {}
  }
}

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

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-explicit-any -- as Vitest declares it
  interface Assertion<T = any> extends ContractMatchers<void, T> {}
}

/**
 * `import 'graph-contract/jest'` registers the matchers with Jest's `expect`; in `setupFilesAfterEnv`, for
 * every test file. Where there is none, such as in Vitest without globals, `expect.extend(matchers)` does.
 */
import type {} from 'expect';
import { UsageError } from '../usage-error';
import { describeContractIn, type ContractOptions, type Runner } from './describe-contract';
import { matchers } from './matchers';
import type { ContractMatchers } from './types';

export { matchers };
export { toBeNoContent } from './to-be-no-content';
export { toCarryODataType } from './to-carry-odata-type';
export { toConformToContract, type ConformOptions } from './to-conform-to-contract';
export type { MatcherContext, MatcherResult } from './matcher';
export type { ContractMatchers, ContractOptions };

/** The parts of Jest that are used here. */
type Globals = Runner & { expect: { extend(added: typeof matchers): void } };

/**
 * Jest's own, from its globals or, where a project does without them, from `@jest/globals`, which Jest hands
 * out to whatever it loads.
 */
function jest(): Globals | undefined {
  const globals = globalThis as Partial<Globals>;
  if (globals.expect && globals.describe && globals.test && globals.beforeAll) return globals as Globals;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is there in Jest alone
    return require('@jest/globals') as Globals;
  } catch {
    return undefined;
  }
}

jest()?.expect.extend(matchers);

/**
 * One Jest test for each check of a provider; see `ContractOptions`.
 * @example
 * describeContract({ provider: 'https://localhost:8443/v1.0', lacks: ['batch'] });
 * @throws UsageError where nothing could be sent, no check would be left, or no test runner is there
 */
export function describeContract(options: ContractOptions = {}): void {
  const runner = jest();
  if (!runner)
    throw new UsageError(
      'describeContract is for test files of Jest; Vitest has it in graph-contract/vitest',
    );
  describeContractIn(runner, options);
}

/* eslint-disable @typescript-eslint/no-empty-object-type -- that is how interfaces of others are added to */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ContractMatchers<R, T> {}
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- what @types/jest declares
  namespace jest {
    interface Matchers<R, T = {}> extends ContractMatchers<R, T> {}
  }
}

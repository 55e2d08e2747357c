import type { Shared } from './environment';

/** What the environment hands to each test file. */
export const { shared } = globalThis as unknown as { shared: Shared };

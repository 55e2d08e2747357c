// What a verdict ends with is in results/exit-code.ts.

/** Exit code of bad usage or configuration. */
export const USAGE = 2;
/** Exit code of a command that came to no verdict, or could not say all of it. */
export const INCOMPLETE = 3;

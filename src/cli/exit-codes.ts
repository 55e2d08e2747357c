// The exit codes of verdicts are in results/exit-code.ts.

/** Exit code of bad usage or configuration. */
export const USAGE = 2;
/** Exit code of a command that reached no verdict, or could not write all of its output. */
export const INCOMPLETE = 3;

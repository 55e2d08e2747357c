/** Messages between the Pact verifier's process and the run that started it. */

/** The result of one verification: the verifier's JSON, or why there is none. */
export type VerifierAnswer = { json: string } | { problem: string };

/** Marks the end of the verifier's standard output. */
export const END = '-- end of verification --';

/** What passes between the Pact verifier's process and the run that started it. */

/** What came of one verification: the verifier's JSON, or why there is none. */
export type VerifierAnswer = { json: string } | { problem: string };

/** Stands in the standard output behind all that the verifier had to say. */
export const END = '-- end of verification --';

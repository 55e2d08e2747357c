/**
 * A separate process for the Pact verifier, which is native code and writes to its standard output. It receives sets
 * of options over IPC, one after the other, and answers each with the result.
 */
import pact, { type VerifierOptions } from '@pact-foundation/pact-core';
import { END, type VerifierAnswer } from './verifier-messages';

process.on('message', (options: VerifierOptions) => {
  void verify(options).then((answer) =>
    process.stdout.write(`\n${END}\n`, () => void process.send?.(answer)),
  );
});
process.on('disconnect', () => process.exit());

async function verify(options: VerifierOptions): Promise<VerifierAnswer> {
  try {
    return { json: await pact.verifyPacts(options) };
  } catch (error) {
    // A failed verification is thrown as an error with its JSON as the message.
    const message = error instanceof Error ? error.message : String(error);
    return message.startsWith('{') ? { json: message } : { problem: message };
  }
}

/**
 * A process of its own for the Pact verifier, which writes what it likes to its standard output and is
 * native code. It is given one set of options after the other over IPC, and answers each with what came of it.
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
    // A verification that fails is thrown with its JSON as the message.
    const message = error instanceof Error ? error.message : String(error);
    return message.startsWith('{') ? { json: message } : { problem: message };
  }
}

// Pact's verifier in a process of its own, so that its time and memory can be told from the benchmark's.
import { text } from 'node:stream/consumers';
import { ofProject } from './places.mjs';

const { default: pact } = ofProject('@pact-foundation/pact-core');

try {
  account(await pact.verifyPacts(JSON.parse(await text(process.stdin))));
} catch (error) {
  // A verification that fails is thrown with its JSON as the message.
  if (error.message.startsWith('{')) account(error.message);
  else console.error(error.message);
  process.exitCode = 1;
}

function account(json) {
  console.log(`\n-- account: ${JSON.stringify(JSON.parse(json))}`);
}

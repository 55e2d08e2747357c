// A client in a process of its own, so that it trusts the certificate that it is pointed at: Node reads
// NODE_EXTRA_CA_CERTS at its start alone. Lines of JSON come in, and one goes out for each intent.
//   node send.mjs CLIENT
// The first line is { root, token, ca }; each of the others is an intent.
import { createInterface } from 'node:readline';

const { client } = await import(`./${process.argv[2]}.mjs`);
let made;
for await (const line of createInterface({ input: process.stdin })) {
  if (!made) made = client(JSON.parse(line));
  else process.stdout.write(`${JSON.stringify(await outcome(JSON.parse(line)))}\n`);
}

async function outcome(intent) {
  try {
    return { ok: true, value: await made.update(intent) };
  } catch (error) {
    // Kiota throws objects that are no errors, and have no text.
    const code = error?.error?.code ?? error?.code;
    return { ok: false, why: [code, error?.message ?? 'it was refused'].filter(Boolean).join(': ') };
  }
}

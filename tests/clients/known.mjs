// What a client loses, and whether that is what is known of it: one object of JSON, for the tests.
//   node tests/clients/known.mjs CLIENT [clients whose known issues it is held against, beside its own]
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fate, news } from './bodies.mjs';
import { bodyOf, OPERATIONS } from './intents.mjs';
import { ISSUES } from './issues.mjs';
import { start } from './worker.mjs';

const [id, ...others] = process.argv.slice(2);
const bodies = [];
const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  bodies.push(JSON.parse(text));
  response.writeHead(204).end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const client = start(id, { root: `http://127.0.0.1:${server.address().port}/v1.0`, token: 'an-example' });
const updates = [];
for (const intent of OPERATIONS.flatMap(({ intents }) => intents)) {
  const { ok, why } = await client.send(intent);
  if (!ok) throw new Error(`${id}: ${intent.name}: ${why}`);
  const wentOut = bodies.at(-1);
  updates.push({
    operation: intent.operation,
    name: intent.name,
    meant: bodyOf(intent),
    wentOut,
    ...fate(intent, wentOut),
  });
}
await client.end();
server.closeAllConnections();
server.close();

const lostOf = (operation) =>
  updates
    .filter((update) => update.operation === operation)
    .flatMap((update) => [...update.lost, ...update.changed]);
const told = Object.fromEntries(
  [id, ...others].map((known) => [
    known,
    OPERATIONS.flatMap((operation) => news(known, operation.id, lostOf(operation.id), ISSUES)),
  ]),
);
process.stdout.write(`${JSON.stringify({ updates, news: told })}\n`);

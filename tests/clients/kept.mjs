// What each client did, in reports/clients/: a run of some clients is put together with what the others did before, as
// long as the client, the updates and the programs that look at it are the same.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLIENTS } from './clients.mjs';
import { ISSUES } from './issues.mjs';
import { HERE, REPORTS, labelOf } from './places.mjs';

/** What decides what is seen of every client. */
const SHARED = [
  ...['answers.mjs', 'bodies.mjs', 'clients.mjs', 'faults.mjs', 'intents.mjs'],
  ...['mocked.mjs', 'proxied.mjs', 'send.mjs', 'updates.json', 'worker.mjs'],
];

const fileOf = ({ id }) => path.join(REPORTS, id, 'seen.json');

/** Keeps what was seen of a client. */
export function keep({ client, ...seen }) {
  writeFileSync(fileOf(client), JSON.stringify({ digest: digestOf(client), ...seen }));
}

/** What was seen of every client, in the order of the list; undefined where one was not seen as it is now. */
export function allSeen() {
  const all = CLIENTS.map((client) => ({ client, ...keptOf(client) }));
  return all.every(({ digest, client }) => digest !== undefined && digest === digestOf(client))
    ? all
    : undefined;
}

const keptOf = (client) =>
  existsSync(fileOf(client)) ? JSON.parse(readFileSync(fileOf(client), 'utf8')) : {};

/** Another one when what was seen is no longer about this client and these updates. */
function digestOf(client) {
  const known = ISSUES.filter((issue) => issue.client === client.id);
  const hash = createHash('sha256').update(JSON.stringify([labelOf(client), known]));
  for (const name of [...SHARED, ...ownOf(client)]) hash.update(readFileSync(path.join(HERE, name)));
  return hash.digest('hex');
}

/** The program of a client, and the file that pins what it uses. */
function ownOf({ id, toolchain }) {
  if (!toolchain) return [`${id}.mjs`, 'package-lock.json'];
  const own = readdirSync(path.join(HERE, id), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(HERE, path.join(entry.parentPath, entry.name)));
  return own
    .filter((name) => !/[\\/](node_modules|\.venv|\.built|target|__pycache__)[\\/]/.test(name))
    .sort();
}

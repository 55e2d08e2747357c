// One provider of the fleet, fresh, with the documented defaults, and what a tool is told about it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { setsPolicy } from './interactions.mjs';
import { ofProject } from './places.mjs';

const { behaviourOf, startFaulty } = ofProject('./dist/src/fleet/faults/index.js');
const { certificate } = ofProject('./dist/src/fleet/certificate.js');

/** What `verify` sends anyway, and the peers do when they are told that the provider wants it. */
const USUAL = {
  'usual-headers-wanted': {
    Accept: 'application/json',
    'User-Agent': 'peers',
    'client-request-id': '5f0c1e9a-6a2b-4a5e-9d55-0b7f5a2d9c11',
  },
};

/**
 * Starts a candidate of the fleet; one without an id is the correct provider.
 * @returns where it is and what it wants and lacks; `close` it when done
 */
export async function provide({ id, options = {} }) {
  const behaviour = id === undefined ? {} : behaviourOf(id);
  if (!behaviour) throw new Error(`nothing in src/provider/faults is called ${id}`);
  const tls = options.tls ? await certificate() : undefined;
  const running = await startFaulty(behaviour, {
    ...(options.basePath !== undefined && { basePath: options.basePath }),
    ...(tls && { tls }),
  });
  // A state that is set up ahead of its first request would be lost.
  if (id === 'starts-elsewhere') await fetch(running.url);
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-peers-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  const ca = path.join(folder, 'ca.pem');
  if (tls) writeFileSync(ca, tls.cert);
  const setUp = ({ state, params }) => {
    if (!setsPolicy({ name: state })) return;
    running.store.reset();
    running.store.set({ ...running.store.get(), ...params });
  };
  const states = await listen(setUp);
  return {
    url: running.url,
    /** As the catalogue has them, which is what `verify` is told. */
    options,
    lacks: options.lacks ?? [],
    groups: options.groups ?? [],
    headers: { ...USUAL[id], ...withoutCompression(options.headers ?? {}) },
    ...(tls && { ca }),
    /** A folder of this provider's own. */
    folder,
    /** Brings the policy into a provider state, past the operation. */
    setUp,
    statesUrl: `http://127.0.0.1:${states.address().port}/states`,
    async close() {
      states.closeAllConnections();
      await Promise.all([running.close(), new Promise((resolve) => states.close(resolve))]);
      process.off('exit', clear);
      clear();
    },
  };
}

/** Whether it asks for compression is the business of each tool's own client. */
const withoutCompression = ({ 'Accept-Encoding': _, ...headers }) => headers;

/** Provider states for Pact's verifier, which asks for them over HTTP. */
async function listen(setUp) {
  const server = createServer(async (request, response) => {
    const change = await json(request);
    if (change.action !== 'teardown') setUp(change);
    response.setHeader('Content-Type', 'application/json').end('{}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

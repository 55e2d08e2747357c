// @microsoft/microsoft-graph-client: a client without models, which sends the object that it is given.
import { createRequire } from 'node:module';
import { bodyOf, pathOf } from './intents.mjs';

// Its ES modules leave out the ending of a file's name, which Node wants.
const { Client } = createRequire(import.meta.url)('@microsoft/microsoft-graph-client');

export function client({ root, token }) {
  const { origin, hostname, pathname } = new URL(root);
  const graph = Client.initWithMiddleware({
    baseUrl: `${origin}/`,
    defaultVersion: pathname.slice(1),
    // Else it sends no token: it signs for Graph's own hosts, and for these, and over https alone.
    customHosts: new Set([hostname]),
    authProvider: { getAccessToken: async () => token },
  });
  return { update: (intent) => graph.api(pathOf(intent)).patch(bodyOf(intent)) };
}

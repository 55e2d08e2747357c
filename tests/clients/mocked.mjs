// A client sends every intent to a mock server of Pact's, which is told what was meant.
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { pathOf } from './intents.mjs';
import { at, pactOf } from './places.mjs';
import { start } from './worker.mjs';

// Else Pact's native core would look up an analytics host.
process.env.PACT_DO_NOT_TRACK = 'true';
const load = createRequire(at('package.json'));
const { MatchersV3, PactV4 } = load('@pact-foundation/pact');
const { localCertificate } = load(at('dist', 'src', 'proxy', 'certificate.js'));

const { boolean, integer, regex, string } = MatchersV3;
/** Stands for a token in the Pact file, where everyone reads it. */
const EXAMPLE_TOKEN = 'an-example-and-no-token';
const VERSION_ROOT = '/v1.0';

/**
 * Writes the Pact of a client and the provider of an operation.
 * @param {import('./clients.mjs').Client} client
 * @param {string} provider its name in the Pact
 * @param {readonly import('./intents.mjs').Intent[]} intents
 * @returns {Promise<{ intent: object, complaint: string }[]>} what the mock server did not see as it was meant,
 *   and what the Pact so leaves out
 */
export async function beforeMock(client, provider, intents) {
  const folder = mkdtempSync(path.join(tmpdir(), 'clients-'));
  const front = await startFront(path.join(folder, 'ca.pem'));
  const child = start(client.id, { root: front.root, token: EXAMPLE_TOKEN, ca: path.join(folder, 'ca.pem') });
  try {
    const pact = new PactV4({
      dir: folder,
      consumer: client.consumer,
      provider,
      logLevel: 'error',
    });
    const complaints = [];
    for (const intent of intents) {
      const complaint = await interact(pact, client, intent, front, child);
      if (complaint) complaints.push({ intent, complaint });
    }
    const written = path.join(folder, `${client.consumer}-${provider}.json`);
    if (existsSync(written)) publish(written, pactOf(client, provider));
    return complaints;
  } finally {
    await child.end();
    front.close();
    rmSync(folder, { recursive: true });
  }
}

function publish(written, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(JSON.parse(readFileSync(written, 'utf8')), undefined, 2)}\n`);
}

/** @returns {Promise<string | undefined>} what the mock server has to say of the request */
async function interact(pact, { own }, intent, front, child) {
  try {
    await pact
      .addInteraction()
      .given('the policy is set', intent.before)
      .given('the caller may update the policy')
      .uponReceiving(intent.name)
      .withRequest('PATCH', pathOf(intent), (builder) => {
        builder
          .headers({
            Authorization: regex('^Bearer [A-Za-z0-9._~+/-]+=*$', `Bearer ${EXAMPLE_TOKEN}`),
            'Content-Type': 'application/json',
            ...Object.fromEntries(
              Object.entries(own).map(([name, [pattern, example]]) => [name, regex(pattern, example)]),
            ),
          })
          .jsonBody({ '@odata.type': intent.type, ...mapped(intent.members) });
      })
      // The status alone: no matcher can say that nothing follows it.
      .willRespondWith(204)
      .executeTest(async ({ port }) => {
        front.to(port);
        await child.send(intent);
        await untilNoted(pact, port);
      });
    return undefined;
  } catch (error) {
    return error.message;
  }
}

/** The value is the client's to choose, within its kind. */
function matcherOf(value, name) {
  // The state of a feature may be `default`, too.
  if (name === 'state' && value !== 'default') return regex('^(enabled|disabled)$', value);
  if (name === 'state' || name === 'targetType') return value;
  if (Array.isArray(value)) return value.map((item) => matcherOf(item));
  if (typeof value === 'object') return mapped(value);
  if (typeof value === 'number') return integer(value);
  return typeof value === 'boolean' ? boolean(value) : string(value);
}

const mapped = (members) =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, matcherOf(value, name)]));

/** The mock server notes a request after its answer: pact-foundation/pact-reference#535. */
async function untilNoted(pact, port) {
  const { pact: mock } = pact;
  const noted = () =>
    mock.mockServerMatchedSuccessfully(port) ||
    mock.mockServerMismatches(port).some(({ type }) => type !== 'missing-request');
  for (let waited = 0; waited < 2000 && !noted(); waited += 5) await setTimeout(5);
}

/**
 * TLS before the mock servers, each of which has a port of its own, and a version root, which every client puts
 * before its paths and no Pact of this provider has.
 */
async function startFront(caFile) {
  let port;
  const made = await localCertificate();
  writeFileSync(caFile, made.cert);
  const server = createServer(made, (incoming, answer) => {
    const { 'content-encoding': encoding, ...headers } = incoming.headers;
    // A mock server reads no compressed body, and a Pact has none: it comes there as what it stands for.
    if (encoding === 'gzip') delete headers['content-length'];
    const options = {
      ...{ host: '127.0.0.1', port, method: incoming.method, headers, agent: false },
      path: incoming.url.slice(VERSION_ROOT.length),
    };
    const outgoing = request(options, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    // Each stream is ended with the other; what the client makes of that is its outcome.
    pipeline([incoming, ...(encoding === 'gzip' ? [createGunzip()] : []), outgoing], () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    root: `https://127.0.0.1:${server.address().port}${VERSION_ROOT}`,
    to(next) {
      port = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

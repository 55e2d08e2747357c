// How a client takes an answer: a server on this machine gives one and the same answer to every request of a
// client, and counts what comes.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readAs } from './bodies.mjs';
import { isDeepStrictEqual } from 'node:util';
import { OPERATIONS } from './intents.mjs';
import { at } from './places.mjs';
import { start } from './worker.mjs';

const { localCertificate } = createRequire(at('package.json'))(at('dist', 'src', 'proxy', 'certificate.js'));

/** What is sent to a server that gives every answer: how a client takes it is the same in every operation. */
const [UPDATE] = OPERATIONS[0].intents;
const POLICY = { '@odata.type': UPDATE.type, id: 'TemporaryAccessPass', state: 'enabled' };
const error = (code, message) => ({ error: { code, message } });
/** What a server asks for that wants a token with further claims (Continuous access evaluation). */
const CLAIMS = Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}').toString(
  'base64',
);

/** How many requests a client may send for one update; behind them it gets the 204 that it waits for. */
export const PATIENCE = 8;

/** What `Retry-After: 1` asks for, in milliseconds, less what the clocks of two processes may differ by. */
const SECOND = 990;

/**
 * @typedef {object} Situation
 * @property {string} id
 * @property {string} title
 * @property {number} status
 * @property {Record<string, string>} [headers]
 * @property {object} [body]
 */

/** @type {readonly Situation[]} */
export const SITUATIONS = [
  { id: 'nothing', title: '204 with nothing', status: 204 },
  { id: 'object', title: '200 with the policy', status: 200, body: POLICY },
  {
    ...{ id: 'error', title: '400 with an error body', status: 400 },
    body: error('invalidLifetime', 'The lifetime is out of range.'),
  },
  {
    ...{ id: 'throttled', title: '429 with `Retry-After: 1`', status: 429, headers: { 'Retry-After': '1' } },
    body: error('tooManyRequests', 'Slow down.'),
  },
  {
    ...{ id: 'challenged', title: '401 with a challenge', status: 401 },
    headers: { 'WWW-Authenticate': 'Bearer realm="", error="invalid_token"' },
    body: error('InvalidAuthenticationToken', 'The token has expired.'),
  },
  {
    ...{ id: 'claims', title: '401 that asks for claims', status: 401 },
    headers: { 'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${CLAIMS}"` },
    body: error('InvalidAuthenticationToken', 'Further claims are needed.'),
  },
];

/**
 * Puts a client into every situation, with the first update of the list.
 * @param {{ id: string }} client
 * @param {number} [tries] how often it is started anew and throttled at most, until what it sends again cannot be read
 * @returns {Promise<Record<string, object>>} by the situation: the outcome as the client has it, how many requests
 *   came, whether each could be read and meant the same, and whether it waited a second before each
 *   that it sent again
 */
export async function answered({ id }, tries = 1) {
  const folder = mkdtempSync(path.join(tmpdir(), 'clients-'));
  const front = await listen(path.join(folder, 'ca.pem'));
  const begin = () => start(id, { root: front.root, token: 'an-example-and-no-token', ca: front.ca });
  let child = begin();
  const taken = async (situation) => {
    front.answerWith(situation);
    const outcome = await child.send(UPDATE);
    return { ...outcome, ...seen(front.requests()) };
  };
  try {
    const found = {};
    for (const situation of SITUATIONS) found[situation.id] = await taken(situation);
    const throttled = SITUATIONS.find((situation) => situation.id === 'throttled');
    for (let left = tries; left > 1 && found.throttled.alike; left -= 1) {
      await child.end();
      child = begin();
      found.throttled = await taken(throttled);
    }
    return found;
  } finally {
    await child.end();
    front.close();
    rmSync(folder, { recursive: true });
  }
}

function seen(requests) {
  const patches = requests.filter(({ method }) => method === 'PATCH');
  const pauses = patches.slice(1).map(({ time }, index) => time - patches[index].time);
  return {
    requests: requests.length,
    patches: patches.length,
    alike: patches.every(({ body }) => body !== undefined && isDeepStrictEqual(body, patches[0].body)),
    waited: pauses.every((pause) => pause >= SECOND),
  };
}

async function listen(ca) {
  const made = await localCertificate();
  writeFileSync(ca, made.cert);
  let situation;
  let requests = [];
  const server = createServer(made, async (incoming, answer) => {
    const time = performance.now();
    // One that breaks off in the middle of its body cannot be read either.
    const sent = await buffer(incoming).catch(() => undefined);
    const body = readAs(sent, incoming.headers['content-encoding']);
    requests.push({ method: incoming.method, time, body });
    const { status, headers = {}, body: told } = requests.length > PATIENCE ? { status: 204 } : situation;
    answer.writeHead(status, { ...headers, ...(told && { 'Content-Type': 'application/json' }) });
    answer.end(told && JSON.stringify(told));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ca,
    root: `https://127.0.0.1:${server.address().port}/v1.0`,
    answerWith(next) {
      situation = next;
      requests = [];
    },
    requests: () => requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What came of a situation, in the words of the table. */
export function toldOf(situation, { ok, why = '', value, requests, patches, alike, waited }) {
  return [handed(situation, { ok, why, value }), resent({ requests, patches, alike, waited })]
    .filter(Boolean)
    .join('; ');
}

function handed({ status, body }, { ok, why, value }) {
  if (ok && value !== undefined && value !== null && value !== '')
    return value.id === POLICY.id ? 'hands the policy over' : 'hands something over';
  if (ok)
    return status < 300 ? (body ? 'succeeds, and hands nothing over' : 'succeeds') : 'succeeds in the end';
  const names = Object.entries(body?.error ?? {})
    .filter(([, text]) => why.includes(text))
    .map(([name]) => name);
  return names.length === 0 ? 'fails, without code and message' : `fails, with ${names.join(' and ')}`;
}

function resent({ requests, patches, alike, waited }) {
  if (requests === 0) return 'sends nothing';
  const others = requests > patches ? `; ${requests - patches} requests of other methods` : '';
  if (patches === 1) return others.slice(2);
  const wait = waited ? 'waits each time' : 'at once';
  const up =
    patches > PATIENCE ? `${PATIENCE} times and more` : `${patches - 1} ${patches === 2 ? 'time' : 'times'}`;
  return `sends the PATCH again ${up}${alike ? '' : ', with a body that cannot be read'}, ${wait}${others}`;
}

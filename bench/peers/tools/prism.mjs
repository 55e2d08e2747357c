import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { project, versionOf } from '../places.mjs';
import { requestsFor } from '../requests.mjs';
import { sliceFor } from '../slice.mjs';
import { start } from '../process.mjs';

const COMMAND = project('bench/peers/node_modules/@stoplight/prism-cli/dist/index.js');

/** How long an answer may take, in milliseconds; and the whole of them. */
const TIMEOUT = 15_000;
const LIMIT = 120_000;

const SHARED = {
  version: versionOf('@stoplight/prism-cli'),
  files: ['tools/prism.mjs', 'requests.mjs', 'slice.mjs'],
};

const SETTINGS = [
  'Input: the slice as it is, OpenAPI 3.1.',
  'Requests: those of `bench/peers/requests.mjs`, sent one after the other; the states of the Pact are set ' +
    'past the operation.',
  'A header that a provider wants is sent with every request; for TLS with a private CA, `NODE_EXTRA_CA_CERTS`.',
];

export const prism = {
  ...SHARED,
  id: 'prism',
  label: 'Prism proxy',
  mode: '`sl-violations`',
  settings: [
    ...SETTINGS,
    '`prism proxy SLICE PROVIDER`. A request counts as failed where the header `sl-violations` names the ' +
      'response, where it names the request and the provider answers 2xx all the same, or where there is no answer.',
  ],
  judge: (provider) => judge(provider, [], complaintOf),
};

export const prismErrors = {
  ...SHARED,
  id: 'prism-errors',
  label: 'Prism proxy',
  mode: '`--errors`',
  settings: [
    ...SETTINGS,
    '`prism proxy --errors SLICE PROVIDER`. What counts is the problem that Prism answers with in the place of ' +
      'the provider, unless it is about the request: one that the slice forbids never reaches the provider, so ' +
      'that nothing that is wrong with its refusal shows.',
  ],
  judge: (provider) => judge(provider, ['--errors'], problemOf),
};

async function judge(provider, options, complain) {
  const slice = path.join(provider.folder, 'slice.json');
  writeFileSync(slice, JSON.stringify(sliceFor(provider.lacks)));
  const port = await freePort();
  const proxy = start(
    process.execPath,
    [COMMAND, 'proxy', ...options, '--port', String(port), slice, provider.url],
    { env: provider.ca ? { NODE_EXTRA_CA_CERTS: provider.ca } : {}, limit: LIMIT },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cases = {};
  try {
    await listening(proxy);
    for (const { name, state, ...request } of requestsFor(provider)) {
      if (state) provider.setUp(state);
      cases[name] = complain(await send({ ...request, port, agent, wanted: provider.headers }));
    }
  } finally {
    agent.destroy();
    proxy.stop();
  }
  const { exit, memory, milliseconds } = await proxy.ended;
  // It is ended here, so that how it ends says nothing, unless it was by its time limit.
  const failed = Object.values(cases).some(Boolean);
  return { exit: exit === 'timed out' ? exit : Number(failed), cases, memory, milliseconds };
}

/** What Prism reports of an exchange, in the mode in which it lets everything through. */
function complaintOf({ problem, status, headers = {}, body }) {
  if (problem) return problem;
  // Where it cannot read the answer, it answers itself.
  if (isProblem(headers)) return summaryOf(status, body);
  const violations = JSON.parse(headers['sl-violations'] ?? '[]');
  const of = (part) => violations.filter(({ location }) => location[0] === part);
  const counted = [...of('response'), ...(status < 300 ? of('request') : [])];
  return counted.length === 0 ? null : counted.map(placeOf).join(', ');
}

/** What Prism answers in the place of the provider; what it holds against the request never got that far. */
function problemOf({ problem, status, headers = {}, body }) {
  if (problem) return problem;
  const summary = isProblem(headers) ? summaryOf(status, body) : null;
  return summary === null || AGAINST_REQUESTS.test(summary) ? null : summary;
}

const AGAINST_REQUESTS = /^(UNPROCESSABLE_ENTITY|UNAUTHORIZED|INVALID_CONTENT_TYPE|NO_METHOD_MATCHED_ERROR) /;

const isProblem = (headers) => /^application\/problem\+json/.test(headers['content-type'] ?? '');

function summaryOf(status, body) {
  try {
    const { type = '', title, validation = [] } = JSON.parse(body);
    return [type.split('#')[1] ?? title, status, ...validation.map(placeOf)].join(' ');
  } catch {
    // A provider's own, which need not be what it says.
    return `a problem that is no JSON ${status}`;
  }
}

const placeOf = ({ location = [], code }) => `${location.join('.')} ${code ?? ''}`.trim();

async function send({ port, agent, method, path: target, headers, body, wanted }) {
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const outgoing = httpRequest({
    ...{ host: '127.0.0.1', port, agent, method, path: target, timeout: TIMEOUT },
    headers: { ...wanted, ...headers, ...length },
    // What Prism has to say comes in a header, beside those of the provider.
    maxHeaderSize: 2 ** 20,
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
  outgoing.end(body);
  try {
    const [response] = await once(outgoing, 'response');
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  } catch (error) {
    return { problem: error.code ?? error.message };
  }
}

async function listening({ child, ended }) {
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  let over = false;
  void ended.then(() => (over = true));
  while (!/Prism is listening/.test(log)) {
    if (over) throw new Error(`Prism ended before it listened: ${log.slice(-500)}`);
    await sleep(20);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

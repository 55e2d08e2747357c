// A client sends every intent of an operation through the proxy, over TLS, to the embedded provider.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readAs } from './bodies.mjs';
import { CLI, REPORTS, ROOT } from './places.mjs';
import { start } from './worker.mjs';

/** Headers in which clients say what they are. */
const OWN = ['User-Agent', 'SdkVersion', 'X-ClientService-ClientTag', 'CommandName', 'ParameterSetName'];

/**
 * @param {import('./clients.mjs').Client} client
 * @param {string} operation
 * @param {readonly import('./intents.mjs').Intent[]} intents of that operation
 * @returns what came of each intent and the request as the proxy saw it, the verdict, the broken rows, and the
 *   recorded Pact
 */
export async function throughProxy({ id, consumer }, operation, intents) {
  const out = path.join(REPORTS, id, operation);
  const record = path.join(out, 'recorded-pact.json');
  rmSync(out, { recursive: true, force: true });
  const proxy = startProxy([
    ...['--operation', operation, '--max', String(intents.length)],
    ...['--out', out, '--record', record, '--consumer', consumer],
    // The values are those of updates.json, and what clients say of themselves: the record hides what is not known.
    ...['--show-member', 'identifier', '--show-header', OWN.join()],
  ]);
  let child;
  try {
    child = start(id, { ...(await proxy.listening), ca: path.join(out, 'proxy-ca.pem') });
    const outcomes = [];
    for (const intent of intents) outcomes.push(await child.send(intent));
    await child.end();
    // What the models of a client have no member for is not sent at all.
    const sent = outcomes.filter(({ lacks }) => !lacks).length;
    if (sent < intents.length) proxy.stop();
    const exitCode = await proxy.exited;
    const exchanges = exchangesIn(path.join(out, 'evidence.ndjson'));
    if (exchanges.length !== sent)
      throw new Error(`${id} sent ${exchanges.length} requests for ${sent} updates`);
    return {
      ...{ exitCode, record, broken: brokenIn(path.join(out, 'report.json')) },
      sent: intents.map((intent, index) => ({
        ...{ intent, headers: [] },
        ...outcomes[index],
        ...(outcomes[index].lacks ? {} : exchanges.shift()),
      })),
    };
  } finally {
    await child?.end();
    proxy.kill();
  }
}

function startProxy(options) {
  const args = [
    CLI,
    'proxy',
    '--tls',
    '--port',
    '0',
    '--strict',
    '--no-color',
    '--format',
    'json',
    ...options,
  ];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const listening = new Promise((resolve, reject) => {
    let root;
    let token;
    const heard = () => root && token && resolve({ root, token });
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      root ??= line;
      heard();
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      token ??= /^\s+read and write\s+(\S+)$/.exec(line)?.[1];
      heard();
    });
    void exited.then((code) => reject(new Error(`the proxy ended with ${code}:\n${said.join('\n')}`)));
  });
  return { listening, exited, stop: () => child.kill('SIGINT'), kill: () => child.exitCode ?? child.kill() };
}

/** The rows that the client did not keep, SHOULD rows too. */
function brokenIn(report) {
  const { findings } = JSON.parse(readFileSync(report, 'utf8'));
  const failing = findings.filter(({ outcome }) => outcome === 'violates' || outcome === 'deviates');
  return [...new Set(failing.map(({ requirement }) => requirement))];
}

/** Requests and answers of a run, from its evidence. */
function exchangesIn(file) {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'exchange')
    .map(({ request, response }) => ({
      headers: request.headers,
      body: bodyOf(request),
      status: response?.status,
    }));
}

/** The body as JSON, whether it went out compressed or not. */
function bodyOf({ headers, body: { data, encoding } }) {
  const [, sent] = headers.find(([name]) => name.toLowerCase() === 'content-encoding') ?? [];
  return readAs(Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8'), sent);
}

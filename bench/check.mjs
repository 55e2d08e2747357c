// What does `check` cost beside JSON.parse of the same lines, how does it grow, and what do peers cost?
//   npm run bench:check [-- LINES]
// Each figure is a ratio of two medians of the same run, so that a slow machine slows both.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const ofProject = (name) => require(`../dist/src/${name}`);
const { check } = ofProject('run/check.js');
const { openFile, sourceOf } = ofProject('exchanges/readers/source.js');

const RUNS = 5;
const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-bench-'));
const root = 'https://graph.microsoft.com/v1.0';
const policy = `${root}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass`;
const type = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

if (process.argv[2] === '--once') await once(process.argv[3]);
else {
  try {
    await bench(Number(process.argv[2] ?? 100_000));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bench(lines) {
  console.log(`${process.version}, medians of ${RUNS} runs\n`);
  console.log(`${lines.toLocaleString('en')} lines of NDJSON, beside JSON.parse of the same lines`);
  for (const [what, options] of [
    ['one in ten an update of the policy, 40 different ones', { share: 10, bodies: 40, aim: 0.33 }],
    ['every line an update, 40 different ones', { share: 1, bodies: 40, aim: 0.33 }],
    ['every line an update, and none like another', { share: 1, bodies: Infinity, aim: 0.12 }],
  ]) {
    const file = written(lines, options);
    const texts = readFileSync(file, 'utf8').trim().split('\n');
    const parse = [];
    const judged = [];
    for (let run = 0; run <= RUNS; run += 1) {
      parse.push(await timed(() => texts.forEach((text) => JSON.parse(text))));
      judged.push(await timed(() => check({ sources: [openFile(file, file)], env: { GITHUB_SHA: '-' } })));
    }
    const [bare, whole] = [median(parse.slice(1)), median(judged.slice(1))];
    console.log(`  ${what}`);
    console.log(`    JSON.parse  ${perLine(bare, lines)}    check  ${perLine(whole, lines)}`);
    console.log(
      `    speed, as a share of JSON.parse's  ${(bare / whole).toFixed(2)} (aim: ${options.aim} or more)`,
    );
  }

  console.log('\nGrowth, every tenth line an update, in a process of its own');
  for (const size of [1000, 10_000, 100_000, 1_000_000]) {
    const file = written(size, { share: 10, bodies: 40 });
    const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--once', file], {
      encoding: 'utf8',
    });
    const { milliseconds, peak } = JSON.parse(stdout);
    console.log(
      `  ${size.toLocaleString('en').padStart(9)} lines  ${(milliseconds / 1000).toFixed(2)} s  ${(peak / 2 ** 20).toFixed(0)} MB at most`,
    );
    rmSync(file);
  }

  await peers();
}

/** Judges one file, and says how long it took and how much memory the process had at most. */
async function once(file) {
  const milliseconds = await timed(() =>
    check({ sources: [openFile(file, file)], env: { GITHUB_SHA: '-' } }),
  );
  process.stdout.write(JSON.stringify({ milliseconds, peak: process.resourceUsage().maxRSS * 1024 }));
}

/** Our Pact, many times over, before `check` and before the peers. */
async function peers() {
  const times = 20;
  const pact = JSON.parse(
    readFileSync(
      fileURLToPath(
        new URL('../contracts/tap-policy-client-microsoft-graph-tap-policy.json', import.meta.url),
      ),
      'utf8',
    ),
  );
  const many = { ...pact, interactions: Array.from({ length: times }, () => pact.interactions).flat() };
  const count = many.interactions.length;
  const text = JSON.stringify(many);
  const ours = await medianOf(() =>
    check({ sources: [sourceOf('pact', Readable.from([Buffer.from(text)]))], env: { GITHUB_SHA: '-' } }),
  );
  console.log(`\n${count} interactions of a Pact`);
  console.log(`  check                      ${perLine(ours, count)}`);

  const { slice } = ofProject('contract/operation').defaultOperation();
  const { Comparator } = await import('@pactflow/openapi-pact-comparator');
  const comparator = await medianOf(async () => {
    for await (const result of new Comparator(slice).compare(many)) void result;
  });
  tell('openapi-pact-comparator', comparator, ours, count);

  const prism = fileURLToPath(new URL('./peers/node_modules/@stoplight/prism-http', import.meta.url));
  if (!existsSync(prism)) {
    console.log('  PRISM IS NOT MEASURED: npm run bench:peers installs it');
    return;
  }
  const fromPeers = createRequire(path.join(prism, 'package.json'));
  const { validateInput } = fromPeers('./dist/validator');
  const { getHttpOperationsFromSpec } = fromPeers('@stoplight/prism-cli/dist/operations');
  const operations = await getHttpOperationsFromSpec(
    fileURLToPath(new URL('../spec/operations/temporaryAccessPass/openapi.yaml', import.meta.url)),
  );
  const requests = many.interactions.map(({ request }) => ({
    resource: operations.find(({ method }) => method === request.method.toLowerCase()),
    element: {
      method: request.method.toLowerCase(),
      url: { path: request.path, baseUrl: root },
      headers: Object.fromEntries(
        Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value].flat()[0]]),
      ),
      body: request.body?.content,
    },
  }));
  const validator = await medianOf(() => {
    for (const each of requests) if (each.resource) validateInput(each);
  });
  tell("Prism's validator, requests alone", validator, ours, count);
}

function tell(name, theirs, ours, count) {
  console.log(
    `  ${name.padEnd(25)}  ${perLine(theirs, count)}, ${(theirs / ours).toFixed(1)} times as long (aim: 10)`,
  );
}

/** NDJSON of `lines` exchanges, of which one in `share` is an update of the policy. */
function written(lines, { share, bodies }) {
  const file = path.join(folder, `${lines}-${share}-${bodies}.ndjson`);
  const descriptor = openSync(file, 'w');
  let text = '';
  for (let at = 0; at < lines; at += 1) {
    text += `${JSON.stringify(at % share === 0 ? update(at, (at / share) % bodies) : other(at))}\n`;
    if (text.length > 2 ** 20 || at === lines - 1) {
      writeSync(descriptor, text);
      text = '';
    }
  }
  closeSync(descriptor);
  return file;
}

function timing(at) {
  return {
    startedAt: new Date(Date.UTC(2026, 0, 1) + 997 * at).toISOString(),
    durationMs: 20 + (at % 977) / 10,
  };
}

function headers(id) {
  return {
    Authorization: 'Bearer [secret-1, 1432 characters]',
    'Content-Type': 'application/json',
    Accept: 'application/json',
    'client-request-id': id,
    'User-Agent': 'tenant-settings/4.2',
  };
}

function update(at, which) {
  const id = randomUUID();
  const body = {
    '@odata.type': type,
    state: which % 2 ? 'enabled' : 'disabled',
    defaultLength: 8 + (which % 41),
    defaultLifetimeInMinutes: 60 + (which % 379),
    minimumLifetimeInMinutes: 10 + (which % 50),
    maximumLifetimeInMinutes: 480 + (which % 9973),
    isUsableOnce: which % 3 === 0,
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  };
  return {
    ...timing(at),
    request: { method: 'PATCH', url: policy, headers: headers(id), body },
    response: {
      status: 204,
      headers: { 'request-id': randomUUID(), 'client-request-id': id },
      body: null,
    },
  };
}

function other(at) {
  const id = randomUUID();
  return {
    ...timing(at),
    request: { method: 'GET', url: `${root}/users/${id}?$select=id,displayName`, headers: headers(id) },
    response: {
      status: 200,
      headers: { 'request-id': randomUUID(), 'client-request-id': id, 'Content-Type': 'application/json' },
      body: { id, displayName: `Person ${at}`, mail: `person${at}@contoso.example`, jobTitle: 'Engineer' },
    },
  };
}

async function timed(what) {
  const start = performance.now();
  await what();
  return performance.now() - start;
}

async function medianOf(what) {
  const times = [];
  for (let run = 0; run <= RUNS; run += 1) times.push(await timed(what));
  return median(times.slice(1));
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

function perLine(milliseconds, lines) {
  return `${((1000 * milliseconds) / lines).toFixed(2).padStart(7)} µs each`;
}

// Real clients as consumers: each updates the policies of several methods in every documented way, through the proxy
// and before a mock server of Pact's, which writes its Pacts into contracts/. The Pacts are then replayed and judged, and
// what each client sends beyond the documented is written into docs/clients.md.
// What a client does with answers of every kind is looked at, too. A client whose toolchain is missing is passed over.
//   npm run clients [-- --only graph-client,curl]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { fate, news } from './bodies.mjs';
import { CLIENTS, intentsOf } from './clients.mjs';
import { OPERATIONS, bodyOf } from './intents.mjs';
import { ISSUES } from './issues.mjs';
import { allSeen, keep } from './kept.mjs';
import { writePacts } from './pacts.mjs';
import { CLI, REPORTS, ROOT, install, labelOf, pactOf } from './places.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',') ?? CLIENTS.map(({ id }) => id);
const strangers = wanted.filter((id) => !CLIENTS.some((client) => client.id === id));
if (strangers.length > 0) {
  process.stderr.write(
    `clients: there is no ${strangers.join(', no ')}; there are ${CLIENTS.map(({ id }) => id).join(', ')}\n`,
  );
  process.exit(2);
}

install();
const [
  { throughProxy },
  { beforeMock },
  { publish },
  { answered, SITUATIONS, toldOf },
  { faultsOf, newsOfFaults, FAULTS },
] = await Promise.all([
  import('./proxied.mjs'),
  import('./mocked.mjs'),
  import('./docs.mjs'),
  import('./answers.mjs'),
  import('./faults.mjs'),
]);

const say = (line) => process.stdout.write(`${line}\n`);
const wrong = [];
const passedOver = [];
/** The Pacts that were written or recorded, by operation. */
const pacts = new Map(OPERATIONS.map(({ id }) => [id, []]));

const seen = [];
for (const client of CLIENTS.filter(({ id }) => wanted.includes(id)).filter(isThere)) {
  const began = performance.now();
  const label = labelOf(client);
  const sent = [];
  const faults = new Set();
  const answers = await answered(client, triesOf(client));
  for (const operation of OPERATIONS) {
    const updates = await updatesOf(client, label, operation);
    // Each operation has a process of its own.
    for (const fault of faultsOf(updates, answers)) faults.add(fault);
    sent.push(...updates);
  }
  for (const { client: id, links, why } of ISSUES)
    if (id === client.id) say(`  known: ${links.join(' ') || why}`);
  for (const situation of SITUATIONS)
    say(`  ${situation.title}: ${toldOf(situation, answers[situation.id])}`);
  for (const fault of faults) say(`FAULT  it ${FAULTS[fault]}; blame: client (${label})`);
  wrong.push(...newsOfFaults(client.id, [...faults], ISSUES));
  say(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  seen.push({ client, label, answers, faults: [...faults], sent });
  keep(seen.at(-1));
}

if (seen.length === 0) wrong.push('no client ran');
else judgePacts();

const all = wrong.length === 0 ? allSeen() : undefined;
if (all) say(`wrote ${path.relative(ROOT, await publish(all, ISSUES))}`);
for (const line of wrong) say(`WRONG  ${line}`);
for (const line of passedOver) say(line);
const ran = `${seen.length} of ${wanted.length} clients ran`;
say(wrong.length === 0 ? `${ran}, and each is as it is known to be` : `${ran}; ${wrong.length} not as known`);
process.exitCode = wrong.length === 0 ? 0 : 1;

/** Makes a client update the policy of one operation in every way, and says what it loses. */
async function updatesOf(client, label, { id: operation, provider, ...rest }) {
  const where = `${label}: ${operation}`;
  const intents = intentsOf(client, { id: operation, ...rest });
  const { sent, exitCode, record, broken } = await throughProxy(client, operation, intents);
  const fates = sent.map((one) => ({
    ...one,
    ...(one.lacks ? { lost: one.lacks, changed: [], added: [] } : fate(one.intent, one.body)),
  }));
  const short = fates.filter(({ lost, changed }) => lost.length + changed.length > 0);
  const stated = sent.filter(({ lacks }) => !lacks).map(({ intent }) => intent);
  const partly = short.filter(({ lacks }) => !lacks);
  say(
    `${where}: ${stated.length} updates through the proxy, ${partly.length} of them without all that was meant`,
  );
  for (const one of partly) tellLoss(label, one);
  const known = ISSUES.filter((issue) => issue.client === client.id).flatMap(
    ({ breaks }) => breaks?.[operation] ?? [],
  );
  if (!isDeepStrictEqual(broken, known) || exitCode !== (broken.length > 0 ? 1 : 0))
    wrong.push(`${where}: the proxy ended with ${exitCode}, and these rows are broken: ${broken.join(', ')}`);
  for (const { intent, ok, why, status, lacks } of sent)
    if (lacks) say(`LACKS  ${intent.name}: ${why}; blame: client (${label})`);
    else if (!ok || status !== 204)
      wrong.push(`${where}: ${intent.name}: ${why ?? `the answer was ${status}`}`);
  for (const { intent, added } of fates)
    if (added.length > 0) wrong.push(`${where}: ${intent.name}: it added ${added.join(', ')}`);
  // The way around a loss has to work.
  for (const { intent } of short)
    if (intent.aside) wrong.push(`${where}: ${intent.name}: members are lost there, too`);
  const losses = short.flatMap(({ lost, changed }) => [...lost, ...changed]);
  wrong.push(...news(client.id, operation, losses, ISSUES));

  const complaints = await beforeMock(client, provider, stated);
  const pact = pactOf(client, provider);
  say(`  ${path.relative(ROOT, pact)}: ${stated.length - complaints.length} interactions`);
  // The mock server was told what was meant: it has to miss what the proxy did not see either, and no more.
  for (const { intent, complaint } of complaints)
    if (!short.some((one) => one.intent === intent)) wrong.push(`${where}: ${intent.name}: ${complaint}`);
  for (const { intent, lost } of partly)
    if (
      !complaints.some((one) => one.intent === intent && lost.every((name) => one.complaint.includes(name)))
    )
      wrong.push(`${where}: ${intent.name}: the mock server did not miss ${lost.join(', ')}`);
  pacts.get(operation).push(pact, record);
  return fates;
}

/** How often a fault is looked for that is known not to show each time. */
function triesOf({ id }) {
  return Math.max(1, ...ISSUES.filter(({ client }) => client === id).map(({ tries = 1 }) => tries));
}

/** Installs a client; says why it is passed over where its toolchain is missing. */
function isThere({ id, toolchain }) {
  const missing = toolchain?.missing();
  if (missing) passedOver.push(`NOT RUN  ${id}: ${missing}`);
  if (!toolchain || missing) return !missing;
  try {
    toolchain.install();
    return true;
  } catch (error) {
    passedOver.push(`NOT RUN  ${id}: ${error.message}`);
    wrong.push(`${id} could not be installed`);
    return false;
  }
}

/** What was meant, what went out, and whose fault the difference is. */
function tellLoss(label, { intent, body, lost, changed }) {
  say(`LOST  ${intent.name}`);
  say(`  meant     ${JSON.stringify(bodyOf(intent))}`);
  say(`  went out  ${JSON.stringify(body)}`);
  if (lost.length > 0) say(`  lost      ${lost.join(', ')}; blame: client (${label})`);
  if (changed.length > 0) say(`  changed   ${changed.join(', ')}; blame: client (${label})`);
}

/** Judges all Pacts, and replays those of each operation against its embedded provider. */
function judgePacts() {
  if (!values.only) pacts.get(OPERATIONS[0].id).push(...writePacts(say));
  judge('check', [...pacts.values()].flat(), ['check']);
  for (const [operation, files] of pacts)
    judge(
      'verify',
      files.flatMap((file) => ['--pact', file]),
      ['verify', operation],
      ['--operation', operation],
    );
}

/** Runs the command line, and shows the last of what it prints, or all where it doesn't end with 0. */
function judge(command, files, out, options = []) {
  const args = [command, ...files, ...options, '--strict', '--out', path.join(REPORTS, ...out), '--no-color'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PACT_DO_NOT_TRACK: 'true' },
  });
  const what = [command, ...options].join(' ');
  say(`${what}: ${status === 0 ? stdout.trimEnd().split('\n').at(-1) : `${stdout}\n${stderr}`}`);
  if (status !== 0) wrong.push(`${what} of the Pacts ended with ${status}`);
}

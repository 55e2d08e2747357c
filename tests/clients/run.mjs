// Real clients as consumers: each updates the policy in every documented way, through the proxy and before a mock
// server of Pact's, which writes its Pact into contracts/. The Pacts are then replayed and judged, and what each
// client sends beyond the documented is written into docs/clients.md.
// What a client does with answers of every kind is looked at, too. A client whose toolchain is missing is passed over.
//   npm run clients [-- --only graph-client,curl]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fate, news } from './bodies.mjs';
import { CLIENTS, intentsOf } from './clients.mjs';
import { bodyOf } from './intents.mjs';
import { ISSUES } from './issues.mjs';
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
const seen = [];
const passedOver = [];
const clients = CLIENTS.filter(({ id }) => wanted.includes(id)).filter(isThere);

for (const client of clients) {
  const began = performance.now();
  const label = labelOf(client);
  const intents = intentsOf(client);
  const { sent, exitCode, record } = await throughProxy(client, intents);
  const fates = sent.map((one) => ({ ...one, ...fate(one.intent, one.body) }));
  const short = fates.filter(({ lost, changed }) => lost.length + changed.length > 0);
  say(
    `${label}: ${sent.length} updates through the proxy, ${short.length} of them without all that was meant`,
  );
  for (const one of short) tellLoss(label, one);
  for (const { client: id, links, why } of ISSUES)
    if (id === client.id) say(`  known: ${links.join(' ') || why}`);
  if (exitCode !== 0)
    wrong.push(`${label}: the proxy ended with ${exitCode}: reports/clients/${client.id}/report.json`);
  for (const { intent, ok, why, status } of sent)
    if (!ok || status !== 204) wrong.push(`${label}: ${intent.name}: ${why ?? `the answer was ${status}`}`);
  for (const { intent, added } of fates)
    if (added.length > 0) wrong.push(`${label}: ${intent.name}: it added ${added.join(', ')}`);
  // The way around a loss has to work.
  for (const { intent } of short)
    if (intent.aside) wrong.push(`${label}: ${intent.name}: members are lost there, too`);
  wrong.push(
    ...news(
      client.id,
      short.flatMap(({ lost, changed }) => [...lost, ...changed]),
      ISSUES,
    ),
  );

  const complaints = await beforeMock(client, intents);
  say(`  ${path.relative(ROOT, pactOf(client))}: ${intents.length - complaints.length} interactions`);
  // The mock server was told what was meant: it has to miss what the proxy did not see either, and no more.
  for (const { intent, complaint } of complaints)
    if (!short.some((one) => one.intent === intent)) wrong.push(`${label}: ${intent.name}: ${complaint}`);
  for (const { intent, lost } of short)
    if (
      !complaints.some((one) => one.intent === intent && lost.every((name) => one.complaint.includes(name)))
    )
      wrong.push(`${label}: ${intent.name}: the mock server did not miss ${lost.join(', ')}`);
  const answers = await answered(client, triesOf(client));
  for (const situation of SITUATIONS)
    say(`  ${situation.title}: ${toldOf(situation, answers[situation.id])}`);
  const faults = faultsOf(sent, answers);
  for (const fault of faults) say(`FAULT  it ${FAULTS[fault]}; blame: client (${label})`);
  wrong.push(...newsOfFaults(client.id, faults, ISSUES));
  say(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  seen.push({ ...{ client, label, record, answers, faults }, sent: fates });
}

if (seen.length === 0) wrong.push('no client ran');
const pacts = [...clients.map(pactOf), ...(values.only ? [] : writePacts(say))];
const recorded = seen.map(({ record }) => record);
if (seen.length > 0)
  judge('check', [...pacts, ...recorded, '--strict', '--out', path.join(REPORTS, 'check')]);
if (seen.length > 0)
  judge('verify', [
    ...[...pacts, ...recorded].flatMap((file) => ['--pact', file]),
    ...['--strict', '--out', path.join(REPORTS, 'verify')],
  ]);

if (seen.length === CLIENTS.length && wrong.length === 0)
  say(`wrote ${path.relative(ROOT, await publish(seen, ISSUES))}`);
for (const line of wrong) say(`WRONG  ${line}`);
for (const line of passedOver) say(line);
const ran = `${seen.length} of ${wanted.length} clients ran`;
say(wrong.length === 0 ? `${ran}, and each is as it is known to be` : `${ran}; ${wrong.length} not as known`);
process.exitCode = wrong.length === 0 ? 0 : 1;

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

/** Runs the command line, and shows the last of what it prints, or all where it doesn't end with 0. */
function judge(command, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, command, ...args, '--no-color'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PACT_DO_NOT_TRACK: 'true' },
  });
  say(`${command}: ${status === 0 ? stdout.trimEnd().split('\n').at(-1) : `${stdout}\n${stderr}`}`);
  if (status !== 0) wrong.push(`${command} of the Pacts ended with ${status}`);
}

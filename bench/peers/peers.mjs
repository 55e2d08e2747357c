// Puts the fleet of wrong and of right providers before graph-contract and its peers.
//   npm ci --prefix bench/peers
//   npm run bench:peers [-- --tools pact,dredd --sample 20 --generative 2 --jobs N --faults N --again]
// What a tool found of a provider is kept in bench/peers/results/, with its day, as long as the tool and its settings are the
// same: a run measures the providers that are new, or all with --again. A run that is broken off goes on where it was.
// When every tool has met this fleet, it is measured what a run of each takes, which wants a machine that does nothing else,
// and docs/peers.md, and the table between the markers of README.md, are written.
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { peersMissing } from './places.mjs';

const { values: given } = parseArgs({
  options: {
    tools: { type: 'string' },
    // How many faults the slow tools meet, and how many the slowest; and a quarter as many variants.
    sample: { type: 'string', default: '20' },
    generative: { type: 'string', default: '2' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    // All providers, also those of which something is kept.
    again: { type: 'boolean', default: false },
    // A quick look: so many of the faults, and a quarter as many variants. reports/peers-quick.json has it.
    faults: { type: 'string' },
  },
});
const samples = { sample: countIn('sample'), generative: countIn('generative') };
const jobs = countIn('jobs');
const quick = given.faults === undefined ? undefined : countIn('faults');

const missing = peersMissing();
if (missing.length > 0) fail(`npm ci --prefix bench/peers first: there is no ${missing.join(', no ')}`);

const { TOOLS } = await import('./tools/index.mjs');
const { fleet, narrowed } = await import('./fleet.mjs');
const { costOf } = await import('./cost.mjs');
const { measure } = await import('./measure.mjs');
const { summary, titleOf } = await import('./render.mjs');
const { fingerprintOf, keep, keepQuick, keptOf } = await import('./results.mjs');
const { publish } = await import('./publish.mjs');

const wanted = given.tools?.split(',') ?? TOOLS.map(({ id }) => id);
const unknown = wanted.filter((id) => !TOOLS.some((tool) => tool.id === id));
if (unknown.length > 0)
  fail(`no tool is called ${unknown.join(', ')}; there are ${TOOLS.map(({ id }) => id).join(', ')}`);

const whole = fleet();
const isWhole = quick === undefined;
const results = new Map();
for (const tool of TOOLS) {
  if (wanted.includes(tool.id)) results.set(tool.id, await resultOf(tool));
  else if (isWhole) {
    const before = keptOf(tool, whole);
    // What was found with other settings says nothing of the tool as it is run now.
    const isOfNow = before?.skipped || before?.fingerprint === fingerprintOf(tool);
    if (isOfNow) results.set(tool.id, before);
  }
}
if (!isWhole) keepQuick(resultSoFar());

console.log(summary(resultSoFar()));
const lacking = TOOLS.filter((tool) => !hasMetAll(tool)).map(({ id }) => id);
if (!isWhole) console.error('not published: this is a part of the fleet');
else if (lacking.length > 0)
  console.error(`not published: ${lacking.join(', ')} did not meet this fleet yet`);
else {
  for (const tool of TOOLS) await addCost(tool);
  for (const file of await publish(resultSoFar())) console.error(`wrote ${file}`);
}

async function resultOf(tool) {
  const { id, label, mode, version, settings, sampled } = tool;
  const about = {
    ...{ id, label, version, settings },
    ...(mode && { mode }),
    ...(sampled && { sampled }),
    fingerprint: fingerprintOf(tool),
  };
  const date = new Date().toISOString().slice(0, 10);
  const skipped = tool.missing?.();
  if (skipped) {
    console.error(`${titleOf(tool)} IS NOT RUN: ${skipped}`);
    return { ...about, date, skipped };
  }
  const known = isWhole && !given.again ? keptOf(tool, whole) : undefined;
  const before = known?.fingerprint === about.fingerprint ? known : undefined;
  const met = isWhole ? metBy(tool, before) : narrowed(whole, Math.min(samples[sampled] ?? Infinity, quick));
  // A sampled tool is a heavy one.
  const lanes = sampled ? 1 : jobs;
  const say = progress(titleOf(tool));
  const keepIt = (found) => {
    // Where something is new; the day of the last provider counts.
    if (isWhole) keep({ ...about, date, ...found });
  };
  const found = await measure(tool, met, {
    jobs: lanes,
    before,
    onDone: (what, outcome, soFar) => {
      say(what, outcome);
      keepIt(soFar);
    },
  });
  return found === before ? before : { ...about, date, ...found };
}

async function addCost(tool) {
  const result = results.get(tool.id);
  if (result.skipped) return;
  console.error(`${titleOf(tool)}: what a run takes`);
  results.set(tool.id, { ...result, cost: await costOf(tool) });
}

/** The providers that a tool is to meet; of one with a sample, that of before, where it is large enough. */
function metBy({ sampled }, before) {
  if (!sampled) return whole;
  const sample = narrowed(whole, samples[sampled]);
  const metBefore = (list, results = {}) => list.filter(({ id }) => id in results);
  const again = {
    faults: metBefore(whole.faults, before?.faults),
    variants: metBefore(whole.variants, before?.variants),
  };
  const isLarge = (name) => again[name].length >= sample[name].length;
  return isLarge('faults') && isLarge('variants') ? again : sample;
}

function hasMetAll(tool) {
  const result = results.get(tool.id);
  if (!result) return false;
  if (result.skipped) return true;
  const met = metBy(tool, result);
  return ['faults', 'variants'].every((name) => met[name].every(({ id }) => id in result[name]));
}

function resultSoFar() {
  return {
    command: 'npm run bench:peers',
    machine: `Node ${process.versions.node} on ${availableParallelism()} processors`,
    fleet: whole,
    sample: Object.keys(results.get('specmatic')?.faults ?? {}),
    tools: TOOLS.flatMap(({ id }) => results.get(id) ?? []),
  };
}

/** Says how far a tool has come: all of it on a terminal, a line now and then elsewhere. */
function progress(title) {
  const began = performance.now();
  let done = 0;
  return (what, outcome) => {
    done += 1;
    const line = `${title}: ${done}, ${((performance.now() - began) / 1000).toFixed(0)} s, ${what}: ${outcome}`;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line.slice(0, process.stderr.columns - 1)}`);
    else if (done % 25 === 1) console.error(line);
  };
}

function countIn(name) {
  const count = Number(given[name]);
  if (!Number.isInteger(count) || count < 1)
    fail(`--${name} wants a whole number from 1, got ${given[name]}`);
  return count;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

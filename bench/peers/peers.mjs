// Puts the fleet of wrong and of right providers before graph-contract and its peers.
//   npm ci --prefix bench/peers
//   npm run bench:peers [-- --tools pact,dredd --sample 20 --generative 2 --jobs N --faults N]
// What a tool found on an earlier day is kept in reports/peers.json as long as the tool, its settings, the fleet
// and the contract are the same, so that one tool can be run again alone. The tool that runs keeps what it found of
// each provider in reports/peers-part-TOOL.json: a run that is broken off goes on from there. docs/peers.md, and the table between
// the markers of README.md, are written when every tool has met this fleet.
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
const { measure } = await import('./measure.mjs');
const { summary, titleOf } = await import('./render.mjs');
const { fingerprintOf, keep, keepPart, kept, partOf } = await import('./results.mjs');
const { publish } = await import('./publish.mjs');

const wanted = given.tools?.split(',') ?? TOOLS.map(({ id }) => id);
const unknown = wanted.filter((id) => !TOOLS.some((tool) => tool.id === id));
if (unknown.length > 0)
  fail(`no tool is called ${unknown.join(', ')}; there are ${TOOLS.map(({ id }) => id).join(', ')}`);

const whole = fleet();
const results = quick === undefined ? kept(TOOLS, samples) : new Map();
for (const tool of TOOLS.filter(({ id }) => wanted.includes(id))) {
  results.set(tool.id, await resultOf(tool));
  // After each, since the next may take long, or be broken off.
  keep(resultSoFar(), { quick: quick !== undefined });
}

console.log(summary(resultSoFar()));
const lacking = TOOLS.filter(({ id }) => !results.has(id)).map(({ id }) => id);
if (quick !== undefined) console.error('not published: this is a part of the fleet');
else if (lacking.length > 0)
  console.error(`not published: ${lacking.join(', ')} did not meet this fleet yet`);
else for (const file of await publish(resultSoFar())) console.error(`wrote ${file}`);

async function resultOf(tool) {
  const { id, label, mode, version, settings, sampled } = tool;
  const about = {
    ...{ id, label, version, settings },
    ...(mode && { mode }),
    ...(sampled && { sampled }),
    date: new Date().toISOString().slice(0, 10),
    fingerprint: fingerprintOf(tool, samples),
  };
  const skipped = tool.missing?.();
  if (skipped) {
    console.error(`${titleOf(tool)} IS NOT RUN: ${skipped}`);
    return { ...about, skipped };
  }
  const met = narrowed(whole, Math.min(samples[sampled] ?? Infinity, quick ?? Infinity));
  // A sampled tool is a heavy one.
  const lanes = sampled ? 1 : jobs;
  const say = progress(titleOf(tool));
  const isWhole = quick === undefined;
  const found = await measure(tool, met, {
    jobs: lanes,
    soFar: isWhole ? partOf(about) : undefined,
    onDone: (what, outcome, soFar) => {
      say(what, outcome);
      if (isWhole) keepPart(about, soFar);
    },
  });
  return { ...about, jobs: lanes, ...found };
}

function resultSoFar() {
  return {
    command: 'npm run bench:peers',
    machine: `Node ${process.versions.node} on ${availableParallelism()} processors`,
    fleet: whole,
    sample: narrowed(whole, samples.sample).faults.map(({ id }) => id),
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

// Puts the fleet before one tool, and says of each provider what the tool holds against it.
import { performance } from 'node:perf_hooks';
import { provide } from './provider.mjs';

/** Twice, so that what is another from run to run of the same provider is not taken for a fault. */
const RUNS_OF_THE_CORRECT_ONE = 2;

/** How many complaints about a provider are kept. */
const KEPT = 5;

/**
 * @param tool one of tools/
 * @param met the faults and variants that it meets
 * @param jobs how many providers at a time
 * @param soFar what a run that was broken off has found; undefined where there is none
 * @param onDone is called behind each provider with the id, what came of it, and what was found so far
 */
export async function measure(tool, met, { jobs, soFar, onDone }) {
  const before = soFar?.milliseconds ?? 0;
  const began = performance.now();
  const found = soFar ?? { ...(await correctOne(tool)), faults: {}, variants: {} };
  const done = (id, outcome) => {
    found.milliseconds = before + performance.now() - began;
    onDone(id, outcome, found);
  };
  if (!soFar) done('the correct provider', `${found.correct.failed.length} of ${found.correct.cases} failed`);

  const placeOf = ({ isFault, id }) => [found[isFault ? 'faults' : 'variants'], id];
  const waiting = spread([...met.faults, ...met.variants]).filter((candidate) => {
    const [results, id] = placeOf(candidate);
    return !(id in results);
  });
  const known = new Set(found.known);
  const lane = async () => {
    for (let candidate = waiting.shift(); candidate; candidate = waiting.shift()) {
      // A tool that looks at no provider finds what it found before.
      const looks = !tool.looksAt || tool.looksAt(candidate);
      const result = looks ? await judge(tool, candidate) : found.last;
      found.memory = Math.max(found.memory, result.memory);
      const verdict = verdictOf(result, known);
      const [results, id] = placeOf(candidate);
      results[id] = verdict;
      done(id, verdict.noticed ? verdict.by[0] : 'nothing new');
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  return {
    correct: found.correct,
    faults: ordered(met.faults, found.faults),
    variants: ordered(met.variants, found.variants),
    milliseconds: before + performance.now() - began,
    memory: found.memory,
  };
}

/** What the tool says of the correct provider, in any of the runs, and what its last run took. */
async function correctOne(tool) {
  const runs = [];
  for (let run = 0; run < RUNS_OF_THE_CORRECT_ONE; run += 1) runs.push(await judge(tool, {}));
  const broken = runs.find(({ exit, cases }) => exit === 'timed out' || Object.keys(cases).length === 0);
  if (broken)
    throw new Error(`${tool.label}, at the correct provider: exit ${broken.exit}\n${broken.stderr ?? ''}`);
  // The first one warms up.
  const { exit, cases, milliseconds, memory } = runs.at(-1);
  const failed = complaintsOf(runs.at(-1));
  return {
    known: runs.flatMap(complaintsOf),
    correct: { cases: Object.keys(cases).length, failed, milliseconds, memory },
    last: { exit, cases, milliseconds, memory },
    memory: Math.max(...runs.map((run) => run.memory)),
  };
}

/** The golden ratio, less one: its multiples, without what stands before the point, fall into the widest gap each time. */
const STEP = (Math.sqrt(5) - 1) / 2;

/** In an order in which the first ones are spread over the list, however many: a run that is broken off met a sample. */
const spread = (list) =>
  list
    .map((each, at) => ({ each, place: (at * STEP) % 1 }))
    .sort((one, other) => one.place - other.place)
    .map(({ each }) => each);

async function judge(tool, candidate) {
  const provider = await provide(candidate);
  try {
    return await tool.judge(provider);
  } finally {
    await provider.close();
  }
}

/**
 * Noticed: something is said against the provider that was not said against the correct one. What is no longer
 * said is no notice.
 */
function verdictOf(result, known) {
  const news = complaintsOf(result).filter((complaint) => !known.has(complaint));
  return {
    noticed: news.length > 0,
    ...(result.exit === 'timed out' && { timedOut: true }),
    by: news.slice(0, KEPT),
    milliseconds: result.milliseconds,
  };
}

/** The cases that failed, each with what was said; and the exit code of a tool that failed and names none. */
function complaintsOf({ exit, cases }) {
  const failed = Object.entries(cases)
    .filter(([, complaint]) => complaint)
    .map(([name, complaint]) => `${name}: ${steady(complaint)}`);
  return exit === 0 || (failed.length > 0 && exit !== 'timed out') ? failed : [`exit ${exit}`, ...failed];
}

/** A complaint without what is another in every run. */
const steady = (complaint) =>
  complaint
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, 'GUID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, 'DATE')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST');

/** In the order of the catalogue, whoever was faster. */
const ordered = (list, results) => Object.fromEntries(list.map(({ id }) => [id, results[id]]));

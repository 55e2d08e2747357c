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
 * @param onDone is called behind each provider with the id and what came of it
 */
export async function measure(tool, met, { jobs, onDone }) {
  const began = performance.now();
  const runs = [];
  for (let run = 0; run < RUNS_OF_THE_CORRECT_ONE; run += 1) runs.push(await judge(tool, {}));
  const broken = runs.find(({ exit, cases }) => exit === 'timed out' || Object.keys(cases).length === 0);
  if (broken)
    throw new Error(`${tool.label}, at the correct provider: exit ${broken.exit}\n${broken.stderr ?? ''}`);
  const known = new Set(runs.flatMap(complaintsOf));
  // The first one warms up.
  const { cases, milliseconds, memory } = runs.at(-1);
  const correct = {
    cases: Object.keys(cases).length,
    failed: complaintsOf(runs.at(-1)),
    milliseconds,
    memory,
  };
  onDone('the correct provider', `${correct.failed.length} of ${correct.cases} failed`);

  const found = { faults: {}, variants: {} };
  let peak = Math.max(...runs.map((run) => run.memory));
  const waiting = [...met.faults, ...met.variants];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const candidate = next;
      // A tool that looks at no provider finds what it found before.
      const looks = !tool.looksAt || tool.looksAt(candidate);
      const result = looks ? await judge(tool, candidate) : runs.at(-1);
      peak = Math.max(peak, result.memory);
      const verdict = verdictOf(result, known);
      found[candidate.isFault ? 'faults' : 'variants'][candidate.id] = verdict;
      onDone(candidate.id, verdict.noticed ? verdict.by[0] : 'nothing new');
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  return {
    correct,
    faults: ordered(met.faults, found.faults),
    variants: ordered(met.variants, found.variants),
    milliseconds: performance.now() - began,
    memory: peak,
  };
}

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

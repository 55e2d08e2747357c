// Puts the fleet before one tool, and says of each provider what the tool holds against it.
import { provide } from './provider.mjs';

/** Twice, so that what is another from run to run of the same provider is not taken for a fault. */
const RUNS_OF_THE_CORRECT_ONE = 2;

/** How many complaints about a provider are kept, and how much of each, in characters. */
const KEPT = 2;
const WORDS = 160;

/**
 * @param tool one of tools/
 * @param met the faults and variants that it meets
 * @param jobs how many providers at a time
 * @param before what is known of some of them from earlier runs; undefined where nothing is
 * @param onDone is called behind each provider with the id, what came of it, and what is known so far
 */
export async function measure(tool, met, { jobs, before, onDone }) {
  const results = { faults: { ...before?.faults }, variants: { ...before?.variants } };
  const placeOf = ({ isFault }) => results[isFault ? 'faults' : 'variants'];
  const waiting = spread([...met.faults, ...met.variants]).filter((each) => !(each.id in placeOf(each)));
  if (before && waiting.length === 0) return before;

  const { known, last, correct } = await correctOne(tool);
  const soFar = () => ({
    correct,
    faults: ordered(met.faults, results.faults),
    variants: ordered(met.variants, results.variants),
  });
  onDone('the correct provider', `${correct.failed.length} of ${correct.cases} failed`, soFar());

  const lane = async () => {
    for (let candidate = waiting.shift(); candidate; candidate = waiting.shift()) {
      // A tool that looks at no provider finds what it found before.
      const looks = !tool.looksAt || tool.looksAt(candidate);
      const result = looks ? await judge(tool, candidate) : last;
      const verdict = verdictOf(result, new Set(known));
      placeOf(candidate)[candidate.id] = verdict;
      onDone(candidate.id, verdict.noticed ? verdict.by[0] : 'nothing new', soFar());
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  return soFar();
}

/** What the tool says of the correct provider, in any of the runs. */
async function correctOne(tool) {
  const runs = [];
  for (let run = 0; run < RUNS_OF_THE_CORRECT_ONE; run += 1) runs.push(await judge(tool, {}));
  const broken = runs.find(({ exit, cases }) => exit === 'timed out' || Object.keys(cases).length === 0);
  if (broken)
    throw new Error(`${tool.label}, at the correct provider: exit ${broken.exit}\n${broken.stderr ?? ''}`);
  const { exit, cases } = runs.at(-1);
  return {
    known: runs.flatMap(complaintsOf),
    correct: { cases: Object.keys(cases).length, failed: complaintsOf(runs.at(-1)) },
    last: { exit, cases },
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

/**
 * Puts one provider of the fleet, fresh, before a tool.
 * @returns what the tool found, how long it took in milliseconds, and its peak memory in bytes
 */
export async function judge(tool, candidate) {
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
    ...(news.length > 0 && { by: news.slice(0, KEPT).map((complaint) => complaint.slice(0, WORDS)) }),
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
const ordered = (list, results) =>
  Object.fromEntries(list.flatMap(({ id }) => (id in results ? [[id, results[id]]] : [])));

// What a tool costs: time and memory of a run at the correct provider, one run after another, with nothing beside it.
import { judge } from './measure.mjs';

/** So many runs, of which the median counts. */
const RUNS = 3;

/** A tool that takes longer than this, in milliseconds, is run once. */
const LONG = 60_000;

/**
 * @param tool one of tools/
 * @returns medians: milliseconds, with the start of the tool, and peak memory in bytes, without the provider; and how many
 *   runs they come from
 */
export async function costOf(tool) {
  const runs = [];
  do runs.push(await judge(tool, {}));
  while (runs.length < RUNS && runs[0].milliseconds < LONG);
  const median = (name) => runs.map((run) => run[name]).sort((one, other) => one - other)[runs.length >> 1];
  return { milliseconds: median('milliseconds'), memory: median('memory'), runs: runs.length };
}

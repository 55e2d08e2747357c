import { FILE_NAMES } from '../reports/formats';
import type { JudgingOptions } from './options';
import type { Output } from './out';

/** The record of a run, which is written while it goes on. */
const EVIDENCE = 'evidence.ndjson';

/**
 * What a command that judges writes into its folder.
 * @param others files that it reads or writes beside what all of them read
 * @param records whether it writes a record
 */
export const reportOutput = (
  { format, overlay, waivers, baseline, drift }: JudgingOptions,
  others: NonNullable<Output['others']>,
  records = false,
): Output => ({
  kind: 'report',
  names: [...format.map((each) => FILE_NAMES[each]), ...(records ? [EVIDENCE] : [])],
  others: {
    '--overlay': overlay,
    '--waivers': waivers,
    '--baseline': baseline,
    '--drift': drift,
    ...others,
  },
});

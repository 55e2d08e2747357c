import { valueIn } from '../results/read';
import { visible } from '../results/visible';
import { complaintOf } from '../contract/published';
import { UsageError } from '../usage-error';
import type { Drift } from './result';

/**
 * Reads a drift.json.
 * @param file its name, for messages
 * @throws UsageError in one line if the text is not a drift.json
 */
export function readDrift(text: string, file: string): Drift {
  const value = valueIn(text, file);
  const complaint = complaintOf('drift', value);
  if (complaint !== undefined) throw new UsageError(`${file}: it is not a drift.json: ${visible(complaint)}`);
  return value as Drift;
}

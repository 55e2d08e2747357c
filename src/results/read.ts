import { NoJson, parseJson } from '../exchanges/json-text';
import { complaintOf } from '../contract/published';
import { UsageError } from '../usage-error';
import type { Merged } from './merge';
import type { Report } from './report';
import { visible } from './visible';

/**
 * Reads a report.json, of this package's or an earlier version's hand.
 * @param file its name, for messages
 * @throws UsageError in one line for what is no report
 */
export function readReport(text: string, file: string): Report {
  const value = valueIn(text, file);
  const complaint = complaintOf('report', value);
  if (complaint !== undefined) throw new UsageError(`${file}: it is no report: ${visible(complaint)}`);
  return value as Report;
}

/**
 * Reads a report.json or a merged.json.
 * @param file its name, for messages
 * @throws UsageError in one line for what is neither
 */
export function readReportOrMerged(text: string, file: string): Report | Merged {
  const value = valueIn(text, file);
  const isMerged = (value as { kind?: unknown } | null)?.kind === 'merged';
  const complaint = complaintOf(isMerged ? 'merged' : 'report', value);
  if (complaint !== undefined)
    throw new UsageError(`${file}: it is no ${isMerged ? 'merged report' : 'report'}: ${visible(complaint)}`);
  return value as Report | Merged;
}

/** The JSON of a file. @throws UsageError in one line */
export function valueIn(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    throw new UsageError(`${file}: ${error.message}`);
  }
}

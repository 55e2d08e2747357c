import { NoJson, parseJson } from '../exchanges/json-text';
import { complaintOf } from '../schema/published';
import { UsageError } from '../usage-error';
import type { Report } from './report';

/**
 * Reads a report.json, of this package's or an earlier version's hand.
 * @param file its name, for messages
 * @throws UsageError in one line for what is no report
 */
export function readReport(text: string, file: string): Report {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    throw new UsageError(`${file}: ${error.message}`);
  }
  const complaint = complaintOf('report', value);
  if (complaint !== undefined) throw new UsageError(`${file}: it is no report: ${complaint}`);
  return value as Report;
}

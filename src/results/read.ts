import { NoJson, parseJson } from '../exchanges/json-text';
import { complaintOf } from '../contract/published';
import { UsageError } from '../usage-error';
import type { Merged } from './merge';
import type { Report } from './report';
import { isSeveral, type AnyReport } from './several';
import { visible } from './visible';

/**
 * Reads a report.json of one operation, of this package's or an earlier version's hand.
 * @param file its name, for messages
 * @throws UsageError in one line for what is no report, and for one of several operations
 */
export function readReport(text: string, file: string): Report {
  const report = readAnyReport(text, file);
  if (isSeveral(report)) throw ofSeveral(file);
  return report;
}

/**
 * Reads a report.json, of one operation or of several.
 * @param file its name, for messages
 * @throws UsageError in one line for what is no report
 */
export function readAnyReport(text: string, file: string): AnyReport {
  const value = valueIn(text, file);
  const complaint = complaintOf(kindOf(value) === 'operations' ? 'operations' : 'report', value);
  if (complaint !== undefined) throw new UsageError(`${file}: it is no report: ${visible(complaint)}`);
  return value as AnyReport;
}

const kindOf = (value: unknown): unknown => (value as { kind?: unknown } | null)?.kind;

const ofSeveral = (file: string): UsageError =>
  new UsageError(
    `${file}: it is a report of several operations, and one of one is wanted: judge again with --operation and its name`,
  );

/**
 * Reads a report.json or a merged.json.
 * @param file its name, for messages
 * @throws UsageError in one line for what is neither
 */
export function readReportOrMerged(text: string, file: string): Report | Merged {
  const value = valueIn(text, file);
  if (kindOf(value) === 'operations') throw ofSeveral(file);
  const isMerged = kindOf(value) === 'merged';
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

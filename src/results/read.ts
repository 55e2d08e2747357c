import { NoJson, parseJson } from '../exchanges/json-text';
import { operationOf } from '../contract/operation';
import { complaintOf } from '../contract/published';
import { UsageError } from '../usage-error';
import type { Merged } from './merge';
import type { Report } from './report';
import { isSeveral, type AnyReport, type Several } from './several';
import { visible } from './visible';

/**
 * Reads a report.json of one operation, of this package's or an earlier version's hand.
 * @param file its name, for messages
 * @param operation which of several operations, by its name, where it is a report of more than one
 * @throws UsageError in one line for what is no report, and for one of several operations where none of them is named
 */
export function readReport(text: string, file: string, operation?: string): Report {
  const report = readAnyReport(text, file);
  return isSeveral(report) ? partOf(report, file, operation) : report;
}

/**
 * Reads a report.json, of one operation or of several.
 * @param file its name, for messages
 * @throws UsageError in one line for what is no report
 */
export function readAnyReport(text: string, file: string): AnyReport {
  const value = valueIn(text, file);
  const complaint = complaintOf(kindOf(value) === 'operations' ? 'operations' : 'report', value);
  if (complaint !== undefined) throw noReport(file, NO_REPORT, value, complaint);
  return value as AnyReport;
}

const NO_REPORT = 'it is not a report.json of graph-contract';
const NO_MERGED = 'it is not a merged.json of graph-contract';

/** The error for a file that is no report; what is wrong with it is said only where it looks like one. */
function noReport(file: string, what: string, value: unknown, complaint: string): UsageError {
  const looksLikeOne = typeof value === 'object' && value !== null && 'schemaVersion' in value;
  const why = looksLikeOne ? `: ${visible(complaint)}` : '';
  return new UsageError(`${file}: ${what}${why}`);
}

const kindOf = (value: unknown): unknown => (value as { kind?: unknown } | null)?.kind;

/** The report of one of several operations. @throws UsageError where none of them is named */
function partOf({ operations }: Several, file: string, operation: string | undefined): Report {
  const nameOf = ({ contract }: Report): string =>
    operationOf(contract.operation)?.name ?? contract.operation;
  const found = operations.find((each) => nameOf(each) === operation);
  if (found) return found;
  const names = operations.map((each) => visible(nameOf(each))).join(', ');
  throw new UsageError(
    operation === undefined
      ? `${file}: it is a report of several operations: name one of them with --operation (${names})`
      : `${file}: it is a report of several operations (${names}), and ${operation} is not one of them`,
  );
}

/**
 * Reads a report.json or a merged.json.
 * @param file its name, for messages
 * @param operation which of several operations, by its name
 * @throws UsageError in one line for what is neither
 */
export function readReportOrMerged(text: string, file: string, operation?: string): Report | Merged {
  const value = valueIn(text, file);
  if (kindOf(value) === 'operations') return readReport(text, file, operation);
  const isMerged = kindOf(value) === 'merged';
  const complaint = complaintOf(isMerged ? 'merged' : 'report', value);
  if (complaint !== undefined) throw noReport(file, isMerged ? NO_MERGED : NO_REPORT, value, complaint);
  return value as Report | Merged;
}

/** The JSON of a file. @throws UsageError in one line */
export function valueIn(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    if (text.startsWith('{"kind":"run",'))
      throw new UsageError(`${file}: it is the evidence of a run; graph-contract judge makes its report`);
    throw new UsageError(`${file}: ${error.message}`);
  }
}

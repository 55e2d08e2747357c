import path from 'node:path';
import { shortName } from '../files/short-name';
import { FILE_NAMES } from '../reports/formats';
import { renderAnnotations, renderConsole, renderJson, renderMarkdown } from '../reports/index';
import {
  renderSeveralAnnotations,
  renderSeveralConsole,
  renderSeveralJson,
  renderSeveralMarkdown,
} from '../reports/several';
import { exitCodeOf } from '../results/exit-code';
import type { Report } from '../results/report';
import { isSeveral, partsOf, type AnyReport } from '../results/several';
import type { JudgeOptions } from '../judge/options';
import { loadOverlay } from '../judge/overlay';
import { registerOf as registerOfOperation, type Register } from '../contract/register/register';
import { operationNamed, operationOf, packagedOperations } from '../contract/operation';
import type { Drift } from '../drift/result';
import { readDrift } from '../drift/read';
import { visible } from '../results/visible';
import { addTo, type Written } from '../files/written';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { readAnyReport } from '../results/read';
import { letAllThrough, letThrough, waives, type LetThrough } from '../results/waivers/apply';
import { readWaivers } from '../results/waivers/waivers';
import { fileOf, reasonOf, type JudgingOptions } from './options';
import { exitCodeWith, tellUnwritten } from './out';

/** The register that a command judges by, and checks of the user's own. */
export const registerOf = (
  { operation, overlay }: Partial<Pick<JudgingOptions, 'operation' | 'overlay'>>,
  io: Pick<Io, 'cwd'>,
): ReturnType<typeof loadOverlay> => {
  const register = registerOfOperation(operationNamed(operation));
  return overlay === undefined
    ? { register, checks: [] }
    : loadOverlay(path.resolve(io.cwd, overlay), register, overlay);
};

/**
 * Applies --waivers and --baseline to a report. The files are read before the run, so that a mistake in a file
 * costs no run.
 * @throws UsageError for a file that cannot be read
 */
export function letThroughOf(
  options: JudgingOptions,
  register: Register,
  io: Io,
): (report: Report) => Report {
  return gateOf(options, register, io).letThrough;
}

/**
 * The same, and whether a breach fails nothing while a run goes on. That is by --waivers alone: a baseline is of a run
 * that sent what this one sends.
 * @throws UsageError for a file that cannot be read
 */
export function gateOf(
  options: JudgingOptions,
  register: Register,
  io: Io,
): { letThrough: (report: Report) => Report; waived: NonNullable<JudgeOptions['waived']> } {
  const { baseline } = options;
  const { reports, file, ...given } = givenIn(options, [register], io);
  // A run that is not of the package's operation has a baseline of its own.
  const report = reports.length === 1 ? reports[0] : reports.find(isOf(register.operation.signature));
  if (baseline !== undefined && !report)
    throw new UsageError(
      `--baseline ${baseline}: it is a report of several operations, and none of them is ${register.operation.name}; name a report of this operation`,
    );
  return {
    letThrough: (judged) =>
      letThrough(judged, { ...given, ...(report && { baseline: { report, file } }), now: new Date() }),
    waived: (breach, target) => waives(given.waivers ?? [], breach, { target, now: new Date() }),
  };
}

/**
 * The same for reports of several operations: a baseline counts for the operations that it is of.
 * @throws UsageError for a file that cannot be read
 */
export function letAllThroughOf(options: JudgingOptions, io: Io): (reports: readonly Report[]) => Report[] {
  const { reports, file, ...given } = givenIn(options, packagedRegisters(options.waivers), io);
  const baselineOf = (signature: string): Pick<LetThrough, 'baseline'> => {
    const report = reports.find(isOf(signature));
    return report ? { baseline: { report, file } } : {};
  };
  return (judged) =>
    letAllThrough(judged, ({ contract }) => ({
      ...given,
      ...baselineOf(contract.operation),
      now: new Date(),
    }));
}

const isOf =
  (signature: string) =>
  ({ contract }: Report): boolean =>
    contract.operation === signature;

/** The registers of the package, where something is given that is to be looked up in them. */
export const packagedRegisters = (...given: readonly unknown[]): Register[] =>
  given.some((each) => each !== undefined) ? [...packagedOperations].map(registerOfOperation) : [];

/** The register of the operation of a signature. @throws UsageError where none is known */
export function registerOfSignature(signature: string, file: string): Register {
  const operation = operationOf(signature);
  if (!operation)
    throw new UsageError(
      `${file}: this version of graph-contract does not know the operation ${visible(signature)}; use the version that wrote the file`,
    );
  return registerOfOperation(operation);
}

/** What --waivers and --baseline name. */
function givenIn({ waivers, baseline }: JudgingOptions, registers: readonly Register[], io: Io) {
  return {
    ...(waivers !== undefined && {
      waivers: readWaivers(fileOf('--waivers', waivers, io, 'written'), waivers, ...registers),
    }),
    reports:
      baseline === undefined ? [] : partsOf(readAnyReport(fileOf('--baseline', baseline, io), baseline)),
    file: path.basename(baseline ?? ''),
  };
}

/**
 * What `--drift` names, read at once.
 * @throws UsageError for a file that is none of `drift`'s, or of another operation
 */
export function driftOf({ drift }: JudgingOptions, { operation }: Register, io: Io): Drift | undefined {
  if (drift === undefined) return undefined;
  const read = readDrift(fileOf('--drift', drift, io), drift);
  if (read.contract.operation !== operation.signature)
    throw new UsageError(
      `--drift ${drift}: it is about ${visible(read.contract.operation)}, and not about ${operation.signature}; name the drift.json of this operation`,
    );
  return read;
}

/**
 * Tells of a report, on a terminal or for a pipe.
 * @param written what became of its files
 * @returns the exit code
 */
export function tell(
  report: AnyReport,
  register: Register,
  written: Written,
  options: JudgingOptions,
  io: Io,
): number {
  const print = options.json ? io.stderr : io.stdout;
  const terminal = options.json ? io.terminal.stderr : io.terminal.stdout;
  const unwritten = [...written.unwritten];
  const json = written.files.find((file) => path.basename(file) === FILE_NAMES.json);
  /** If one report format cannot be written, the other formats still are. */
  const told = (file: string, tellIt: () => void): void => {
    try {
      tellIt();
    } catch (error) {
      unwritten.push({ file, why: reasonOf(error) });
    }
  };
  const how = {
    color: options.color && terminal && io.env['NO_COLOR'] === undefined,
    width: io.terminal.width,
    quiet: options.quiet === true,
    files: written.files.map((file) => path.relative(io.cwd, file) || file),
    ...(json !== undefined && { reportFile: shortName(json, io.cwd) }),
    exitCode: exitCodeWith(written.unwritten, exitCodeOf(report.verdict)),
  };
  told('the report on the terminal', () =>
    print(isSeveral(report) ? renderSeveralConsole(report, how) : renderConsole(report, register, how)),
  );
  if (io.env['GITHUB_ACTIONS'] === 'true')
    told('the annotations', () =>
      print(isSeveral(report) ? renderSeveralAnnotations(report) : renderAnnotations(report, register)),
    );
  told('the summary', () => summarize(report, register, io));
  if (options.json) io.stdout(isSeveral(report) ? renderSeveralJson(report) : renderJson(report));
  return tellUnwritten({ ...written, unwritten }, exitCodeOf(report.verdict), io);
}

/** Adds the report to the summary of the step, which GitHub collects from a file. */
function summarize(report: AnyReport, register: Register, io: Io): void {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  try {
    addTo(
      path.resolve(io.cwd, file),
      isSeveral(report) ? renderSeveralMarkdown(report) : renderMarkdown(report, register),
    );
  } catch (error) {
    io.stderr(`GITHUB_STEP_SUMMARY: ${reasonOf(error)}\n`);
  }
}

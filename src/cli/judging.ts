import path from 'node:path';
import { shortName } from '../files/short-name';
import { FILE_NAMES } from '../reports/formats';
import { renderAnnotations, renderConsole, renderJson, renderMarkdown } from '../reports/index';
import { exitCodeOf } from '../results/exit-code';
import type { Report } from '../results/report';
import { loadOverlay } from '../judge/overlay';
import { registerOf as registerOfOperation, type Register } from '../contract/register/register';
import { operationNamed } from '../contract/operation';
import type { Drift } from '../drift/result';
import { readDrift } from '../drift/read';
import { visible } from '../results/visible';
import { addTo, type Written } from '../files/written';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { readReport } from '../results/read';
import { letThrough } from '../results/waivers/apply';
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
    : loadOverlay(path.resolve(io.cwd, overlay), register);
};

/**
 * What becomes of a report before it is written and told of: --waivers and --baseline, read at once, so that a slip
 * in a file costs no run.
 * @throws UsageError for a file that cannot be read
 */
export function letThroughOf(
  { waivers, baseline }: JudgingOptions,
  register: Register,
  io: Io,
): (report: Report) => Report {
  const given = {
    ...(waivers !== undefined && {
      waivers: readWaivers(fileOf('--waivers', waivers, io, 'written'), waivers, register),
    }),
    ...(baseline !== undefined && {
      baseline: {
        report: readReport(fileOf('--baseline', baseline, io), baseline),
        file: path.basename(baseline),
      },
    }),
  };
  return (report) => letThrough(report, { ...given, now: new Date() });
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
      `--drift ${drift}: it is about ${visible(read.contract.operation)}, and not about ${operation.signature}`,
    );
  return read;
}

/**
 * Tells of a report, on a terminal or for a pipe.
 * @param written what became of its files
 * @returns the exit code
 */
export function tell(
  report: Report,
  register: Register,
  written: Written,
  options: JudgingOptions,
  io: Io,
): number {
  const print = options.json ? io.stderr : io.stdout;
  const terminal = options.json ? io.terminal.stderr : io.terminal.stdout;
  const unwritten = [...written.unwritten];
  const json = written.files.find((file) => path.basename(file) === FILE_NAMES.json);
  /** What cannot be told in one form is told in the others. */
  const told = (file: string, tellIt: () => void): void => {
    try {
      tellIt();
    } catch (error) {
      unwritten.push({ file, why: reasonOf(error) });
    }
  };
  told('the report on the terminal', () =>
    print(
      renderConsole(report, register, {
        color: options.color && terminal && io.env['NO_COLOR'] === undefined,
        width: io.terminal.width,
        quiet: options.quiet === true,
        files: written.files.map((file) => path.relative(io.cwd, file) || file),
        ...(json !== undefined && { reportFile: shortName(json, io.cwd) }),
        exitCode: exitCodeWith(written.unwritten, exitCodeOf(report.verdict)),
      }),
    ),
  );
  if (io.env['GITHUB_ACTIONS'] === 'true')
    told('the annotations', () => print(renderAnnotations(report, register)));
  told('the summary', () => summarize(report, register, io));
  if (options.json) io.stdout(renderJson(report));
  return tellUnwritten({ ...written, unwritten }, exitCodeOf(report.verdict), io);
}

/** Adds the report to the summary of the step, which GitHub collects from a file. */
function summarize(report: Report, register: Register, io: Io): void {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  try {
    addTo(path.resolve(io.cwd, file), renderMarkdown(report, register));
  } catch (error) {
    io.stderr(`GITHUB_STEP_SUMMARY: ${reasonOf(error)}\n`);
  }
}

import type { Command } from 'commander';
import type { Register } from '../contract/register/register';
import type { Drift } from '../drift/result';
import type { AnyReport } from '../results/several';
import type { CheckOptions } from '../run/check';
import type { Io } from './io';
import {
  addJudgingOptions,
  isOfAny,
  OF_EACH_REQUEST,
  operationsOption,
  selectionOf,
  type JudgingOptions,
} from './options';
import { outFolder } from './out';
import { reportOutput } from './report-output';
import { addShowOptions, showingOf, type ShowArguments } from './show-options';
import { sourcesOf } from './sources';

type CheckArguments = JudgingOptions & ShowArguments;

/** `check`: judge the requests, and the responses to them, in files. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  addJudgingOptions(addShowOptions(command), io, operationsOption(io, OF_EACH_REQUEST)).action(
    async (files: string[], options: CheckArguments) =>
      end(await (isOfAny(options) ? runCheckAll(files, options, io) : runCheck(files, options, io))),
  );
}

async function runCheck(files: readonly string[], options: CheckArguments, io: Io): Promise<number> {
  const [{ driftOf, letThroughOf, registerOf }, { check }] = await Promise.all([
    import('./judging.js'),
    import('../run/check.js'),
  ]);
  const { register, checks } = registerOf(options, io);
  const selection = selectionOf(options, register);
  const letThrough = letThroughOf(options, register, io);
  const drift = driftOf(options, register, io);
  const siblings: string[] = [];
  return told(files, options, io, async (read) => {
    const judged = await check({
      ...selection,
      ...read,
      register,
      checks,
      onSibling: (name, exchanges) =>
        options.quiet ||
        siblings.push(
          `${exchanges} ${exchanges === 1 ? 'exchange is' : 'exchanges are'} of another operation that is known: --operation ${name} judges ${exchanges === 1 ? 'it' : 'them'}\n`,
        ),
    });
    return { report: letThrough(judged), register, drift, notes: siblings };
  });
}

/** Judges each request by the pack of the operation that it is of. */
async function runCheckAll(files: readonly string[], options: CheckArguments, io: Io): Promise<number> {
  const [{ letAllThroughOf, packagedRegisters }, { checkAll }, { severalOf }] = await Promise.all([
    import('./judging.js'),
    import('../run/check-all.js'),
    import('../results/several.js'),
  ]);
  const selection = selectionOf(options, ...packagedRegisters(options.only, options.skip));
  const letThrough = letAllThroughOf(options, io);
  return told(files, options, io, async (read) => ({
    report: severalOf(letThrough(await checkAll({ ...selection, ...read }))),
  }));
}

/** What was judged, and what is told of it beside the report. */
interface Judged {
  report: AnyReport;
  /** Of a report of one operation that was named. */
  register?: Register;
  drift?: Drift | undefined;
  notes?: readonly string[];
}

type Read = Pick<CheckOptions, 'sources' | 'strict' | 'showing' | 'signal' | 'env' | 'onProgress'>;

/** Opens the files, has them judged, and writes and tells what it came to. @returns the exit code */
async function told(
  files: readonly string[],
  options: CheckArguments,
  io: Io,
  judge: (read: Read) => Promise<Judged>,
): Promise<number> {
  const [{ tell }, { writeReports }, { registerOfReport }, { rateLine }] = await Promise.all([
    import('./judging.js'),
    import('../run/write-reports.js'),
    import('../results/several.js'),
    import('./progress.js'),
  ]);
  const sources = await sourcesOf(files, io);
  const out = outFolder(options, reportOutput(options, { 'read as traffic': files }), io);
  const progress = rateLine(io, options.quiet === true);
  const {
    report,
    register = registerOfReport(report),
    drift,
    notes = [],
  } = await judge({
    sources,
    strict: options.strict === true,
    showing: showingOf(options),
    signal: io.signal,
    env: io.env,
    onProgress: progress.show,
  }).finally(progress.wipe);
  const written = writeReports(report, register, out, options.format, { drift, cwd: io.cwd });
  const exitCode = tell(report, register, written, options, io);
  for (const line of notes) io.stderr(line);
  return exitCode;
}

import type { Command } from 'commander';
import type { Io } from './io';
import { addJudgingOptions, selectionOf, type JudgingOptions } from './options';
import { outFolder } from './out';
import { reportOutput } from './report-output';
import { addShowOptions, showingOf, type ShowArguments } from './show-options';
import { sourcesOf } from './sources';

type CheckArguments = JudgingOptions & ShowArguments;

/** `check`: judge the requests, and the responses to them, in files. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  addJudgingOptions(addShowOptions(command), io).action(async (files: string[], options: CheckArguments) =>
    end(await runCheck(files, options, io)),
  );
}

async function runCheck(files: readonly string[], options: CheckArguments, io: Io): Promise<number> {
  const [{ driftOf, letThroughOf, registerOf, tell }, { check }, { writeReports }] = await Promise.all([
    import('./judging.js'),
    import('../run/check.js'),
    import('../run/write-reports.js'),
  ]);
  const { register, checks } = await registerOf(options, io);
  const selection = selectionOf(options, register);
  const letThrough = letThroughOf(options, register, io);
  const drift = driftOf(options, register, io);
  const sources = await sourcesOf(files, io);
  const out = outFolder(options, reportOutput(options, { 'read as traffic': files }), io);
  const { rateLine } = await import('./progress.js');
  const progress = rateLine(io, options.quiet === true);
  const siblings: string[] = [];
  const judged = await check({
    ...selection,
    register,
    checks,
    sources,
    strict: options.strict === true,
    showing: showingOf(options),
    signal: io.signal,
    env: io.env,
    onProgress: progress.show,
    onSibling: (name, exchanges) =>
      options.quiet ||
      siblings.push(
        `${exchanges} ${exchanges === 1 ? 'exchange is' : 'exchanges are'} of another operation that is known: --operation ${name} judges ${exchanges === 1 ? 'it' : 'them'}\n`,
      ),
  }).finally(progress.wipe);
  const report = letThrough(judged);
  const written = writeReports(report, register, out, options.format, { drift, cwd: io.cwd });
  const exitCode = tell(report, register, written, options, io);
  for (const line of siblings) io.stderr(line);
  return exitCode;
}

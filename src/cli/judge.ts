import type { Command } from 'commander';
import type { Io } from './io';
import { addJudgingOptions, isOfAny, operationsOption, selectionOf, type JudgingOptions } from './options';
import { outFolder } from './out';
import { reportOutput } from './report-output';
import { sourcesOf } from './sources';

/** `judge`: judge recorded evidence again. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  addJudgingOptions(command, io, operationsOption(io, 'that of the record')).action(
    async (file: string, options: JudgingOptions) =>
      end(await (isOfAny(options) ? runJudgeAll(file, options, io) : runJudge(file, options, io))),
  );
}

/** Judges each run of a record by the pack of its operation. */
async function runJudgeAll(file: string, options: JudgingOptions, io: Io): Promise<number> {
  const [
    { letAllThroughOf, packagedRegisters, registerOfSignature, tell },
    { judgeAllEvidence },
    { writeReports },
    { registerOfReport, severalOf },
  ] = await Promise.all([
    import('./judging.js'),
    import('../run/judge-evidence.js'),
    import('../run/write-reports.js'),
    import('../results/several.js'),
  ]);
  const selection = selectionOf(options, ...packagedRegisters(options.only, options.skip));
  const letThrough = letAllThroughOf(options, io);
  const [source] = await sourcesOf([file], io);
  const out = outFolder(options, reportOutput(options, { 'the record that is judged': file }), io);
  const judged = await judgeAllEvidence({
    ...selection,
    source: source as NonNullable<typeof source>,
    registerFor: (signature) => registerOfSignature(signature, file),
    strict: options.strict === true,
    signal: io.signal,
  });
  const report = severalOf(letThrough(judged));
  const register = registerOfReport(report);
  const written = writeReports(report, register, out, options.format, { cwd: io.cwd });
  return tell(report, register, written, options, io);
}

async function runJudge(file: string, options: JudgingOptions, io: Io): Promise<number> {
  const [{ driftOf, letThroughOf, registerOf, tell }, { judgeEvidence }, { writeReports }] =
    await Promise.all([
      import('./judging.js'),
      import('../run/judge-evidence.js'),
      import('../run/write-reports.js'),
    ]);
  const { register, checks } = registerOf(options, io);
  const selection = selectionOf(options, register);
  const letThrough = letThroughOf(options, register, io);
  const drift = driftOf(options, register, io);
  const [source] = await sourcesOf([file], io);
  const out = outFolder(options, reportOutput(options, { 'the record that is judged': file }), io);
  const judged = await judgeEvidence({
    ...selection,
    source: source as NonNullable<typeof source>,
    register,
    checks,
    strict: options.strict === true,
    signal: io.signal,
  });
  const report = letThrough(judged);
  const written = writeReports(report, register, out, options.format, { drift, cwd: io.cwd });
  return tell(report, register, written, options, io);
}

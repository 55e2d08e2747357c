import path from 'node:path';
import type { Command } from 'commander';
import { FORMATS } from '../reports/formats';
import { MERGED_FILE_NAMES, MERGED_FORMATS, type MergedFormat } from '../reports/merged-formats';
import { textsOf } from './documents';
import { QUIET, type Io } from './io';
import { formatOption } from './list-option';
import { reportedOperationOption } from './options';
import { exitCodeWith, outFolder, tellUnwritten } from './out';

interface MergeOptions {
  operation?: string;
  out: string;
  format: MergedFormat[];
  json?: true;
  quiet?: true;
  color: boolean;
  overlay?: string;
}

/** `merge`: one report of many. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--out <dir>', 'folder for the files', 'reports')
    .addOption(formatOption(MERGED_FORMATS, FORMATS).default([...MERGED_FORMATS]))
    .option('--json', 'merged.json on stdout, and everything else on stderr')
    .option('--quiet', QUIET)
    .addOption(reportedOperationOption(io))
    .option('--no-color', 'no colours')
    .option('--overlay <file>', 'rows of your own, to show their titles')
    .action(async (files: string[], options: MergeOptions) => end(await runMerge(files, options, io)));
}

async function runMerge(files: readonly string[], options: MergeOptions, io: Io): Promise<number> {
  const [
    { readReportOrMerged },
    { merge, renderMergedJson },
    { matrixOf },
    { renderMatrix },
    { exitCodeOf },
    { registerOf },
    { writeMerged },
    { tool },
    { operationOf },
  ] = await Promise.all([
    import('../results/read.js'),
    import('../results/merge.js'),
    import('../results/matrix.js'),
    import('../reports/matrix-console.js'),
    import('../results/exit-code.js'),
    import('./judging.js'),
    import('../run/write-merged.js'),
    import('../contract/version.js'),
    import('../contract/operation.js'),
  ]);
  const documents = (await textsOf(files, io)).map(({ file, text }) =>
    readReportOrMerged(text, file, options.operation),
  );
  const merged = merge(documents, tool());
  const operation = operationOf(merged.contract.operation)?.name;
  const { register } = registerOf({ ...options, ...(operation !== undefined && { operation }) }, io);
  const out = outFolder(
    options,
    // Merged reports can be merged again: their parts are in the new file.
    { kind: 'merged', names: options.format.map((format) => MERGED_FILE_NAMES[format]) },
    io,
  );
  const written = writeMerged(merged, register, out, options.format);
  const matrix = matrixOf(merged, register);
  const print = options.json ? io.stderr : io.stdout;
  const terminal = options.json ? io.terminal.stderr : io.terminal.stdout;
  print(
    renderMatrix(matrix, register, {
      color: options.color && terminal && io.env['NO_COLOR'] === undefined,
      width: io.terminal.width,
      quiet: options.quiet === true,
      exitCode: exitCodeWith(written.unwritten, exitCodeOf(matrix.verdict)),
      files: written.files.map((file) => path.relative(io.cwd, file) || file),
    }),
  );
  if (options.json) io.stdout(renderMergedJson(merged));
  return tellUnwritten(written, exitCodeOf(matrix.verdict), io);
}

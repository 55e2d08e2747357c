import path from 'node:path';
import type { Command } from 'commander';
import { DRIFT_FILE_NAMES, DRIFT_FORMATS, type DriftFormat } from '../drift/formats';
import type { Drift } from '../drift/result';
import type { WordingRecord } from '../drift/wording/record';
import { FORMATS } from '../reports/formats';
import { operationNamed } from '../contract/operation';
import { packData, packText, shownFile } from '../contract/pack';
import { visible } from '../results/visible';
import { UsageError } from '../usage-error';
import { textsOf } from './documents';
import { QUIET, type Io } from './io';
import { formatOption, placesOption } from './list-option';
import { fileOf, operationOption } from './options';
import { exitCodeWith, outFolder, tellUnwritten } from './out';
import { sourcesOf } from './sources';

interface DriftOptions {
  docs?: string[];
  csdl?: string[];
  openapi?: string[];
  evidence?: string[];
  operation: string;
  ledger?: string;
  out: string;
  format: DriftFormat[];
  strict?: true;
  json?: true;
  quiet?: true;
  color: boolean;
}

/** `drift`: compares the slice with documentation, CSDL, OpenAPI and evidence. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .addOption(operationOption(io))
    .addOption(
      placesOption('--docs <file...>', 'pages of the documentation in Markdown, files or URLs', io.cwd),
    )
    .addOption(placesOption('--csdl <file...>', '$metadata documents, files or URLs', io.cwd))
    .addOption(
      placesOption('--openapi <file...>', 'OpenAPI descriptions in YAML or JSON, files or URLs', io.cwd),
    )
    .addOption(
      placesOption('--evidence <file...>', 'records of traffic: evidence.ndjson, NDJSON or HAR', io.cwd),
    )
    .option(
      '--ledger <file>',
      'known contradictions, in YAML (default: disagreements.yaml next to the slice of the operation)',
    )
    .option('--out <dir>', 'folder for the files', 'reports')
    .addOption(formatOption(DRIFT_FORMATS, FORMATS).default(['json', 'markdown']))
    .option('--strict', 'a stale entry of the ledger and a changed sentence of a page fail the run, too')
    .option('--json', 'drift.json on stdout, and everything else on stderr')
    .option('--quiet', QUIET)
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing new contradicts the slice, 1 something does, or --strict fails the run, 2 bad usage, 3 nothing was compared.',
    )
    .action(async (options: DriftOptions) => end(await runDrift(options, io)));
}

const LEDGER = 'disagreements.yaml';

async function runDrift(options: DriftOptions, io: Io): Promise<number> {
  const { docs = [], csdl = [], openapi = [], evidence = [], strict, ledger } = options;
  if ([docs, csdl, openapi, evidence].every((files) => files.length === 0))
    throw new UsageError('name something to compare with: --docs, --csdl, --openapi or --evidence');
  const [{ drift }, { readLedger }, { resolverIn }, { exitCodeOfDrift }, { tool }] = await Promise.all([
    import('../drift/drift.js'),
    import('../drift/ledger.js'),
    import('../drift/load.js'),
    import('../drift/result.js'),
    import('../contract/version.js'),
  ]);
  const operation = operationNamed(options.operation);
  const known =
    ledger === undefined
      ? readLedger(packText(operation.pack, LEDGER), shownFile(operation.pack, LEDGER))
      : readLedger(fileOf('--ledger', ledger, io, 'written'), ledger);
  const out = outFolder(
    options,
    {
      kind: 'drift',
      names: options.format.map((format) => DRIFT_FILE_NAMES[format]),
      others: {
        '--docs': docs,
        '--csdl': csdl,
        '--openapi': openapi,
        '--evidence': evidence,
        '--ledger': ledger,
      },
    },
    io,
  );
  const wording = packData(operation.pack, 'wording.yaml') as WordingRecord;
  const result = await drift({
    operation,
    docs: await collected(documentsOf(docs, io, true)),
    csdl: documentsOf(csdl, io),
    openapi: documentsOf(openapi, io),
    evidence: await sourcesOf(evidence, io),
    ledger: known,
    wording,
    strict: strict === true,
    tool: tool(),
    resolve: resolverIn(io.cwd, io.signal),
  });
  const isRecorded = options.format.includes('wording') && (await tellRecord(result, wording, io));
  const format = options.format.filter((each) => each !== 'wording' || isRecorded);
  return tell(result, exitCodeOfDrift(result), out, { ...options, format }, io);
}

/** Tells what a new record of the pages lacks. @returns whether there is anything to record */
async function tellRecord(result: Drift, wording: WordingRecord, io: Io): Promise<boolean> {
  const { wording: file } = DRIFT_FILE_NAMES;
  if (result.sources.every(({ page }) => !page)) {
    io.stderr(`${file} is not written: --docs names no page of the operation\n`);
    return false;
  }
  const { missingIn } = await import('../drift/wording/record.js');
  const missing = missingIn(result, wording);
  if (missing.length > 0)
    io.stderr(
      `${file} lacks pages that the record of the pack has; where there still are such, name them with --docs: ${visible(missing.join(', '), Infinity)}\n`,
    );
  return true;
}

/** Loads documents one at a time, so that two large ones are never in memory together. */
async function* documentsOf(
  names: readonly string[],
  io: Io,
  isPage = false,
): AsyncGenerator<{ name: string; text: string }> {
  const { fetchDocument, isUrl } = await import('../drift/load.js');
  for (const name of names) {
    if (isUrl(name)) yield await fetchDocument(name, { signal: io.signal, isPage });
    else for (const { file, text } of await textsOf([name], io)) yield { name: file, text };
  }
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** @returns the exit code */
async function tell(
  result: Drift,
  exitCode: number,
  out: string,
  options: DriftOptions,
  io: Io,
): Promise<number> {
  const [{ writeDrift }, { renderDrift }, { renderDriftJson }] = await Promise.all([
    import('../drift/write.js'),
    import('../drift/render/console.js'),
    import('../drift/render/json.js'),
  ]);
  const written = writeDrift(result, out, options.format);
  const print = options.json ? io.stderr : io.stdout;
  const terminal = options.json ? io.terminal.stderr : io.terminal.stdout;
  print(
    renderDrift(result, {
      color: options.color && terminal && io.env['NO_COLOR'] === undefined,
      width: io.terminal.width,
      quiet: options.quiet === true,
      exitCode: exitCodeWith(written.unwritten, exitCode),
      files: written.files.map((file) => path.relative(io.cwd, file) || file),
    }),
  );
  if (options.json) io.stdout(renderDriftJson(result));
  return tellUnwritten(written, exitCode, io);
}

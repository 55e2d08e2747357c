import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Selection } from '../contract/selection';
import type { Listening, ProxyRunOptions } from '../run/proxy-options';
import { UsageError } from '../usage-error';
import { chaosOf, type ChaosArguments } from './chaos-options';
import type { Io } from './io';
import { isOfAny, selectionOf, type JudgingOptions } from './options';
import { outFolder } from './out';
import { reportOutput } from './report-output';

/** What `proxy` and `serve --chaos` have in common, as commander hands it over. */
export interface TrafficArguments extends JudgingOptions, ChaosArguments {
  port: number;
  max?: number;
}

/** Settings of `proxy` alone. */
type Further = Pick<
  ProxyRunOptions,
  'target' | 'basePath' | 'host' | 'record' | 'ca' | 'tls' | 'allowWrites' | 'showing'
>;

/** Lets traffic pass, judged, until the user or a number of exchanges ends it, and tells of it. @returns the exit code */
export async function runTraffic(options: TrafficArguments, further: Further, io: Io): Promise<number> {
  const [{ tell }, { runProxy }, { registerOfReport }, { PROXY_CA }] = await Promise.all([
    import('./judging.js'),
    import('../run/proxy.js'),
    import('../results/several.js'),
    import('../run/proxy-certificate.js'),
  ]);
  const judging = await judgingOf(options, further, io);
  const chaos = chaosOf(options);
  const output = reportOutput(options, { '--record': further.record?.file }, true);
  if (further.tls === 'made') output.names = [...output.names, PROXY_CA];
  const out = outFolder(options, output, io);
  const { max, overlay } = options;
  const evidence = path.join(path.relative(io.cwd, out), 'evidence.ndjson');
  io.endsInTime?.(
    `the reports are being written; another Ctrl-C ends the process, and \`graph-contract judge ${evidence}\` judges what is on record\n`,
  );
  const print = options.json ? io.stderr : io.stdout;
  const { report, written, recorded, hidden } = await runProxy({
    ...judging,
    ...further,
    ...(max !== undefined && { max }),
    ...(overlay !== undefined && { overlay: path.resolve(io.cwd, overlay) }),
    ...(chaos && { chaos }),
    port: options.port,
    strict: options.strict === true,
    lines: options.quiet !== true,
    out,
    formats: options.format,
    signal: io.signal,
    env: io.env,
    onListening: (at) => greet(at, options, chaos?.seed, io),
    onLine: (line) => print(`${line}\n`),
    onRefused: (why) => io.stderr(`not forwarded: ${why}\n`),
  }).catch((error: NodeJS.ErrnoException) => {
    throw explained(error, options.port);
  });
  if (further.record && recorded === 0)
    io.stderr(
      `--record: no exchange that conforms passed, of ${judging.register?.operation.name}, and no Pact file was written\n`,
    );
  if (hidden > 0)
    io.stderr(
      `--record: ${hidden} kind${hidden > 1 ? 's' : ''} of exchange left out of the Pact, since a value of a parameter or a member is hidden; --show-parameter and --show-member show it\n`,
    );
  return tell(report, judging.register ?? registerOfReport(report), written, options, io);
}

/** What is judged, and what becomes of the reports: of the operation that is named, or of whichever a request is of. */
async function judgingOf(
  options: TrafficArguments,
  { record }: Further,
  io: Io,
): Promise<Selection & Pick<ProxyRunOptions, 'register' | 'drift' | 'letThrough'>> {
  const { driftOf, letAllThroughOf, letThroughOf, packagedRegisters, registerOf } =
    await import('./judging.js');
  if (isOfAny(options, record))
    return {
      ...selectionOf(options, ...packagedRegisters(options.only, options.skip)),
      letThrough: letAllThroughOf(options, io),
    };
  const { register } = registerOf(options, io);
  const drift = driftOf(options, register, io);
  const letThrough = letThroughOf(options, register, io);
  return {
    ...selectionOf(options, register),
    register,
    ...(drift && { drift }),
    letThrough: (reports) => reports.map(letThrough),
  };
}

/** Prints the URL alone on stdout for scripts, and the rest for people on stderr. */
function greet(
  { url, target, caFile, tokens }: Listening,
  options: TrafficArguments,
  seed: number | undefined,
  io: Io,
): void {
  (options.json ? io.stderr : io.stdout)(`${url}\n`);
  const trust = caFile === undefined ? [] : [trustLine(caFile, io)];
  // Clients cannot connect without that file.
  if (options.quiet) {
    for (const line of trust) io.stderr(line);
    return;
  }
  io.stderr(
    [
      tokens
        ? 'The proxy forwards to the embedded provider. Tokens for tests:'
        : `The proxy forwards to ${target}`,
      ...(tokens ? [`  read and write  ${tokens.write}`, `  read only       ${tokens.read}`] : []),
      ...trust.map((line) => line.trimEnd()),
      ...(seed === undefined ? [] : [`--chaos-seed ${seed} does the same again.`]),
      'Ctrl-C ends it.',
      '',
    ].join('\n'),
  );
}

/** Where the certificate is that clients need. */
export const trustLine = (file: string, { cwd }: Pick<Io, 'cwd'>): string =>
  `Clients have to trust ${path.relative(cwd, file) || file}\n`;

/** A port that is not available is a usage error. */
function explained(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new UsageError(`--port ${port}: the port is in use; --port 0 takes a free one`);
  if (error.code === 'EACCES' && error.syscall === 'listen')
    return new UsageError(
      `--port ${port}: permission denied; use a port above 1023, or --port 0 for a free one`,
    );
  return error;
}

/** A number of exchanges. */
export function count(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('It must be a number, 1 or more.');
  return Number(value);
}

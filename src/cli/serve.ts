import type { Command } from 'commander';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { addChaosOptions } from './chaos-options';
import { addJudgingOptions, port } from './options';
import { count, runTraffic, type TrafficArguments } from './traffic';

interface ServeArguments extends TrafficArguments {
  host: string;
  basePath?: string;
}

/** Options that say nothing without chaos, which alone makes something to be judged. */
const FOR_CHAOS = [
  'max',
  'out',
  'format',
  'only',
  'skip',
  'level',
  'basis',
  'strict',
  'json',
  'color',
  'overlay',
];

/** `serve`: the embedded provider on its own, until the user ends it. */
export function addServe(program: Command, io: Io, end: (exitCode: number) => void): Command {
  const command = program
    .command('serve')
    .description('run the embedded provider on its own')
    .option('--port <port>', 'port to listen on; 0 for any', port, 8080)
    .option('--host <address>', 'address of this machine to listen on', '127.0.0.1')
    .option('--base-path <path>', 'path before the version root, such as /graph')
    .option('--max <n>', 'with --chaos: end after this many exchanges', count);
  return addJudgingOptions(addChaosOptions(command)).action(async (options: ServeArguments) => {
    if (options.chaos === undefined) {
      const stray = FOR_CHAOS.find((name) => command.getOptionValueSource(name) === 'cli');
      if (stray !== undefined)
        throw new UsageError(
          `--${stray === 'color' ? 'no-color' : stray} is for --chaos, which is not given`,
        );
    }
    end(await runServe(options, io));
  });
}

async function runServe(options: ServeArguments, io: Io): Promise<number> {
  const [{ isLoopback }, { READ_SCOPE, startProvider, testToken, WRITE_SCOPE }] = await Promise.all([
    import('../run/gate.js'),
    import('../provider/index.js'),
  ]);
  if (!isLoopback(options.host))
    throw new UsageError(
      `--host ${options.host}: the provider takes test tokens, and listens on this machine only`,
    );
  const basePath = options.basePath === undefined ? {} : { basePath: options.basePath };
  if (options.chaos !== undefined || options.chaosSeed !== undefined)
    return runTraffic(options, { host: options.host, allowWrites: false, ...basePath }, io);
  const provider = await startProvider({
    port: options.port,
    host: options.host,
    ...basePath,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(
        `--port ${options.port}: something else listens there; --port 0 takes any that is free`,
      );
    if (error.code === 'EACCES') throw new UsageError(`--port ${options.port}: permission denied`);
    throw error;
  });
  io.stdout(`${provider.url}\n`);
  if (!options.quiet) {
    io.stderr(
      [
        'Tokens for tests:',
        `  read and write  ${testToken(WRITE_SCOPE)}`,
        `  read only       ${testToken(READ_SCOPE)}`,
        'Ctrl-C ends it.',
        '',
      ].join('\n'),
    );
  }
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener('abort', () => resolve());
  });
  await provider.close();
  return 0;
}

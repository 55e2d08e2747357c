import path from 'node:path';
import type { Command } from 'commander';
import type { RunningProvider } from '../provider';
import { writePrivate } from '../files/written';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { addChaosOptions } from './chaos-options';
import { addJudgingOptions, ALL, operationsOption, port } from './options';
import { DEFAULT_OPERATION } from '../contract/operation';
import { outFolder } from './out';
import { count, runTraffic, trustLine, type TrafficArguments } from './traffic';

interface ServeArguments extends TrafficArguments {
  operation: string;
  host: string;
  basePath?: string;
  cloud?: true;
  fault?: string;
}

/** Options that have no effect without chaos, because only chaos runs are judged. */
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
  'waivers',
  'baseline',
  'drift',
];

/** Whether a setting means nothing to `serve`, by what else is set: without chaos there is nothing to be judged. */
export const isIdleForServe = (key: string, isSet: (key: string) => boolean): boolean =>
  FOR_CHAOS.includes(key) && !isSet('chaos') && !(isSet('cloud') && key === 'out');

/** `serve`: the embedded provider on its own, until the user ends it. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--port <port>', 'port to listen on; 0 for any', port, 8080)
    .option('--host <address>', 'address of this machine to listen on', '127.0.0.1')
    .option('--base-path <path>', 'path before the version root, such as /graph')
    .option('--fault <id>', 'start with this fault or variant of the catalogue; list prints all ids')
    .option('--cloud', 'rehearse a live run: with TLS, a token endpoint, lagging reads and throttling')
    .option('--max <n>', 'with --chaos: end after this many exchanges', count);
  const operation = operationsOption(io).default(DEFAULT_OPERATION);
  addJudgingOptions(addChaosOptions(command), io, operation).action(async (options: ServeArguments) => {
    const isSet = (key: string): boolean => command.getOptionValue(key) !== undefined;
    const stray = FOR_CHAOS.find(
      (name) => isIdleForServe(name, isSet) && command.getOptionValueSource(name) === 'cli',
    );
    if (stray !== undefined)
      throw new UsageError(`--${stray === 'color' ? 'no-color' : stray} needs --chaos`);
    if (options.operation === ALL && options.chaos === undefined && options.chaosSeed === undefined)
      throw new UsageError(
        `--operation ${ALL} needs --chaos: without it, the provider has every policy anyway; omit --operation`,
      );
    end(await runServe(options, io));
  });
}

async function runServe(options: ServeArguments, io: Io): Promise<number> {
  const { LIST, listFaults } = await import('./fault.js');
  if (options.fault === LIST) {
    const { registerOf } = await import('./judging.js');
    await listFaults(registerOf(options, io).register, io);
    return 0;
  }
  if (options.cloud) return runCloud(options, io);
  const [{ isLoopback }, { READ_SCOPE, startProviderOf, testToken, WRITE_SCOPE }] = await Promise.all([
    import('../exchanges/loopback.js'),
    import('../provider/index.js'),
  ]);
  if (!isLoopback(options.host))
    throw new UsageError(
      `--host ${options.host}: the provider accepts test tokens and listens on this machine only; use 127.0.0.1`,
    );
  const basePath = options.basePath === undefined ? {} : { basePath: options.basePath };
  if (options.fault !== undefined && (options.chaos !== undefined || options.host !== '127.0.0.1'))
    throw new UsageError('--fault cannot be combined with --chaos or --host');
  if (options.chaos !== undefined || options.chaosSeed !== undefined)
    return runTraffic(options, { host: options.host, allowWrites: false, ...basePath }, io);
  const starting =
    options.fault === undefined
      ? startProviderOf(options.operation, {
          port: options.port,
          host: options.host,
          tenant: true,
          ...basePath,
        })
      : startWithFault(options.fault, { operation: options.operation, port: options.port, ...basePath });
  const provider = await starting.catch((error: NodeJS.ErrnoException) => {
    throw explained(error, options.port);
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
  await interrupted(io.signal);
  await provider.close();
  return 0;
}

/** @throws UsageError for a fault that is in no catalogue */
async function startWithFault(
  id: string,
  options: { operation: string; port: number; basePath?: string },
): Promise<RunningProvider> {
  const [{ behaviourOf, startFaulty }, { registerOf }, { faultNamed }] = await Promise.all([
    import('../fleet/faults/index.js'),
    import('./judging.js'),
    import('./fault.js'),
  ]);
  const fault = await faultNamed('--fault', id, registerOf(options, { cwd: '.' }).register);
  const tenant = fault.options?.tenant;
  return startFaulty(behaviourOf(id) ?? {}, { ...options, ...(tenant && { tenant }) });
}

/** The file that clients of the cloud have to trust. */
const CA = 'cloud-ca.pem';

/** The cloud to practise on, and what to say to sign in to it. */
async function runCloud(options: ServeArguments, io: Io): Promise<number> {
  if (options.chaos !== undefined || options.basePath !== undefined || options.fault !== undefined)
    throw new UsageError('--cloud cannot be combined with --chaos, --base-path or --fault');
  const [{ REHEARSAL, startCloud }, { localCertificate }] = await Promise.all([
    import('../provider/cloud.js'),
    import('../proxy/certificate.js'),
  ]);
  const out = outFolder(options, { kind: 'cloud', names: [CA] }, io);
  const tls = await localCertificate();
  writePrivate(path.join(out, CA), tls.cert);
  const cloud = await startCloud({ operation: options.operation, port: options.port, tls }).catch(
    (error: NodeJS.ErrnoException) => {
      throw explained(error, options.port);
    },
  );
  const ca = path.join(options.out, CA);
  io.stdout(`${cloud.url}\n`);
  if (options.quiet) io.stderr(trustLine(path.join(out, CA), io));
  else {
    io.stderr(
      [
        'To sign in to it, and to rehearse a live run:',
        `  export NODE_EXTRA_CA_CERTS=${ca} AZURE_AUTHORITY_HOST=${cloud.origin}`,
        `  export AZURE_TENANT_ID=${REHEARSAL.tenant} AZURE_CLIENT_ID=${REHEARSAL.client} AZURE_CLIENT_SECRET=${REHEARSAL.secret}`,
        `  graph-contract verify --provider ${cloud.url} --ca ${ca} --auth client-secret --live`,
        'Ctrl-C ends it.',
        '',
      ].join('\n'),
    );
  }
  await interrupted(io.signal);
  await cloud.close();
  return 0;
}

const interrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });

/** A port that is not available is a usage error. */
function explained(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new UsageError(`--port ${port}: the port is in use; --port 0 takes a free one`);
  if (error.code === 'EACCES')
    return new UsageError(
      `--port ${port}: permission denied; use a port above 1023, or --port 0 for a free one`,
    );
  return error;
}

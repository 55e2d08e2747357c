import type { Command } from 'commander';
import type { ProxyRunOptions } from '../run/proxy-options';
import { UsageError } from '../usage-error';
import { certificatesOf, pairOf } from './certificates';
import { addChaosOptions } from './chaos-options';
import type { Io } from './io';
import { addJudgingOptions, OF_EACH_REQUEST, operationsOption, port } from './options';
import { outFile } from './out';
import { PROVIDER } from './pact-options';
import { addShowOptions, showingOf, type ShowArguments } from './show-options';
import { count, runTraffic, type TrafficArguments } from './traffic';

interface ProxyArguments extends TrafficArguments, ShowArguments {
  target?: string;
  record?: string;
  consumer: string;
  ca?: string;
  tls?: true;
  tlsCert?: string;
  tlsKey?: string;
  allowWrites?: true;
}

/** `proxy`: forward, judge and record what any client sends. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--target <url>', 'API root of the provider, such as https://host/v1.0')
    .option('--port <port>', 'port of this machine to listen on; 0 for any', port, 8081)
    .option('--max <n>', 'end after this many exchanges (default: at Ctrl-C)', count)
    .option('--record <file>', 'write a Pact of the conforming exchanges to this file')
    .option('--consumer <name>', 'the name of the client in that Pact', 'recorded-client')
    .option('--ca <file>', 'certificates to trust at the target, in PEM')
    .option('--tls', 'speak TLS to clients, with a certificate made for the run')
    .option('--tls-cert <file>', 'speak TLS to clients, with this certificate in PEM')
    .option('--tls-key <file>', 'its key, in PEM')
    .option('--allow-writes', 'forward to a host that is not this machine');
  addJudgingOptions(
    addShowOptions(addChaosOptions(command)),
    io,
    operationsOption(io, OF_EACH_REQUEST),
  ).action(async (options: ProxyArguments) => end(await runProxyCommand(options, io)));
}

async function runProxyCommand(options: ProxyArguments, io: Io): Promise<number> {
  const { target, record, consumer, ca } = options;
  const tls = tlsOf(options, io);
  return runTraffic(
    options,
    {
      ...(target !== undefined && { target }),
      ...(record !== undefined && {
        record: { file: outFile('--record', record, io), consumer, provider: PROVIDER },
      }),
      ...(ca !== undefined && { ca: certificatesOf('--ca', ca, io) }),
      ...(tls && { tls }),
      allowWrites: options.allowWrites === true,
      showing: showingOf(options),
    },
    io,
  );
}

function tlsOf({ tls, tlsCert, tlsKey }: ProxyArguments, io: Io): ProxyRunOptions['tls'] {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError('--tls-cert and --tls-key belong together: one of them is missing');
  if (tlsCert === undefined || tlsKey === undefined) return tls && 'made';
  if (tls) throw new UsageError('--tls makes a certificate, and --tls-cert names one: use only one of them');
  return pairOf({ option: '--tls-cert', file: tlsCert }, { option: '--tls-key', file: tlsKey }, io);
}

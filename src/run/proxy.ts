import path from 'node:path';
import { DEFAULT_OPERATION, packagedOperations } from '../contract/operation';
import { makeFolder } from '../files/folder';
import { writePrivate } from '../files/written';
import { Chaos } from '../chaos/chaos';
import { startProxy } from '../proxy/forward';
import { Gate } from '../wire/gate';
import { placeOf } from './provenance';
import { registerOfReport, severalOf } from '../results/several';
import { Target } from '../wire/target';
import type { WitnessOptions } from '../proxy/witness-options';
import type { RunPlace } from '../exchanges/run-header';
import { startWitness } from '../proxy/witness-thread';
import { writeReports } from './write-reports';
import type { Listening, ProxyOutcome, ProxyRunOptions } from './proxy-options';

/** How long a connection to the target may take, in milliseconds. */
const CONNECTING = 10_000;

/**
 * Stands before a target, forwards what clients send, judges it as it passes, and writes evidence and reports
 * when the user, or the number of exchanges, ends it.
 * @throws UsageError where the target may not be sent to or its URL will not do, and what the system says of
 *   folders and ports
 */
export async function runProxy(options: ProxyRunOptions): Promise<ProxyOutcome> {
  if (options.target !== undefined) {
    const { root } = new Target(options.target);
    new Gate({ allowWrites: options.allowWrites, option: '--target' }).admit(root.href);
    return runBefore(root, options);
  }
  const { READ_SCOPE, startProviderOf, testToken, WRITE_SCOPE } = await import('../provider/index.js');
  const { basePath, register } = options;
  const provider = await startProviderOf(register?.operation.name ?? DEFAULT_OPERATION, {
    tenant: true,
    ...(basePath !== undefined && { basePath }),
  });
  try {
    return await runBefore(new URL(provider.url), options, {
      write: testToken(WRITE_SCOPE),
      read: testToken(READ_SCOPE),
    });
  } finally {
    await provider.close();
  }
}

async function runBefore(
  root: URL,
  options: ProxyRunOptions,
  tokens?: Listening['tokens'],
): Promise<ProxyOutcome> {
  const { out, record, formats, signal, env, ca, max, onLine, onRefused, register } = options;
  const operations = register ? [register.operation] : packagedOperations;
  const place = await placeOf(env);
  const { tls, caFile } = await certificateFor(options);
  const target = new URL(root.origin);
  const chaos = options.chaos && new Chaos(options.chaos, operations);
  const witness = await startWitness(witnessOptions(options, root, place), onLine);
  const proxy = await startProxy({
    target,
    port: options.port,
    ...(options.host !== undefined && { host: options.host }),
    timeout: CONNECTING,
    ...(ca !== undefined && { ca }),
    ...(tls && { tls }),
    ...(max !== undefined && { max }),
    ...(chaos && { mischief: (where: string) => chaos.next(where) }),
    onPassage: (passage) => witness.take(passage),
    room: () => witness.room(),
    onRefused: (why) => {
      onRefused(why);
      witness.refused(why);
    },
  }).catch(async (error: unknown) => {
    await witness.end();
    throw error;
  });
  options.onListening({
    url: `${proxy.origin}${root.pathname.replace(/\/$/, '')}`,
    target: root.href,
    ...(tokens && { tokens }),
    ...(caFile !== undefined && { caFile }),
  });
  const broken = await Promise.race([proxy.full, aborted(signal), witness.broken]);
  await proxy.close();
  const evidence = path.join(out, 'evidence.ndjson');
  if (broken)
    throw new Error(
      `the record broke off (${broken.message}); \`graph-contract judge ${evidence}\` judges what it has`,
    );
  const { reports, recorded, hidden, unwritten } = await witness.end();
  const report = severalOf(options.letThrough(reports));
  const written = writeReports(report, register ?? registerOfReport(report), out, formats, {
    drift: options.drift,
  });
  const kept = [evidence, ...(record && recorded > 0 ? [record.file] : [])];
  return {
    report,
    recorded,
    hidden,
    written: {
      files: [...written.files, ...kept.filter((each) => !unwritten.some(({ file }) => file === each))],
      unwritten: [...written.unwritten, ...unwritten],
    },
  };
}

/** What goes to a thread of its own: data, and nothing of the run besides. */
function witnessOptions(options: ProxyRunOptions, root: URL, place: RunPlace): WitnessOptions {
  const { only, skip, level, basis, overlay, strict, lines, out, record, register, showing } = options;
  return {
    ...{ target: root.href, strict, out, lines, place },
    ...(register && { operation: register.operation.name }),
    ...(only && { only }),
    ...(skip && { skip }),
    ...(level && { level }),
    ...(basis && { basis }),
    ...(overlay !== undefined && { overlay }),
    ...(record && { record }),
    ...(showing && { showing }),
  };
}

async function certificateFor({
  tls,
  out,
}: ProxyRunOptions): Promise<{ tls?: { key: string; cert: string }; caFile?: string }> {
  if (tls !== 'made') return tls ? { tls } : {};
  const { localCertificate } = await import('../proxy/certificate.js');
  const made = await localCertificate();
  const caFile = path.join(out, 'proxy-ca.pem');
  makeFolder(out);
  writePrivate(caFile, made.cert);
  return { tls: made, caFile };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

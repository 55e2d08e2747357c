import path from 'node:path';
import { DEFAULT_OPERATION, packagedOperations } from '../contract/operation';
import { Chaos } from '../chaos/chaos';
import { startProxy } from '../proxy/forward';
import { Gate } from '../wire/gate';
import { placeOf } from './provenance';
import { certificateFor } from './proxy-certificate';
import { registerOfReport, severalOf } from '../results/several';
import { Target } from '../wire/target';
import type { WitnessOptions } from '../proxy/witness-options';
import type { RunPlace } from '../exchanges/run-header';
import { LateWitness } from '../proxy/late-witness';
import { startWitness, type Witnessed } from '../proxy/witness-thread';
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
  const { out, signal, env, ca, max, onLine, onRefused, register } = options;
  const operations = register ? [register.operation] : packagedOperations;
  const place = await placeOf(env);
  const { tls, caFile } = await certificateFor(options);
  const target = new URL(root.origin);
  const chaos = options.chaos && new Chaos(options.chaos, operations);
  const late = new LateWitness();
  const proxy = await startProxy({
    target,
    port: options.port,
    ...(options.host !== undefined && { host: options.host }),
    timeout: CONNECTING,
    ...(ca !== undefined && { ca }),
    ...(tls && { tls }),
    ...(max !== undefined && { max }),
    ...(chaos && { mischief: (where: string) => chaos.next(where) }),
    onPassage: (passage) => late.take(passage),
    room: () => late.room(),
    onRefused: (why) => {
      onRefused(why);
      late.refused(why);
    },
  });
  const url = `${proxy.origin}${root.pathname.replace(/\/$/, '')}`;
  // Nobody but the proxy knows the embedded provider's address: the record has the one that clients know.
  const known = tokens ? { target: url, replaced: target.origin, by: proxy.origin } : { target: root.href };
  const witness = await startWitness(witnessOptions(options, known.target, place), onLine).catch(
    (error: unknown) => proxy.close().then(() => Promise.reject(error as Error)),
  );
  late.begin(witness, known);
  options.onListening({
    url,
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
  return outcomeOf(await witness.end(), evidence, options);
}

/** Writes the reports of what was witnessed. */
function outcomeOf(witnessed: Witnessed, evidence: string, options: ProxyRunOptions): ProxyOutcome {
  const { out, record, formats, register } = options;
  const { reports, recorded, hidden, unwritten } = witnessed;
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

/** The options of the thread that judges: plain data only. */
function witnessOptions(options: ProxyRunOptions, target: string, place: RunPlace): WitnessOptions {
  const { only, skip, level, basis, overlay, strict, lines, out, record, register, showing } = options;
  return {
    ...{ target, strict, out, lines, place },
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

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

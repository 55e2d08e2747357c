import path from 'node:path';
import type { Policy } from '../provider/policies/model';
import type { PolicyStore } from '../provider/store';
import type { Drift } from '../drift/result';
import { EvidenceWriter } from '../results/evidence';
import type { Report } from '../results/report';
import { loadRegister } from '../contract/register/register';
import type { Written } from '../files/written';
import { UsageError } from '../usage-error';
import { isLoopback } from '../exchanges/loopback';
import { Gate } from '../wire/gate';
import { Target } from '../wire/target';
import { verify } from './verify';
import { permitOf, type VerifyOptions } from './verify-options';
import { writeReports, type FileFormat } from './write-reports';

/** A verification with the files that it leaves. */
export interface VerificationOptions extends Omit<VerifyOptions, 'provider' | 'token' | 'tokenReadOnly'> {
  /** Absent: the embedded provider, started for the run. */
  provider?: { url: string; token: string | undefined; tokenReadOnly: string | undefined };
  out: string;
  formats: readonly FileFormat[];
  /** What the contract's sources say of it, for the HTML. */
  drift?: Drift;
  /** The folder from which files are named; absent: that of the process. */
  cwd?: string;
  /** What becomes of the report before it is written. */
  letThrough?: (report: Report) => Report;
}

/**
 * Verifies a provider, the embedded one where none is named, and writes evidence and reports.
 * @throws UsageError where a provider elsewhere is named and no token is given; else as verify does
 */
export async function runVerification(
  options: VerificationOptions,
): Promise<{ report: Report; written: Written }> {
  const { provider, formats, drift, cwd, letThrough = (report) => report, ...rest } = options;
  const evidence = new EvidenceWriter(path.join(options.out, 'evidence.ndjson'));
  const report = await verifyAt(provider, { ...rest, out: evidence })
    .then(letThrough)
    .finally(() => evidence.close());
  const { files, unwritten } = writeReports(
    report,
    options.register ?? loadRegister(),
    options.out,
    formats,
    { drift, cwd },
  );
  const { kept } = evidence;
  return {
    report,
    written: { files: [...files, ...kept.files], unwritten: [...unwritten, ...kept.unwritten] },
  };
}

/**
 * Verifies a provider, the embedded one where none is named, and writes no reports.
 * @throws as runVerification does
 */
export const verifyAt = (
  provider: VerificationOptions['provider'],
  options: Omit<VerifyOptions, 'provider' | 'token' | 'tokenReadOnly'>,
): Promise<Report> => (provider ? verifyNamed(provider, options) : verifyEmbedded(options));

async function verifyNamed(
  { url, token, tokenReadOnly }: NonNullable<VerificationOptions['provider']>,
  options: Omit<VerifyOptions, 'provider' | 'token'>,
): Promise<Report> {
  const { root } = new Target(url);
  new Gate(permitOf(options)).admit(root.href);
  return verify({
    ...options,
    provider: url,
    token: token ?? (await tokenForTests(root)),
    ...(tokenReadOnly === undefined ? {} : { tokenReadOnly }),
  });
}

/** On this machine a simulator or the embedded provider takes the suite's own test token. */
async function tokenForTests(root: URL): Promise<string> {
  if (!isLoopback(root.hostname)) {
    throw new UsageError('a token is needed: set GRAPH_TOKEN, or name a file with --token-file');
  }
  const { testToken, WRITE_SCOPE } = await import('../provider/tokens.js');
  return testToken(WRITE_SCOPE);
}

/** The embedded provider's states are set past its HTTP face, so that a fault in that cannot spoil them. */
const setterOf =
  ({ set, model }: PolicyStore<Policy>) =>
  (policy: Readonly<Record<string, unknown>>): void =>
    set({ '@odata.type': model.type, id: model.key, ...policy });

async function verifyEmbedded(options: Omit<VerifyOptions, 'provider' | 'token'>): Promise<Report> {
  const [{ startProviderOf }, { READ_SCOPE, testToken, WRITE_SCOPE }] = await Promise.all([
    import('../provider/serve.js'),
    import('../provider/tokens.js'),
  ]);
  const { operation } = options.register ?? loadRegister();
  const provider = await startProviderOf(operation.name);
  try {
    return await verify({
      ...options,
      provider: provider.url,
      embedded: true,
      token: testToken(WRITE_SCOPE),
      tokenReadOnly: testToken(READ_SCOPE),
      ...(options.pact && { pact: { ...options.pact, setPolicy: setterOf(provider.store) } }),
    });
  } finally {
    await provider.close();
  }
}

import path from 'node:path';
import { DEFAULT_OPERATION, packagedOperations } from '../contract/operation';
import { registerOf, type Register } from '../contract/register/register';
import type { Written } from '../files/written';
import { EvidenceWriter } from '../results/evidence';
import type { Report } from '../results/report';
import { severalOf, type AnyReport } from '../results/several';
import { UsageError } from '../usage-error';
import { admitSelection } from './nothing-left';
import { verifyAt, type VerificationOptions } from './verification';
import type { LiveRun } from './verify-options';
import { writeReports } from './write-reports';

/** What is of one operation alone is not for a run over all. */
export interface VerifyAllOptions extends Omit<
  VerificationOptions,
  'register' | 'checks' | 'pact' | 'plan' | 'drift' | 'letThrough'
> {
  /** The cloud whose operations are judged; absent: all of the package. */
  cloud?: string;
  /** What becomes of the reports before they are written. */
  letThrough?: (reports: readonly Report[]) => readonly Report[];
}

/**
 * Verifies a provider as to each operation, one behind the other: the embedded one, with one tenant's state, where none
 * is named. All runs are on one record. A live run puts each policy back before it changes the next, so that one journal
 * at most lies open; where one is not as it was, nothing further is sent.
 * @returns the report, and the names of the operations that the run did not come to
 * @throws UsageError where a selection leaves no row of any operation; else as runVerification does
 */
export async function runVerificationOfAll(
  options: VerifyAllOptions,
): Promise<{ report: AnyReport; written: Written; left: string[] }> {
  const { provider, out, formats, cwd, letThrough = (reports) => reports, ...rest } = options;
  const registers = registersLeft(options);
  const evidence = new EvidenceWriter(path.join(out, 'evidence.ndjson'));
  const reports: Report[] = [];
  const embedded = provider ? undefined : await startTenant();
  try {
    for (const register of registers) {
      const [before] = reports.slice(-1);
      if (before && (rest.signal?.aborted || isLeftChanged(before, rest.live))) break;
      const live = rest.live && { live: withinBudget(rest.live, reports) };
      const how = { ...rest, ...live, register, out: evidence, ...(embedded && { embedded: true }) };
      reports.push(await verifyAt(provider ?? embedded?.provider, how));
    }
  } finally {
    evidence.close();
    await embedded?.close();
  }
  const { digest, kept } = evidence;
  const whole = reports.map((report) => ({
    ...report,
    provenance: { ...report.provenance, evidence: { file: path.basename(evidence.file), digest } },
  }));
  const report = severalOf(letThrough(whole));
  const { files, unwritten } = writeReports(report, registers[0] as Register, out, formats, { cwd });
  return {
    report,
    written: { files: [...files, ...kept.files], unwritten: [...unwritten, ...kept.unwritten] },
    left: registers.slice(reports.length).map(({ operation }) => operation.name),
  };
}

/** Whether a live run did not prove that a policy is as it was. */
const isLeftChanged = ({ putBack }: Report, live: LiveRun | undefined): boolean =>
  live !== undefined && putBack?.equal === false;

/** What is left of the writes that a live run may send for all policies together. */
function withinBudget({ maxWrites, ...live }: LiveRun, reports: readonly Report[]): LiveRun {
  if (maxWrites === undefined) return live;
  return {
    ...live,
    maxWrites: reports.reduce((left, { putBack }) => left - (putBack?.writes ?? 0), maxWrites),
  };
}

/** The registers of which a selection leaves rows to judge. */
function registersLeft(selection: VerifyAllOptions): Register[] {
  const { cloud } = selection;
  const offered = [...packagedOperations].filter(
    (operation) => cloud === undefined || operation.isOffered(cloud, 'v1.0'),
  );
  if (offered.length === 0)
    throw new UsageError(`--cloud ${cloud}: no operation is in v1.0 of this cloud; name another cloud`);
  const registers = offered.map(registerOf);
  let why: unknown;
  const left = registers.filter((register) => {
    try {
      admitSelection(selection, register);
      return true;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      why ??= error;
      return false;
    }
  });
  if (left.length === 0) throw why;
  return left;
}

/** The embedded provider, with all policies of a tenant. */
async function startTenant() {
  const [{ startProviderOf }, { READ_SCOPE, testToken, WRITE_SCOPE }] = await Promise.all([
    import('../provider/serve.js'),
    import('../provider/tokens.js'),
  ]);
  const { url, close } = await startProviderOf(DEFAULT_OPERATION, { tenant: true });
  return { provider: { url, token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) }, close };
}

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
import { writeReports } from './write-reports';

/** What is of one operation alone is not for a run over all. */
export interface VerifyAllOptions extends Omit<
  VerificationOptions,
  'register' | 'checks' | 'pact' | 'live' | 'plan' | 'drift' | 'letThrough'
> {
  /** What becomes of the reports before they are written. */
  letThrough?: (reports: readonly Report[]) => readonly Report[];
}

/**
 * Verifies a provider as to each operation, one behind the other: the embedded one, with one tenant's state, where none
 * is named. All runs are on one record.
 * @throws UsageError where a selection leaves no row of any operation; else as runVerification does
 */
export async function runVerificationOfAll(
  options: VerifyAllOptions,
): Promise<{ report: AnyReport; written: Written }> {
  const { provider, out, formats, cwd, letThrough = (reports) => reports, ...rest } = options;
  const registers = registersLeft(options);
  const evidence = new EvidenceWriter(path.join(out, 'evidence.ndjson'));
  const reports: Report[] = [];
  const embedded = provider ? undefined : await startTenant();
  try {
    for (const register of registers) {
      if (reports.length > 0 && rest.signal?.aborted) break;
      const how = { ...rest, register, out: evidence, ...(embedded && { embedded: true }) };
      reports.push(await verifyAt(provider ?? embedded?.provider, how));
    }
  } finally {
    evidence.close();
    await embedded?.close();
  }
  const { digest } = evidence;
  const whole = reports.map((report) => ({
    ...report,
    provenance: { ...report.provenance, evidence: { file: path.basename(evidence.file), digest } },
  }));
  const report = severalOf(letThrough(whole));
  const { files, unwritten } = writeReports(report, registers[0] as Register, out, formats, { cwd });
  return { report, written: { files: [...files, evidence.file], unwritten } };
}

/** The registers of which a selection leaves rows to judge. */
function registersLeft(selection: VerifyAllOptions): Register[] {
  const registers = [...packagedOperations].map(registerOf);
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

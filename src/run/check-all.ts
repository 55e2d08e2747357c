import { performance } from 'node:perf_hooks';
import { packagedOperations } from '../contract/operation';
import { contractOf, registerOf } from '../contract/register/register';
import { tool } from '../contract/version';
import { readSource } from '../exchanges/readers';
import { wantedOf } from '../exchanges/wanted';
import { interruptible } from '../files/interruptible';
import { INTERRUPTED } from '../interrupted';
import { assemble } from '../judge/assemble';
import type { Report } from '../results/report';
import { leftOf } from '../results/several';
import type { CheckOptions } from './check';
import { Parts } from './check-parts';
import { placeOf } from './provenance';

/** Without the options that belong to one register: only `check` takes those. */
export type CheckAllOptions = Omit<CheckOptions, 'register' | 'checks' | 'onSibling'>;

/**
 * Judges recorded traffic of all operations that the suite knows, each request by the pack of the policy that it
 * is of, and a batch by those of the requests in it. An unreadable part may belong to any of them, so that each
 * report names it.
 * @returns a report of each operation that something was judged of, in the order of the packs; of the default one
 *   where nothing was
 */
export async function checkAll(options: CheckAllOptions): Promise<Report[]> {
  const { sources, signal, env = {} } = options;
  const start = performance.now();
  const startedAt = new Date().toISOString();
  const place = placeOf(env);
  const parts = new Parts(options);
  for (const [index, source] of sources.entries()) {
    if (signal?.aborted) break;
    const sink = parts.begin(source.name, (read) => options.onProgress?.({ source, read }));
    const prefix = sources.length > 1 ? `${index + 1}:` : '';
    const from = signal ? { ...source, chunks: interruptible(source.chunks, signal) } : source;
    await readSource(from, prefix, sink, wantedOf(packagedOperations));
  }
  const head = {
    tool: tool(),
    subject: { kind: 'traffic', target: sources.map(({ name }) => name).join(', ') },
    startedAt,
    ...(await place),
  } as const;
  parts.tellNears();
  const reports = parts.judged().map((part) => {
    if (signal?.aborted) part.judge.endEarly(INTERRUPTED);
    return assemble(part.judge.result(), {
      head: { ...head, contract: contractOf(registerOf(part.operation)) },
      durationMs: Math.round(performance.now() - start),
      evidence: null,
      strict: options.strict ?? false,
      inputs: parts.inputsOf(part),
    });
  });
  return leftOf(reports);
}

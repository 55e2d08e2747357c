import { performance } from 'node:perf_hooks';
import { Redactor, type Showing } from '../exchanges/redact';
import { readSource } from '../exchanges/readers';
import { NearMisses } from '../exchanges/near-misses';
import { wantedOf } from '../exchanges/wanted';
import type { Source } from '../exchanges/readers/source';
import { interruptible } from '../files/interruptible';
import { INTERRUPTED } from '../interrupted';
import { Judge, type JudgeOptions } from '../judge/judge';
import type { Report } from '../results/report';
import { contractOf, loadRegister } from '../contract/register/register';
import { Alike } from '../judge/alike';
import { assemble } from '../judge/assemble';
import { sinkOf, type Bench, type CheckedTally } from './check-source';
import { placeOf } from './provenance';
import { tool } from '../contract/version';

export interface CheckOptions extends Omit<JudgeOptions, 'subject' | 'planned' | 'brokenOff'> {
  /** What to read, in order. */
  sources: readonly Source[];
  /** Values that are shown although they are not known to be harmless. */
  showing?: Showing;
  signal?: AbortSignal;
  onProgress?: (progress: CheckProgress) => void;
  /** Is told at the end of exchanges of another operation that the suite knows, and of how many there were. */
  onSibling?: (operation: string, exchanges: number) => void;
  env?: Readonly<Record<string, string | undefined>>;
}

/** The progress of a check. */
export interface CheckProgress {
  source: Source;
  /** Exchanges, lines and interactions read so far, from all sources. */
  read: number;
}

/** How many exchanges are read between two looks at the clock and the signal. */
export const STRIDE = 1024;

/**
 * Judges recorded traffic: each request that targets the operation, and each response that came with it.
 * Memory grows with what is found, and not with what is read.
 * @returns the report; what could not be read makes it incomplete
 */
export async function check(options: CheckOptions): Promise<Report> {
  const { sources, signal, onProgress, env = {} } = options;
  const register = options.register ?? loadRegister();
  const start = performance.now();
  const startedAt = new Date().toISOString();
  const place = placeOf(env);
  const judge = new Judge({ ...options, register, subject: 'traffic' });
  const siblings = new Map<string, number>();
  let reading: Source | undefined;
  let read = 0;
  const bench: Bench = {
    judge,
    redactor: new Redactor([], undefined, options.showing),
    // The user's own checks may read any part, so that no two exchanges count as equal.
    alike: options.checks?.length ? undefined : new Alike<CheckedTally>(judge),
    count(times) {
      read += times;
      if (reading && read % STRIDE < times) onProgress?.({ source: reading, read });
    },
    siblings,
    nears: new NearMisses([register.operation]),
  };
  const inputs: Report['inputs'] = [];
  for (const [index, source] of sources.entries()) {
    if (signal?.aborted) break;
    reading = source;
    const sink = sinkOf(source.name, bench);
    inputs.push(sink.input);
    const prefix = sources.length > 1 ? `${index + 1}:` : '';
    const from = signal ? { ...source, chunks: interruptible(source.chunks, signal) } : source;
    await readSource(from, prefix, sink, wantedOf([register.operation]));
  }
  if (signal?.aborted) judge.endEarly(INTERRUPTED);
  for (const [name, exchanges] of siblings) options.onSibling?.(name, exchanges);
  bench.nears.tell(() => judge);
  return assemble(judge.result(), {
    head: {
      tool: tool(),
      contract: contractOf(register),
      subject: { kind: 'traffic', target: sources.map(({ name }) => name).join(', ') },
      startedAt,
      ...(await place),
    },
    durationMs: Math.round(performance.now() - start),
    evidence: null,
    strict: options.strict ?? false,
    inputs,
  });
}

import { performance } from 'node:perf_hooks';
import { addressOf, operationAt } from '../exchanges/address';
import type { Exchange } from '../exchanges/exchange';
import { Redactor } from '../exchanges/redact';
import { ANOTHER, readSource, type Sink } from '../exchanges/readers';
import type { Source } from '../exchanges/readers/source';
import { interruptible } from '../files/interruptible';
import { INTERRUPTED } from '../interrupted';
import { Judge, type JudgeOptions } from '../judge/judge';
import type { Report } from '../results/report';
import { contractOf, loadRegister } from '../contract/register/register';
import { Alike } from '../judge/alike';
import { assemble } from '../judge/assemble';
import { placeOf } from './provenance';
import { tool } from '../contract/version';

export interface CheckOptions extends Omit<JudgeOptions, 'subject' | 'planned' | 'brokenOff'> {
  /** What to read, in order. */
  sources: readonly Source[];
  signal?: AbortSignal;
  onProgress?: (progress: CheckProgress) => void;
  /** Is told at the end of exchanges of another operation that the suite knows, and of how many there were. */
  onSibling?: (operation: string, exchanges: number) => void;
  env?: Readonly<Record<string, string | undefined>>;
}

/** How far a check is. */
export interface CheckProgress {
  source: Source;
  /** Exchanges, lines and interactions read so far, from all sources. */
  read: number;
}

/** How many secrets a record's redaction looks for at a time: those of one exchange, and of a few before it. */
const SECRETS_AT_A_TIME = 32;
/** Why a batch is passed over. */
const OTHERS = 'a batch of other operations';
/** Sources of which a line is an exchange. */
const BY_LINE = new Set<Exchange['source']['kind']>(['ndjson', 'verify', 'proxy', 'object']);

/** An exchange without what only says where it stands. */
const textOf = ({ id: _id, source: _source, ...rest }: Exchange): string => JSON.stringify(rest);

/** How many exchanges are read between two looks at the clock and the signal. */
const STRIDE = 1024;

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
  const redactor = new Redactor([], SECRETS_AT_A_TIME);
  // Checks of the user's own may look at anything.
  const alike = options.checks?.length ? undefined : new Alike(judge);
  const inputs: Report['inputs'] = [];
  const siblings = new Map<string, number>();
  let read = 0;
  for (const [index, source] of sources.entries()) {
    if (signal?.aborted) break;
    const input: Report['inputs'][number] = { file: source.name, read: 0, judged: 0, passedOver: {} };
    inputs.push(input);
    const passOver = (reason: string): void => {
      input.passedOver[reason] = (input.passedOver[reason] ?? 0) + 1;
    };
    const count = (): void => {
      input.read += 1;
      read += 1;
      if (read % STRIDE === 0) onProgress?.({ source, read });
    };
    const isAlike = (text: string): boolean => {
      const tally = alike?.find(text);
      if (!tally) return false;
      count();
      judge.addAlike(tally);
      if (tally.passedOver) passOver(OTHERS);
      else input.judged += 1;
      return true;
    };
    const sink: Sink = {
      exchange(exchange) {
        // A line was looked up as it stands there; what else is read is told by what it came to.
        if (!BY_LINE.has(exchange.source.kind) && isAlike(textOf(exchange))) return;
        count();
        const reason = take(exchange);
        if (reason === undefined) input.judged += 1;
        else passOver(reason);
      },
      alike: isAlike,
      problem(message, line) {
        count();
        passOver('unreadable');
        const at = line === undefined ? source.name : `${source.name}:${line}`;
        judge.note('error', `${at}: ${message}`, 'an exchange', 'unreadable');
      },
      passedOver(reason, url) {
        count();
        passOver(reason);
        if (url !== undefined) noticeSibling(url);
      },
      header: () => undefined,
    };
    await readSource(
      signal ? { ...source, chunks: interruptible(source.chunks, signal) } : source,
      sources.length > 1 ? `${index + 1}:` : '',
      sink,
      register.operation,
    );
  }

  function noticeSibling(url: string): void {
    const name = operationAt(url)?.name;
    if (name !== undefined) siblings.set(name, (siblings.get(name) ?? 0) + 1);
  }

  /** @returns why it is none of the contract's business; undefined where it was judged */
  function take(exchange: Exchange): string | undefined {
    if (addressOf(exchange.request.url, register.operation) === undefined) {
      noticeSibling(exchange.request.url);
      return ANOTHER;
    }
    const before = judge.seen.passedOver;
    const { tally } = judge.addAndTally(redactor.exchange(exchange));
    if (tally && !exchange.context) alike?.keep(tally);
    return judge.seen.passedOver > before ? OTHERS : undefined;
  }

  if (signal?.aborted) judge.endEarly(INTERRUPTED);
  for (const [name, exchanges] of siblings) options.onSibling?.(name, exchanges);
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

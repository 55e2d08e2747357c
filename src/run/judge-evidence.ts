import { createHash } from 'node:crypto';
import { LIMITS, raising } from '../bounds/limits';
import type { EvidenceLine } from '../results/evidence';
import { NoJson, parseJson } from '../exchanges/json-text';
import { LineSplitter } from '../exchanges/readers/lines';
import type { Report } from '../results/report';
import { complaintOf } from '../contract/published';
import { reasonOf } from '../files/reason';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import { RecordJudge, type RecordOptions } from '../judge/record';

export interface JudgeEvidenceOptions extends RecordOptions {
  signal?: AbortSignal;
}

/**
 * Judges a record again, without a network. By the same version and the same options the report is that of the
 * run itself, apart from `provenance.judgedAt`.
 * @throws UsageError where the file is no record
 */
export async function judgeEvidence(options: JudgeEvidenceOptions): Promise<Report> {
  const { source, signal } = options;
  const hash = createHash('sha256');
  let again: RecordJudge | undefined;
  let lines = 0;
  const splitter = new LineSplitter((line, number) => {
    lines = number;
    if (line === '') return;
    const read =
      line === undefined
        ? `the line is longer than the ${LIMITS.line} bytes that are read; ${raising('line')}`
        : readLine(line.replace(/^\uFEFF/, ''));
    if (!again) {
      if (typeof read === 'string' || read.kind !== 'run')
        throw new UsageError(
          `${source.name}: it is no record of a run: ${typeof read === 'string' ? read : 'its first line has to be of kind run'}; graph-contract check reads HAR, NDJSON and Pacts`,
        );
      again = new RecordJudge(read, options);
    } else if (typeof read === 'string') again.unreadable(number, read);
    else again.take(read, number);
  });
  let broken: string | undefined;
  for await (const chunk of readable(source.chunks, (why) => (broken = why))) {
    if (signal?.aborted) throw new Interrupted();
    hash.update(chunk);
    splitter.push(chunk);
  }
  splitter.end();
  if (broken !== undefined && !again) throw new UsageError(`${source.name}: ${broken}`);
  if (broken !== undefined) again?.unreadable(lines + 1, broken);
  if (!again) throw new UsageError(`${source.name}: it is empty`);
  return again.report(`sha256:${hash.digest('hex')}`);
}

/** What can be read of a file: what was read before it broke off is judged. @param tell is called with why it did */
async function* readable(chunks: AsyncIterable<Buffer>, tell: (why: string) => void): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    if (error instanceof Interrupted || error instanceof UsageError) throw error;
    tell(reasonOf(error));
  }
}

/** @returns why it cannot be read, where it cannot */
function readLine(line: string): EvidenceLine | string {
  let value: unknown;
  try {
    value = parseJson(line);
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    return error.message;
  }
  return complaintOf('evidence', value) ?? (value as EvidenceLine);
}

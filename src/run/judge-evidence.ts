import { createHash } from 'node:crypto';
import { LIMITS, raising } from '../bounds/limits';
import type { EvidenceLine } from '../results/evidence';
import type { Register } from '../contract/register/register';
import { isOfSeveral, type EvidenceHeader, type SeveralHeader } from '../exchanges/run-header';
import { NoJson, parseJson } from '../exchanges/json-text';
import { LineSplitter } from '../exchanges/readers/lines';
import type { Report } from '../results/report';
import { complaintOf } from '../contract/published';
import { reasonOf } from '../files/reason';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import { RecordJudge, type RecordOptions } from '../judge/record';
import { RecordOfSeveral } from '../judge/record-of-several';

/** A run of a record. */
type Run = Pick<RecordOfSeveral, 'take' | 'unreadable' | 'ended' | 'reports'>;

export interface JudgeEvidenceOptions extends RecordOptions {
  signal?: AbortSignal;
}

export interface JudgeAllOptions extends Omit<JudgeEvidenceOptions, 'register' | 'checks'> {
  /** The register of an operation, by its signature. @throws UsageError for one that is not known */
  registerFor: (signature: string) => Register;
}

/**
 * Judges a record again, without a network. By the same version and the same options the report is that of the
 * run itself, apart from `provenance.judgedAt`.
 * @throws UsageError where the file is no record
 */
export async function judgeEvidence(options: JudgeEvidenceOptions): Promise<Report> {
  const { register, ...rest } = options;
  const { signature } = register.operation;
  const ofSeveral = (head: SeveralHeader): RecordOfSeveral => {
    if (!head.contracts.some(({ operation }) => operation === signature))
      throw new UsageError(`${options.source.name}: none of its contracts is that of ${signature}`);
    return new RecordOfSeveral(head, { ...rest, registerFor: () => register }, [signature]);
  };
  const ofOne = (head: EvidenceHeader): Run => new RecordJudge(head, options);
  const [report] = await judgeRuns(
    options,
    (head) => (isOfSeveral(head) ? ofSeveral(head) : ofOne(head)),
    false,
  );
  return report as Report;
}

/**
 * The same of a record of several operations: each exchange by the contracts that it names, or one run behind the other,
 * each by its own.
 */
export function judgeAllEvidence({ registerFor, ...options }: JudgeAllOptions): Promise<Report[]> {
  const how = { ...options, checks: [] };
  const begin = (head: EvidenceHeader | SeveralHeader): Run =>
    isOfSeveral(head)
      ? new RecordOfSeveral(head, { ...how, registerFor })
      : new RecordJudge(head, { ...how, register: registerFor(head.contract.operation) });
  return judgeRuns(options, begin, true);
}

/** @param several whether a run may stand behind another that has ended */
async function judgeRuns(
  { source, signal }: Pick<JudgeEvidenceOptions, 'source' | 'signal'>,
  begin: (head: EvidenceHeader | SeveralHeader) => Run,
  several: boolean,
): Promise<Report[]> {
  const hash = createHash('sha256');
  const runs: Run[] = [];
  let lines = 0;
  const splitter = new LineSplitter((line, number) => {
    lines = number;
    if (line === '') return;
    const read =
      line === undefined
        ? `the line is longer than the ${LIMITS.line} bytes that are read; ${raising('line')}`
        : readLine(line.replace(/^\uFEFF/, ''));
    const last = runs.at(-1);
    if (!last) {
      if (/^[{[]$/.test(line ?? ''))
        throw new UsageError(
          `${source.name}: it is a JSON document over several lines, and not the record of a run, such as evidence.ndjson; graph-contract check reads HAR and Pacts, and diff, merge and reproduce read reports`,
        );
      if (typeof read === 'string' || read.kind !== 'run')
        throw new UsageError(
          `${source.name}: it is not the record of a run: ${typeof read === 'string' ? read : 'its first line has to be of kind run'}; graph-contract check reads HAR, NDJSON and Pacts`,
        );
      runs.push(begin(read));
    } else if (typeof read === 'string') last.unreadable(number, read);
    else if (read.kind === 'run' && several && last.ended) runs.push(begin(read));
    else last.take(read, number);
  });
  let broken: string | undefined;
  for await (const chunk of readable(source.chunks, (why) => (broken = why))) {
    if (signal?.aborted) throw new Interrupted();
    hash.update(chunk);
    splitter.push(chunk);
  }
  splitter.end();
  const last = runs.at(-1);
  if (broken !== undefined && !last) throw new UsageError(`${source.name}: ${broken}`);
  if (broken !== undefined) last?.unreadable(lines + 1, broken);
  if (!last) throw new UsageError(`${source.name}: it is empty`);
  const digest = `sha256:${hash.digest('hex')}`;
  return runs.flatMap((run) => run.reports(digest));
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

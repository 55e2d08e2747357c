import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { View } from '../checks/view';
import { EvidenceWriter } from '../results/evidence';
import { EVIDENCE_VERSION, type EvidenceHeader, type SeveralHeader } from '../exchanges/run-header';
import { makeFolder } from '../files/folder';
import { reasonOf } from '../files/reason';
import { ofFile, writePrivate, type Written } from '../files/written';
import type { Judge } from '../judge/judge';
import { Redactor } from '../exchanges/redact';
import type { Exchange } from '../exchanges/exchange';
import { exchangeOf, type Passage } from './passage';
import { PactRecorder } from './pact-recorder';
import type { Finding, Report } from '../results/report';
import { judgedOf } from '../results/several';
import { contractOf } from '../contract/register/register';
import { assemble, trafficInput } from '../judge/assemble';
import { Judges, type TrafficJudge } from './judges';
import { passingLine } from './passing-line';
import type { NearMiss } from '../exchanges/near-misses';
import type { WitnessOptions } from './witness-options';
import { tool } from '../contract/version';

/** Keeps the record of traffic that passes and judges it, one exchange after the other. */
export class Witness {
  private readonly judges: Judges;
  private readonly redactor: Redactor;
  private readonly evidence: EvidenceWriter;
  private readonly recorder: PactRecorder | undefined;
  private readonly head: EvidenceHeader | SeveralHeader;
  private readonly start = performance.now();
  private read = 0;
  /** Files that could not be written to their end. */
  readonly unwritten: Written['unwritten'] = [];

  /** @throws what the file system says of the folders, and UsageError for an overlay that will not do */
  constructor(private readonly options: WitnessOptions) {
    const { target, record, out, showing } = options;
    this.redactor = new Redactor([], undefined, showing);
    this.judges = new Judges(options);
    this.head = {
      kind: 'run',
      schemaVersion: EVIDENCE_VERSION,
      tool: tool(),
      ...this.judges.contracts(),
      subject: { kind: 'traffic', target },
      startedAt: new Date().toISOString(),
      ...options.place,
      lacks: [],
      planned: [],
    };
    if (record) {
      makeFolder(path.dirname(record.file));
      this.recorder = new PactRecorder(record.consumer, record.provider);
    }
    this.evidence = new EvidenceWriter(path.join(out, 'evidence.ndjson'));
    try {
      this.evidence.append(this.head);
    } catch (error) {
      this.evidence.close();
      throw ofFile(this.evidence.file, error);
    }
  }

  /** Takes what passed into the record, and judges it. @returns a line about each, where they are wanted */
  takeAll(passages: readonly Passage[]): string[] {
    const lines: string[] = [];
    this.keep(this.evidence.file, () =>
      this.evidence.together(() => {
        for (const passage of passages) lines.push(...this.take(passage));
      }),
    );
    return lines;
  }

  /** Whether the record, or the Pact, can be written no further: the run is to end, with what was judged until then. */
  get stuck(): boolean {
    return this.unwritten.length > 0;
  }

  /** Writes to a file. A failed write does not stop the judging. */
  private keep(file: string, write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!isOfWriting(error)) throw error;
      this.untaken(file, reasonOf(error));
    }
  }

  /** Reports a file that could not be written, once. */
  private untaken(file: string, why: string): void {
    if (this.unwritten.some((known) => known.file === file)) return;
    this.unwritten.push({ file, why });
    const message = `${path.basename(file)} could not be written: ${why}`;
    this.judges.note('error', message, 'a record of what passed', 'a part of it');
  }

  /** Notes that a request was neither forwarded nor judged. */
  refused(why: string): void {
    this.fail(`not forwarded, and not judged: ${why}`, 'a request that can be forwarded');
  }

  private fail(message: string, expected: string): void {
    this.note('error', { message, expected, actual: 'none' });
  }

  /** Writes a note into the record too, because the record can be judged again. */
  private note(outcome: 'error' | 'informational', note: NearMiss): void {
    const { message, expected, actual } = note;
    this.keep(this.evidence.file, () => this.evidence.append({ kind: 'note', outcome, ...note }));
    this.judges.note(outcome, message, expected, actual);
  }

  /** An error at one exchange does not end the record. An error of the file system does. */
  private take(passage: Passage): string[] {
    try {
      return this.takeOne(passage);
    } catch (error) {
      const { message, syscall } = error as NodeJS.ErrnoException;
      if (syscall !== undefined) throw error;
      const [why] = message.split('\n', 1);
      this.fail(`${passage.id} cannot be recorded or judged: ${why}`, 'a record');
      return this.options.lines ? [`${passage.id}  cannot be recorded or judged`] : [];
    }
  }

  private takeOne(passage: Passage): string[] {
    this.read += 1;
    const exchange = this.redactor.exchange(exchangeOf(passage));
    const { id, ...rest } = exchange;
    // Making the text costs more than judging a repeated exchange, so that it is made once for both.
    const text = JSON.stringify(rest);
    const { judges, contracts } = this.judges.of(exchange);
    this.evidence.appendExchange(id, text, contracts);
    const passed = judges.flatMap((each) => {
      const { passedOver } = each.judge.seen;
      const found = this.judgeOne(exchange, text, each);
      return each.judge.seen.passedOver === passedOver ? [{ found, register: each.register }] : [];
    });
    const near = passed.length === 0 ? this.judges.nears.saw(exchange.request.url) : undefined;
    return this.options.lines ? [passingLine(exchange, passed, near?.expected)] : [];
  }

  private judgeOne(exchange: Exchange, text: string, { judge, alike }: TrafficJudge): Finding[] {
    const known = alike?.find(text);
    if (known) {
      judge.addAlike(known);
      return [];
    }
    const { found, tally } = judge.addAndTally(exchange);
    if (tally) alike?.keep(tally);
    this.record(exchange, judge);
    return found;
  }

  /** Ends the record. @returns the report of each operation that something was judged of */
  end(): Report[] {
    const durationMs = Math.round(performance.now() - this.start);
    for (const near of this.judges.nears.all) this.note('informational', near);
    this.keep(this.evidence.file, () => this.evidence.append({ kind: 'end', durationMs }));
    const evidence = { file: path.basename(this.evidence.file), digest: this.evidence.close() };
    for (const { file, why } of this.evidence.kept.unwritten) this.untaken(file, why);
    const { strict, target } = this.options;
    const reports = this.judges.all.map(({ judge, register, taken }) => {
      const judged = judge.result();
      const passedOver = judged.seen.passedOver + this.judges.handed - taken;
      return assemble(judged, {
        head: { ...this.head, contract: contractOf(register) },
        durationMs,
        evidence,
        strict,
        inputs: [trafficInput(target, this.read, { ...judged.seen, passedOver })],
      });
    });
    return judgedOf(reports);
  }

  /** How many interactions the Pact has. */
  get recorded(): number {
    return this.recorder?.size ?? 0;
  }

  /** How many kinds of exchanges it leaves out, since a value of theirs is hidden. */
  get hidden(): number {
    return this.recorder?.hidden ?? 0;
  }

  /** The file is whole whenever something was added to it, so that what ends the run ends nothing else. */
  private record(exchange: Exchange, judge: Judge): void {
    const { recorder } = this;
    if (!recorder) return;
    const view = View.of(exchange, judge.bench);
    const conforms = (): boolean => view.conforms && judge.against(exchange).provider.length === 0;
    const { file } = this.options.record as { file: string };
    if (recorder.take(view, conforms)) this.keep(file, () => writePrivate(file, recorder.render()));
  }
}

/** Whether an error comes from writing a file, and not from judging. */
const isOfWriting = (error: unknown): boolean =>
  ['write', 'open', 'rename', 'close'].includes((error as NodeJS.ErrnoException).syscall ?? '');

import { performance } from 'node:perf_hooks';
import type { Exchange } from '../exchanges/exchange';
import type { EvidenceHeader } from '../exchanges/run-header';
import type { Exploration } from '../explore/exploration';
import type { Judge } from '../judge/judge';
import type { EvidenceNote, EvidenceSequence, EvidenceWriter } from '../results/evidence';
import type { PutBack, Report } from '../results/report';
import { BrokenOff } from '../wire/broken-off';
import { Recording } from './recording';

/** How a run ended. */
export interface Ending {
  brokenOff: string | undefined;
  /** How it left the policy. */
  putBack: PutBack | undefined;
  /** When it began, by the clock of `performance`. */
  start: number;
}

/**
 * Takes what a run sees, in order: records it at once, and has it judged when there is time for that. Exchanges
 * before the run is known wait for the head of the record.
 */
export class Intake {
  /** Exchanges on record. */
  recorded = 0;
  private readonly recording: Recording;
  private early: Exchange[] | undefined = [];
  private readonly waiting: Exchange[] = [];
  private judge: Judge | undefined;
  private judging = false;

  /**
   * @param out the folder of the record, or one that several runs share; absent: nothing is written
   * @param exploration takes its own exchanges past the judge
   * @throws what the file system says of the folder
   */
  constructor(
    out: string | EvidenceWriter | undefined,
    private readonly exploration: Exploration | undefined,
  ) {
    this.recording = new Recording(out);
  }

  take(exchange: Exchange): void {
    if (this.early) this.early.push(exchange);
    else this.record(exchange);
  }

  /** Begins the record, with all that came before. */
  begin(head: EvidenceHeader, judge: Judge): void {
    this.recording.append(head);
    this.judge = judge;
    for (const exchange of this.early ?? []) this.record(exchange);
    this.early = undefined;
  }

  /** The provider answered, so that the requests before count too. */
  judgeFromHere(): void {
    this.judging = true;
  }

  /** What no exchange shows, in its place among them. */
  note(outcome: EvidenceNote['outcome'], message: string, expected: string, actual: string): void {
    this.judgeWaiting();
    this.recording.append({ kind: 'note', outcome, message, expected, actual });
    this.judge?.note(outcome, message, expected, actual);
  }

  /** Takes a sequence that was confirmed, and its exchanges, which went past the judge. */
  admit(sequence: EvidenceSequence, exchanges: readonly Exchange[]): void {
    this.recording.append(sequence);
    for (const { context } of exchanges) if (context) this.judge?.trust(context.scenario);
    this.waiting.push(...exchanges);
  }

  /** @throws BrokenOff where something could not be recorded */
  assertRecorded(): void {
    if (this.recording.trouble !== undefined) throw new BrokenOff(this.recording.trouble);
  }

  /** Has the rest judged, and ends the record. */
  end({ brokenOff, putBack, start }: Ending): Pick<Report['provenance'], 'durationMs' | 'evidence'> {
    const { recording, judge } = this;
    this.judgeWaiting();
    for (const interaction of judge?.interactions ?? [])
      recording.append({ kind: 'interaction', ...interaction });
    const durationMs = Math.round(performance.now() - start);
    recording.append({
      kind: 'end',
      durationMs,
      ...(brokenOff !== undefined && { brokenOff }),
      ...(!this.judging && { unjudged: true }),
      ...(putBack && { putBack }),
    });
    const evidence = recording.close();
    const ended = recording.trouble ?? brokenOff;
    if (ended !== undefined) judge?.endEarly(ended);
    return { durationMs, evidence };
  }

  private record(exchange: Exchange): void {
    const aside = this.exploration?.take(exchange) === true;
    this.recording.append({ kind: 'exchange', ...(aside && { aside }), ...exchange });
    this.recorded += 1;
    if (!aside) this.waiting.push(exchange);
  }

  /**
   * Judges everything that was sent so far in one go: judging after each request would double the cost.
   */
  judgeWaiting(): void {
    if (this.judging) for (const exchange of this.waiting.splice(0)) this.judge?.add(exchange);
  }
}

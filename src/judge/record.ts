import path from 'node:path';
import type { Check } from '../checks/check';
import type { EvidenceEnd, EvidenceLine, EvidenceSequence } from '../results/evidence';
import type { EvidenceHeader } from '../exchanges/run-header';
import type { Exchange } from '../exchanges/exchange';
import { Redactor } from '../exchanges/redact';
import type { Source } from '../exchanges/readers/source';
import { Judge } from './judge';
import type { Selection } from '../contract/selection';
import type { Report } from '../results/report';
import { CAPABILITIES } from '../contract/register/capabilities';
import type { Register } from '../contract/register/register';
import { operationOf } from '../contract/operation';
import { UNREADABLE } from '../results/verdict';
import { UsageError } from '../usage-error';
import { assemble, providerInput, trafficInput } from './assemble';
import { reasonOf } from './outcomes';
import { retold } from './retold';

/** A record, and how it is judged again. */
export interface RecordOptions extends Selection {
  /** The record, `evidence.ndjson`. */
  source: Source;
  register: Register;
  checks: readonly Check[];
  strict: boolean;
}

/** A line without its kind. */
function withoutKind<T extends EvidenceLine>(line: T): Omit<T, 'kind'> {
  const rest: Partial<T> = { ...line };
  delete rest.kind;
  return rest as Omit<T, 'kind'>;
}

function adviceOn(signature: string): string {
  const name = operationOf(signature)?.name;
  return name === undefined ? 'this version does not know it' : `use --operation ${name}`;
}

/** A record that is judged again, line by line. */
export class RecordJudge {
  private readonly judge: Judge;
  /** A record may come from anybody, so that nothing in it is trusted. */
  private readonly redactor = new Redactor();
  /** Exchanges of an exploration, until a sequence names them or the run is over. */
  private readonly aside = new Map<string, Exchange>();
  private readonly sequences: EvidenceSequence[] = [];
  /** Lines that are judged only if the run judged anything. */
  private held: Exchange[] | undefined = [];
  private end: EvidenceEnd | undefined;
  private read = 0;
  private explored = 0;

  constructor(
    private readonly head: EvidenceHeader,
    private readonly options: RecordOptions,
  ) {
    const { subject, lacks, planned, contract } = head;
    const { operation } = options.register;
    if (contract.operation !== operation.signature)
      throw new UsageError(
        `${options.source.name}: it is the record of a run of ${contract.operation}: ${adviceOn(contract.operation)}`,
      );
    this.judge = new Judge({
      ...options,
      subject: subject.kind,
      target: subject.target,
      lacks: CAPABILITIES.filter((capability) => lacks.includes(capability)),
      ...(subject.kind === 'provider' && {
        planned: new Map(planned.map(({ requirement, missing }) => [requirement, missing])),
      }),
    });
  }

  /** Takes a line. A line that cannot be judged is named, and the others are still judged. */
  take(line: EvidenceLine, number: number): void {
    try {
      this.takeWhole(line, number);
    } catch (error) {
      this.unreadable(number, `it cannot be judged: ${reasonOf(error)}`);
    }
  }

  private takeWhole(line: EvidenceLine, number: number): void {
    if (this.end && line.kind !== 'run') return this.unreadable(number, 'it comes after the end of the run');
    switch (line.kind) {
      case 'exchange': {
        const { aside, ...recorded } = withoutKind(line);
        const exchange = this.redactor.exchange(recorded);
        this.read += 1;
        if (aside) this.aside.set(exchange.id, exchange);
        else this.add(exchange);
        return;
      }
      case 'sequence':
        this.sequences.push(line);
        for (const id of line.exchanges) {
          const exchange = this.aside.get(id);
          if (!exchange) this.unreadable(number, `no exchange before it is ${id}`);
          else {
            this.explored += 1;
            if (exchange.context) this.judge.trust(exchange.context.scenario);
            this.add(exchange);
          }
        }
        return;
      case 'note':
        this.release();
        return this.judge.note(line.outcome, line.message, line.expected, line.actual);
      case 'interaction': {
        return this.judge.addInteraction(withoutKind(line));
      }
      case 'end':
        this.end = line;
        if (!line.unjudged) this.release();
        return;
      case 'run':
        return this.unreadable(
          number,
          'a second run begins: --operation all judges the runs of all operations',
        );
    }
  }

  /** A run that ended before it began has judged nothing of what it sent to find the provider. */
  private add(exchange: Exchange): void {
    if (this.held) this.held.push(exchange);
    else this.judge.add(exchange);
    if (this.held && this.held.length > PREFLIGHT_AT_MOST) this.release();
  }

  private release(): void {
    for (const exchange of this.held ?? []) this.judge.add(exchange);
    this.held = undefined;
  }

  /** Whether the record is complete. */
  get ended(): boolean {
    return this.end !== undefined;
  }

  unreadable(number: number, why: string): void {
    const { source } = this.options;
    this.judge.note('error', `${source.name}:${number}: ${why}`, 'a line of a record', UNREADABLE);
  }

  /** The report of the record. */
  reports(digest: string): Report[] {
    return [this.report(digest)];
  }

  /** @param others how many exchanges of other operations the record has beside those that were handed over */
  report(digest: string, others = 0): Report {
    const { head, judge, end, options } = this;
    if (!end) {
      this.release();
      judge.endEarly('the record ends before the run did');
    } else if (end.brokenOff !== undefined) judge.endEarly(end.brokenOff);
    const judged = judge.result();
    const { seen } = judged;
    const target = head.subject.target;
    const report = assemble(
      { ...judged, findings: retold(judged.findings, this.sequences) },
      {
        head,
        durationMs: end?.durationMs ?? 0,
        evidence: { file: path.basename(options.source.name), digest },
        strict: options.strict,
        putBack: end?.putBack,
        inputs: [
          head.subject.kind === 'provider'
            ? providerInput(target, this.read, seen.judged, this.aside.size - this.explored)
            : trafficInput(target, this.read + others, { ...seen, passedOver: seen.passedOver + others }),
        ],
      },
    );
    return { ...report, provenance: { ...report.provenance, judgedAt: new Date().toISOString() } };
  }
}

/** More exchanges than a run sends before it judges; what is held is no more than that. */
const PREFLIGHT_AT_MOST = 64;

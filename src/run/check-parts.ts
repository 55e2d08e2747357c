import { operationOf, packagedOperations, type Operation } from '../contract/operation';
import { registerOf } from '../contract/register/register';
import { ANOTHER, type Sink } from '../exchanges/readers';
import { NearMisses } from '../exchanges/near-misses';
import { Redactor } from '../exchanges/redact';
import { isOfSeveral } from '../exchanges/run-header';
import { Alike } from '../judge/alike';
import { Judge } from '../judge/judge';
import type { Report } from '../results/report';
import { STRIDE, type CheckOptions } from './check';
import { inputsOf, type Common, type Part } from './check-part';
import { sinkOf, type CheckedTally } from './check-source';
import { passed, takersOf } from '../exchanges/unread-batch';

/** Hands each exchange to the operation that it is of. */
export class Parts {
  private readonly parts = new Map<Operation, Part>();
  private readonly sources: Common[] = [];
  private readonly redactor: Redactor;
  private readonly first: Part;
  private read = 0;
  /** Requests whose path is nearly that of an operation. */
  readonly nears = new NearMisses(packagedOperations);
  /** The current line, if an equal line may have the same result. */
  private line: string | undefined;

  constructor(private readonly options: Omit<CheckOptions, 'register' | 'checks'>) {
    this.redactor = new Redactor([], undefined, options.showing);
    const [first] = packagedOperations;
    this.first = this.partOf(first as Operation);
  }

  /**
   * Begins the next source and returns its sink. @param onProgress is told now and then how much was read of all
   */
  begin(name: string, onProgress: (read: number) => void): Sink {
    const source: Common = { name, read: 0, problems: [], passedOver: new Map() };
    this.sources.push(source);
    for (const part of this.parts.values()) this.open(part, source);
    const at = this.sources.length - 1;
    let ofRun: Operation | undefined;
    const count = (times = 1): void => {
      source.read += times;
      this.read += times;
      if (this.read % STRIDE < times) onProgress(this.read);
    };
    return {
      alike: (line) => {
        const isAlike = this.isAlike(line, at);
        if (isAlike) count();
        return isAlike;
      },
      exchange: (exchange) => {
        count();
        const takers = takersOf(exchange, packagedOperations, ofRun);
        // An exchange of no operation is counted by the first part.
        for (const operation of takers.length > 0 ? takers : [this.first.operation]) {
          const part = this.partOf(operation);
          part.taken += 1;
          part.sinks[at]?.exchange(exchange);
        }
      },
      problem: (...problem) => {
        count(problem[2]);
        source.problems.push(problem);
        for (const { sinks } of this.parts.values()) sinks[at]?.problem(...problem);
      },
      passedOver: (reason, url) => {
        count();
        if (url !== undefined) this.nears.saw(url);
        if (reason !== ANOTHER) source.passedOver.set(reason, (source.passedOver.get(reason) ?? 0) + 1);
      },
      header: (head) => {
        ofRun = isOfSeveral(head) ? undefined : operationOf(head.contract.operation);
      },
    };
  }

  /**
   * Whether an equal line was judged before. A batch may concern several operations, so that it is always judged.
   */
  private isAlike(line: string, at: number): boolean {
    const isBatch = BATCH.test(line);
    this.line = isBatch ? undefined : line;
    for (const part of this.parts.values()) {
      if (isBatch) part.alike.forget();
      else if (part.sinks[at]?.alike?.(line)) {
        part.taken += 1;
        return true;
      }
    }
    return false;
  }

  private partOf(operation: Operation): Part {
    let part = this.parts.get(operation);
    if (!part) {
      const judge = new Judge({ ...this.options, register: registerOf(operation), subject: 'traffic' });
      part = { operation, judge, alike: new Alike<CheckedTally>(judge), sinks: [], taken: 0 };
      this.parts.set(operation, part);
      for (const source of this.sources) this.open(part, source);
      // The new part remembers the line as if it had existed at the lookup.
      if (this.line !== undefined) part.alike.find(this.line);
    }
    return part;
  }

  private open({ judge, alike, sinks }: Part, { name, problems }: Common): void {
    const bench = {
      judge,
      alike,
      redactor: this.redactor,
      count: () => undefined,
      siblings: new Map(),
      nears: this.nears,
    };
    const sink = sinkOf(name, bench);
    for (const problem of problems) sink.problem(...problem);
    sinks.push(sink);
  }

  /** The operations that something was judged of; the first where there is none. */
  judged(): Part[] {
    const isJudged = ({ sinks, taken }: Part): boolean =>
      taken > sinks.reduce((sum, { input: { passedOver } }) => sum + passed(passedOver), 0);
    const judged = [...packagedOperations]
      .flatMap((operation) => this.parts.get(operation) ?? [])
      .filter(isJudged);
    return judged.length > 0 ? judged : [this.first];
  }

  /** The inputs of a report of one operation. */
  inputsOf(part: Part): Report['inputs'] {
    return inputsOf(part, [...this.parts.values()], this.sources);
  }

  /** Tells each near miss once: in the report of the operation that it is near to, or else in the first. */
  tellNears(): void {
    const parts = this.judged();
    const [first] = parts as [Part, ...Part[]];
    this.nears.tell((operation) => (parts.find((part) => part.operation === operation) ?? first).judge);
  }
}

/** A line that has a batch in it. */
const BATCH = /(?:\$|%24)batch/i;

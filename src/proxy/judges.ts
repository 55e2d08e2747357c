import { operationNamed, packagedOperations, type Operation } from '../contract/operation';
import { contractOf, registerOf, type Register } from '../contract/register/register';
import type { Contract } from '../exchanges/run-header';
import type { Exchange } from '../exchanges/exchange';
import { NearMisses } from '../exchanges/near-misses';
import { takersOf } from '../exchanges/unread-batch';
import { Alike } from '../judge/alike';
import { Judge } from '../judge/judge';
import { loadOverlay } from '../judge/overlay';
import type { WitnessOptions } from './witness-options';

/** Who judges the exchanges of one operation. */
export interface TrafficJudge {
  register: Register;
  judge: Judge;
  /** Equal exchanges without a breach are judged once, unless the user has checks of their own. */
  alike: Alike | undefined;
  /** Exchanges that were handed to it. */
  taken: number;
}

type Note = Parameters<Judge['note']>;

/** Hands each exchange to those who judge it: of the operation that was named, or of whichever it is of. */
export class Judges {
  /** Exchanges that were handed to any of them. */
  handed = 0;
  /** Requests whose path is nearly that of an operation. */
  readonly nears: NearMisses;
  private readonly known = new Map<Operation, TrafficJudge>();
  private readonly notes: Note[] = [];
  /** Counts the exchanges of no operation. */
  private readonly first: TrafficJudge;
  private readonly isOfOne: boolean;

  /** @throws UsageError for an overlay that will not do */
  constructor(private readonly options: WitnessOptions) {
    const { operation, overlay } = options;
    this.isOfOne = operation !== undefined;
    const named = operationNamed(operation);
    const { register, checks } =
      overlay === undefined ? { register: registerOf(named) } : loadOverlay(overlay, registerOf(named));
    this.first = this.begin(register, checks);
    this.nears = new NearMisses(this.isOfOne ? [register.operation] : packagedOperations);
  }

  /** The contracts for the head of the record. */
  contracts(): { contract: Contract } | { contracts: readonly Contract[] } {
    if (this.isOfOne) return { contract: contractOf(this.first.register) };
    return { contracts: [...packagedOperations].map((each) => contractOf(registerOf(each))) };
  }

  /** Who judges an exchange, and whose contracts the record names with it, where it has several. */
  of(exchange: Exchange): { judges: TrafficJudge[]; contracts?: string[] } {
    const takers = this.isOfOne ? [] : takersOf(exchange, packagedOperations);
    const judges = takers.length === 0 ? [this.first] : takers.map((each) => this.judgeOf(each));
    this.handed += 1;
    for (const judge of judges) judge.taken += 1;
    return { judges, ...(!this.isOfOne && { contracts: takers.map(({ signature }) => signature) }) };
  }

  /** Adds a note to the report of each operation. */
  note(...note: Note): void {
    this.notes.push(note);
    for (const { judge } of this.known.values()) judge.note(...note);
  }

  /** Those who were handed something, in the order of the packs, and the one who takes what is of no operation. */
  get all(): TrafficJudge[] {
    if (this.isOfOne) return [this.first];
    return [...packagedOperations].flatMap((operation) => this.known.get(operation) ?? []);
  }

  private judgeOf(operation: Operation): TrafficJudge {
    return this.known.get(operation) ?? this.begin(registerOf(operation));
  }

  private begin(register: Register, checks: ReturnType<typeof loadOverlay>['checks'] = []): TrafficJudge {
    const judge = new Judge({ ...this.options, register, checks, subject: 'traffic' });
    const begun = { register, judge, alike: checks.length > 0 ? undefined : new Alike(judge), taken: 0 };
    for (const note of this.notes) judge.note(...note);
    this.known.set(register.operation, begun);
    return begun;
  }
}

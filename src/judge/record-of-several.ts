import type { EvidenceLine } from '../results/evidence';
import type { EvidenceHeader, SeveralHeader } from '../exchanges/run-header';
import type { Register } from '../contract/register/register';
import type { Report } from '../results/report';
import { judgedOf } from '../results/several';
import { RecordJudge, type RecordOptions } from './record';

/** How a record of several operations is judged again. */
export interface SeveralOptions extends Omit<RecordOptions, 'register'> {
  /**
   * The register of an operation, by its signature.
   * @throws UsageError for one that is not known
   */
  registerFor: (signature: string) => Register;
}

type Telling = (judge: RecordJudge) => void;

/** A record of several operations that is judged again, line by line: each exchange by the contracts that it names. */
export class RecordOfSeveral {
  /** Those who judge, and how many exchanges each was handed, by the signatures of their operations. */
  private readonly judges = new Map<string, { judge: RecordJudge; taken: number }>();
  private readonly head: Omit<EvidenceHeader, 'contract'>;
  private readonly contracts: SeveralHeader['contracts'];
  /** Notes that belong to each operation. */
  private readonly told: Telling[] = [];
  private read = 0;
  /** Whether the record is complete. */
  ended = false;

  /** @param signatures the operations that are judged; what is of none is for the first of them to pass over */
  constructor(
    { contracts, ...head }: SeveralHeader,
    private readonly options: SeveralOptions,
    private readonly signatures: readonly string[] = contracts.map(({ operation }) => operation),
  ) {
    this.head = head;
    this.contracts = contracts;
    this.judgeOf(this.first);
  }

  take(line: EvidenceLine, number: number): void {
    if (line.kind !== 'exchange') {
      this.ended ||= line.kind === 'end';
      return this.tellAll((judge) => judge.take(line, number));
    }
    const { contracts, ...exchange } = line;
    const why = this.complaint(contracts);
    if (!contracts || why !== undefined) return this.unreadable(number, why as string);
    this.read += 1;
    const named = contracts.length > 0 ? contracts : [this.first];
    for (const signature of named.filter((each) => this.signatures.includes(each))) {
      const taker = this.judgeOf(signature);
      taker.taken += 1;
      taker.judge.take(exchange, number);
    }
  }

  unreadable(number: number, why: string): void {
    this.tellAll((judge) => judge.unreadable(number, why));
  }

  /** The report of each operation that something was judged of, in the order of the head. */
  reports(digest: string): Report[] {
    return judgedOf(
      this.signatures.flatMap((signature) => {
        const known = this.judges.get(signature);
        return known ? [known.judge.report(digest, this.read - known.taken)] : [];
      }),
    );
  }

  private get first(): string {
    return this.signatures[0] as string;
  }

  /** What is wrong with the contracts that an exchange names. */
  private complaint(named: readonly string[] | undefined): string | undefined {
    if (!named) return 'it does not name the contracts that it is judged by';
    return named.every((each) => this.contracts.some(({ operation }) => operation === each))
      ? undefined
      : 'it names a contract that the first line does not have';
  }

  private tellAll(tell: Telling): void {
    this.told.push(tell);
    for (const { judge } of this.judges.values()) tell(judge);
  }

  private judgeOf(signature: string): { judge: RecordJudge; taken: number } {
    let known = this.judges.get(signature);
    if (!known) {
      const { registerFor, ...options } = this.options;
      const contract = this.contracts.find(
        ({ operation }) => operation === signature,
      ) as (typeof this.contracts)[0];
      const judge = new RecordJudge(
        { ...this.head, contract },
        { ...options, register: registerFor(signature) },
      );
      known = { judge, taken: 0 };
      for (const tell of this.told) tell(judge);
      this.judges.set(signature, known);
    }
    return known;
  }
}

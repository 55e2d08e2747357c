import type { Exchange } from '../exchanges/exchange';
import type { NearMisses } from '../exchanges/near-misses';
import type { Redactor } from '../exchanges/redact';
import { addressOf, operationAt } from '../exchanges/address';
import { ANOTHER, type Sink } from '../exchanges/readers';
import type { Alike } from '../judge/alike';
import type { Judge, Tally } from '../judge/judge';
import { reasonOf } from '../judge/outcomes';
import type { Report } from '../results/report';
import { UNREADABLE } from '../results/verdict';
import { whyPassedOver } from '../exchanges/passed-over';
import { unreadBatch } from '../exchanges/unread-batch';

/** Sources of which a line is an exchange. */
const BY_LINE = new Set<Exchange['source']['kind']>(['ndjson', 'verify', 'proxy', 'object']);

/** What an exchange comes to, why it is passed over if it is, and what its record does not show of it. */
export type CheckedTally = Tally & { why: string; notShown: readonly string[] };

/** What the sources of a check have in common. */
export interface Bench {
  judge: Judge;
  redactor: Redactor;
  /** Absent where no exchange can be taken to be like another. */
  alike: Alike<CheckedTally> | undefined;
  /** Is told of everything that was read, or could not be. */
  count(times: number): void;
  /** Exchanges of other operations that the suite knows, by name. */
  siblings: Map<string, number>;
  /** Requests whose path is nearly that of the operation. */
  nears: NearMisses;
}

/** An exchange without what only says where it stands. */
const textOf = ({ id: _id, source: _source, ...rest }: Exchange): string => JSON.stringify(rest);

/** Counts what became of the exchanges of a source. */
class Counted {
  readonly input: Report['inputs'][number];

  constructor(
    private readonly name: string,
    private readonly bench: Bench,
  ) {
    this.input = { file: name, read: 0, judged: 0, passedOver: {} };
  }

  read(times = 1): void {
    this.input.read += times;
    this.bench.count(times);
  }

  passedOver(reason: string, times = 1): void {
    const { passedOver } = this.input;
    if (times > 0) passedOver[reason] = (passedOver[reason] ?? 0) + times;
  }

  judged(notShown: readonly string[]): void {
    const { input } = this;
    input.judged += 1;
    for (const what of notShown) (input.notShown ??= {})[what] = (input.notShown[what] ?? 0) + 1;
  }

  unreadable(message: string, line: number | undefined, times = 1): void {
    this.passedOver('unreadable', times);
    const at = line === undefined ? this.name : `${this.name}:${line}`;
    this.bench.judge.note('error', `${at}: ${message}`, 'an exchange', UNREADABLE);
  }

  /** Counts a request of another operation by that operation, and one with a nearly correct path. */
  sibling(url: string): void {
    const { siblings, nears } = this.bench;
    nears.saw(url);
    const operation = operationAt(url)?.name;
    if (operation !== undefined) siblings.set(operation, (siblings.get(operation) ?? 0) + 1);
  }
}

/** Makes the sink of a source: it judges and counts each exchange. @returns what was read, so far, of it too */
export function sinkOf(name: string, bench: Bench): Sink & { input: Report['inputs'][number] } {
  const { judge, alike } = bench;
  const counted = new Counted(name, bench);
  const { input } = counted;
  const isAlike = (text: string): boolean => {
    const tally = alike?.find(text);
    if (!tally) return false;
    counted.read();
    judge.addAlike(tally);
    if (tally.passedOver) counted.passedOver(tally.why);
    else counted.judged(tally.notShown);
    return true;
  };
  const take = (exchange: Exchange): void => {
    // Lines were looked up as text before; other exchanges are looked up by their content.
    if (!BY_LINE.has(exchange.source.kind) && isAlike(textOf(exchange))) return;
    counted.read();
    if (addressOf(exchange.request.url, judge.operation) === undefined) {
      counted.sibling(exchange.request.url);
      return counted.passedOver(ANOTHER);
    }
    const unread = unreadBatch(exchange, judge.operation);
    if (unread && 'problem' in unread) return counted.unreadable(unread.problem, exchange.source.line);
    const reason = unread?.reason ?? judgeOne(exchange, bench);
    if (reason === undefined) counted.judged(exchange.notShown ?? []);
    else counted.passedOver(reason);
  };
  return {
    input,
    alike(line) {
      try {
        return isAlike(line);
      } catch {
        // The line is then read like any other.
        return false;
      }
    },
    problem(message, line, times) {
      counted.read(times);
      counted.unreadable(message, line, times);
    },
    exchange(exchange) {
      const { read } = input;
      try {
        take(exchange);
      } catch (error) {
        // The message shows nothing of the exchange, because the redaction itself may have failed.
        if (input.read === read) counted.read();
        counted.unreadable(`it cannot be judged: ${reasonOf(error)}`, exchange.source.line);
      }
    },
    passedOver(reason, url) {
      counted.read();
      counted.passedOver(reason);
      if (url !== undefined) counted.sibling(url);
    },
    header: () => undefined,
  };
}

/** @returns why it is none of the contract's business; undefined where it was judged */
function judgeOne(exchange: Exchange, { judge, redactor, alike }: Bench): string | undefined {
  const before = judge.seen.passedOver;
  const shown = redactor.exchange(exchange);
  if (alike?.isAsking) {
    const { tally } = judge.addAndTally(shown, true);
    if (tally && !exchange.context)
      alike.keep({ ...tally, why: whyPassedOver(exchange), notShown: exchange.notShown ?? [] });
  } else judge.add(shown);
  return judge.seen.passedOver > before ? whyPassedOver(exchange) : undefined;
}

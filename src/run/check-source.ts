import type { Exchange } from '../exchanges/exchange';
import type { Redactor } from '../exchanges/redact';
import { addressOf, operationAt } from '../exchanges/address';
import { ANOTHER, type Sink } from '../exchanges/readers';
import type { Alike } from '../judge/alike';
import type { Judge, Tally } from '../judge/judge';
import type { Report } from '../results/report';
import { UNREADABLE } from '../results/verdict';

/** Why a batch is passed over. */
const OTHERS = 'a batch of other operations';
/** Sources of which a line is an exchange. */
const BY_LINE = new Set<Exchange['source']['kind']>(['ndjson', 'verify', 'proxy', 'object']);

/** What an exchange comes to, and what its record does not show of it. */
export type CheckedTally = Tally & { notShown: readonly string[] };

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
}

/** An exchange without what only says where it stands. */
const textOf = ({ id: _id, source: _source, ...rest }: Exchange): string => JSON.stringify(rest);

/** Takes what a source is read to hold, judges it, and counts it. @returns what was read, so far, of it too */
export function sinkOf(name: string, bench: Bench): Sink & { input: Report['inputs'][number] } {
  const { judge, alike, siblings } = bench;
  const input: Report['inputs'][number] = { file: name, read: 0, judged: 0, passedOver: {} };
  const count = (times = 1): void => {
    input.read += times;
    bench.count(times);
  };
  const passOver = (reason: string, times = 1): void => {
    input.passedOver[reason] = (input.passedOver[reason] ?? 0) + times;
  };
  const noticeSibling = (url: string): void => {
    const operation = operationAt(url)?.name;
    if (operation !== undefined) siblings.set(operation, (siblings.get(operation) ?? 0) + 1);
  };
  const judged = (notShown: readonly string[]): void => {
    input.judged += 1;
    for (const what of notShown) (input.notShown ??= {})[what] = (input.notShown[what] ?? 0) + 1;
  };
  const isAlike = (text: string): boolean => {
    const tally = alike?.find(text);
    if (!tally) return false;
    count();
    judge.addAlike(tally);
    if (tally.passedOver) passOver(OTHERS);
    else judged(tally.notShown);
    return true;
  };
  const problem = (message: string, line?: number, times = 1): void => {
    count(times);
    passOver('unreadable', times);
    const at = line === undefined ? name : `${name}:${line}`;
    judge.note('error', `${at}: ${message}`, 'an exchange', UNREADABLE);
  };
  return {
    input,
    alike: isAlike,
    problem,
    exchange(exchange) {
      // A line was looked up as it stands there; what else is read is told by what it came to.
      if (!BY_LINE.has(exchange.source.kind) && isAlike(textOf(exchange))) return;
      count();
      if (addressOf(exchange.request.url, judge.operation) === undefined) {
        noticeSibling(exchange.request.url);
        return passOver(ANOTHER);
      }
      const reason = judgeOne(exchange, bench);
      if (reason === undefined) judged(exchange.notShown ?? []);
      else passOver(reason);
    },
    passedOver(reason, url) {
      count();
      passOver(reason);
      if (url !== undefined) noticeSibling(url);
    },
    header: () => undefined,
  };
}

/** @returns why it is none of the contract's business; undefined where it was judged */
function judgeOne(exchange: Exchange, { judge, redactor, alike }: Bench): string | undefined {
  const before = judge.seen.passedOver;
  const { tally } = judge.addAndTally(redactor.exchange(exchange));
  if (tally && !exchange.context) alike?.keep({ ...tally, notShown: exchange.notShown ?? [] });
  return judge.seen.passedOver > before ? OTHERS : undefined;
}

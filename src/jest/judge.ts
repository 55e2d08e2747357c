import { isMembers } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import { Redactor } from '../exchanges/redact';
import { judge as judgeExchanges, type Judged, type JudgeOptions } from '../judge/judge';
import { UsageError } from '../usage-error';
import { registerAt } from './conclusion';
import { atHand, type Answered, type AtHand } from './objects';

/** How what is at hand is judged; who answers is seen from it, where nothing else is said. */
export interface JudgingOptions extends Partial<JudgeOptions> {
  /** What a response without its request answers; by default an update. */
  to?: Answered;
}

/** What has a body that comes in a promise. */
type Fetched = Request | Response | { request: Request } | { response: Response };

/** A promise where a body has to be awaited. */
type Result<T> = [Extract<T, Fetched>] extends [never] ? Judged : Promise<Judged>;

/**
 * Judges exchanges, in the order in which they happened: whole ones of a record, and whatever the matchers take, such as
 * `{ request }`, a response of axios or an entry of a HAR.
 * @returns a promise where one of them is a `Request` or `Response` of fetch
 * @throws UsageError for what is not a request, a response or an exchange; in the promise, where there is one
 */
export function judge<T extends object>(exchanges: Iterable<T>, options: JudgingOptions = {}): Result<T> {
  if (typeof (exchanges as Partial<Iterable<T>> | undefined)?.[Symbol.iterator] !== 'function')
    throw new UsageError('judge takes a list of exchanges: put what is to be judged in one');
  const redactor = new Redactor();
  const hands = [...exchanges].map((each, at) => handOf(each, at + 1, options.to ?? 'update', redactor));
  const result = hands.some((hand) => hand instanceof Promise)
    ? Promise.all(hands).then((known) => judged(known, options))
    : judged(hands as Hand[], options);
  return result as Result<T>;
}

type Hand = Pick<AtHand, 'exchange' | 'subject'>;

function judged(hands: readonly Hand[], { to: _to, ...options }: JudgingOptions): Judged {
  const [first] = hands;
  const subjects = new Set(hands.map(({ subject }) => subject));
  const [subject = 'traffic'] = subjects;
  return judgeExchanges(
    hands.map(({ exchange }) => exchange),
    {
      subject: subjects.size === 1 ? subject : 'traffic',
      ...(first && { register: registerAt(first) }),
      ...options,
    },
  );
}

function handOf(value: unknown, nth: number, to: Answered, redactor: Redactor): Hand | Promise<Hand> {
  if (isWhole(value))
    return { exchange: value, subject: value.response === undefined ? 'client' : 'traffic' };
  const hand = atHand(value, to, redactor);
  // Each has an id of its own, by which findings name it.
  const numbered = ({ exchange, subject }: AtHand): Hand => ({
    exchange: { ...exchange, id: String(nth) },
    subject,
  });
  return hand instanceof Promise ? hand.then(numbered) : numbered(hand);
}

/** Whether it is an exchange as a record has it, which says itself what could be observed. */
const isWhole = (value: unknown): value is Exchange =>
  isMembers(value) &&
  typeof value['id'] === 'string' &&
  isMembers(value['source']) &&
  isMembers(value['observed']) &&
  isMembers(value['request']) &&
  Array.isArray(value['request']['headers']);

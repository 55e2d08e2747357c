import type { View } from '../checks/view';
import { isBatchUrl } from '../exchanges/address';
import type { Exchange } from '../exchanges/exchange';
import type { Finding, NamedExchange, Outcome } from '../results/report';
import { rankOf } from '../results/outcome';
import { shownOf } from './shown';

/** Findings of one check, row and outcome that are told apart. */
const KINDS = 500;

/** Exchanges that a finding names at most; its count goes on. */
const NAMED = 20;

/** Of the exchanges of a finding, how many are shown as they were on the wire, and how many of all findings. */
const SHOWN = 3;
const SHOWN_AT_MOST = 300;

/** So many exchanges are kept that findings only count. */
const NAMED_BESIDE = 2_000;

/** How much of lines that send a request again there is in all, in characters. */
const CURLS = 8 * 1024 * 1024;

/** Kinds of requests that a finding names at most. */
const REQUESTS = 6;

/** By what findings are told apart. Millions may be told: a text that is put together costs less than one in JSON. */
const keyOf = (...parts: (string | null)[]): string => parts.map((part) => part ?? '\0').join('\0\0');

/** A finding as it comes, before it is known whether one like it was there. */
type Told = Omit<Finding, 'exchanges' | 'curl' | 'requests'> & { exchanges: readonly string[] };

/** What became of a finding that was added. */
export interface Added {
  finding: Finding;
  others: number;
}

type Views = readonly Pick<View, 'exchange'>[];
/** Fewer are looked through one by one. */
const FEW = 16;

/** What was found so far: memory grows with how much differs, not with how often it was found. */
export class Found {
  private readonly byKey = new Map<string, Finding>();
  /** By check, row and outcome: how many findings differ, and the last of them. */
  private readonly kinds = new Map<string, { keys: number; last: string }>();
  /** What answers said in words of their own of findings. */
  private readonly words = new WeakMap<Finding, string>();
  private readonly named = new Map<string, NamedExchange>();
  private readonly byId = new WeakMap<Views, ReadonlyMap<string, Exchange>>();
  private shown = 0;
  /** How many characters there are of lines that send a request again. */
  private curls = 0;

  /** Worst first, and in the order in which they were found. */
  get findings(): Finding[] {
    return [...this.byKey.values()].sort((one, other) => rankOf(one.outcome) - rankOf(other.outcome));
  }

  /** Those that findings name. */
  get exchanges(): NamedExchange[] {
    return [...this.named.values()];
  }

  /** What the answer said of a finding in its own words; nothing where it said nothing. */
  wordsOf(finding: Finding): string {
    return this.words.get(finding) ?? '';
  }

  /**
   * Adds a finding, to one like it where there is one.
   * @param views what was looked at; the exchanges among them that it names are kept with it
   * @param curl makes the line that sends the request again, for one that is kept as a finding of its own
   * @param words what the answer says: alike findings of which it says another thing have another cause
   * @returns the finding as it stands now, and how many it counts now that are not told apart from it
   */
  add(views: Views, found: Told, curl: () => string | null, words = ''): Added {
    const { check, requirement, outcome, pointer, message, expected, exchanges } = found;
    const key = keyOf(check, requirement, outcome, pointer, message, expected, words);
    const same = this.byKey.get(key);
    const known = same ?? this.oneTooMany(found, key);
    const others = known && !same ? found.count : (found.others ?? 0);
    const finding = known ?? { ...found, exchanges: [...exchanges], curl: this.kept(curl) };
    if (known) {
      known.count += found.count;
      addOthers(known, others);
      if (known.exchanges.length < NAMED)
        known.exchanges = [...new Set([...known.exchanges, ...exchanges])].slice(0, NAMED);
    } else {
      this.byKey.set(key, finding);
      if (words !== '') this.words.set(finding, words);
    }
    const shown = known ? [] : exchanges.slice(-SHOWN);
    const among = this.among(views);
    for (const id of exchanges) {
      const exchange = among(id);
      if (exchange) addRequest(finding, requestOf(exchange));
      // One that is only counted here may be named by an interaction, or by a sequence: of many, most are not.
      if (exchange && (finding.exchanges.includes(id) || this.named.size < NAMED_BESIDE))
        this.name(exchange, outcome, shown.includes(id));
    }
    return { finding, others };
  }

  /** Whether one more of a finding, with another exchange, would only be counted. */
  isFull({ exchanges }: Finding): boolean {
    return exchanges.length >= NAMED && this.named.size >= NAMED_BESIDE;
  }

  /** Finds exchanges among what was looked at by their ids. A scenario may be long, and break something at each step. */
  private among(views: Views): (id: string) => Exchange | undefined {
    if (views.length < FEW) return (id) => views.find(({ exchange }) => exchange.id === id)?.exchange;
    let byId = this.byId.get(views);
    if (!byId) this.byId.set(views, (byId = new Map(views.map(({ exchange }) => [exchange.id, exchange]))));
    return (id) => byId.get(id);
  }

  /** A line that sends a request again, where all of them are not too much. */
  private kept(curl: () => string | null): string | null {
    if (this.curls > CURLS) return null;
    const line = curl();
    this.curls += line?.length ?? 0;
    return line;
  }

  /**
   * Findings of one check that differ in their values alone can be as many as there are exchanges: beyond a
   * number of them, those that come are counted with the last.
   */
  private oneTooMany({ check, requirement, outcome }: Told, key: string): Finding | undefined {
    const kind = keyOf(check, requirement, outcome);
    const { keys, last } = this.kinds.get(kind) ?? { keys: 0, last: key };
    if (keys < KINDS) {
      this.kinds.set(kind, { keys: keys + 1, last: key });
      return undefined;
    }
    return this.byKey.get(last);
  }

  private name(exchange: Exchange, outcome: Outcome, isShown: boolean): void {
    const { id, source, request, response } = exchange;
    let named = this.named.get(id);
    if (!named) {
      const { file, line } = source;
      const place = [file, line].filter((part) => part !== undefined).join(':');
      named = {
        id,
        source: place === '' ? source.kind : `${source.kind} ${place}`,
        method: request.method,
        url: request.url,
        status: response?.status ?? null,
        outcome,
        ...(file !== undefined && line !== undefined && { place: { file, line } }),
      };
      this.named.set(id, named);
    }
    if (rankOf(outcome) < rankOf(named.outcome)) named.outcome = outcome;
    if (!isShown || named.shown || this.shown >= SHOWN_AT_MOST) return;
    named.shown = shownOf(exchange);
    this.shown += 1;
  }
}

/** What kind of request it is, for people who look for it in their log. */
function requestOf({ request: { method, url }, batch }: Exchange): string {
  if (batch) return `${method} in $batch`;
  return isBatchUrl(url) ? `${method} $batch` : method;
}

/** Counts those of a finding that are not told apart from it. */
export function addOthers(finding: Finding, others: number): void {
  if (others > 0) finding.others = (finding.others ?? 0) + others;
}

function addRequest(finding: Finding, request: string): void {
  const known = (finding.requests ??= []);
  if (known.length < REQUESTS && !known.includes(request)) known.push(request);
}

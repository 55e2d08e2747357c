import { LIMITS } from '../../bounds/limits';
import type { Sought, Span } from './automaton';
import { Finder } from './finder';
import { replaceWebTokens } from './web-tokens';
import { isWordOfTheContract } from './words';

/** A shorter value occurs by chance, and looking for it would blacken innocent text. */
const SHORTEST = 6;
/** Of a longer one so much is looked for. */
const LONGEST = LIMITS.secret;
/** What was forgotten is looked for on, until it is more than this and more than what is known, in UTF-16 units. */
const FORGOTTEN_AT_MOST = 16 * 1024;

/** Where a secret came from: the suite's own is never forgotten. */
export interface Origin {
  /** From Authorization: what an answer must not repeat. */
  token?: boolean;
  own?: boolean;
}

interface Known extends Origin {
  alias: string;
  sought: Sought[];
  units: number;
}

/**
 * The secrets of a record and their aliases. Those of traffic are forgotten again, the ones first that were not seen
 * longest, so that a record with a token of its own in each line costs no more memory than a short one.
 */
export class KnownSecrets {
  private readonly known = new Map<string, Known>();
  /**
   * Goes on from the one that was forgotten last: to begin anew would pass all gaps that were left each time. Nothing is
   * passed over, since one that is known anew stands at the end.
   */
  private readonly oldest = this.known.keys();
  private readonly own = new Map<string, Known>();
  private readonly finder = new Finder();
  /** The aliases of tokens. */
  private readonly tokens = new Set<string>();
  private named = 0;
  private units = 0;
  private forgotten = 0;
  /** How many secrets the exchange at hand may still add: tokens, and others. */
  private left = { tokens: LIMITS.learnt, others: LIMITS.learnt };

  /** @param remembered how many secrets of traffic are known at a time */
  constructor(private readonly remembered: number) {}

  /** An exchange may add so many secrets: what is more is masked where it stands, and looked for nowhere else. */
  beginExchange(): void {
    this.left = { tokens: LIMITS.learnt, others: LIMITS.learnt };
  }

  /** Makes a secret known, so that it is found wherever it turns up. @returns its alias */
  learn(secret: string, origin: Origin = {}): string {
    const before = this.own.get(secret) ?? this.known.get(secret);
    if (!before && !origin.own && !this.mayAdd(origin)) return this.nextAlias();
    const known = before ?? this.add(secret, origin);
    if (origin.token) this.tokens.add(known.alias);
    if (before && !this.own.has(secret)) {
      // One that is in use is none of the oldest: its alias stays.
      this.known.delete(secret);
      this.known.set(secret, known);
    }
    return known.alias;
  }

  /**
   * A text without the secrets that are known, and without JSON Web Tokens, which are from then on.
   * @param found is called with the alias of each token that it held
   */
  clean(text: string, found?: (alias: string) => void): string {
    const spans = this.finder.find(text);
    if (found)
      for (const alias of new Set(spans.map((span) => span.alias))) if (this.tokens.has(alias)) found(alias);
    return replaceWebTokens(without(text, spans), (token) => `[${this.learn(token)}]`);
  }

  private mayAdd({ token }: Origin): boolean {
    const kind = token ? 'tokens' : 'others';
    this.left[kind] -= 1;
    return this.left[kind] >= 0;
  }

  private nextAlias(): string {
    this.named += 1;
    return `secret-${this.named}`;
  }

  private add(secret: string, origin: Origin): Known {
    const alias = this.nextAlias();
    const sought = spellingsOf(secret).map((text) => ({ text, alias }));
    const units = sought.reduce((sum, { text }) => sum + text.length, 0);
    const known = { ...origin, alias, sought, units };
    sought.forEach((each) => this.finder.add(each));
    if (origin.own) this.own.set(secret, known);
    else {
      this.known.set(secret, known);
      this.units += units;
      while (this.known.size > this.remembered || this.units > LIMITS.secrets) this.forgetOldest();
    }
    return known;
  }

  private forgetOldest(): void {
    const secret = this.oldest.next().value as string;
    const { alias, units } = this.known.get(secret) as Known;
    this.known.delete(secret);
    this.tokens.delete(alias);
    this.units -= units;
    this.forgotten += units;
    if (this.forgotten <= Math.max(FORGOTTEN_AT_MOST, this.units)) return;
    this.forgotten = 0;
    this.finder.reset([...this.own.values(), ...this.known.values()].flatMap(({ sought }) => sought));
  }
}

/** What JSON and URLs write as it is. */
const SPELT_ONE_WAY = /^[\w.~-]*$/;

/** A secret as it is, and as JSON and URLs may write it; none for what is not looked for. */
function spellingsOf(secret: string): string[] {
  // To blacken a word of the contract wherever it stands would make the record useless, and hide nothing.
  if (secret.length < SHORTEST || isWordOfTheContract(secret)) return [];
  const plain = secret.slice(0, LONGEST);
  if (SPELT_ONE_WAY.test(plain)) return [plain];
  const inJson = JSON.stringify(plain).slice(1, -1);
  return [
    ...new Set([
      plain,
      plain.replaceAll('/', '\\/'),
      encoded(plain),
      // In a JSON text, and in one that another JSON text quotes.
      inJson,
      JSON.stringify(inJson).slice(1, -1),
    ]),
  ];
}

/** As a URL writes it; half a surrogate pair has no such form. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function without(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let clean = '';
  let done = 0;
  for (const { start, end, alias } of spans) {
    clean += `${text.slice(done, start)}[${alias}]`;
    done = end;
  }
  return clean + text.slice(done);
}

import { LIMITS } from '../../bounds/limits';
import { addSpan, type Sought, type Span } from './automaton';
import { ByAge } from './by-age';
import { cutOffIn, decodedOnce, isPartOf, lastUpTo, mayBeCutOff, type Coded } from './codings';
import { Finder } from './finder';
import { isOrdinary, isPlainWord } from './plain-words';
import { folded, unescaped } from './spellings';
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
  private readonly known = new ByAge<Known>();
  private readonly own = new Map<string, Known>();
  private readonly finder = new Finder();
  private readonly hidden = new HiddenValues();
  /** The aliases of tokens. */
  private readonly tokens = new Set<string>();
  /** The aliases of secrets that a harmless header may have by chance. */
  private readonly ordinary = new Set<string>();
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
    this.hidden.beginExchange();
  }

  /** The alias of a value that is hidden where it stands, and looked for in texts for people alone. */
  hide(value: string): string {
    const known = this.own.get(value) ?? this.known.get(value);
    return known?.alias ?? this.hidden.aliasOf(value, () => this.nextAlias());
  }

  /** A text for people without what is known, or was hidden elsewhere, in it. */
  cleanWords(text: string): string {
    const clean = this.clean(text);
    const plain = without(clean, this.hidden.find(clean));
    const decoded = without(plain, this.codedSpans(plain));
    return mayBeCutOff(decoded) ? without(decoded, this.cutOffSpans(decoded)) : decoded;
  }

  /** Whether a text is long enough to repeat something that is known, or was hidden. */
  mayEcho(text: string): boolean {
    return text.length >= SHORTEST && !(this.finder.isEmpty && this.hidden.isEmpty);
  }

  /** Whether a text repeats a secret that is known, in another coding perhaps; what was merely hidden does not count. */
  echoesSecret(text: string): boolean {
    if (text.length < SHORTEST || this.finder.isEmpty) return false;
    return spansIn(this.finder, text).length > 0 || spansIn(this.finder, decodedOnce(text).all).length > 0;
  }

  /** Where in a text something stands that is known, or was hidden elsewhere, in another coding. */
  private codedSpans(text: string): Span[] {
    if (this.finder.isEmpty && this.hidden.isEmpty) return [];
    const { pieces, starts, all } = decodedOnce(text);
    if (pieces.length === 0) return [];
    const found = [...spansIn(this.finder, all), ...this.hidden.find(all)];
    if (found.length === 0) return [];
    const spans = found.map(({ start, alias }) => {
      const { start: from, end } = pieces[lastUpTo(starts, start)] as Coded;
      return { start: from, end, alias };
    });
    const apart: Span[] = [];
    for (const span of spans.sort((one, other) => one.end - other.end)) addSpan(apart, span);
    return apart;
  }

  /** Where a part of something that is known, or was hidden in this exchange, says that it is cut off. */
  private cutOffSpans(text: string): Span[] {
    const spans: Span[] = [];
    for (const part of cutOffIn(text)) {
      const { start, end } = part;
      const isPart = (value: string): boolean => value.length >= SHORTEST && isPartOf(part, value);
      const whole = [...this.own.keys(), ...this.known.keys(), ...this.hidden.ofExchange].find(isPart);
      if (whole !== undefined) addSpan(spans, { start, end, alias: this.hide(whole) });
    }
    return spans;
  }

  /** Makes a secret known, so that it is found wherever it turns up. @returns its alias */
  learn(secret: string, origin: Origin = {}): string {
    const before = this.own.get(secret) ?? this.known.get(secret);
    if (!before && !origin.own && !this.mayAdd(origin)) return this.nextAlias();
    const known = before ?? this.add(secret, origin);
    if (origin.token) this.tokens.add(known.alias);
    // One that is in use is none of the oldest: its alias stays.
    if (before && !this.own.has(secret)) this.known.touch(secret, known);
    return known.alias;
  }

  /**
   * A text without the secrets that are known, and without JSON Web Tokens, which are from then on.
   * @param found is called with the alias of each token that it held
   * @param isHarmless whether it is the value of a header that is known to be harmless
   */
  clean(text: string, found?: (alias: string) => void, isHarmless?: () => boolean): string {
    let spans = spansIn(this.finder, text);
    const isOrdinary = ({ alias }: Span): boolean => this.ordinary.has(alias);
    if (isHarmless && spans.some(isOrdinary) && isHarmless())
      spans = spans.filter((span) => !isOrdinary(span));
    if (found && spans.length > 0)
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
    // One that was hidden before keeps its alias.
    const alias = this.hidden.has(secret) ? this.hide(secret) : this.nextAlias();
    const sought = soughtOf(secret).map((text) => ({ text, alias }));
    const units = sought.reduce((sum, { text }) => sum + text.length, 0);
    const known = { ...origin, alias, sought, units };
    sought.forEach((each) => this.finder.add(each));
    if (isOrdinary(secret)) this.ordinary.add(alias);
    if (origin.own) this.own.set(secret, known);
    else {
      this.known.touch(secret, known);
      this.units += units;
      while (this.known.size > this.remembered || this.units > LIMITS.secrets) this.forgetOldest();
    }
    return known;
  }

  private forgetOldest(): void {
    const [, { alias, units }] = this.known.takeOldest();
    this.tokens.delete(alias);
    this.ordinary.delete(alias);
    this.units -= units;
    this.forgotten += units;
    if (this.forgotten <= Math.max(FORGOTTEN_AT_MOST, this.units)) return;
    this.forgotten = 0;
    this.finder.reset([...this.own.values(), ...this.known.values()].flatMap(({ sought }) => sought));
  }
}

/** What is looked for of a secret: without letter case, which whoever repeats it may change; none for what is not looked for. */
function soughtOf(secret: string): string[] {
  // To blacken a word of the contract, or of HTTP, wherever it stands would make the record useless, and hide nothing.
  if (secret.length < SHORTEST || isPlainWord(secret) || isWordOfTheContract(secret)) return [];
  return [folded(secret.slice(0, LONGEST))];
}

const NONE: Span[] = [];

/** Where in a text secrets stand, as they are and as URLs, JSON and HTML may write them. */
function spansIn(finder: Finder, text: string): Span[] {
  if (finder.isEmpty) return NONE;
  const spans = finder.find(folded(text));
  const plain = unescaped(text);
  if (!plain) return spans;
  const written = finder.find(folded(plain.text)).map(({ start, end, alias }) => ({
    start: plain.starts[start] as number,
    end: plain.ends[end - 1] as number,
    alias,
  }));
  if (written.length === 0) return spans;
  const apart: Span[] = [];
  for (const span of [...spans, ...written].sort((one, other) => one.end - other.end)) addSpan(apart, span);
  return apart;
}

/** How many hidden values keep their aliases, in UTF-16 units: nobody wants to compare more. */
const HIDDEN_AT_MOST = 1024 * 1024;
/** What a value takes beside its own units. */
const BESIDE = 24;

/** Values that are hidden where they stand. The ones that were not seen longest are forgotten. */
class HiddenValues {
  private readonly aliases = new ByAge<string>();
  /** Those of the exchange at hand: within one, a value has one alias. */
  private here = new Map<string, string>();
  private finder = new Finder();
  private units = 0;
  private sought = 0;
  private left: number = LIMITS.learnt;

  beginExchange(): void {
    if (this.here.size > 0) this.here = new Map();
    this.left = LIMITS.learnt;
  }

  has(value: string): boolean {
    return this.here.has(value) || this.aliases.has(value);
  }

  aliasOf(value: string, next: () => string): string {
    const before = this.here.get(value) ?? this.aliases.get(value);
    const alias = before ?? next();
    this.here.set(value, alias);
    if (value.length <= LONGEST) {
      if (!this.aliases.has(value)) this.units += value.length + BESIDE;
      this.aliases.touch(value, alias);
    }
    while (this.units > HIDDEN_AT_MOST) this.forgetOldest();
    if (before === undefined) this.seek(value, alias);
    return alias;
  }

  get isEmpty(): boolean {
    return this.finder.isEmpty;
  }

  /** Those of the exchange at hand. */
  get ofExchange(): Iterable<string> {
    return this.here.keys();
  }

  find(text: string): Span[] {
    return spansIn(this.finder, text);
  }

  private forgetOldest(): void {
    const [value] = this.aliases.takeOldest();
    this.units -= value.length + BESIDE;
  }

  private seek(value: string, alias: string): void {
    this.left -= 1;
    if (this.left < 0) return;
    for (const text of soughtOf(value)) {
      this.finder.add({ text, alias });
      this.sought += text.length;
    }
    if (this.sought <= LIMITS.secrets) return;
    this.finder = new Finder();
    this.sought = 0;
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

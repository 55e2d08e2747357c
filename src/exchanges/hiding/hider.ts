import { ByName } from '../by-name';
import { isSecretName } from '../secret-names';
import type { Demand } from '../exchange';
import type { KnownSecrets } from '../secrets/known';
import { withoutAttributes } from './page';
import { hiddenAddress, hiddenParameters, type AddressRules } from './address';
import { fits, isHarmlessBreach, isNarrow, ofLength } from './fits';
import { isCode, isPlainWords } from './forms';
import { addresses, challenge, mediaType } from './header-parts';
import { withoutPhones, withoutSecretForms } from './free-text';
import { inJson, replaceValues, replaceValuesMade, type Replacing } from './json-values';
import { standIn, withoutNamed } from './named';
import { markInAddress, markOf, startsWithMark, withoutMarks } from './marks';
import { NameHider } from './name-hider';
import { below, places, type Place } from './places';
import { Remembered } from './remembered';
import { Seen } from './seen';
import { HEADERS, isId, ofAnnotation, type Form, type LetThrough, type Parts } from './shown';

/** Where a body stands. */
export interface Standing {
  mediaType: string;
  /** Whether it is that of an answer that refuses. */
  refusal: boolean;
}

/** A number that has so many characters is none of a few that occur everywhere. */
const LONG_NUMBER = 4;

/**
 * Hides what recorded traffic holds unless the contract, or HTTP, makes it harmless. Of what is hidden the name, the
 * length and an alias stay, by which a reader still sees where the same value stands again.
 */
export class Hider {
  /** Headers and addresses that are shown as they are. */
  private readonly seen = new Seen();
  private readonly headers = new ByName((name) => {
    const key = name.toLowerCase();
    return { key, rule: HEADERS.get(key), isShown: this.letThrough.headers.has(key) };
  });
  /** Values that the suite has sent by itself. */
  private readonly own = new Remembered();
  private readonly names: NameHider;
  /** Values that were hidden in bodies: the suite may send one again, to put a policy back. */
  private readonly inBodies = new Remembered();

  constructor(
    private readonly secrets: KnownSecrets,
    private readonly letThrough: LetThrough,
    /** What is shown of a header that holds credentials; undefined for any other. */
    private readonly credential: (name: string, value: string) => string | undefined,
  ) {
    this.names = new NameHider(secrets, letThrough, this.own);
  }

  /** Whether a person lets the values of that name be shown. */
  shows(what: keyof LetThrough, name: string): boolean {
    return this.letThrough[what].has(name.toLowerCase());
  }

  header(name: string, value: string): string {
    const { key, rule, isShown } = this.headers.of(name);
    if (value === '' || isShown) return value;
    const credential = this.credential(name, value);
    if (credential !== undefined) {
      // That of a request in a batch is known from here on.
      this.foundSecret ||= credential !== value;
      return credential;
    }
    // Nearly every request has an id of its own; other headers say the same over and over.
    if (rule === isId) return isId(value) ? value : (standIn(value) ?? this.mark(name, value));
    if (this.seen.has(name, value)) return value;
    const shown = this.headerBy(rule, name, key, value);
    if (shown === value) this.seen.add(name, value);
    return shown;
  }

  private headerBy(rule: Form | Parts | undefined, name: string, key: string, value: string): string {
    const shown = rule === undefined ? this.declaredHeader(key, value) : this.byRule(rule, value);
    return shown === undefined ? (standIn(value) ?? this.mark(name, value)) : withoutNamed(shown, this.hide);
  }

  headerName(name: string): string {
    return this.names.header(name);
  }

  /** An address of a request: its path is what checks judge. */
  address(url: string): string {
    if (this.seen.has('', url)) return url;
    const shown = hiddenAddress(url, this.addressRules(false));
    if (shown === url) this.seen.add('', url);
    return shown;
  }

  freeText(text: string): string {
    return withoutSecretForms(this.secrets.cleanWords(text), this.hide, (url) => this.addressIn(url));
  }

  /** The text of a body. */
  body(text: string, { mediaType, refusal }: Standing): string {
    const start = /^\uFEFF?\s*/.exec(text)?.[0] ?? '';
    const first = text.charAt(start.length);
    if (first === '') return text;
    const place = refusal ? places().refusal : places().body;
    const isJson =
      first === '{' || first === '"' || (first === '[' && !startsWithMark(text.slice(start.length)));
    if (isJson || /json/i.test(mediaType)) return this.json(text, place);
    if (
      /x-www-form-urlencoded/i.test(mediaType) ||
      /^[\w.%+~-]+=[^\s&<>]*(?:&[\w.%+~-]+=[^\s&<>]*)*\s*$/.test(text)
    )
      return hiddenParameters(text, this.addressRules(true));
    const isPage = /html/i.test(mediaType) || /^<(?:!doctype\s+html|html)/i.test(text.slice(start.length));
    if (refusal && isPage) return this.freeText(withoutAttributes(text));
    if (refusal && first !== '<' && (mediaType === '' || mediaType === 'text/plain'))
      return this.freeText(text);
    const isShort = /^[^\s{}"]{1,5}$/.test(text) || places().words.has(text.toLowerCase());
    return isShort ? text : (standIn(text) ?? this.mark('', text));
  }

  /** What a Pact expects at a place of a body, and the pointer of that place. */
  expected(demand: Demand, refusal: boolean): Demand {
    let place: Place | undefined = refusal ? places().refusal : places().body;
    let name: string | undefined;
    let pointer = '';
    for (const segment of demand.place.split('/').slice(1)) {
      name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      place = below(place, /^\d+$/.test(name) && place?.each ? undefined : name);
      pointer += `/${this.names.member(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    }
    const { value } = demand;
    const kind = typeof value === 'string' ? 'text' : 'number';
    if (kind === 'number' && typeof value !== 'number') return { ...demand, place: pointer };
    return { ...demand, place: pointer, value: this.value(place, String(value), kind, name) ?? value };
  }

  /** Takes the texts of a body that the suite sends by itself: they are no secrets of anybody. */
  learnOwn(text: string): void {
    const learn = (value: string): void => {
      if (!this.inBodies.mayHave(value)) this.own.add(value);
    };
    replaceValues<undefined>(text, undefined, {
      below: () => undefined,
      name: (name) => {
        learn(name);
        return undefined;
      },
      value: (_place, value) => {
        learn(value);
        return undefined;
      },
    });
  }

  /** A body of the suite's own: it shows what it holds, but for what was read from a provider and hidden. */
  ownBody(text: string): string {
    if (this.inBodies.isEmpty) return text;
    return replaceValues(text, places().body, {
      below,
      value: (place, value, kind, name) =>
        kind === 'text' && this.inBodies.mayHave(value) ? this.value(place, value, kind, name) : undefined,
    });
  }

  /** The text of a body that was made of an object or a list. */
  bodyMade(text: string, value: object, refusal: boolean): string {
    const place = refusal ? places().refusal : places().body;
    return replaceValuesMade(text, value, place, this.replacing());
  }

  private json(text: string, place: Place): string {
    return withoutPhones(replaceValues(text, place, this.replacing()), this.hide);
  }

  private replacing(): Replacing<Place> {
    // A text that somebody made to cost much says the same a hundred thousand times.
    let unknown: Map<string, string | undefined> | undefined;
    return {
      below,
      name: (name) => {
        const shown = this.names.member(name);
        return shown === name ? undefined : inJson(shown);
      },
      value: (at, value, kind, name) => {
        if (at !== undefined || name !== undefined || kind !== 'text')
          return this.value(at, value, kind, name);
        if (unknown?.has(value)) return unknown.get(value);
        const shown = this.value(at, value, kind, name);
        unknown ??= new Map();
        if (unknown.size < REMEMBERED) unknown.set(value, shown);
        return shown;
      },
    };
  }

  /** @returns what stands in the place of a value; undefined where it is shown */
  private value(
    place: Place | undefined,
    value: string,
    kind: 'text' | 'number' | 'other',
    name: string | undefined,
  ): string | undefined {
    if (value === '') return undefined;
    const { members } = this.letThrough;
    if (name !== undefined && members.size > 0 && members.has(name.toLowerCase())) return undefined;
    if (place?.hidden) {
      this.inBodies.add(value);
      return standIn(value) === value ? undefined : this.mark(name ?? '', value);
    }
    if (this.own.has(value)) return undefined;
    if (kind === 'number') return this.number(place, value, name);
    if (kind === 'other') return this.broken(value);
    const { words } = places();
    if (words.has(value) || words.has(value.toLowerCase())) return undefined;
    const shown = this.text(place, value, name);
    if (shown !== value) this.inBodies.add(value);
    return shown === value ? undefined : shown === undefined ? this.mark(name ?? '', value) : inJson(shown);
  }

  /** @returns a text as it is shown; undefined where it is hidden as a whole */
  private text(place: Place | undefined, value: string, name: string | undefined): string | undefined {
    if (place?.header !== undefined) return this.header(place.header, value);
    const rule = place?.form ?? ofAnnotation(name);
    if (rule !== undefined) {
      const shown =
        rule === isCode && this.secrets.echoesSecret(value) ? undefined : this.byRule(rule, value);
      if (shown !== undefined) return shown;
    }
    // A member of the contract that is called as a secret shows what the contract lists for it.
    const isSecret = name !== undefined && isSecretName(name);
    const isPlain = !isSecret && isPlainWords(value);
    if (place && this.secrets.echoesSecret(value)) return this.mark(name ?? '', value);
    if (place?.schemas.some((schema) => fits(schema, value) && (isNarrow(schema) || isPlain))) return value;
    const masked = standIn(value);
    if (masked !== undefined || !place || place.schemas.length === 0) return masked;
    if (!isSecret && isHarmlessBreach(value)) return value;
    return ofLength(place.schemas, value, this.mark(name ?? '', value));
  }

  private number(place: Place | undefined, value: string, name: string | undefined): string | undefined {
    if (value.length < LONG_NUMBER || (place && place.schemas.length > 0)) return undefined;
    const rule = place?.form ?? ofAnnotation(name);
    return typeof rule === 'function' && rule(value) ? undefined : this.mark(name ?? '', value);
  }

  /** What is no JSON, in a text that nearly is. */
  private broken(value: string): string | undefined {
    const plain = value.replace(/^['`(]{1,4}|['`);]{1,4}$/g, '');
    const isKnown =
      plain.length < LONG_NUMBER || places().words.has(plain.toLowerCase()) || LITERALS.test(plain);
    const masked = isKnown ? plain : standIn(plain);
    return masked === undefined ? this.mark('', value) : masked === plain ? undefined : masked;
  }

  private declaredHeader(key: string, value: string): string | undefined {
    const schemas = places().headers.get(key) ?? [];
    return schemas.some((schema) => isNarrow(schema) && fits(schema, value)) ? value : undefined;
  }

  private byRule(rule: Form | Parts, value: string): string | undefined {
    if (typeof rule === 'function') return rule(withoutMarks(value)) ? value : undefined;
    if (rule === 'free text') return this.freeText(value);
    if (rule === 'address') return addresses(value, this);
    return rule === 'challenge' ? challenge(withoutPhones(value, this.hide), this) : mediaType(value, this);
  }

  /** An address elsewhere than in a request line. */
  addressIn(value: string): string {
    return hiddenAddress(value, this.addressRules(true));
  }

  private addressRules(strictPath: boolean): AddressRules {
    return {
      hide: (value) => markInAddress(this.secrets.hide(value), value),
      shows: (name) => this.letThrough.parameters.has(name),
      strictPath,
      isWord: (text) => places().words.has(text.toLowerCase()),
      isEcho: (text) => this.names.isEcho(text),
    };
  }

  private readonly hide = (value: string): string => markOf(this.secrets.hide(value), value);

  /** What is called as a secret is one wherever else it stands. */
  mark(name: string, value: string): string {
    if (!isSecretName(name)) return this.hide(value);
    this.foundSecret = true;
    return markOf(this.secrets.learn(value), value);
  }

  /** Whether a secret became known since this was set to false. */
  foundSecret = false;
}

/** Values of one body of which it is remembered how they are shown. */
const REMEMBERED = 1000;
const LITERALS = /^(?:true|false|null|undefined|none|nan|-?infinity|[+-]?[\d.]{1,8}|http\/\d(?:\.\d)?)$/i;

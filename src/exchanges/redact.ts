import { LIMITS } from '../bounds/limits';
import { bodyOf, decodedBytes } from './body';
import { ByName } from './by-name';
import { decoded } from './hiding/address';
import { HiddenExchange } from './hiding/exchange';
import { Hider } from './hiding/hider';
import { isMark, markInAddress, startsWithMark } from './hiding/marks';
import { isSecretForm } from './hiding/free-text';
import { HEADERS, isHarmlessHeader, type LetThrough } from './hiding/shown';
import { isPlaceholder } from './masks';
import { isSecretName } from './secret-names';
import { KnownSecrets } from './secrets/known';
import { replaceParameters } from './secrets/parameters';
import { rememberAsCame } from './as-came';
import type { Body, Demand, Exchange, Expectation, HeaderPair, HttpRequest, HttpResponse } from './exchange';

/** Headers whose values are secrets wherever they come from. */
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'apikey',
  'ocp-apim-subscription-key',
  'x-functions-key',
  'x-auth-token',
  'x-csrf-token',
]);
/** Query parameters whose values are secrets, beside those that are called as other secrets are. */
const SECRET_PARAMETERS = /^code$/i;
/** Headers that hold an address, and with it perhaps such a parameter. */
const ADDRESSES = new Set([
  'location',
  'content-location',
  'referer',
  'link',
  'refresh',
  'operation-location',
]);
/** A scheme and the blanks behind it. */
const SCHEME = /^[A-Za-z][A-Za-z0-9-]*\s+/;
const SCHEME_ALONE = /^(bearer|basic|digest|negotiate|ntlm|dpop)$/i;
/** What a bearer token is made of (RFC 6750 2.1). */
const B64TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
/** Names that a person lets be shown for a run, in any letter case; credentials are shown for nobody. */
export type Showing = Readonly<Partial<Record<keyof LetThrough, readonly string[]>>>;

/**
 * Takes secrets out of exchanges before anything keeps them, and hides what is not known to be harmless. What stays
 * of a value is its length and an alias that is the same throughout a record, and of credentials the scheme, so that
 * a reader still sees which requests carried the same.
 */
export class Redactor {
  private readonly secrets: KnownSecrets;
  private readonly hider: Hider;
  private readonly headerNames: Set<string>;
  private readonly shownHeaders: ReadonlySet<string>;
  private readonly kinds = new ByName((name) => this.kindOf(name.toLowerCase()));

  /**
   * @param headerNames further headers whose values are secrets, such as those a user gave for every request
   * @param remembered how many secrets of traffic are looked for at a time
   * @param showing headers, parameters and members that are shown though nothing makes them harmless
   */
  constructor(
    headerNames: Iterable<string> = [],
    remembered: number = LIMITS.remembered,
    showing: Showing = {},
  ) {
    this.headerNames = new Set([...SECRET_HEADERS, ...[...headerNames].map((name) => name.toLowerCase())]);
    this.secrets = new KnownSecrets(remembered);
    const named = (names: readonly string[] = []): Set<string> =>
      new Set(names.map((name) => name.toLowerCase()).filter((name) => !this.headerNames.has(name)));
    this.shownHeaders = named(showing.headers);
    this.hider = new Hider(
      this.secrets,
      {
        headers: this.shownHeaders,
        parameters: named(showing.parameters),
        members: named(showing.members),
      },
      (name, value) => (this.isSecret(name) ? this.secret(name, value) : undefined),
    );
  }

  /** Makes a secret of the run's own known, so that it is found wherever it turns up. */
  learn(secret: string): string {
    return this.secrets.learn(secret, { own: true });
  }

  /** Makes a token of the run's own known: what an answer must not repeat. */
  learnToken(token: string): string {
    return this.secrets.learn(token, { own: true, token: true });
  }

  /**
   * The exchange without its secrets, and without what nothing makes harmless, and a note of the secrets that the
   * response repeats.
   */
  exchange(raw: Exchange): Exchange {
    this.secrets.beginExchange();
    this.hider.foundSecret = false;
    const clean = this.withoutSecrets(raw);
    const hidden = new HiddenExchange(this.hider).of(clean);
    // What is a secret by the name of a member may stand where nothing else is hidden.
    const whole = this.hider.foundSecret ? { ...this.withoutSecrets(hidden), ...echoesOf(clean) } : hidden;
    rememberAsCame(whole, clean);
    return whole;
  }

  private withoutSecrets(raw: Exchange): Exchange {
    const request = this.request(raw.request, raw.masked?.requestHeaders);
    const echoes: { alias: string; where: string }[] = [];
    const clean: Exchange = { ...raw, request };
    if (raw.response) clean.response = this.response(raw.response, echoes, raw.masked?.responseHeaders);
    if (raw.wire) {
      clean.wire = { ...raw.wire, head: this.head(raw.wire.head) };
      if (raw.wire.after) clean.wire.after = { ...raw.wire.after, sample: this.text(raw.wire.after.sample) };
      if (raw.wire.before)
        clean.wire.before = { ...raw.wire.before, sample: this.text(raw.wire.before.sample) };
    }
    if (raw.expected) clean.expected = this.expectation(raw.expected);
    if (raw.failure) clean.failure = { ...raw.failure, message: this.text(raw.failure.message) };
    if (echoes.length > 0) clean.echoes = echoes;
    return clean;
  }

  /** A text for people that quotes exchanges: without what is a secret, or was hidden, in one of them. */
  words(text: string): string {
    return this.secrets.cleanWords(text);
  }

  /** The JSON text of a value that a member of a policy has, as it may be shown. */
  member(name: string, json: string): string {
    const whole = `{${JSON.stringify(name)}:${json}}`;
    const shown = this.hider.body(whole, { mediaType: 'application/json', refusal: false });
    // A name that looks like a secret has an alias, too.
    return this.text(shown.replace(/^\{"(?:[^"\\]|\\.)*":/, '').slice(0, -1));
  }

  /** Any text without the secrets that are known, and without JSON Web Tokens. */
  text(text: string, found?: (alias: string) => void): string {
    return this.secrets.clean(text, found);
  }

  /** What a Pact expects, as what was answered: a value by the name of its header or member, a text by what is known. */
  private expectation({ status, headers, body }: Expectation): Expectation {
    const clean = (demand: Demand, name: string): Demand => {
      const { value } = demand;
      if (typeof value !== 'string') return demand;
      const isSecret = isSecretName(name) || this.headerNames.has(name.toLowerCase());
      return { ...demand, value: isSecret ? this.secret(name, value) : this.text(value) };
    };
    return {
      status,
      headers: headers.map((demand) => clean(demand, demand.place)),
      body: body.map((demand) => clean(demand, demand.place.slice(demand.place.lastIndexOf('/') + 1))),
    };
  }

  private request(request: HttpRequest, masked: readonly string[] | undefined): HttpRequest {
    const clean: HttpRequest = {
      ...request,
      headers: this.headers(request.headers, masked),
      url: this.url(request.url),
    };
    if (request.body) clean.body = this.body(request);
    return clean;
  }

  private response(
    response: HttpResponse,
    echoes: { alias: string; where: string }[],
    masked: readonly string[] | undefined,
  ): HttpResponse {
    const headers = this.headers(response.headers, masked, (alias, name) =>
      echoes.push({ alias, where: `header ${name}` }),
    );
    const clean: HttpResponse = { ...response, headers };
    if (response.statusText !== undefined)
      clean.statusText = this.text(response.statusText, (alias) =>
        echoes.push({ alias, where: 'status line' }),
      );
    if (response.body) clean.body = this.body(response, (alias) => echoes.push({ alias, where: 'body' }));
    return clean;
  }

  private headers(
    headers: readonly HeaderPair[],
    masked: readonly string[] = [],
    found?: (alias: string, name: string) => void,
  ): HeaderPair[] {
    // Secrets first, so that they are known where another header repeats them.
    const known = headers.map((pair): HeaderPair => {
      const [name, value] = pair;
      const shown = this.isSecret(name) ? this.secret(name, value, masked) : this.inAddress(name, value);
      return shown === value ? pair : [name, shown];
    });
    return known.map((pair) => {
      const [name, value] = pair;
      if (this.isSecret(name)) return pair;
      const note = found && ((alias: string): void => found(alias, name));
      const clean = this.secrets.clean(value, note, () => isHarmlessHeader(name, value));
      return clean === value ? pair : [name, clean];
    });
  }

  private isSecret(name: string): boolean {
    return this.kinds.of(name) === 'secret';
  }

  private kindOf(key: string): 'secret' | 'address' | 'other' {
    const isSecret =
      this.headerNames.has(key) || (isSecretName(key) && !HEADERS.has(key) && !this.shownHeaders.has(key));
    if (isSecret) return 'secret';
    return ADDRESSES.has(key) ? 'address' : 'other';
  }

  /** `Bearer eyJ…` becomes `Bearer [secret-1, 1432 characters]`; a scheme alone, or nothing at all, stays what it is. */
  private secret(name: string, value: string, masked: readonly string[] = []): string {
    const withScheme = /^(proxy-)?authorization$/i.test(name);
    const scheme = (withScheme && SCHEME.exec(value)?.[0]) || '';
    const secret = value.slice(scheme.length);
    if (secret === '' || isMark(secret) || (withScheme && SCHEME_ALONE.test(value)) || isPlaceholder(secret))
      return value;
    // A mask is no secret to look for; that it has none in it, nobody knows.
    if (masked.includes(name.toLowerCase())) return `${scheme}[masked, ${secret.length} characters]`;
    const alias = this.secrets.learn(secret, { token: withScheme });
    // A part of a secret is one: the token behind a scheme that stands twice, the value of one cookie of many.
    // What follows the first pair of a Set-Cookie are attributes, and dates among them are no secret.
    const parts = /^set-cookie$/i.test(name) ? secret.split(';').slice(0, 1) : secret.split(/[\s;]+/);
    for (const value of parts.flatMap(secretsOfPart))
      if (value !== secret && !isPlaceholder(value)) this.secrets.learn(value, { token: withScheme });
    const malformed = /^bearer\s/i.test(scheme) && !B64TOKEN.test(secret) ? ', not a token' : '';
    return `${scheme}[${alias}, ${secret.length} characters${malformed}]`;
  }

  private url(url: string): string {
    return this.text(this.parameters(url));
  }

  private parameters(address: string): string {
    return replaceParameters(address, (name, value) => {
      const plain = decoded(name);
      if (!SECRET_PARAMETERS.test(plain) && !isSecretName(plain)) return undefined;
      if (this.hider.shows('parameters', plain) || startsWithMark(decoded(value))) return undefined;
      return markInAddress(this.secrets.learn(decoded(value)), decoded(value));
    });
  }

  private inAddress(name: string, value: string): string {
    return this.kinds.of(name) === 'address' ? this.parameters(value) : value;
  }

  private head(head: string): string {
    const clean = head.replace(/[^\r\n]+/g, (line) => {
      const colon = line.indexOf(':');
      if (colon <= 0) return line;
      const name = line.slice(0, colon);
      const value = line.slice(colon + 1).trim();
      if (this.isSecret(name.trim())) return `${name}: ${this.secret(name, value)}`;
      const shown = this.inAddress(name.trim(), line);
      return this.secrets.clean(shown, undefined, () => isHarmlessHeader(name.trim(), value));
    });
    // All of a head at once, too: a secret may stand in several lines.
    return this.secrets.clean(clean, undefined, () => true);
  }

  private body(message: HttpRequest | HttpResponse, found?: (alias: string) => void): Body {
    const body = message.body as Body;
    if (body.encoding === 'utf8') {
      const data = this.text(body.data, found);
      return data === body.data ? body : { ...body, data };
    }
    // Latin-1 keeps every byte, so that a secret is found between bytes that are no text.
    const bytes = decodedBytes(message);
    const latin = bytes.toString('latin1');
    const clean = this.text(latin, found);
    return clean === latin ? body : { ...body, ...bodyOf(Buffer.from(clean, 'latin1')) };
  }
}

/** What is secret of a part of a secret: its value, and its whole where the name in it looks like a secret, too. */
function secretsOfPart(part: string): string[] {
  const at = part.indexOf('=');
  const name = part.slice(0, Math.max(at, 0));
  // Quotes come off in pairs: what an open one holds would begin in the middle of an escape of JSON.
  const value = part.slice(at + 1).replace(/^"([^"\\]*)",?$|,$/, '$1');
  // What base64 ends with is no value.
  if (/^=*$/.test(value)) return [part];
  return isSecretForm(name) ? [part, name, value] : [value];
}

const echoesOf = ({ echoes }: Exchange): Pick<Exchange, 'echoes'> => (echoes ? { echoes } : {});

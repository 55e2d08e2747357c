import { bodyOf, decodedBytes } from './body';
import { isPlaceholder } from './masks';
import { operationNamed, operationNames } from '../contract/operation';
import { isSecretName } from './secret-names';
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
/** Query parameters whose values are secrets. */
const SECRET_PARAMETERS =
  /^(access_token|id_token|refresh_token|client_secret|client_assertion|code|sig|token|api-key|apikey|subscription-key)$/i;
/** Headers that hold an address, and with it perhaps such a parameter. */
const ADDRESSES = new Set([
  'location',
  'content-location',
  'referer',
  'link',
  'refresh',
  'operation-location',
]);
/** A shorter value occurs by chance, and looking for it would blacken innocent text. */
const SHORTEST = 6;
const SCHEME_ALONE = /^(bearer|basic|digest|negotiate|ntlm|dpop)$/i;
/** What a bearer token is made of (RFC 6750 2.1). */
const B64TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
/** What stands in the place of a secret; taken as it is when a record is read again. */
const REDACTED = /^\[secret-\d+, \d+ characters(, not a token)?\]$/;
/** A JSON Web Token, wherever it stands: no message of the operation carries one but to authorise. */
const JWT = /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g;

/**
 * Takes secrets out of exchanges before anything keeps them. What stays of a secret is its scheme, its
 * length and an alias that is the same throughout a record, so that a reader still sees which requests
 * carried the same credentials.
 */
export class Redactor {
  private readonly aliases = new Map<string, string>();
  /** What is looked for in texts: a secret as it is, and as JSON and URLs may write it. */
  private readonly sought: { alias: string; spellings: string[] }[] = [];
  /** The aliases of what stood in Authorization. */
  private readonly tokens = new Set<string>();
  private readonly headerNames: Set<string>;

  private learned = 0;

  /**
   * @param headerNames further headers whose values are secrets, such as those a user gave for every request
   * @param remembered how many secrets are looked for at a time; where more turn up, those that were not seen
   *   longest are forgotten, so that a record with a token of its own in each line costs no more memory than a
   *   short one
   */
  constructor(
    headerNames: Iterable<string> = [],
    private readonly remembered = Infinity,
  ) {
    this.headerNames = new Set([...SECRET_HEADERS, ...[...headerNames].map((name) => name.toLowerCase())]);
  }

  /** Makes a secret known, so that it is found wherever it turns up. */
  learn(secret: string): string {
    let alias = this.aliases.get(secret);
    if (alias === undefined) {
      alias = `secret-${(this.learned += 1)}`;
      this.aliases.set(secret, alias);
      if (this.aliases.size > this.remembered) this.forgetOldest();
      // To blacken a word of the contract wherever it stands would make the record useless, and hide nothing.
      if (secret.length >= SHORTEST && !isWordOfTheContract(secret)) {
        const inJson = JSON.stringify(secret).slice(1, -1);
        const spellings = [
          secret,
          secret.replaceAll('/', '\\/'),
          encodeURIComponent(secret),
          // In a JSON text, and in one that another JSON text quotes.
          inJson,
          JSON.stringify(inJson).slice(1, -1),
        ];
        this.sought.push({ alias, spellings: [...new Set(spellings)] });
      }
    } else if (this.remembered !== Infinity) {
      // One that is in use is none of the oldest: its alias stays.
      this.aliases.delete(secret);
      this.aliases.set(secret, alias);
    }
    return alias;
  }

  private forgetOldest(): void {
    const [[secret, alias] = []] = this.aliases;
    if (secret === undefined || alias === undefined) return;
    this.aliases.delete(secret);
    this.tokens.delete(alias);
    const at = this.sought.findIndex((each) => each.alias === alias);
    if (at >= 0) this.sought.splice(at, 1);
  }

  /** Makes a token known: what an answer must not repeat. */
  learnToken(token: string): string {
    const alias = this.learn(token);
    this.tokens.add(alias);
    return alias;
  }

  /** The exchange without its secrets, and a note of those that the response repeats. */
  exchange(raw: Exchange): Exchange {
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

  /** Any text without the secrets that are known, and without JSON Web Tokens. */
  text(text: string, found?: (alias: string) => void): string {
    let clean = text;
    for (const { alias, spellings } of this.sought) {
      for (const spelling of spellings) {
        if (!clean.includes(spelling)) continue;
        clean = clean.replaceAll(spelling, `[${alias}]`);
        if (this.tokens.has(alias)) found?.(alias);
      }
    }
    // To look for how one begins is quicker than to try the whole pattern everywhere.
    return clean.includes('eyJ') ? clean.replace(JWT, (token) => `[${this.learn(token)}]`) : clean;
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
    const isSecret = (name: string): boolean => this.headerNames.has(name.toLowerCase());
    // Secrets first, so that they are known where another header repeats them.
    const known = headers.map(([name, value]): HeaderPair => [
      name,
      isSecret(name) ? this.secret(name, value, masked) : this.inAddress(name, value),
    ]);
    return known.map(([name, value]) => [
      name,
      isSecret(name) ? value : this.text(value, (alias) => found?.(alias, name)),
    ]);
  }

  /** `Bearer eyJ…` becomes `Bearer [secret-1, 1432 characters]`; a scheme alone, or nothing at all, stays what it is. */
  private secret(name: string, value: string, masked: readonly string[] = []): string {
    const withScheme = /^(proxy-)?authorization$/i.test(name);
    const [, scheme = '', secret = ''] =
      (withScheme ? /^((?:[A-Za-z][A-Za-z0-9-]*\s+)?)(.*)$/s : /^()(.*)$/s).exec(value) ?? [];
    if (
      secret === '' ||
      (withScheme && SCHEME_ALONE.test(value)) ||
      isPlaceholder(secret) ||
      REDACTED.test(secret)
    )
      return value;
    // A mask is no secret to look for; that it has none in it, nobody knows.
    if (masked.includes(name.toLowerCase())) return `${scheme}[masked, ${secret.length} characters]`;
    const alias = this.learnAs(withScheme, secret);
    // A part of a secret is one: the token behind a scheme that stands twice, the value of one cookie of many.
    // What follows the first pair of a Set-Cookie are attributes, and dates among them are no secret.
    const parts = /^set-cookie$/i.test(name) ? secret.split(';').slice(0, 1) : secret.split(/[\s;]+/);
    for (const part of parts) {
      const value = splitOnce(part, '=').at(-1) || part;
      if (!isPlaceholder(value)) this.learnAs(withScheme, value);
    }
    const malformed = /^bearer\s/i.test(scheme) && !B64TOKEN.test(secret) ? ', not a token' : '';
    return `${scheme}[${alias}, ${secret.length} characters${malformed}]`;
  }

  private learnAs(token: boolean, secret: string): string {
    return token ? this.learnToken(secret) : this.learn(secret);
  }

  private url(url: string): string {
    const withoutUser = url.replace(/^(\w+:\/\/)[^/@]*@/, '$1');
    return this.text(this.parameters(withoutUser));
  }

  private parameters(address: string): string {
    return address.replace(
      /([?&#])([^=&#]+)=([^&#]*)/g,
      (whole, before: string, name: string, value: string) =>
        value === '' || !SECRET_PARAMETERS.test(name)
          ? whole
          : `${before}${name}=[${this.learn(decoded(value))}]`,
    );
  }

  private inAddress(name: string, value: string): string {
    return ADDRESSES.has(name.toLowerCase()) ? this.parameters(value) : value;
  }

  private head(head: string): string {
    const clean = head.replace(/^([^:\r\n]+):[ \t]*([^\r\n]*)/gm, (line, name: string, value: string) =>
      this.headerNames.has(name.trim().toLowerCase())
        ? `${name}: ${this.secret(name, value.trim())}`
        : this.inAddress(name.trim(), line),
    );
    return this.text(clean);
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

let vocabulary: string | undefined;
/** Whether a value is a word of the contract, such as a member's name or a media type. */
function isWordOfTheContract(value: string): boolean {
  vocabulary ??= JSON.stringify(operationNames().map((name) => operationNamed(name).slice)).toLowerCase();
  return vocabulary.includes(value.toLowerCase());
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

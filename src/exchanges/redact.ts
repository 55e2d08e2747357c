import { bodyOf, decodedBytes } from './body';
import type { Body, Exchange, HeaderPair, HttpRequest, HttpResponse } from './exchange';

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
  private readonly headerNames: Set<string>;

  /** @param headerNames further headers whose values are secrets, such as those a user gave for every request */
  constructor(headerNames: Iterable<string> = []) {
    this.headerNames = new Set([...SECRET_HEADERS, ...[...headerNames].map((name) => name.toLowerCase())]);
  }

  /** Makes a secret known, so that it is found wherever it turns up. */
  learn(secret: string): string {
    let alias = this.aliases.get(secret);
    if (alias === undefined) {
      alias = `secret-${this.aliases.size + 1}`;
      this.aliases.set(secret, alias);
    }
    return alias;
  }

  /** The exchange without its secrets, and a note of those that the response repeats. */
  exchange(raw: Exchange): Exchange {
    const request = this.request(raw.request);
    const echoes: { alias: string; where: string }[] = [];
    const clean: Exchange = { ...raw, request };
    if (raw.response) clean.response = this.response(raw.response, echoes);
    if (raw.wire) {
      clean.wire = { ...raw.wire, head: this.head(raw.wire.head) };
      if (raw.wire.after) clean.wire.after = { ...raw.wire.after, sample: this.text(raw.wire.after.sample) };
      if (raw.wire.before)
        clean.wire.before = { ...raw.wire.before, sample: this.text(raw.wire.before.sample) };
    }
    if (raw.failure) clean.failure = { ...raw.failure, message: this.text(raw.failure.message) };
    if (echoes.length > 0) clean.echoes = echoes;
    return clean;
  }

  /** Any text without the secrets that are known, and without JSON Web Tokens. */
  text(text: string, found?: (alias: string) => void): string {
    let clean = text;
    for (const [secret, alias] of this.aliases) {
      if (secret.length < SHORTEST || !clean.includes(secret)) continue;
      clean = clean.replaceAll(secret, `[${alias}]`);
      found?.(alias);
    }
    return clean.replace(JWT, (token) => `[${this.learn(token)}]`);
  }

  private request(request: HttpRequest): HttpRequest {
    const clean: HttpRequest = {
      ...request,
      headers: this.headers(request.headers),
      url: this.url(request.url),
    };
    if (request.body) clean.body = this.body(request);
    return clean;
  }

  private response(response: HttpResponse, echoes: { alias: string; where: string }[]): HttpResponse {
    const headers = this.headers(response.headers).map(([name, value]): HeaderPair => {
      return [name, this.text(value, (alias) => echoes.push({ alias, where: `header ${name}` }))];
    });
    const clean: HttpResponse = { ...response, headers };
    if (response.statusText !== undefined) clean.statusText = this.text(response.statusText);
    if (response.body) clean.body = this.body(response, (alias) => echoes.push({ alias, where: 'body' }));
    return clean;
  }

  private headers(headers: readonly HeaderPair[]): HeaderPair[] {
    return headers.map(([name, value]) => [
      name,
      this.headerNames.has(name.toLowerCase()) ? this.secret(value) : value,
    ]);
  }

  /** `Bearer eyJ…` becomes `Bearer [secret-1, 1432 characters]`; a scheme alone, or nothing at all, stays what it is. */
  private secret(value: string): string {
    const [, scheme = '', secret = ''] = /^((?:[A-Za-z][A-Za-z0-9-]*\s+)?)(.*)$/s.exec(value) ?? [];
    if (secret === '' || SCHEME_ALONE.test(value) || REDACTED.test(secret)) return value;
    const malformed = /^bearer\s/i.test(scheme) && !B64TOKEN.test(secret) ? ', not a token' : '';
    return `${scheme}[${this.learn(secret)}, ${secret.length} characters${malformed}]`;
  }

  private url(url: string): string {
    const [path = '', query] = splitOnce(url.replace(/^(\w+:\/\/)[^/@]*@/, '$1'), '?');
    if (query === undefined) return this.text(path);
    const clean = query.split('&').map((pair) => {
      const [name = '', value] = splitOnce(pair, '=');
      if (value === undefined || value === '' || !SECRET_PARAMETERS.test(name)) return pair;
      return `${name}=[${this.learn(decoded(value))}]`;
    });
    return this.text(`${path}?${clean.join('&')}`);
  }

  private head(head: string): string {
    const lines = head.split('\r\n').map((line) => {
      const [name = '', value] = splitOnce(line, ':');
      return value !== undefined && this.headerNames.has(name.trim().toLowerCase())
        ? `${name}: ${this.secret(value.trim())}`
        : line;
    });
    return this.text(lines.join('\r\n'));
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

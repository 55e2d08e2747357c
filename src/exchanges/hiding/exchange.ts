import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { LIMITS } from '../../bounds/limits';
import { bodyOf, decodedBytes, decodesToTooMuch, valueAsMade } from '../body';
import type {
  Body,
  Demand,
  Exchange,
  Expectation,
  HeaderPair,
  HttpRequest,
  HttpResponse,
  Wire,
} from '../exchange';
import { header, mediaType } from '../headers';
import type { Hider, Standing } from './hider';

/** A method of HTTP or of an extension of it. */
const METHOD = /^[A-Za-z-]{1,20}$/;
const VERSION = /^(?:(?:HTTP|SPDY|QUIC)\/)?[\w.+-]{1,8}$/i;
/** What another answer begins with, behind whatever content. */
const STATUS_LINE = /^HTTP\/\d|HTTP\/\d(?:\.\d)? \d{3}\b/;
/** What stands in the place of bytes that are no text: none either. */
const NO_TEXT = Buffer.from([0xff]);

/** Hides in an exchange what nothing makes harmless. What has nothing to hide stays the object that it was. */
export class HiddenExchange {
  constructor(private readonly hider: Hider) {}

  of(exchange: Exchange): Exchange {
    // What the suite sends it has made itself.
    const isOwn = exchange.source.kind === 'verify';
    const request = isOwn ? this.ownRequest(exchange.request) : this.request(exchange.request);
    const response = exchange.response && this.response(exchange.response);
    const wire = exchange.wire && this.wire(exchange.wire, exchange.response);
    const { expected, failure } = exchange;
    const isSame = request === exchange.request && response === exchange.response && wire === exchange.wire;
    if (isSame && !expected && !failure) return exchange;
    return {
      ...exchange,
      request,
      ...(response && { response }),
      ...(wire && { wire }),
      ...(expected && { expected: this.expectation(expected) }),
      ...(failure && { failure: { ...failure, message: this.hider.freeText(failure.message) } }),
    };
  }

  private ownRequest(request: HttpRequest): HttpRequest {
    const { body } = request;
    if (body?.encoding !== 'utf8') return request;
    const data = this.hider.ownBody(body.data);
    this.hider.learnOwn(data);
    return data === body.data ? request : { ...request, body: { ...body, data } };
  }

  private request(request: HttpRequest): HttpRequest {
    const headers = this.headers(request.headers);
    const url = this.hider.address(request.url);
    const method = METHOD.test(request.method) ? request.method : this.hider.freeText(request.method);
    const body = request.body && this.body(request, false);
    if (
      headers === request.headers &&
      url === request.url &&
      method === request.method &&
      body === request.body
    )
      return request;
    return { ...request, method, url, headers, ...(body && { body }) };
  }

  private response(response: HttpResponse): HttpResponse {
    const headers = this.headers(response.headers);
    const { statusText, httpVersion } = response;
    const body = response.body && this.body(response, response.status >= 400);
    const reason = statusText === undefined ? statusText : this.hider.freeText(statusText);
    const version = httpVersion === undefined || VERSION.test(httpVersion) ? httpVersion : '';
    if (
      headers === response.headers &&
      reason === statusText &&
      version === httpVersion &&
      body === response.body
    )
      return response;
    return {
      ...response,
      headers,
      ...(reason !== undefined && { statusText: reason }),
      ...(version !== undefined && { httpVersion: version }),
      ...(body && { body }),
    };
  }

  private headers(headers: readonly HeaderPair[]): readonly HeaderPair[] {
    let hidden: HeaderPair[] | undefined;
    headers.forEach(([name, value], at) => {
      const shown = this.hider.header(name, value);
      const shownName = this.hider.headerName(name);
      if (shown !== value || shownName !== name) (hidden ??= [...headers])[at] = [shownName, shown];
    });
    return hidden ?? headers;
  }

  private wire(wire: Wire, response: HttpResponse | undefined): Wire {
    const head = this.head(wire.head);
    const after = wire.after && this.sample(wire.after, response);
    const before = wire.before && this.sample(wire.before, response);
    if (head === wire.head && after === wire.after && before === wire.before) return wire;
    return { ...wire, head, ...(after && { after }), ...(before && { before }) };
  }

  /** A head as it came, its line ends too. */
  private head(head: string): string {
    let at = 0;
    return head.replace(/[^\r\n]+/g, (line) => {
      at += 1;
      const colon = line.indexOf(':');
      if (at === 1 || colon <= 0) return this.hider.freeText(line);
      // A line that goes on with the one before it may hold a part of anything.
      if (/^[ \t]/.test(line)) return line.trim() === '' ? line : ` ${this.hider.header('', line.trim())}`;
      const value = line.slice(colon + 1);
      const trimmed = value.trim();
      const name = line.slice(0, colon).trim();
      const shown = this.hider.header(name, trimmed);
      const shownName = this.hider.headerName(name);
      const start = shownName === name ? line.slice(0, colon + 1) : `${shownName}:`;
      return shown === trimmed && shownName === name ? line : `${start} ${shown}`;
    });
  }

  private sample<T extends { sample: string }>(bytes: T, response: HttpResponse | undefined): T {
    const sample = this.bytes(bytes.sample, response);
    return sample === bytes.sample ? bytes : { ...bytes, sample };
  }

  /** Bytes where none may stand: often another answer. */
  private bytes(text: string, response: HttpResponse | undefined): string {
    const mediaTypeHere = response ? typeOf(response.headers) : '';
    const start = STATUS_LINE.exec(text)?.index ?? text.length;
    if (start > 0) {
      const body = this.hider.body(text.slice(0, start), { mediaType: mediaTypeHere, refusal: true });
      return start === text.length ? body : body + this.bytes(text.slice(start), undefined);
    }
    const end = /\r?\n\r?\n/.exec(text);
    if (!end) return this.head(text);
    const behind = end.index + end[0].length;
    return this.head(text.slice(0, behind)) + this.bytes(text.slice(behind), undefined);
  }

  /** @param refusal whether it is that of an answer that refuses */
  private body(message: HttpRequest | HttpResponse, refusal: boolean): Body {
    const body = message.body as Body;
    const value = valueAsMade(message);
    // A text or a number alone may be taken for something else than JSON.
    if (typeof value === 'object' && value !== null) {
      const data = this.hider.bodyMade(body.data, value, refusal);
      return data === body.data ? body : { ...body, data };
    }
    const standing: Standing = { mediaType: typeOf(message.headers), refusal };
    if (body.encoding === 'utf8') {
      const data = this.hider.body(body.data, standing);
      return data === body.data ? body : { ...body, data };
    }
    if (decodesToTooMuch(message)) return tooMuch(header(message.headers, 'content-encoding') ?? '');
    const bytes = decodedBytes(message);
    const plain = bodyOf(bytes);
    if (plain.encoding === 'utf8') {
      const data = this.hider.body(plain.data, standing);
      return data === plain.data ? body : { ...body, encoding: 'utf8', data };
    }
    const latin = bytes.toString('latin1');
    const text = bytes[0] === NO_TEXT[0] ? latin.slice(1) : latin;
    const shown = this.hider.body(text, { mediaType: 'application/octet-stream', refusal: false });
    if (shown === text) return body;
    return { ...body, ...bodyOf(Buffer.concat([NO_TEXT, Buffer.from(shown, 'latin1')])) };
  }

  private expectation({ status, headers, body }: Expectation): Expectation {
    const refusal = typeof status.value === 'number' && status.value >= 400;
    const ofHeader = (demand: Demand): Demand => ({
      ...demand,
      place: this.hider.headerName(demand.place),
      ...(typeof demand.value === 'string' && { value: this.hider.header(demand.place, demand.value) }),
    });
    return {
      status,
      headers: headers.map(ofHeader),
      body: body.map((demand) => this.hider.expected(demand, refusal)),
    };
  }
}

const typeOf = (headers: readonly HeaderPair[]): string => mediaType(header(headers, 'content-type') ?? '');

const ENCODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};
const blanks = new Map<string, Body>();

/** A body of blanks that decodes to more than is looked into, as the one did that it stands for. */
function tooMuch(codings: string): Body {
  const key = codings.toLowerCase().replace(/\s/g, '');
  let body = blanks.get(key);
  if (!body) {
    const bytes = key
      .split(',')
      .reduce(
        (plain, coding) => ENCODERS[coding]?.(plain) ?? plain,
        Buffer.alloc(LIMITS.body + 1, ' ') as Buffer,
      );
    body = { encoding: 'base64', data: bytes.toString('base64') };
    if (blanks.size < 16) blanks.set(key, body);
  }
  return body;
}

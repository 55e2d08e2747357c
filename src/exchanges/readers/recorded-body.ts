import { LIMITS, raising } from '../../bounds/limits';
import { bodyOf, bodyOfJson, bytesOf, isMembers, undoCodings, type Members } from '../body';
import type { Body, HeaderPair } from '../exchange';
import { header } from '../headers';
import { isMask } from '../masks';
import { cutIn, hasCut } from './cut';
import { withQuotedMasks } from './unquoted-masks';

/** A body as a record has it. */
export interface RecordedBody {
  /** Absent where there was none, or where the record has none that could be shown. */
  body?: Body;
  /** Whether the record shows what was sent, be it nothing. */
  seen: boolean;
  /** Why it does not, in words that follow "the body of a request:". */
  why?: string;
}

/** What the record says beside the body. */
export interface BesideBody {
  headers: readonly HeaderPair[];
  /** How the recorder says that it coded the body. */
  encoding?: unknown;
  /** How many bytes the recorder says that it has, where it does. */
  size?: unknown;
  /** What the recorder remarks on it in words, where it does. */
  note?: unknown;
}

export const NOT_KEPT = 'not kept by the recorder';
export const ELSEWHERE = 'kept in another file';
const MASKED = 'masked by the recorder';
const CUT_OFF = 'cut off by the recorder';
const TOO_LARGE = `larger than the ${LIMITS.body} bytes that are looked into; ${raising('body')}`;
const DAMAGED = 'its bytes were damaged by the recorder';
const NOT_UNDONE = 'in a content coding that is not decoded';
const OF_UNKNOWN_CODING = 'coded by the recorder, in a way that it does not say';

const seen = (body: Body): RecordedBody => ({ body, seen: true });
const unseen = (why: string, body?: Body): RecordedBody => ({ seen: false, why, ...(body && { body }) });

/**
 * What a record has in the place of a body: a text, a JSON value, or bytes in a coding of the recorder's own.
 * Where the coding is certain it is undone; where the bytes are not to be had, nothing is shown.
 * @param value anything but undefined; null says that there was no body
 */
export function recordedBody(value: unknown, beside: BesideBody): RecordedBody {
  const recorded = wholeBody(value, beside);
  const { body } = recorded;
  return body && body.data.length > LIMITS.body ? unseen(TOO_LARGE, cutBody(body)) : recorded;
}

/** What a body that is longer than is looked into begins with; that it was cut is told of wherever it is judged. */
export function cutBody(body: Body): Body {
  const bytes = bytesOf(body);
  const kept = bodyOf(bytes.subarray(0, LIMITS.body));
  return { ...kept, truncated: bytes.length - LIMITS.body + (body.truncated ?? 0) };
}

function wholeBody(value: unknown, beside: BesideBody): RecordedBody {
  if (value === null || value === '') return { seen: true };
  if (typeof value === 'string') return ofText(value, beside);
  const bytes = bytesIn(value);
  if (bytes) return ofBytes(bytes, beside.headers);
  if (Array.isArray(value)) return ofList(value, beside);
  if (isMembers(value) && typeof value['data'] === 'string' && 'encoding' in value)
    return ofCoded(value, beside);
  return ofJson(value);
}

function ofJson(value: unknown): RecordedBody {
  const body = bodyOfJson(value);
  if (!hasCut(body.data)) return unlessDamaged(body);
  // What it has beside what was left out is not what was sent.
  return unseen(TOO_LARGE, { encoding: 'utf8', data: '', truncated: body.data.length });
}

/** What stands for bytes that are no text nobody sends. */
const unlessDamaged = (body: Body): RecordedBody =>
  body.data.includes('\uFFFD') ? unseen(DAMAGED) : seen(body);

/** `{encoding, data}`, as records of ours have it. */
function ofCoded({ encoding, data, truncated }: Members, beside: BesideBody): RecordedBody {
  const left = typeof truncated === 'number' && truncated > 0 ? truncated : 0;
  if ((encoding === 'utf8' || encoding === 'base64') && (left > 0 || encoding === 'base64'))
    return isCoded('base64', data) || encoding === 'utf8'
      ? seen({ encoding, data: data as string, ...(left > 0 && { truncated: left }) })
      : unseen('said to be base64, and is not');
  return ofText(data as string, { ...beside, encoding });
}

function ofText(text: string, beside: BesideBody): RecordedBody {
  const { headers, encoding } = beside;
  const cut = cutIn(text);
  if (cut) return unseen(TOO_LARGE, { encoding: 'utf8', data: cut.text, truncated: cut.bytes });
  if (text === '') return { seen: true };
  if (isMaskedBody(text)) return unseen(MASKED);
  const coding = codingOf(encoding);
  if (coding === 'text') return ofPlain(text, beside);
  if (coding === undefined) return unseen(OF_UNKNOWN_CODING);
  if (isCoded(coding, text)) return ofBytes(Buffer.from(text, coding), headers);
  const value = parsed(text);
  // One recorder writes a list of chunks, and another says base64 of what it left as text.
  if (Array.isArray(value) && value.length > 0 && value.every((chunk) => isCoded(coding, chunk)))
    return ofBytes(Buffer.concat(value.map((chunk) => Buffer.from(chunk as string, coding))), headers);
  return value === undefined
    ? unseen(`said to be ${coding}, and is not`)
    : seen({ encoding: 'utf8', data: text });
}

/** A mask by itself, or as a JSON text. */
function isMaskedBody(text: string): boolean {
  const value = parsed(text);
  return value === undefined ? isMask(text) : typeof value === 'string' && isMask(value);
}

const isJsonButForMasks = (text: string): boolean => {
  const quoted = withQuotedMasks(text);
  return quoted !== text && parsed(quoted) !== undefined;
};

/** Whether a text ends in what loggers write behind one that they cut. */
function isCutOff(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  const end = text.trimEnd().slice(-80);
  if (end.endsWith('...') || end.endsWith('…')) return true;
  const word = [...end.matchAll(CUT_WORDS)].at(-1);
  const behind = word ? end.slice(word.index + word[0].length) : undefined;
  return behind !== undefined && behind.length <= 40 && !/["{}:,]/.test(behind);
}

const CUT_WORDS = /\b(?:truncated|omitted|more (?:bytes|chars|characters))\b/gi;

/** What recorders remark on a body that they cut. */
const CUT_NOTE = /\b(?:truncated|cut off|partial|incomplete|too (?:large|long|big))\b/i;

function codingOf(encoding: unknown): 'base64' | 'hex' | 'text' | undefined {
  if (encoding === undefined || encoding === null || encoding === '' || encoding === false) return 'text';
  if (typeof encoding !== 'string') return undefined;
  const name = encoding.toLowerCase();
  if (name === 'base64' || name === 'hex') return name;
  return /^(utf-?8|text|plain|identity|none|string|ascii|us-ascii|json)$/.test(name) ? 'text' : undefined;
}

/** A text of which nothing is said: as it was sent, with its content coding undone, unless it cannot be that. */
function ofPlain(text: string, { headers, size, note }: BesideBody): RecordedBody {
  const body: Body = { encoding: 'utf8', data: text };
  const value = parsed(text);
  if (value !== undefined && !isChunks(value)) return unlessDamaged(body);
  const codings = header(headers, 'content-encoding') ?? '';
  if (isCodedBody(headers)) {
    const undone = undoneOf(text, value, codings);
    if (undone) return seen(undone);
    if (/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFFFD]/.test(text)) return unseen(DAMAGED);
  }
  if (value !== undefined) return unseen(OF_UNKNOWN_CODING);
  if (text.includes('\uFFFD')) return unseen(DAMAGED);
  if (isJsonButForMasks(text)) return unseen(MASKED);
  if (typeof note === 'string' && CUT_NOTE.test(note)) return unseen(CUT_OFF);
  const bytes = Buffer.byteLength(text);
  const announced = sizeOf(headers, size);
  if (announced > bytes) return unseen(CUT_OFF);
  // What is as long as it was said to be is what was sent.
  if (announced === bytes) return seen(body);
  if (isCutOff(text)) return unseen(CUT_OFF);
  if (isPrinted(text)) return unseen('printed by the recorder, and not its bytes');
  if (['base64', 'hex'].some((coding) => isCoded(coding as 'hex', text) && isJsonIn(text, coding as 'hex')))
    return unseen(OF_UNKNOWN_CODING);
  if (/^@[\w./\\-]+$/.test(text)) return unseen(ELSEWHERE);
  return seen(body);
}

/** How many bytes the body had, as the recorder or the sender says; -1 where neither does, or it is of another coding. */
function sizeOf(headers: readonly HeaderPair[], size: unknown): number {
  const length = header(headers, 'content-length')?.trim() ?? '';
  const said = typeof size === 'number' ? size : -1;
  if (isCodedBody(headers) || !/^\d+$/.test(length)) return said;
  return Math.max(said, Number(length));
}

const isCodedBody = (headers: readonly HeaderPair[]): boolean =>
  /[a-z]/i.test((header(headers, 'content-encoding') ?? '').replace(/identity/gi, ''));

/** The text with its content coding undone: its characters are bytes, or it has them in base64 or in hex, perhaps in chunks. */
function undoneOf(text: string, value: unknown, codings: string): Body | undefined {
  const chunks = isChunks(value) ? value : [text];
  for (const coding of ['latin1', 'hex', 'base64'] as const) {
    const fits = chunks.every((chunk) => (coding === 'latin1' ? isLatin1(chunk) : isCoded(coding, chunk)));
    if (!fits) continue;
    const plain = undoCodings(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, coding))), codings);
    if (Buffer.isBuffer(plain)) return bodyOf(plain);
  }
  return undefined;
}

const isLatin1 = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
};

/** Bytes as they were sent, or with their content coding undone already. */
function ofBytes(bytes: Buffer, headers: readonly HeaderPair[]): RecordedBody {
  if (bytes.length === 0) return { seen: true };
  const body = bodyOf(bytes);
  const codings = header(headers, 'content-encoding');
  if (codings === undefined) return seen(body);
  // What is of no known coding can be judged by nobody; that the others do not come undone is the sender's fault.
  if (body.encoding === 'base64')
    return undoCodings(bytes, codings) === undefined ? unseen(NOT_UNDONE) : seen(body);
  // Text needs no coding to be undone, unless it happens to be one.
  const plain = parsed(body.data) === undefined ? undoCodings(bytes, codings) : undefined;
  return seen(Buffer.isBuffer(plain) ? bodyOf(plain) : body);
}

/** A list is no body of an update: it is bytes, chunks of bytes, or was sent as it is. */
function ofList(list: readonly unknown[], beside: BesideBody): RecordedBody {
  if (isChunks(list)) {
    const codings = header(beside.headers, 'content-encoding');
    if (codings !== undefined) {
      const undone = undoneOf('', list, codings);
      if (undone) return seen(undone);
    }
    for (const coding of ['hex', 'base64'] as const) {
      if (!list.every((chunk) => isCoded(coding, chunk))) continue;
      const bytes = Buffer.concat(list.map((chunk) => Buffer.from(chunk as string, coding)));
      if (isMembers(parsed(bytes.toString('utf8')))) return ofBytes(bytes, beside.headers);
    }
    return unseen(OF_UNKNOWN_CODING);
  }
  return ofJson(list);
}

/** Whether a value is a list of chunks in hex or base64, whose bytes begin as an object or gzip does. */
function isChunks(value: unknown): value is string[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return (['hex', 'base64'] as const).some(
    (coding) =>
      value.every((chunk) => isCoded(coding, chunk)) &&
      /^(?:\s*\{|\x1f\x8b)/.test(Buffer.from(value[0] as string, coding).toString('latin1')),
  );
}

/**
 * Bytes that JSON.stringify made an object or a list of: a Buffer, typed arrays, and MongoDB's `$binary`.
 * A list of numbers is taken for bytes only where they are a JSON object, since no update is a list.
 */
function bytesIn(value: unknown): Buffer | undefined {
  if (Array.isArray(value)) {
    const bytes = bytesOfNumbers(value);
    return bytes && isMembers(parsed(bytes.toString('utf8'))) ? bytes : undefined;
  }
  if (!isMembers(value)) return undefined;
  const { type, data, $binary: binary } = value;
  if (type === 'Buffer' && Array.isArray(data)) return bytesOfNumbers(data);
  if (type === 'Buffer' && typeof data === 'string') return bytesOfBase64(data.replace(/^base64:/, ''));
  if (isMembers(binary) && typeof binary['base64'] === 'string') return bytesOfBase64(binary['base64']);
  const names = Object.keys(value);
  return names.length > 0 && names.every((name, index) => name === String(index))
    ? bytesOfNumbers(Object.values(value))
    : undefined;
}

const bytesOfBase64 = (text: string): Buffer | undefined =>
  isCoded('base64', text) ? Buffer.from(text, 'base64') : undefined;

const bytesOfNumbers = (list: readonly unknown[]): Buffer | undefined =>
  list.every((each) => Number.isInteger(each) && Number(each) >= 0 && Number(each) <= 255)
    ? Buffer.from(list as number[])
    : undefined;

/** Node's own decoders pass over what is no base64 and no hex without a word. */
function isCoded(coding: 'base64' | 'hex', text: unknown): boolean {
  if (typeof text !== 'string' || text === '') return false;
  const dense = text.replace(/[\r\n]/g, '');
  return coding === 'hex'
    ? dense.length % 2 === 0 && /^[0-9a-f]+$/i.test(dense)
    : /^[A-Za-z0-9+/_-]+={0,2}$/.test(dense) && paddingOff(dense) % 4 !== 1;
}

/** How long a text in base64 is without its padding. */
const paddingOff = (dense: string): number =>
  dense.length - (dense.endsWith('==') ? 2 : dense.endsWith('=') ? 1 : 0);

const isJsonIn = (text: string, coding: 'base64' | 'hex'): boolean =>
  isMembers(parsed(Buffer.from(text, coding).toString('utf8')));

/** How Node and Python print bytes, and what JavaScript makes of an object that somebody took for a text. */
const isPrinted = (text: string): boolean =>
  /^(?:<Buffer(?: [0-9a-f]{2})+|\[object \w+\]$|b'.*'$|b".*"$)/is.test(text) ||
  (/^<[\w ]+>$/.test(text) && /binary|stream/i.test(text));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

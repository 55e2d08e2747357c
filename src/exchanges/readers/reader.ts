import { isMembers } from '../body';
import { excessOf } from '../../bounds/excess';
import { LIMITS, raising } from '../../bounds/limits';
import { parseJson } from '../json-text';
import { DocumentReader } from './document';
import { beginningOf, inWords } from './message';
import type { Piece } from './pieces';
import { BROKEN, NO_JSON } from './problems';
import { shapeOf } from './shape';
import { Values, type Place } from './values';

/** A document that is open, and where it began. */
interface Open {
  reader: DocumentReader;
  line: number;
  offset: number;
}

/** What may stand before a JSON text: a byte order mark, since files are put together, and the mark of RFC 7464. */
const BEFORE_BYTES = new Set([0x20, 0x09, 0x0a, 0x0d, 0x1e, 0xef, 0xbb, 0xbf]);

/**
 * Reads a source line by line. A line that is a JSON object is one thing; where it is none, a document over several
 * lines may begin, or several may stand on it. What is neither is a problem of its own, and the next line is read.
 */
export class Reader {
  /** Whether there was nothing but blanks. */
  empty = true;
  readonly values: Values;
  private open: Open | undefined;
  /** Why short lines are none that are read, by their bytes. */
  private readonly short = new Map<string, () => string>();
  /** How many documents broke off. */
  private broke = 0;
  /** How many began on the line that is not done with. */
  private onLine = 0;
  /** Whether the rest of a line is passed over, since it was told of. */
  private skipping = false;
  /** How many bytes of it were. */
  private skipped = 0;
  /** Whether that rest has no end, so that nothing is read any more. */
  isLost = false;

  constructor(private readonly place: Place) {
    this.values = new Values(place);
  }

  take(piece: Piece): void {
    if (this.skipping) this.skip(piece);
    else if (this.open) this.continue(this.open, piece);
    else if (piece.begins && piece.ends) this.line(piece);
    else this.parts(piece);
  }

  private skip({ bytes, line, ends }: Piece): void {
    this.skipping = !ends;
    this.skipped = ends ? 0 : this.skipped + bytes.length;
    if (this.skipped <= SKIPPED_AT_MOST) return;
    this.isLost = true;
    this.problem(
      `${NO_JSON} goes on for more than ${SKIPPED_AT_MOST} bytes, and nothing of it is read`,
      line,
    );
  }

  /** Says that the source has ended. */
  end(): void {
    const { open } = this;
    if (!open) return;
    open.reader.finish();
    if (open.reader.state === 'whole') this.close(open);
    else this.broken(open, 'ends too early');
  }

  /** A whole line. There may be millions of them that are short and none that is read. */
  private line(piece: Piece): void {
    const { bytes, line } = piece;
    const start = blanksOf(bytes);
    if (start === bytes.length) return;
    this.empty = false;
    if (!isOpening(bytes[start])) return this.noJson(piece);
    const isShort = bytes.length <= SHORT;
    const known = isShort ? this.short.get(bytes.toString('latin1')) : undefined;
    if (known !== undefined) return this.place.problems.add(known, line);
    const end = endOf(bytes);
    if (!isClosing(bytes[end - 1])) return this.parts(piece);
    const json = bytes.toString('utf8', start, end);
    if (this.place.sink.alike?.(json)) return this.values.reads('lines');
    const value = wholeIn(json);
    if (value === undefined) return this.parts(piece);
    const shape = isShort && this.short.size < KNOWN_AT_MOST ? shapeOf(value) : undefined;
    if (typeof shape === 'object') this.short.set(bytes.toString('latin1'), shape.unknown);
    this.values.take(value, json, line);
  }

  private noJson(piece: Piece): void {
    this.place.problems.add(() => this.whyNoJson(piece), piece.line);
  }

  private whyNoJson({ bytes, offset }: Piece): string {
    const text = bytes.toString('utf8', 0, 4096);
    const remedy = text.includes('\0')
      ? MAY_BE_UTF_16
      : /\{\s*"/.test(text)
        ? '; remove the text before the first {'
        : '';
    return `${NO_JSON} has ${beginningOf(text)}${this.at(offset)} where { is expected${remedy}`;
  }

  /** Of a text that was recoded nobody could find the byte. */
  private at(offset: number): string {
    return this.place.isRecoded() ? '' : ` at byte ${offset}`;
  }

  /** A line, or a part of one, that is no JSON by itself: one document after the other. */
  private parts(piece: Piece): void {
    let { bytes, offset } = piece;
    if (this.broke >= BROKEN_AT_MOST) return this.notTried(piece);
    if (piece.begins) this.onLine = 0;
    while (!this.open && !this.skipping) {
      const blanks = blanksOf(bytes);
      bytes = bytes.subarray(blanks);
      offset += blanks;
      if (bytes.length === 0) return;
      this.empty = false;
      const first = bytes[0];
      if (first !== 0x7b && first !== 0x5b) {
        this.noJson({ ...piece, bytes, offset });
        this.skipping = !piece.ends;
        return;
      }
      this.onLine += 1;
      if (this.onLine > LIMITS.values) return this.tooMany(piece);
      this.begin(piece.line, offset);
      const taken = this.feed(this.open as unknown as Open, { ...piece, bytes, offset });
      bytes = bytes.subarray(taken);
      offset += taken;
    }
  }

  /** So many documents broke off that what is whole on no line is not tried as the beginning of one. */
  private notTried({ line, ends }: Piece): void {
    this.place.problems.add(
      `${BROKEN} the line is incomplete, and ${BROKEN_AT_MOST} documents before it broke off`,
      line,
    );
    this.skipping = !ends;
  }

  private tooMany({ line, ends }: Piece): void {
    this.problem(`more than ${LIMITS.values} documents stand on this line; ${raising('values')}`, line);
    this.skipping = !ends;
  }

  private begin(line: number, offset: number): void {
    const take = this.values.entriesFrom(line);
    this.open = { line, offset, reader: new DocumentReader(take) };
  }

  /** Goes on with the document that is open, unless the line shows that it was cut off before. */
  private continue(open: Open, piece: Piece): void {
    if (piece.begins && piece.ends && !open.reader.atEntry && isWhole(piece.bytes)) {
      this.broken(open, `breaks off before line ${piece.line}, which is complete by itself`);
      return this.line(piece);
    }
    const taken = this.feed(open, piece);
    if (this.open || this.skipping) return;
    const rest = { ...piece, bytes: piece.bytes.subarray(taken), offset: piece.offset + taken };
    if (rest.bytes.length > 0) this.parts(rest);
  }

  /** @returns how much of the piece is done with */
  private feed(open: Open, piece: Piece): number {
    const taken = open.reader.write(piece.bytes, piece.line);
    if (open.reader.state === 'whole') {
      this.close(open);
      return taken;
    }
    if (open.reader.state === 'open') return piece.bytes.length;
    const at = this.at(piece.offset + taken);
    const remedy = piece.bytes[taken] === 0 ? MAY_BE_UTF_16 : '';
    const line = piece.line === open.line ? '' : ` in line ${piece.line}`;
    this.broken(open, `has an error${at}${line}`, remedy);
    // The line that breaks it may be whole by itself; on the line where it begins, the rest is told of with it.
    if (piece.line !== open.line && piece.begins && piece.ends) {
      this.line(piece);
      return piece.bytes.length;
    }
    this.skipping = !piece.ends;
    return piece.bytes.length;
  }

  /** A document that is none: what was read of it stands. */
  private broken(open: Open, why: string, remedy = ''): void {
    this.open = undefined;
    this.broke += 1;
    const { reader, line } = open;
    if (!reader.isHar) return this.problem(`${BROKEN} the document that begins here ${why}${remedy}`, line);
    this.values.reads('har');
    this.problem(`the HAR that begins here ${why}; of its entries ${reader.entriesRead} were read`, line);
  }

  /** A document that is whole. */
  private close(open: Open): void {
    this.open = undefined;
    const { reader, line } = open;
    const { text, excess, url } = reader.whole;
    if (reader.isHar) this.closeHar(reader, text, line);
    else if (text === undefined) this.values.tooLarge('the document', excess, url, line);
    else this.closeOther(reader, text, line);
  }

  private closeHar({ entries }: DocumentReader, text: string | undefined, line: number): void {
    this.values.reads('har');
    if (entries === 0) this.problem('it is a HAR without an entry', line);
    const rest = text === undefined ? undefined : restIn(text);
    if (isMembers(rest) && shapeOf(rest) !== 'har')
      this.problem('beside its log, the HAR has members of another format, which are not read', line);
  }

  private closeOther(reader: DocumentReader, text: string, line: number): void {
    let value: unknown;
    try {
      value = parseJson(text);
    } catch (error) {
      return this.problem(inWords(error), line);
    }
    const shape = shapeOf(value);
    if (reader.line !== line && (shape === 'exchange' || shape === 'record'))
      this.problem(`it is one JSON object over several lines: jq -c . ${WRITES_IT}`, line);
    else this.values.take(value, text, line);
  }

  private problem(message: string, line: number): void {
    this.place.problems.add(message, line);
  }
}

/** What stands beside the entries of a HAR; undefined where it is more than is looked into. */
function restIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Lines that are no longer hold nothing that is read, so that a few of them can be remembered; in bytes. */
const SHORT = 32;
const KNOWN_AT_MOST = 1024;

/** How far the end of a line that is none is looked for, in bytes: what is piped in may have no end. */
const SKIPPED_AT_MOST = 2 ** 30;

/** Documents of a source that may break off before no further one is begun. */
const BROKEN_AT_MOST = 10_000;

const MAY_BE_UTF_16 = '; the file may be UTF-16: save it as UTF-8';

const WRITES_IT = 'writes it on one, since exchanges are read one JSON object a line';

const isOpening = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number | undefined): boolean => byte === 0x7d || byte === 0x5d;

/** A text that is one JSON value within the limits; undefined for any other, of which nobody asks why. */
function wholeIn(text: string): unknown {
  if (excessOf(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Where blanks begin that stand at the end. */
function endOf(bytes: Buffer): number {
  let end = bytes.length;
  while (end > 0 && BEFORE_BYTES.has(bytes[end - 1] as number)) end -= 1;
  return end;
}

function blanksOf(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && BEFORE_BYTES.has(bytes[at] as number)) at += 1;
  return at;
}

const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** Whether a line in the middle of a document is something to be read by itself, so that the document was cut off. */
function isWhole(bytes: Buffer): boolean {
  const end = endOf(bytes);
  const start = blanksOf(bytes);
  if (bytes[start] !== OBJECT || bytes[end - 1] !== OBJECT_END) return false;
  const value = wholeIn(bytes.toString('utf8', start, end));
  return value !== undefined && typeof shapeOf(value) === 'string';
}

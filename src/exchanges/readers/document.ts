import { LIMITS } from '../../bounds/limits';
import { cutMark } from './cut';
import { Kept } from './kept';
import { JsonScanner } from './scanner';

/** A value of a document that was cut out of it. */
export interface CutOut {
  /** Its JSON: what is too long or nested too deep in it has a mark in its place. Undefined where it is too large. */
  text: string | undefined;
  /** Why it is too large to be read. */
  excess?: string;
  /** The URL of its request, where it is too large and that could be told all the same. */
  url?: string;
}

/** Where the entries of a HAR stand. */
const ENTRIES = ['log', 'entries'];
/** Members of an entry that are read; the rest of it, such as the messages of a web socket, may be large. */
const OF_AN_ENTRY = new Set(['request', 'response', 'startedDateTime', 'time']);

/** How deep names are told apart: down to those in the request of an entry. */
const NAMED = 8;

/** What stands in the place of an entry. */
const NULL = Buffer.from('null');
const QUOTE = 0x22;
const isOpening = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;

/**
 * One JSON document as it comes: hands on the entries of a HAR one by one, and keeps the rest of it. Memory grows
 * with the largest entry, and not with the document.
 */
export class DocumentReader {
  /** How many entries of a HAR began in it, and how many of them ended. */
  entries = 0;
  entriesRead = 0;
  /** Whether it has the list of entries that only a HAR has, be it an empty one. */
  isHar = false;
  private readonly scanner = new JsonScanner({
    name: (name, level) => {
      if (level <= NAMED) this.names[level] = name;
    },
    begin: (level, offset) => this.begin(level, offset),
    end: (level, offset) => this.end(level, offset),
    inText: (offset) => this.inText(offset),
  });
  /** The names that lead to where it is, by level; undefined in a list. */
  private readonly names: (string | undefined)[] = [];
  private readonly rest = new Kept('document');
  private entry: Kept | undefined;
  private url: string | undefined;
  /** The line that it is on. */
  line = 0;
  private entryLine = 0;
  private bytes: Buffer = Buffer.alloc(0);
  /** From where on in `bytes` is to be kept; undefined while nothing is. */
  private from: number | undefined = 0;
  /** The level of a value that is left out. */
  private leftOut: number | undefined;
  /** Bytes before `bytes`, and where a text began and was cut, counted in the whole. */
  private passed = 0;
  private textFrom = 0;
  private cutFrom: number | undefined;

  constructor(private readonly take: (entry: CutOut, number: number, line: number) => void) {}

  get state(): JsonScanner['state'] {
    return this.scanner.state;
  }

  /** Whether an element of a list that has its own reading is what comes next: an entry, an interaction, or what a list begins with. */
  get atEntry(): boolean {
    const { names, scanner } = this;
    if (!scanner.atElement) return false;
    if (scanner.level === 1) return true;
    return scanner.level === 3
      ? isAt(names, ENTRIES)
      : scanner.level === 2 && (names[1] === 'interactions' || names[1] === 'messages');
  }

  /**
   * Takes the next bytes.
   * @param line the line that they are of
   * @returns how many were taken: less than all where the document ended before, or broke at that byte
   */
  write(bytes: Buffer, line: number): number {
    this.bytes = bytes;
    this.line = line;
    if (this.from !== undefined) this.from = 0;
    const taken = this.scanner.write(bytes);
    this.keepTo(taken);
    this.passed += taken;
    return taken;
  }

  /** Says that no more comes. */
  finish(): void {
    this.scanner.finish(0);
  }

  /** What it is without the entries of a HAR. */
  get whole(): CutOut {
    return this.cutOut(this.rest);
  }

  private get target(): Kept {
    return this.entry ?? this.rest;
  }

  private keepTo(offset: number): void {
    if (this.from === undefined) return;
    if (offset > this.from) this.target.add(this.bytes.subarray(this.from, offset));
    this.from = offset;
  }

  private begin(level: number, offset: number): void {
    if (level <= NAMED) this.names.length = level + 1;
    if (level === ENTRIES.length && isAt(this.names, ENTRIES) && this.bytes[offset] === 0x5b)
      this.isHar = true;
    if (this.leftOut !== undefined) return;
    if (level === ENTRIES.length + 1 && !this.entry && this.isEntry) this.beginEntry(offset);
    const depth = level - (this.entry ? ENTRIES.length + 1 : 0);
    this.target.countValue();
    if (this.entry && depth === 1 && !OF_AN_ENTRY.has(this.names[level] ?? ''))
      this.leaveOut(level, offset, 'null');
    else if (depth >= LIMITS.depth - 1 && isOpening(this.bytes[offset]))
      this.leaveOut(level, offset, `"${cutMark(0)}"`);
    this.textFrom = this.passed + offset + 1;
  }

  /** An element of a list has no name. */
  private get isEntry(): boolean {
    return this.isHar && isAt(this.names, ENTRIES) && this.names[ENTRIES.length + 1] === undefined;
  }

  private beginEntry(offset: number): void {
    this.keepTo(offset);
    this.rest.add(NULL);
    this.rest.countValue();
    this.entry = new Kept('line');
    this.entries += 1;
    this.entryLine = this.line;
    this.url = undefined;
  }

  private leaveOut(level: number, offset: number, instead: string): void {
    this.keepTo(offset);
    this.target.addText(instead);
    this.from = undefined;
    this.leftOut = level;
  }

  private inText(offset: number): void {
    if (this.from === undefined || this.passed + offset - this.textFrom <= LIMITS.text) return;
    this.keepTo(offset);
    this.from = undefined;
    this.cutFrom = this.passed + offset;
  }

  private end(level: number, offset: number): void {
    if (this.cutFrom !== undefined) {
      this.target.addText(cutMark(this.passed + offset - 1 - this.cutFrom));
      this.cutFrom = undefined;
      this.target.addText('"');
      this.from = offset;
    } else if (this.leftOut === level) {
      this.leftOut = undefined;
      this.from = offset;
    } else if (this.leftOut === undefined) this.noteUrl(level, offset);
    if (!this.entry || level !== ENTRIES.length + 1) return;
    this.keepTo(offset);
    const entry = this.cutOut(this.entry);
    this.entry = undefined;
    this.entriesRead += 1;
    this.take(entry, this.entries, this.entryLine);
  }

  /** A value that is too large may still be one of another operation. */
  private noteUrl(level: number, offset: number): void {
    const above = this.entry ? ENTRIES.length + 2 : 1;
    const { names, bytes, passed, textFrom } = this;
    if (level !== above + 1 || names[above] !== 'request' || names[above + 1] !== 'url') return;
    const start = textFrom - passed - 1;
    if (start < 0 || bytes[start] !== QUOTE || offset - start > LIMITS.url) return;
    this.url = JSON.parse(bytes.toString('utf8', start, offset)) as string;
  }

  private cutOut(kept: Kept): CutOut {
    if (kept.excess === undefined) return { text: kept.text };
    return { text: undefined, excess: kept.excess, ...(this.url !== undefined && { url: this.url }) };
  }
}

/** Whether the names lead to, or below, a place; those of lists are undefined. */
const isAt = (names: readonly (string | undefined)[], place: readonly string[]): boolean =>
  place.every((name, at) => names[at + 1] === name);

/** What is told of a JSON document while it is scanned. Offsets count from the start of the bytes that are written. */
export interface ScanEvents {
  /** A member's name, at the level of its object, from 1. Names that are longer than is told of are ''. */
  name?(name: string, level: number): void;
  /** A value begins at the offset; `level` is that of what holds it, 0 for the document itself. */
  begin?(level: number, offset: number): void;
  /** A value ended before the offset. */
  end?(level: number, offset: number): void;
  /** A text goes on inside its quotation marks at the offset, at a place where it may be cut. */
  inText?(offset: number): void;
}

/** Longest name that is told of, in bytes. */
const LONGEST_NAME = 64;
const TOO_LONG = '\0'.repeat(LONGEST_NAME + 1);
/** Longest number or word, in bytes. */
const LONGEST_SCALAR = 1024;

const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LIST = 0x5b;
const LIST_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

const enum Expecting {
  value,
  /** A value, or the end of an empty list. */
  valueOrEnd,
  /** A name, or the end of an empty object. */
  nameOrEnd,
  name,
  colon,
  /** A comma, or the end of what is open. */
  commaOrEnd,
  /** The rest of a text, of an escape in it, of the digits of one, of a number or word. */
  text,
  escape,
  digits,
  scalar,
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Reads JSON (RFC 8259) byte by byte as it comes, holds it to the grammar, and keeps nothing of it but which lists
 * and objects are open: memory does not grow with the document, and hardly with its depth.
 */
export class JsonScanner {
  /** `open` until the document ended or broke; the offset of both is what `write` handed back. */
  state: 'open' | 'whole' | 'broken' = 'open';
  /** How many lists and objects are open. */
  level = 0;
  private expecting = Expecting.value;
  /** A byte for each level: 1 for an object. */
  private kinds = new Uint8Array(64);
  private isName = false;
  private digitsLeft = 0;
  private kept = '';

  constructor(private readonly events: ScanEvents) {}

  /** Whether an element of a list is what may come next. */
  get atElement(): boolean {
    const { expecting, level, kinds } = this;
    if (level === 0 || kinds[level - 1] === 1) return false;
    return (
      expecting === Expecting.value ||
      expecting === Expecting.valueOrEnd ||
      expecting === Expecting.commaOrEnd
    );
  }

  /**
   * Takes the next bytes.
   * @returns how many were taken: less than all where the document ended before, or broke at that byte
   */
  write(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && this.state === 'open') {
      const next =
        this.expecting === Expecting.text ? this.text(bytes, at) : this.take(bytes[at] as number, at);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  /** Says that no more comes: a number at the top ends there, and anything else that is open is broken. */
  finish(offset: number): void {
    if (this.state !== 'open') return;
    if (this.expecting === Expecting.scalar && this.level === 0 && SCALAR.test(this.kept))
      this.endValue(offset);
    else this.state = 'broken';
  }

  /** Runs over a text as far as nothing in it has a meaning. */
  private text(bytes: Uint8Array, from: number): number {
    let at = from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE || byte === BACKSLASH || byte < 0x20) break;
    }
    if (this.isName) this.keep(bytes, from, at);
    if (at < bytes.length) return this.take(bytes[at] as number, at);
    if (!this.isName) this.events.inText?.(at);
    return at;
  }

  /** Of a name; one that is too long is none that anybody asks for. */
  private keep(bytes: Uint8Array, from: number, to: number): void {
    if (this.kept.length + to - from > LONGEST_NAME) this.kept = TOO_LONG;
    else this.kept += Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
  }

  private keepOne(character: string): void {
    this.kept = this.kept.length >= LONGEST_NAME ? TOO_LONG : this.kept + character;
  }

  /** @returns the offset to go on at; -1 where the byte must not stand there */
  private take(byte: number, at: number): number {
    switch (this.expecting) {
      case Expecting.text:
        return this.inText(byte, at);
      case Expecting.escape:
        return this.escape(byte, at);
      case Expecting.digits:
        return this.digit(byte, at);
      case Expecting.scalar:
        return this.scalar(byte, at);
      default:
        return isSpace(byte) ? at + 1 : this.structure(byte, at);
    }
  }

  private inText(byte: number, at: number): number {
    if (byte === BACKSLASH) {
      if (this.isName) this.keepOne('\\');
      else this.events.inText?.(at);
      this.expecting = Expecting.escape;
      return at + 1;
    }
    if (byte !== QUOTE) return this.broken();
    if (!this.isName) {
      this.endValue(at + 1);
      return at + 1;
    }
    this.expecting = Expecting.colon;
    this.events.name?.(nameOf(this.kept), this.level);
    return at + 1;
  }

  private escape(byte: number, at: number): number {
    const character = String.fromCharCode(byte);
    if (!'"\\/bfnrtu'.includes(character)) return this.broken();
    if (this.isName) this.keepOne(character);
    this.digitsLeft = 4;
    this.expecting = character === 'u' ? Expecting.digits : Expecting.text;
    return at + 1;
  }

  private digit(byte: number, at: number): number {
    const character = String.fromCharCode(byte);
    if (!/[0-9a-fA-F]/.test(character)) return this.broken();
    if (this.isName) this.keepOne(character);
    this.digitsLeft -= 1;
    if (this.digitsLeft === 0) this.expecting = Expecting.text;
    return at + 1;
  }

  private scalar(byte: number, at: number): number {
    const character = String.fromCharCode(byte);
    if (/[-+.0-9A-Za-z]/.test(character) && this.kept.length < LONGEST_SCALAR) {
      this.kept += character;
      return at + 1;
    }
    if (!SCALAR.test(this.kept)) return this.broken();
    this.endValue(at);
    return at;
  }

  private structure(byte: number, at: number): number {
    switch (this.expecting) {
      case Expecting.nameOrEnd:
        return byte === OBJECT_END ? this.close(at) : this.name(byte, at);
      case Expecting.name:
        return this.name(byte, at);
      case Expecting.colon:
        if (byte !== 0x3a) return this.broken();
        this.expecting = Expecting.value;
        return at + 1;
      case Expecting.commaOrEnd:
        return this.commaOrEnd(byte, at);
      case Expecting.valueOrEnd:
        return byte === LIST_END ? this.close(at) : this.value(byte, at);
      default:
        return this.value(byte, at);
    }
  }

  private name(byte: number, at: number): number {
    if (byte !== QUOTE) return this.broken();
    this.begin(Expecting.text, true);
    return at + 1;
  }

  private commaOrEnd(byte: number, at: number): number {
    const isObject = this.kinds[this.level - 1] === 1;
    if (byte === (isObject ? OBJECT_END : LIST_END)) return this.close(at);
    if (byte !== 0x2c) return this.broken();
    this.expecting = isObject ? Expecting.name : Expecting.value;
    return at + 1;
  }

  private value(byte: number, at: number): number {
    if (byte === OBJECT || byte === LIST) {
      this.events.begin?.(this.level, at);
      this.open(byte === OBJECT);
    } else if (byte === QUOTE) {
      this.events.begin?.(this.level, at);
      this.begin(Expecting.text, false);
    } else {
      const character = String.fromCharCode(byte);
      if (!/[-0-9tfn]/.test(character)) return this.broken();
      this.events.begin?.(this.level, at);
      this.begin(Expecting.scalar, false);
      this.kept = character;
    }
    return at + 1;
  }

  private begin(expecting: Expecting, isName: boolean): void {
    this.expecting = expecting;
    this.isName = isName;
    this.kept = '';
  }

  private open(isObject: boolean): void {
    if (this.level === this.kinds.length) {
      const larger = new Uint8Array(this.kinds.length * 2);
      larger.set(this.kinds);
      this.kinds = larger;
    }
    this.kinds[this.level] = isObject ? 1 : 0;
    this.level += 1;
    this.expecting = isObject ? Expecting.nameOrEnd : Expecting.valueOrEnd;
  }

  private close(at: number): number {
    this.level -= 1;
    this.endValue(at + 1);
    return at + 1;
  }

  private endValue(offset: number): void {
    this.expecting = Expecting.commaOrEnd;
    this.events.end?.(this.level, offset);
    if (this.level === 0) this.state = 'whole';
  }

  private broken(): number {
    this.state = 'broken';
    return -1;
  }
}

/** A name as JSON has it, without its escapes. */
function nameOf(kept: string): string {
  if (kept.length > LONGEST_NAME) return '';
  return kept.includes('\\') ? (JSON.parse(`"${kept}"`) as string) : kept;
}

/** A text in lower case, as long as it was. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A text without its escapes, and where each unit of it stands in what was written. */
export interface Unescaped {
  text: string;
  starts: readonly number[];
  ends: readonly number[];
}

const ESCAPE =
  /(?:%[0-9a-f]{2})+|\\u\{?[0-9a-f]{4,6}\}?|\\x[0-9a-f]{2}|\\[^ux]|&#x[0-9a-f]{1,6};|&#\d{1,7};|&(?:amp|lt|gt|quot|apos);/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** A text may be quoted in one that another one quotes. */
const TIMES = 3;

/** What URLs, JSON, JavaScript and HTML escape, undone; undefined where nothing is escaped. */
export function unescaped(text: string): Unescaped | undefined {
  let plain: Unescaped | undefined;
  for (let time = 0; time < TIMES; time += 1) {
    const next = once(plain?.text ?? text);
    if (!next) break;
    plain = plain ? behind(plain, next) : next;
  }
  return plain;
}

const behind = (before: Unescaped, { text, starts, ends }: Unescaped): Unescaped => ({
  text,
  starts: starts.map((at) => before.starts[at] as number),
  ends: ends.map((end) => before.ends[end - 1] as number),
});

function once(text: string): Unescaped | undefined {
  if (!/[%\\&]/.test(text)) return undefined;
  let plain = '';
  let done = 0;
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (piece: string, from: number, widths: (unit: number) => number): void => {
    let at = from;
    for (let unit = 0; unit < piece.length; unit += 1) {
      starts.push(at);
      at += widths(unit);
      ends.push(at);
    }
    plain += piece;
  };
  for (const found of text.matchAll(ESCAPE)) {
    const [escape] = found;
    add(text.slice(done, found.index), done, () => 1);
    done = found.index + escape.length;
    const piece = meant(escape);
    // Each byte has three characters there; another escape stands for one unit, or a pair.
    const isByByte = 3 * piece.length === escape.length;
    add(piece, found.index, (unit) =>
      escape.startsWith('%') ? 3 * (isByByte ? 1 : bytesOfUnit(piece, unit)) : unit === 0 ? escape.length : 0,
    );
  }
  if (done === 0) return undefined;
  add(text.slice(done), done, () => 1);
  return { text: plain, starts, ends };
}

function meant(escape: string): string {
  if (escape.startsWith('%')) {
    try {
      return decodeURIComponent(escape);
    } catch {
      return Buffer.from(escape.replaceAll('%', ''), 'hex').toString('latin1');
    }
  }
  const hex = /^(?:\\u\{?|\\x|&#x)([0-9a-f]+)/i.exec(escape)?.[1];
  if (hex !== undefined) return ofCode(Number.parseInt(hex, 16));
  const decimal = /^&#(\d+)/.exec(escape)?.[1];
  if (decimal !== undefined) return ofCode(Number(decimal));
  return escape.startsWith('&')
    ? (NAMED[escape.slice(1, -1).toLowerCase()] as string)
    : (CONTROLS[escape.slice(1)] ?? escape.slice(1));
}

const ofCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');

/** Bytes of UTF-8 that a unit of UTF-16 takes; a pair takes its four with the first. */
function bytesOfUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit < 0xdc00) return 4;
  if (unit >= 0xdc00 && unit < 0xe000) return 0;
  return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
}

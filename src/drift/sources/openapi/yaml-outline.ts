/** A stretch of the text: offsets, and the number of lines before it. */
export interface Stretch {
  start: number;
  end: number;
  lines: number;
}

const SPACE = 32;

/** The positions of a description's parts. */
export interface Outline {
  sections: ReadonlyMap<string, Stretch>;
  paths: ReadonlyMap<string, Stretch>;
  /** Components by kind and name, separated by a slash. */
  components: ReadonlyMap<string, Stretch>;
  kinds: ReadonlySet<string>;
}

/** The outline of a YAML description, read from its indentation. */
export function outlineOf(text: string): Outline {
  const outline = new Outliner();
  let line = 0;
  for (let start = 0; start < text.length; line += 1) {
    const end = (text.indexOf('\n', start) + 1 || text.length + 1) - 1;
    let at = start;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const indent = at - start;
    if (!outline.isBelow(indent) && at < end && !'#\r-'.includes(text[at] as string)) {
      const name = keyIn(text.slice(at, end));
      if (name !== undefined) outline.begin(name, indent, { start, end: text.length, lines: line });
    }
    start = end + 1;
  }
  outline.close(0, text.length);
  return outline;
}

class Outliner implements Outline {
  readonly sections = new Map<string, Stretch>();
  readonly paths = new Map<string, Stretch>();
  readonly components = new Map<string, Stretch>();
  readonly kinds = new Set<string>();
  private section: string | undefined;
  private kind: string | undefined;
  /** Indentation of a section's children, and of their children; the first of each sets it. */
  private first = 0;
  private second = 0;
  private readonly open: { stretch: Stretch; indent: number }[] = [];

  /** Whether a line is deeper than the levels of the outline. */
  isBelow(indent: number): boolean {
    const { first, second, kind } = this;
    return first > 0 && indent > first && (kind === undefined || (second > 0 && indent > second));
  }

  begin(name: string, indent: number, stretch: Stretch): void {
    if (indent === 0) {
      [this.section, this.kind, this.first, this.second] = [name, undefined, 0, 0];
      return this.add(this.sections, name, indent, stretch);
    }
    if (this.section !== 'paths' && this.section !== 'components') return;
    if (this.first === 0) this.first = indent;
    if (indent === this.first) return this.beginChild(name, indent, stretch);
    if (this.section !== 'components' || this.kind === undefined) return;
    if (this.second === 0) this.second = indent;
    if (indent === this.second) this.add(this.components, `${this.kind}/${name}`, indent, stretch);
  }

  /** A path, or a kind of components. */
  private beginChild(name: string, indent: number, stretch: Stretch): void {
    if (this.section === 'paths') return this.add(this.paths, name, indent, stretch);
    this.close(indent, stretch.start);
    [this.kind, this.second] = [name, 0];
    this.kinds.add(name);
  }

  private add(to: Map<string, Stretch>, name: string, indent: number, stretch: Stretch): void {
    this.close(indent, stretch.start);
    to.set(name, stretch);
    this.open.push({ stretch, indent });
  }

  /** Ends all parts at this depth or deeper. */
  close(indent: number, at: number): void {
    while ((this.open.at(-1)?.indent ?? -1) >= indent)
      (this.open.pop() as { stretch: Stretch }).stretch.end = at;
  }
}

/** Maximum length of a key on one line (YAML 1.2.2, 7.4.2). */
const LONGEST_KEY = 1024;

/** The key at the start of a line, without quotes. */
function keyIn(whole: string): string | undefined {
  const line = whole.slice(0, LONGEST_KEY + 4);
  const [quoted, single, double] = /^(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)")/.exec(line) ?? [];
  if (quoted !== undefined)
    return /^:(?=\s|$)/.test(line.slice(quoted.length).trimStart())
      ? (single?.replaceAll("''", "'") ?? double)
      : undefined;
  const [, bare] = /^([^\s'":](?:[^:]|:(?!\s|$))*):(?=\s|$)/.exec(line) ?? [];
  return bare?.trimEnd();
}

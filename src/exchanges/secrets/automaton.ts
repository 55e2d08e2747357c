/** A text to look for, and what it is called. */
export interface Sought {
  text: string;
  alias: string;
}

/** A stretch of a text, from `start` up to `end`, in which a sought text stands. */
export interface Span {
  start: number;
  end: number;
  alias: string;
}

const ROOT = 0;

/**
 * Finds many texts in another one at once, in time that grows with that text alone, whatever either of them is made
 * of: the automaton of Aho and Corasick. Its nodes are the beginnings of the sought texts.
 * @see https://doi.org/10.1145/360825.360855
 */
export class Automaton {
  /** How many UTF-16 units are sought. */
  readonly units: number;
  /** A hash table of all edges, by the number of the node that each leads to; 0 is an empty slot. */
  private readonly edges: Int32Array;
  private readonly mask: number;
  private readonly parent: Int32Array;
  private readonly unit: Uint16Array;
  private readonly depth: Int32Array;
  /** The longest proper ending of a node's text that is a node too. */
  private readonly fallback: Int32Array;
  /** The longest sought text that a node's text ends with, counted from 1; 0 for none. */
  private readonly longest: Int32Array;
  private readonly startsWith = new Uint8Array(0x100);
  private nodes = 1;
  private deepest = 0;

  constructor(readonly sought: readonly Sought[]) {
    this.units = sought.reduce((sum, { text }) => sum + text.length, 0);
    const slots = 2 ** Math.ceil(Math.log2(2 * this.units + 2));
    this.edges = new Int32Array(slots);
    this.mask = slots - 1;
    this.parent = new Int32Array(this.units + 1);
    this.unit = new Uint16Array(this.units + 1);
    this.depth = new Int32Array(this.units + 1);
    this.fallback = new Int32Array(this.units + 1);
    this.longest = new Int32Array(this.units + 1);
    sought.forEach(({ text }, index) => this.insert(text, index + 1));
    this.link();
  }

  /** @returns where sought texts stand; stretches that overlap are one, called by the longest of them */
  find(text: string): Span[] {
    const spans: Span[] = [];
    let node = ROOT;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (node === ROOT && this.startsWith[unit & 0xff] === 0) continue;
      node = this.step(node, unit);
      const index = this.longest[node] as number;
      if (index === 0) continue;
      const { text: found, alias } = this.sought[index - 1] as Sought;
      addSpan(spans, { start: at + 1 - found.length, end: at + 1, alias });
    }
    return spans;
  }

  private insert(text: string, index: number): void {
    let node = ROOT;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (at === 0) this.startsWith[unit & 0xff] = 1;
      const slot = this.slotOf(node, unit);
      let next = this.edges[slot] as number;
      if (next === 0) {
        next = this.nodes;
        this.nodes += 1;
        this.edges[slot] = next;
        this.parent[next] = node;
        this.unit[next] = unit;
        this.depth[next] = at + 1;
      }
      node = next;
    }
    this.longest[node] = index;
    this.deepest = Math.max(this.deepest, text.length);
  }

  /** Works out, the nearest to the root first, where to go on when a text leaves what is sought. */
  private link(): void {
    for (const node of this.byDepth()) {
      const parent = this.parent[node] as number;
      const back =
        parent === ROOT ? ROOT : this.step(this.fallback[parent] as number, this.unit[node] as number);
      this.fallback[node] = back;
      if (this.longest[node] === 0) this.longest[node] = this.longest[back] as number;
    }
  }

  /** All nodes but the root, by a count of how many are how deep. */
  private byDepth(): Int32Array {
    const next = new Int32Array(this.deepest + 2);
    for (let node = 1; node < this.nodes; node += 1) next[(this.depth[node] as number) + 1]! += 1;
    for (let depth = 1; depth < next.length; depth += 1) next[depth]! += next[depth - 1] as number;
    const sorted = new Int32Array(this.nodes - 1);
    for (let node = 1; node < this.nodes; node += 1) {
      const depth = this.depth[node] as number;
      sorted[next[depth] as number] = node;
      next[depth]! += 1;
    }
    return sorted;
  }

  private step(from: number, unit: number): number {
    for (let node = from; ; node = this.fallback[node] as number) {
      const next = this.edges[this.slotOf(node, unit)] as number;
      if (next !== 0 || node === ROOT) return next;
    }
  }

  /** The slot of an edge, or the empty one where it would stand. */
  private slotOf(node: number, unit: number): number {
    let slot = mixed(node, unit) & this.mask;
    for (let next = this.edges[slot] as number; next !== 0; next = this.edges[slot] as number) {
      if (this.parent[next] === node && this.unit[next] === unit) break;
      slot = (slot + 1) & this.mask;
    }
    return slot;
  }
}

/** Another one in each process, so that nobody can choose texts whose edges all want one slot. */
const SEED = Math.floor(Math.random() * 2 ** 31) | 1;

function mixed(node: number, unit: number): number {
  let bits = Math.imul(Math.imul(node, 0x10001) + unit, SEED);
  bits = Math.imul(bits ^ (bits >>> 15), 0x9e3779b1);
  return bits ^ (bits >>> 16);
}

/** Adds a stretch to those that end before it, or where it does: one with those that it overlaps. */
export function addSpan(spans: Span[], span: Span): void {
  let { start, alias } = span;
  let longest = span.end - span.start;
  for (let last = spans.at(-1); last && last.end > start; last = spans.at(-1)) {
    spans.pop();
    if (last.end - last.start > longest) {
      longest = last.end - last.start;
      alias = last.alias;
    }
    start = Math.min(start, last.start);
  }
  spans.push({ start, end: span.end, alias });
}

import type * as Yaml from 'yaml';
import type { Document, LineCounter } from 'yaml';
import { LIMITS } from '../bounds/limits';
import { BeyondLimits, problemOf, valueOf, yamlDocument } from '../bounds/yaml';
import { onDemand } from '../on-demand';

const yaml = onDemand<typeof Yaml>('yaml');

/** YAML whose nodes know their lines. */
export class LocatedYaml {
  private readonly lines: LineCounter = new (yaml().LineCounter)();
  private readonly document: Document;
  private readonly beyond: string | undefined;

  /** @param offset lines of the file before the text */
  constructor(
    text: string,
    private readonly offset = 0,
  ) {
    try {
      this.document = yamlDocument(text, { lineCounter: this.lines }, LIMITS.document);
    } catch (error) {
      if (!(error instanceof BeyondLimits)) throw error;
      this.beyond = error.message;
      this.document = new (yaml().Document)();
    }
  }

  /** What keeps it from being YAML. */
  get problem(): string | undefined {
    return this.beyond ?? problemOf(this.document, this.lines);
  }

  /** @throws BeyondLimits where its aliases stand for too much, or for nothing */
  toJS(): unknown {
    return valueOf(this.document, this.lines, 10 * LIMITS.aliases);
  }

  /** Whether there is a node at a place. */
  has(path: readonly (string | number)[]): boolean {
    return this.nodeAt(path) !== undefined;
  }

  /** The line of the nearest node on the way to a place. */
  lineOf(path: readonly (string | number)[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.nodeAt(path.slice(0, length));
      if (yaml().isNode(node) && node.range) {
        const own = this.lines.linePos(node.range[0]).line;
        // A map begins where its first key does: its own key stands before that.
        return this.offset + (this.keyLine(path.slice(0, length)) ?? own);
      }
    }
    return this.offset + 1;
  }

  /** Keys that look like numbers are numbers, unless they stand in quotes: `200` and `'200'`. */
  private nodeAt(path: readonly (string | number)[]): unknown {
    const numbers = path.map((name) => (/^\d+$/.test(String(name)) ? Number(name) : name));
    return this.document.getIn(path, true) ?? this.document.getIn(numbers, true);
  }

  private keyLine(path: readonly (string | number)[]): number | undefined {
    const parent = path.length > 1 ? this.nodeAt(path.slice(0, -1)) : this.document.contents;
    const items = (parent as { items?: { key?: { value?: unknown; range?: [number, number, number] } }[] })
      ?.items;
    const pair = items?.find((item) => String(item.key?.value) === String(path.at(-1)));
    return pair?.key?.range && this.lines.linePos(pair.key.range[0]).line;
  }
}

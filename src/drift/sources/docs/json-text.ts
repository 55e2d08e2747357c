import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { excessOf } from '../../../bounds/excess';
import { LIMITS } from '../../../bounds/limits';
import type { JsonNode } from '../json-statements';
import { lineCounter } from './markdown';

/**
 * JSON text in a page as a node whose parts have line numbers; undefined if it is not an object, or exceeds a limit.
 */
export const jsonIn = (text: string, file: string, line: number): JsonNode | undefined =>
  nodeIn(text, file, line, false);

/** The same for text that would be JSON without commas after the last member or item. */
export const almostJsonIn = (text: string, file: string, line: number): JsonNode | undefined =>
  nodeIn(text, file, line, true);

function nodeIn(text: string, file: string, line: number, allowTrailingComma: boolean): JsonNode | undefined {
  if (text.length > LIMITS.written || excessOf(text)) return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma });
  if (!tree || errors.length > 0 || tree.type !== 'object') return undefined;
  // The places are looked up in the order of the text.
  const lineAt = lineCounter(text, line);
  const nodeOf = (node: Node, value: unknown): JsonNode => {
    let members: Map<string, Node> | undefined;
    return {
      value,
      place: { file, line: lineAt(node.offset) },
      member(name) {
        const child = (members ??= membersOf(node)).get(name);
        return child ? nodeOf(child, (value as Record<string, unknown>)[name]) : nodeOf(node, value);
      },
      item(index) {
        const child = node.children?.[index];
        return child ? nodeOf(child, (value as unknown[])[index]) : nodeOf(node, value);
      },
    };
  };
  return nodeOf(tree, valueOf(tree));
}

/** The values of an object's members by name; the last one of duplicates, as in JSON.parse. */
const membersOf = (node: Node): Map<string, Node> =>
  new Map(
    (node.children ?? []).flatMap(({ children }): [string, Node][] => {
      const [key, value] = children ?? [];
      return key && value ? [[key.value as string, value]] : [];
    }),
  );

function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  return Object.fromEntries([...membersOf(node)].map(([name, value]) => [name, valueOf(value)]));
}

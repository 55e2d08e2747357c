import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { JsonNode } from '../json-statements';
import { lineAt } from './markdown';

/** JSON text of a page as a node whose parts know their lines; undefined where it is no object. */
export function jsonIn(text: string, file: string, line: number): JsonNode | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false });
  if (!tree || errors.length > 0 || tree.type !== 'object') return undefined;
  const nodeOf = (node: Node): JsonNode => ({
    value: valueOf(node),
    place: { file, line: lineAt(text, node.offset, line) },
    member(name) {
      const pair = node.children?.find(({ children }) => children?.[0]?.value === name);
      return nodeOf(pair?.children?.[1] ?? node);
    },
    item: (index) => nodeOf(node.children?.[index] ?? node),
  });
  return nodeOf(tree);
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children }) => {
      const [key, value] = children ?? [];
      return key && value ? [[key.value as string, valueOf(value)]] : [];
    }),
  );
}

import { describe } from './describe';
import { finder } from './finder';
import type { AscendingPair, SchemaNode } from './slice';

/** A constraint that JSON Schema has no word for, and that a document breaks. */
export interface BeyondBreach {
  keyword: 'x-ascending' | 'x-unique' | 'x-known';
  requirement: string;
  /** The names and indices on the way to what it is told of. */
  place: readonly (string | number)[];
  expected: string;
  actual: string;
}

type Place = readonly (string | number)[];
type Members = Readonly<Record<string, unknown>>;

const KEYWORDS = ['x-ascending', 'x-unique', 'x-known'] as const;
const constrained = finder((node) => KEYWORDS.some((keyword) => node[keyword] !== undefined));

/**
 * Holds a document to what a schema says beyond JSON Schema: members in ascending order (`x-ascending`), values that
 * are unique in a collection (`x-unique`), and texts that may be others than those that are listed (`x-known`).
 */
export function beyond(schema: SchemaNode, document: unknown): readonly BeyondBreach[] {
  const breaches: BeyondBreach[] = [];
  for (const { node, value, place } of constrained(schema, document)) {
    if (Array.isArray(value)) addRepeated(breaches, node, value, place);
    else if (isMembers(value)) {
      for (const pair of node['x-ascending'] ?? [])
        if (isDescending(pair, value)) breaches.push(notAscending(pair, value, place));
    } else if (typeof value === 'string' && node['x-known']?.includes(value) === false)
      breaches.push(notKnown(node, value, place));
  }
  return breaches;
}

/** Where both members are numbers, the first is at most the second. */
function isDescending({ members: [lower, upper] }: AscendingPair, data: Members): boolean {
  const one = data[lower];
  const other = data[upper];
  return typeof one === 'number' && typeof other === 'number' && one > other;
}

function notAscending(pair: AscendingPair, data: Members, place: Place): BeyondBreach {
  const [lower, upper] = pair.members;
  const [one, other] = [data[lower], data[upper]];
  const ofLower = pair.subject === lower;
  return {
    keyword: 'x-ascending',
    requirement: pair['x-requirement'],
    place: [...place, pair.subject],
    expected: ofLower ? `at most ${upper} (${describe(other)})` : `at least ${lower} (${describe(one)})`,
    actual: describe(ofLower ? one : other),
  };
}

/** Of members of that name, no item has the value of an earlier one; an item without it has none. */
function addRepeated(
  breaches: BeyondBreach[],
  node: SchemaNode,
  items: readonly unknown[],
  place: Place,
): void {
  if (items.length < 2) return;
  for (const member of node['x-unique'] ?? []) {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const value = isMembers(item) ? item[member] : undefined;
      if (value === undefined) continue;
      const text = JSON.stringify(value);
      if (seen.has(text))
        breaches.push({
          keyword: 'x-unique',
          requirement: requirementFor(node, 'x-unique'),
          place: [...place, index, member],
          expected: 'unique in its collection',
          actual: `${describe(value)} once more`,
        });
      seen.add(text);
    }
  }
}

const notKnown = (node: SchemaNode, text: string, place: Place): BeyondBreach => ({
  keyword: 'x-known',
  requirement: requirementFor(node, 'x-known'),
  place,
  expected: (node['x-known'] ?? []).map(describe).join(' or '),
  actual: describe(text),
});

/** The row that a keyword of a schema stands for. */
export function requirementFor(node: SchemaNode, keyword: string): string {
  const named = node['x-requirement'];
  const requirement = typeof named === 'string' ? named : named?.[keyword];
  if (!requirement) throw new Error(`the slice names no requirement for ${keyword}`);
  return requirement;
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import type { Breaks } from '../../checks/judgement';
import type { View } from '../../checks/view';
import { describe } from '../../contract/describe';
import { fromPointer } from '../../contract/pointer';
import { isMembers } from '../../exchanges/body';
import type { ReproductionTest } from '../../results/reproduction';

/** What is expected of a value by its type, as messages have it. */
const TYPES: readonly (readonly [RegExp, 'boolean' | 'string' | 'number'])[] = [
  [/^true or false$/, 'boolean'],
  [/^a (?:string|text)$/, 'string'],
  [/^an? (?:whole )?(?:number|integer)$/, 'number'],
];

/** What a shell can compare of a member wherever it stands in an answer: that it is there, or what type it has. */
export function shapeTest(
  { pointer = '', expected, actual }: Breaks,
  answer: string,
): ReproductionTest | null {
  const name = pointer.startsWith('/') ? String(fromPointer(pointer).at(-1)) : '';
  if (!/^[\w@.-]+$/.test(name) || !/[A-Za-z]/.test(name)) return null;
  if (expected === 'present' || actual === 'nothing')
    // Another member of the same name would be taken for it, and so would that of another item of a list.
    return answer.includes(`"${name}"`) || /\/\d+\//.test(pointer)
      ? null
      : { kind: 'member', name, value: '*' };
  const type = TYPES.find(([pattern]) => pattern.test(expected))?.[1];
  return type === undefined ? null : { kind: 'type', name, type };
}

/** Longest list that a shell compares, in items. */
const MOST = 50;

/** What a shell can compare of a list: the values of its items by those of their names that all items have that were expected. */
export function itemsTest(name: string, { expected, actual }: Breaks): ReproductionTest | null {
  const items = itemsOf(expected);
  if (!items || items.length > MOST) return null;
  const came = itemsOf(actual);
  // Of a list that should be empty, what came says what its items have.
  const [first = came?.[0] ?? {}] = items;
  const keys = Object.keys(first).filter((key) => /^\w+$/.test(key) && items.every((item) => key in item));
  if (keys.length === 0) return null;
  const test = { kind: 'items' as const, name, keys, items: linesOf(items, keys) };
  // Where the items differ by something else, this would not show it.
  return came && linesOf(came, keys).join('\n') === test.items.join('\n') ? null : test;
}

type Item = Readonly<Record<string, unknown>>;

/** The items of a list of flat objects, as a message has it; undefined for anything else, and for what is cut. */
function itemsOf(text: string): Item[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every(isFlat) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a shell finds its parts by signs alone. */
const isFlat = (item: unknown): item is Item =>
  isMembers(item) &&
  Object.values(item).every((value) =>
    typeof value === 'string' ? /^[^"\\{}[\],:]*$/.test(value) : typeof value !== 'object',
  );

/** A line for each item, in the order in which a shell sorts them; letter case makes no difference. */
const linesOf = (items: readonly Item[], keys: readonly string[]): string[] =>
  items
    .map((item) => keys.map((key) => `${key}=${JSON.stringify(item[key])}`.toLowerCase()).join(' '))
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));

/** Whether a write, or one in a batch, carries the value that a breach found stored. */
export function writesWhatCame(view: View, { pointer = '', actual }: Breaks): boolean {
  const name = pointer.slice(1);
  return [view, ...view.items].some(
    // What every object inherits is no member.
    ({ members }) => Object.hasOwn(members, name) && describe(members[name]) === actual,
  );
}

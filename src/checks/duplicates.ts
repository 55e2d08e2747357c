import { visit } from 'jsonc-parser';
import { toPointer } from '../contract/pointer';

/** What looks like the end of a member's name; inside a string it can only make the count too high. */
const NAME_END = /"\s*:/g;

/**
 * The members that stand more than once in an object of a JSON text.
 * @param text well-formed JSON
 * @param value what JSON.parse makes of it, which keeps one of each
 * @returns their JSON pointers
 */
export function duplicateMembers(text: string, value: unknown): string[] {
  // Parsing with places is slow, and duplicates are rare: it is needed only where the text has more names than the value.
  return (text.match(NAME_END)?.length ?? 0) > countMembers(value) ? [...new Set(visitMembers(text))] : [];
}

function countMembers(value: unknown): number {
  let count = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const members = Object.values(next);
    if (!Array.isArray(next)) count += members.length;
    for (const member of members) waiting.push(member);
  }
  return count;
}

function visitMembers(text: string): string[] {
  const open: Set<string>[] = [];
  const found: string[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(name, _offset, _length, _line, _character, pathOf) {
      const names = open.at(-1) as Set<string>;
      if (names.has(name)) found.push(toPointer([...pathOf(), name]));
      names.add(name);
    },
  });
  return found;
}

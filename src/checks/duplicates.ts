import { visit } from 'jsonc-parser';
import { toPointer } from '../contract/pointer';
import type { JsonText } from '../exchanges/body';

/**
 * The members that stand more than once in an object of a JSON text.
 * @param json a well-formed text, and what JSON.parse makes of it, which keeps one of each
 * @returns their JSON pointers
 */
export function duplicateMembers({ text, value, made }: JsonText): readonly string[] {
  // Parsing with places is slow, and duplicates are rare: it is needed only where the text has more names than the value.
  return made || countNameEnds(text) <= countMembers(value) ? NONE : [...new Set(visitMembers(text))];
}
const NONE: readonly string[] = [];

/** How often a text has what looks like the end of a member's name; inside a string it can only make the count too high. */
function countNameEnds(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === QUOTE) count += 1;
  }
  return count;
}

const QUOTE = 0x22;
const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;

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

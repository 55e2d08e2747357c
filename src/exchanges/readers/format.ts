import { Tokenizer, TokenType } from '@streamparser/json';
import { isMembers } from '../body';

/** How a file holds exchanges: a HAR, a Pact, or one JSON object a line. */
export type Format = 'har' | 'pact' | 'lines';

/** How much of a file is looked at to tell what it is, in bytes. */
export const LOOKED_AT = 64 * 1024;

/** Members at the top of a document by which a format is told, the surer ones first. */
const BY_MEMBER: readonly [Format, readonly string[]][] = [
  ['har', ['log']],
  ['pact', ['interactions', 'messages', 'consumer', 'provider']],
  ['lines', ['request', 'response', 'kind']],
];

/**
 * Tells the format of a file by its content.
 * @param start its first LOOKED_AT bytes as text, or all of it where it is shorter
 * @returns undefined for what is none of them
 */
export function formatOf(start: string): Format | undefined {
  const text = start.replace(/^\uFEFF/, '');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const whole = lines.map(membersOf);
  // A document over several lines has none that is an object by itself with such members, or its name is told first.
  const [first] = whole;
  if (first) return byMember(first);
  const told = byMember(topMembers(text));
  if (told !== undefined && told !== 'lines') return told;
  // Where the first line is broken, another may be whole.
  const another = whole.find((members) => members && byMember(members) === 'lines');
  if (another) return 'lines';
  // One line that is longer than what is looked at, or cut off.
  return told === 'lines' && !/^\s*\{\s*\n/.test(text) ? 'lines' : undefined;
}

function byMember(names: readonly string[]): Format | undefined {
  return BY_MEMBER.find(([, members]) => members.some((name) => names.includes(name)))?.[0];
}

/** The names in a line that is a JSON object; undefined for any other. */
function membersOf(line: string): string[] | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isMembers(value) ? Object.keys(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The names at the top of the document that a text is, or starts with. */
function topMembers(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let last: string | undefined;
  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value }) => {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1;
    if (token === TokenType.COLON && depth === 1 && last !== undefined) names.push(last);
    last = token === TokenType.STRING ? String(value) : undefined;
  };
  // What follows a document, or breaks it, ends the search; what was found until then counts.
  tokenizer.onError = () => undefined;
  tokenizer.onEnd = () => undefined;
  try {
    tokenizer.write(text);
  } catch {
    return names;
  }
  return names;
}

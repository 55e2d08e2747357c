const LONGEST = 300;

/**
 * A JSON value as one short line for messages: JSON text, cut where it is long. Whatever members an object has, such
 * as `toString`, nothing of it is called: this, and not String() or a template, is what shows a value of others.
 */
export function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) return inShort(value);
  let text = described.get(value);
  if (text === undefined) described.set(value, (text = inShort(value)));
  return text;
}

/** An object is told of once for each of its members that is wrong: it is made a text once for all of them. */
const described = new WeakMap<object, string>();

function inShort(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
}

/** A text as it is; in the place of one, what stands there as describe has it. */
export const textOrValue = (value: unknown): string => (typeof value === 'string' ? value : describe(value));

import { KEYS } from '../../keys';
import { endsOf, rangeOf } from '../../ranges';
import { ABSENT, type Says, type Statement } from '../../statements';
import type { KnownProperty, KnownType } from '../../subject';
import { plainText } from './markdown';
import { namesNumber, rangeIn, requiredIn } from './prose';
import type { PropertyRow } from './properties-table';

/**
 * What the page of a type says by leaving it out of the descriptions of the members that it lists. A description in
 * other words, of which nothing can be read, says nothing.
 */
export function* takenBack(rows: readonly PropertyRow[], type: KnownType, says: Says): Generator<Statement> {
  const plain = rows.map((row) => ({ ...row, text: plainText(row.description) }));
  // A page that has the word for some members has it for all that are demanded; many pages have it for none.
  const hasWord = plain.some(({ text }) => requiredIn(text) === true);
  for (const { property, description, text, line } of plain) {
    const known = type.properties.get(property);
    if (!known) continue;
    if (hasWord && known.isRequired && !/\b(?:required|mandatory|optional)\b/i.test(text))
      yield says(KEYS.required(type.name, property), false, line);
    if (isUnbounded(known, property, text))
      yield says(KEYS.range(type.name, property), rangeOf(undefined, undefined), line);
    yield* ordersLeftOut(property, description, type, line, says);
  }
}

/** Whether a description has nothing of a range, not even the bound that it ends with. */
function isUnbounded({ range }: KnownProperty, property: string, text: string): boolean {
  if (range === undefined || rangeIn(text, property) !== undefined) return false;
  const [low, high] = endsOf(range);
  return !namesNumber(text, Number(high === '' ? low : high));
}

/** A property that is between two others names them. */
function* ordersLeftOut(
  property: string,
  description: string,
  { name, orders }: KnownType,
  line: number,
  says: Says,
): Generator<Statement> {
  const below = orders.filter(([, upper]) => upper === property);
  const above = orders.filter(([lower]) => lower === property);
  if (below.length === 0 || above.length === 0) return;
  const unnamed = [...below, ...above].filter(
    (pair) => !pair.some((each) => each !== property && description.includes(each)),
  );
  for (const [lower, upper] of unnamed) yield says(KEYS.order(name, lower, upper), ABSENT, line);
}

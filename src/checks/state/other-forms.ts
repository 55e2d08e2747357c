import { describe } from '../../contract/describe';
import { breaks, holds } from '../check';
import type { Judgement } from '../judgement';
import type { View } from '../view';
import { isOtherwise, isSettled } from './history';
import { isWrite } from './ledger';
import { same } from './values';

/**
 * Compares a read in another form, which to the end of its poll did not show what was written, with the plain one behind
 * it: by another spelling of the path, with other headers, in a batch. What is read is the same in each form.
 */
export function* otherForms(views: readonly View[]): Iterable<Judgement> {
  let otherwise: View[] = [];
  const inForm = new Map<string, View>();
  for (const view of views) {
    if (isOtherwise(view)) otherwise.push(view);
    else if (isSettled(view)) for (const read of otherwise) yield* compared(read, view, inForm);
    if (isWrite(view) || isSettled(view)) otherwise = [];
    if (isSettled(view)) inForm.set(formOf(view), view);
  }
}

/** @param inForm the last read that showed what was written, by its form: one that shows the same may be what is shown again */
function* compared(read: View, plain: View, inForm: ReadonlyMap<string, View>): Iterable<Judgement> {
  for (const member of read.operation.updatable) {
    const [expected, actual] = [plain.policy?.[member], read.policy?.[member]];
    // One that is missing is response/read-shape's to tell.
    if (actual === undefined) continue;
    if (same(expected, actual)) {
      yield holds(read);
      continue;
    }
    const breach = breaks(read, {
      message: `${member} must be the same in every read (${describe(expected)}, by a plain read behind it), read ${describe(actual)}`,
      expected: describe(expected),
      actual: describe(actual),
      pointer: `/${member}`,
      needsRepeat: true,
    });
    const earlier = inForm.get(formOf(read));
    const kept = earlier && same(earlier.policy?.[member], actual) ? [earlier] : [];
    yield { ...breach, exchanges: [...kept, read, plain].map(({ exchange }) => exchange.id) };
  }
}

const formOf = ({ exchange }: View): string => JSON.stringify(exchange.context?.contexts ?? []);

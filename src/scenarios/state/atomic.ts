import { outOfOrderAmong } from '../orders';
import { fenceBehind } from '../refusals';
import { silentIn } from '../samples';
import { read, update, type Scenario } from '../scenario';
import type { Setting } from './setting';

/** Updates with one fault among values that would do: nothing of them may be stored. */
export function atomic({ operation, changes }: Setting): Scenario {
  const { body, turn, flipped, independent, limited, markers } = changes;
  // All that can be told from state A, though the method stays on: the fence behind switches it off.
  const others: Record<string, unknown> = {
    ...operation.examples.B,
    ...(!independent && Object.assign({}, ...markers(0, { but: [flipped], whole: true }))),
    ...turn('A'),
  };
  const collection = operation.collections.findLast(({ member }) => member in operation.states.A);
  return {
    address: 'state/atomic',
    rows: ['SEM-ATOMIC', 'ERR-RANGE', 'ERR-TYPE'],
    needs: ['read'],
    from: 'A',
    steps: [
      ...silentIn(operation, 'A').map((members) => update('undocumented members', body(members))),
      read('read before'),
      ...(limited
        ? [
            update(
              'one value out of range among sound ones',
              body({ ...others, ...limited.put(limited.maximum + 1) }),
            ),
          ]
        : []),
      update('one value of another type among sound ones', body({ ...others, [flipped]: [] })),
      ...outOfOrderAmong(operation, others).map(([name, members]) =>
        update(name, body({ ...others, ...members })),
      ),
      ...(collection
        ? [
            update(
              'a collection that is no array, after sound values',
              body({ ...others, [collection.member]: {} }),
            ),
          ]
        : []),
      ...fenceBehind(changes),
    ],
  };
}

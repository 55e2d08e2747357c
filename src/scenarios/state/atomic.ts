import { orders } from '../from-slice';
import { read, update, type Scenario } from '../scenario';
import { DONE, type Setting } from './setting';

/** Updates with one fault among sound values: all of it is refused, or none. */
export function atomic({ operation, changes }: Setting): Scenario {
  const { body, flipped, independent, limited, markers } = changes;
  // All that can be told from state A, though the method stays on: the fence behind switches it off.
  const others: Record<string, unknown> = {
    ...operation.examples.B,
    ...(!independent && markers[1]),
    state: 'enabled',
  };
  return {
    address: 'state/atomic',
    rows: ['SEM-ATOMIC', 'ERR-RANGE', 'ERR-TYPE'],
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      ...(limited
        ? [
            update(
              'one value out of range among sound ones',
              body({ ...others, [limited.member]: limited.maximum + 1 }),
            ),
          ]
        : []),
      update('one value of another type among sound ones', body({ ...others, [flipped]: [] })),
      ...orders(operation).map(([lowest, middle]) =>
        update(
          'lifetimes out of order among sound values',
          body({ ...others, [middle]: Number(others[lowest]) - 1 }),
        ),
      ),
      update('a collection that is none, behind sound values', body({ ...others, excludeTargets: {} })),
      update('fence', body({ state: 'disabled' }), DONE),
      read('read behind the fence'),
    ],
  };
}

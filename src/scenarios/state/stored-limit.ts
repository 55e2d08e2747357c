import { read, update, type Scenario } from '../scenario';
import { DONE, type Setting } from './setting';

/** Limits against what is stored, one after the other. */
export function storedLimit(
  { operation, changes: { body, nudge } }: Setting,
  [lowest, middle, highest]: readonly [string, string, string],
): Scenario {
  const { A } = operation.states;
  const known = { [lowest]: A[lowest], [middle]: A[middle], [highest]: A[highest] };
  return {
    address: 'state/stored-limit',
    rows: ['ERR-STORED', 'SEM-STATE-RANGE'],
    needs: [],
    from: 'A',
    steps: [
      read('read before'),
      update('maximum against the stored default', body({ [highest]: Number(A[middle]) - 60 })),
      update('fence', body(nudge(19)), DONE),
      read('read after the maximum'),
      update('back in order', body(known), DONE),
      read('read back in order'),
      update('minimum against the stored default', body({ [lowest]: Number(A[middle]) + 1 })),
      update('second fence', body(nudge(20)), DONE),
      read('read after the minimum'),
      update('back in order again', body(known), DONE),
      read('read back in order again'),
      update('default above the stored maximum', body({ [middle]: Number(A[highest]) + 1 })),
      update('third fence', body(nudge(21)), DONE),
      read('read after the default above'),
      update('default below the stored minimum', body({ [middle]: Number(A[lowest]) - 1 })),
      update('fourth fence', body(nudge(19)), DONE),
      read('read at the end'),
    ],
  };
}

import { silentIn } from '../samples';
import { read, update, type Scenario, type Step } from '../scenario';
import { acceptFilled, filledOne, nothing, type Setting } from './setting';

/** Updates that are sent twice. */
export function repeat(setting: Setting): Scenario {
  const { operation, changes } = setting;
  const { body, done, flip, flipped } = changes;
  const filled = filledOne(setting);
  return {
    address: 'state/repeat',
    rows: ['SEM-REPEAT', 'SEM-MERGE'],
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      update('once', body(operation.states.B), done),
      read('read after the first'),
      update('twice', body(operation.states.B)),
      read('read after the second'),
      // Elsewhere beside an exclusion: a read tells of one update alone whether it is the same again.
      ...(filled ? [] : [nothing(setting), read('read after nothing')]),
      ...silentIn(operation, 'B').flatMap((members): Step[] => [
        update('undocumented once', body(members)),
        read('read after the first undocumented'),
        update('undocumented twice', body(members)),
        read('read after the second undocumented'),
        // What no page lets an update set keeps its value all the same.
        update(`${flipped} behind the undocumented`, body(flip('A')), done),
        read(`read ${flipped} behind the undocumented`),
      ]),
      ...(filled
        ? [
            update(
              'excluded once',
              body({ ...filled.members }),
              acceptFilled(setting, filled, { ...filled.members }),
            ),
            read('read after the first exclusion'),
            update('excluded twice', body({ ...filled.members })),
            read('read after the second exclusion'),
          ]
        : []),
    ],
  };
}

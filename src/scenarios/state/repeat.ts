import { read, update, type Scenario } from '../scenario';
import { acceptedOf, DONE, silentIn, targetsOf, type Setting } from './setting';

/** The same update once more: it changes nothing. */
export function repeat(setting: Setting): Scenario {
  const { operation, changes, groups } = setting;
  const { body } = changes;
  const { B } = operation.states;
  const [one] = targetsOf(groups);
  return {
    address: 'state/repeat',
    rows: ['SEM-REPEAT'],
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      update('once', body(B), DONE),
      read('read after the first'),
      update('twice', body(B)),
      read('read after the second'),
      ...silentIn(operation, 'B').flatMap((members) => [
        update('undocumented once', body(members)),
        read('read after the first undocumented'),
        update('undocumented twice', body(members)),
        read('read after the second undocumented'),
      ]),
      update('excluded once', body({ excludeTargets: [one] }), acceptedOf(setting)),
      read('read after the first exclusion'),
      update('excluded twice', body({ excludeTargets: [one] })),
      read('read after the second exclusion'),
    ],
  };
}

import { read, send, update, type Scenario } from '../scenario';
import { acceptedOf, DONE, silentIn, targetsOf, type Setting } from './setting';

/** DELETE from one state and from another, and of what was deleted already. */
export function deletion(setting: Setting): Scenario {
  const { operation, changes, groups } = setting;
  const { body, nudge } = changes;
  const [one] = targetsOf(groups);
  return {
    address: 'state/delete',
    rows: ['SEM-DELETE', 'SEM-ROUNDTRIP', 'RES-EMPTY', 'RES-FRAMING', 'GET-SHAPE'],
    needs: ['read', 'delete'],
    from: 'A',
    steps: [
      ...silentIn(operation, 'A').map((members) => update('undocumented members', body(members))),
      read('read before'),
      send('revert', 'DELETE'),
      read('read after the first'),
      send('the reverted policy, sent back', 'PATCH', {
        payload: { lastRead: true },
        accept: 'SEM-ROUNDTRIP',
      }),
      read('read after it was sent back'),
      update('another state', body(operation.states.B), DONE),
      update('another exclusion', body({ excludeTargets: [one] }), acceptedOf(setting)),
      ...silentIn(operation, 'B').map((members) => update('other undocumented members', body(members))),
      read('read in another state'),
      update('yet another change', body(nudge(29)), DONE),
      send('revert again', 'DELETE'),
      read('read after the second'),
      send('revert what was reverted', 'DELETE'),
      read('read after the third'),
    ],
  };
}

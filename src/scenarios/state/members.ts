import { read, update, type Scenario } from '../scenario';
import { acceptedOf, DONE, targetsOf, WRITTEN, type Setting } from './setting';

/** Each member by itself, there and back; the values of B keep the order of A's. */
export function eachMemberAlone({ operation, changes }: Setting): Scenario[] {
  const { A, B } = operation.examples;
  const { body, accept } = changes;
  // Without a group excludeTargets can only stay empty; it is changed among the collections.
  const members = Object.keys(A).filter((member) => member !== 'excludeTargets');
  return members.map((member) => ({
    address: `state/member/${member}`,
    rows: WRITTEN,
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      update('changed', body({ [member]: B[member] }), accept({ [member]: B[member] })),
      read('read changed'),
      update('changed back', body({ [member]: A[member] }), accept({ [member]: A[member] })),
      read('read changed back'),
    ],
  }));
}

/** Several members in one update, and all of them. */
export function severalMembers(setting: Setting): Scenario {
  const { states } = setting.operation;
  const { body, nudge, flip, flipped, independent } = setting.changes;
  const nudged = Object.fromEntries(Object.keys(nudge(0)).map((member) => [member, states.B[member]]));
  const [one] = targetsOf(setting.groups);
  return {
    address: 'state/several-members',
    rows: WRITTEN,
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      update('state and another', body({ state: states.B['state'], ...nudged }), DONE),
      read('read after state and another'),
      update('all members', body(states.B), DONE),
      read('read after all members'),
      // Where there are no two members that need no group.
      ...(independent
        ? []
        : [
            update(
              'state and an exclusion',
              body({ ...flip('A'), excludeTargets: [one] }),
              acceptedOf(setting),
            ),
            read('read after state and an exclusion'),
          ]),
      update(`on beside ${flipped}`, body({ state: 'enabled', ...(independent && flip('B')) }), DONE),
      read(`read on beside ${flipped}`),
    ],
  };
}

import type { Operation } from '../../contract/operation';
import { changesOf, type Members } from '../changes';
import { highest } from '../highest';
import { silentIn } from '../samples';
import { read, send, update, type Scenario, type Step } from '../scenario';
import { acceptFilled, filledOne, type Setting } from './setting';

/** DELETE from one state and from another, and what it leads to; none where it does not revert. */
export function reverted(setting: Setting): Scenario[] {
  const { operation, changes } = setting;
  if (operation.reset?.effect !== 'reverts') return [];
  const { body, nudge, done } = changes;
  // What is reverted is the whole policy, and so is a member that no page says an update may set.
  const filled = filledOne(setting) ?? filledOne(setting, () => true);
  const exclusion = filled ? { [filled.collection.member]: filled.items.slice(0, 2) } : {};
  const back = takenBack(setting);
  const steps: Step[] = [
    ...silentIn(operation, 'A').map((members) => update('undocumented members', body(members))),
    read('read before'),
    send('revert', 'DELETE'),
    read('read after the first'),
    send('the reverted policy, sent back', 'PATCH', { payload: { lastRead: true }, accept: 'SEM-ROUNDTRIP' }),
    read('read after it was sent back'),
    // A revert that looks at what it reverts may stop before numbers as high as that.
    update('another state', body(highest(operation)), done),
    ...silentIn(operation, 'B').map((members) => update('other undocumented members', body(members))),
    ...(filled
      ? [update('another exclusion', body(exclusion), acceptFilled(setting, filled, exclusion))]
      : []),
    read('read in another state'),
    update('yet another change', body(nudge(29)), done),
    ...(Object.keys(back).length > 0 ? [update('a part of it, taken back', body(back), done)] : []),
    send('revert again', 'DELETE'),
    read('read after the second'),
    send('revert what was reverted', 'DELETE'),
    read('read after the third'),
  ];
  return [
    {
      address: 'state/delete',
      rows: ['SEM-DELETE', 'SEM-ROUNDTRIP', 'RES-EMPTY', 'RES-FRAMING', 'GET-SHAPE'],
      needs: ['delete'],
      from: 'A',
      steps,
    },
  ];
}

/** DELETE of which no page says what it leads to: the answer is all that there is to be seen. */
const deleted: Scenario = {
  address: 'state/delete-answer',
  rows: ['RES-DELETE', 'RES-EMPTY', 'RES-FRAMING'],
  needs: ['delete'],
  from: 'A',
  takesAway: true,
  steps: [send('delete', 'DELETE')],
};

/** DELETE that takes the policy away, and a read that finds none, or DELETE that may; none where the policy stays. */
export function removed(operation: Operation): Scenario[] {
  const effect = operation.reset?.effect;
  if (effect === 'unsaid') return [deleted];
  if (effect !== 'removes') return [];
  const { body, turn } = changesOf(operation);
  return [
    {
      address: 'state/remove',
      rows: ['SEM-REMOVE', 'RES-EMPTY', 'RES-FRAMING'],
      needs: ['delete'],
      from: 'A',
      takesAway: true,
      steps: [
        // On one that has been closed it might be sent twice, and find nothing the second time.
        send('remove', 'DELETE', { connection: 'new' }),
        read('a read of what was removed', { gone: true }),
        update('an update of what was removed', body(turn('B'))),
      ],
    },
  ];
}

/**
 * What a change makes as it was before the first revert is made again what it is in the other state, since a revert that
 * keeps it would not show; but for a number, which it makes another one, and for the member that is turned, which shows
 * that the change was carried out.
 */
function takenBack({ operation, changes }: Setting): Members {
  if (changes.limited) return {};
  const turned = changes.turn('B');
  const others = Object.keys(changes.nudge(29)).filter((name) => !(name in turned));
  return Object.fromEntries(others.map((name) => [name, operation.states.B[name]]));
}

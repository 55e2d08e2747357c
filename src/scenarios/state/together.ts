import { read, together as atOnce, update, type Scenario } from '../scenario';
import { DONE, targetsOf, type Setting } from './setting';

/** Two updates at the same time, of members of their own: both must show. */
export function together({ changes, groups }: Setting): Scenario {
  const { body, nudge, flip, flipped, independent } = changes;
  const [group] = targetsOf(groups);
  const [nudged] = Object.keys(nudge(0));
  // Whether a provider takes a group that it may not know is its own affair.
  const beside = (number: number) =>
    independent
      ? update(`${flipped} beside it (${number})`, body(flip(number % 2 === 0 ? 'A' : 'B')), DONE)
      : update(
          `excludeTargets beside it (${number})`,
          body({ excludeTargets: number % 2 === 0 ? [] : [group] }),
        );
  return {
    address: 'state/together',
    rows: ['SEM-APPLY', 'SEM-MERGE'],
    needs: ['read'],
    from: 'A',
    // More than once, since it takes luck to meet a provider between its reading and its writing.
    steps: [
      read('read before'),
      ...[23, 24, 25].flatMap((number) => [
        atOnce(update(`${nudged} (${number})`, body(nudge(number)), DONE), beside(number)),
        read(`read behind both (${number})`),
      ]),
    ],
  };
}

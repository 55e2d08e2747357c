import type { Members } from '../changes';
import { read, together as atOnce, update, type Scenario, type Send } from '../scenario';
import { filledOne, type Setting } from './setting';

/** Two updates at the same time, of members of their own: both must show. None where there are no two members. */
export function together(setting: Setting): Scenario[] {
  const { body, nudge, flip, flipped, independent, done, accept } = setting.changes;
  const [nudged] = Object.keys(nudge(0));
  const filled = independent ? undefined : filledOne(setting);
  const another = independent || filled ? undefined : anotherThan(nudge(0), setting);
  const beside = (number: number): Send | undefined => {
    if (independent)
      return update(`${flipped} beside it (${number})`, body(flip(number % 2 === 0 ? 'A' : 'B')), done);
    if (another !== undefined) {
      const { A, B } = setting.operation.examples;
      const members = { [another]: (number % 2 === 0 ? A : B)[another] };
      return update(`${another} beside it (${number})`, body(members), accept(members));
    }
    if (!filled) return undefined;
    // Whether a provider takes a group that it may not know is its own affair.
    const { member } = filled.collection;
    return update(
      `${member} beside it (${number})`,
      body(number % 2 === 0 ? { [member]: [] } : { ...filled.members }),
    );
  };
  // More than once, since it takes luck to meet a provider between its reading and its writing.
  const steps = [23, 24, 25].flatMap((number) => {
    const other = beside(number);
    return other
      ? [
          atOnce(update(`${nudged} (${number})`, body(nudge(number)), done), other),
          read(`read after both (${number})`),
        ]
      : [];
  });
  if (steps.length === 0) return [];
  return [
    {
      address: 'state/together',
      rows: ['SEM-APPLY', 'SEM-MERGE'],
      needs: ['read'],
      from: 'A',
      steps: [read('read before'), ...steps],
    },
  ];
}

/** A member that differs between the states, and that a change does not touch: one that is documented to be set, if there is. */
function anotherThan(change: Members, { operation }: Setting): string | undefined {
  const { A, B } = operation.examples;
  const differing = Object.keys(A).filter(
    (member) => !(member in change) && JSON.stringify(A[member]) !== JSON.stringify(B[member]),
  );
  return differing.find((member) => operation.isDocumented(member)) ?? differing[0];
}

import { propertiesOf, resolve, typesOf, type SchemaNode } from '../../contract/slice';
import { isMembers, type Members } from '../../exchanges/body';
import { keyIn, silentIn } from '../samples';
import { read, update, type Scenario } from '../scenario';
import { acceptFilled, filledOne, WRITTEN, type Setting } from './setting';

/**
 * Each member by itself, there and back; the values of B keep the order of A's. Those that may be recalculated for others
 * have a scenario each, since what became of the others may not go with the next.
 */
export function eachMemberAlone({ operation, changes: { body, accept } }: Setting): Scenario[] {
  const { A, B } = operation.examples;
  const around = { '@odata.context': `#${operation.resource.canonical}`, ...keyIn(operation) };
  // What no page lists for updates is sent by itself elsewhere.
  const beside = (member: string): Members => (member in operation.states.A ? {} : around);
  // A collection that is empty in both states is changed among the collections.
  const members = Object.keys(A).filter((member) => JSON.stringify(A[member]) !== JSON.stringify(B[member]));
  const parts = Object.fromEntries(
    members.flatMap((member) => {
      const part = partAlone(A[member], B[member]);
      return part === undefined ? [] : [[member, part]];
    }),
  );
  const bound = new Set(operation.recalculated.flat());
  const free = members.filter((member) => !bound.has(member));
  const scenarios: [name: string, members: readonly string[]][] = [
    ...(free.length > 0 ? [['state/each-member', free] as [string, string[]]] : []),
    ...members
      .filter((member) => bound.has(member))
      .map((member): [string, string[]] => [`state/member/${member}`, [member]]),
  ];
  return scenarios.map(([address, each]) => ({
    address,
    rows: each.some((member) => member in parts) ? [...WRITTEN, 'SEM-PARTS'] : WRITTEN,
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      ...each.flatMap((member) => [
        update(
          `${member} changed`,
          body({ ...beside(member), [member]: B[member] }),
          accept({ [member]: B[member] }),
        ),
        read(`read ${member} changed`),
        update(
          `${member} changed back`,
          body({ ...beside(member), [member]: A[member] }),
          accept({ [member]: A[member] }),
        ),
        read(`read ${member} changed back`),
      ]),
      // No page says that a part will do.
      ...each
        .filter((member) => member in parts)
        .flatMap((member) => [
          update(`a part of ${member} alone`, body({ [member]: parts[member] })),
          read(`read a part of ${member} alone`),
        ]),
    ],
  }));
}

/**
 * An object with one of its parts, the first that differs from another object, and of that part one alone; undefined where
 * there is nothing that would be left out.
 */
function partAlone(one: unknown, other: unknown): Members | undefined {
  if (!isMembers(one) || !isMembers(other)) return undefined;
  const name = Object.keys(one).find((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]));
  if (name === undefined) return undefined;
  const below = partAlone(one[name], other[name]);
  return below === undefined && Object.keys(one).length === 1 ? undefined : { [name]: below ?? other[name] };
}

/**
 * Texts that the known states leave out, as they name something that a provider may not have: it need not take them, and what
 * it takes has to show. None where there are none.
 */
export function textsLeftOut({ operation, groups, changes: { body } }: Setting): Scenario[] {
  return Object.entries(propertiesOf(operation.updateSchema))
    .filter(
      ([member, schema]) =>
        operation.isDocumented(member) && !(member in operation.examples.A) && isText(schema),
    )
    .filter(([member]) => operation.updatable.includes(member))
    .map(([member]) => ({
      address: `state/member/${member}`,
      rows: WRITTEN,
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        ...groups
          .slice(0, 2)
          .flatMap((value, at) => [
            update(`changed (${at + 1})`, body({ [member]: value })),
            read(`read changed (${at + 1})`),
          ]),
      ],
    }));
}

const isText = (schema: SchemaNode): boolean => {
  const node = resolve(schema);
  return typesOf(node).includes('string') && node.enum === undefined && node.const === undefined;
};

/** Several members in one update, and all of them. */
export function severalMembers(setting: Setting): Scenario {
  const { operation, changes } = setting;
  const { alone, body, nudge, turn, flip, flipped, independent, done } = changes;
  const { B } = operation.states;
  const nudged = Object.fromEntries(Object.keys(nudge(0)).map((member) => [member, B[member]]));
  const filled = independent ? undefined : filledOne(setting);
  const both = { ...flip('A'), ...filled?.members };
  return {
    address: 'state/several-members',
    rows: WRITTEN,
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      update('state and another', body({ ...turn('B'), ...nudged }), done),
      read('read after state and another'),
      update('all members', body(B), done),
      read('read after all members'),
      // Where there are no two members that need no group.
      ...(filled
        ? [
            update('state and an exclusion', body(both), acceptFilled(setting, filled, both)),
            read('read after state and an exclusion'),
          ]
        : []),
      update(`on beside ${flipped}`, body({ ...turn('A'), ...(independent && flip('B')) }), done),
      read(`read on beside ${flipped}`),
      // What no page lets an update set need not be taken; where it is taken, each of the two must show.
      ...(alone ? silentIn(operation, 'B') : []).flatMap((members) => [
        update('a member beside an undocumented one', body({ ...turn('B'), ...members })),
        read('read after a member beside an undocumented one'),
      ]),
    ],
  };
}

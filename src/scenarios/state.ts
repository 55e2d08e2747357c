import { read, send, together, update, type Scenario } from './scenario';
import type { Operation } from '../contract/operation';
import { changesOf, type Changes } from './changes';
import { orders } from './from-slice';

/** More groups than fit into 4 KiB. */
const MANY = Array.from(
  { length: 60 },
  (_, at) => `6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c9${String(at).padStart(3, '0')}`,
);

const WRITTEN = ['SEM-APPLY', 'SEM-MERGE', 'SEM-STATE-RANGE', 'SEM-KEY', 'GET-SHAPE'];
const DONE = { accept: 'RES-204' };

/** Meaning that a schema cannot hold: what an update does to the policy. */
export function stateScenarios(operation: Operation, groups: readonly string[], known: boolean): Scenario[] {
  const { states, examples } = operation;
  const changes = changesOf(operation, groups);
  const { body, nudge, flip, flipped, independent, limited, markers } = changes;
  const silent = (state: 'A' | 'B') => silentIn(operation, state);
  const nudged = Object.fromEntries(Object.keys(nudge(0)).map((member) => [member, states.B[member]]));
  const [one] = targets(groups);
  const accepted = known ? DONE : {};
  // All that can be told from state A, though the method stays on: the fence behind switches it off.
  const others: Record<string, unknown> = {
    ...examples.B,
    ...(!independent && markers[1]),
    state: 'enabled',
  };
  return [
    ...eachMemberAlone(operation, changes),
    collections(operation, changes, groups, known),
    {
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
              update('state and an exclusion', body({ ...flip('A'), excludeTargets: [one] }), accepted),
              read('read after state and an exclusion'),
            ]),
        update(`on beside ${flipped}`, body({ state: 'enabled', ...(independent && flip('B')) }), DONE),
        read(`read on beside ${flipped}`),
      ],
    },
    {
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
    },
    {
      address: 'state/repeat',
      rows: ['SEM-REPEAT'],
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        update('once', body(states.B), DONE),
        read('read after the first'),
        update('twice', body(states.B)),
        read('read after the second'),
        ...silent('B').flatMap((members) => [
          update('undocumented once', body(members)),
          read('read after the first undocumented'),
          update('undocumented twice', body(members)),
          read('read after the second undocumented'),
        ]),
        update('excluded once', body({ excludeTargets: [one] }), accepted),
        read('read after the first exclusion'),
        update('excluded twice', body({ excludeTargets: [one] })),
        read('read after the second exclusion'),
      ],
    },
    atOnce(operation, one),
    {
      address: 'state/round-trip',
      rows: ['SEM-ROUNDTRIP', 'SEM-APPLY'],
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        send('the read, sent back', 'PATCH', { payload: { lastRead: true }, accept: 'SEM-ROUNDTRIP' }),
        read('read after'),
      ],
    },
    {
      address: 'state/key',
      rows: ['SEM-KEY'],
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        update('the id as it is', { ...body(nudge(17)), id: operation.key }, DONE),
        read('read after the id as it is'),
        update('another id', { ...body({}), id: operation.key === 'Sms' ? 'Fido2' : 'Sms' }),
        update('fence', body(nudge(18)), DONE),
        read('read behind the fence'),
      ],
    },
    ...orders(operation).map((order) => storedLimit(operation, changes, order)),
    {
      address: 'state/delete',
      rows: ['SEM-DELETE', 'SEM-ROUNDTRIP', 'RES-EMPTY', 'RES-FRAMING', 'GET-SHAPE'],
      needs: ['read', 'delete'],
      from: 'A',
      steps: [
        ...silent('A').map((members) => update('undocumented members', body(members))),
        read('read before'),
        send('revert', 'DELETE'),
        read('read after the first'),
        send('the reverted policy, sent back', 'PATCH', {
          payload: { lastRead: true },
          accept: 'SEM-ROUNDTRIP',
        }),
        read('read after it was sent back'),
        update('another state', body(states.B), DONE),
        update('another exclusion', body({ excludeTargets: [one] }), accepted),
        ...silent('B').map((members) => update('other undocumented members', body(members))),
        read('read in another state'),
        update('yet another change', body(nudge(29)), DONE),
        send('revert again', 'DELETE'),
        read('read after the second'),
        send('revert what was reverted', 'DELETE'),
        read('read after the third'),
      ],
    },
  ];
}

/** A user as target: the type is documented, if no longer recommended. Nobody is invented for it, and all users may have to be targets. */
export function targetUserScenarios(operation: Operation, [user]: readonly string[]): Scenario[] {
  const { body, accept } = changesOf(operation);
  if (user === undefined) return [];
  const members = { includeTargets: [{ targetType: 'user', id: user }] };
  return [
    {
      address: 'state/target-user',
      rows: ['RES-204', 'SEM-APPLY'],
      needs: [],
      from: 'A',
      steps: [read('read before'), update('a user', body(members), accept(members)), read('read after')],
    },
  ];
}

/** The members of a state that no page says an update may set, where there are any. */
function silentIn({ examples, states }: Operation, state: 'A' | 'B'): Record<string, unknown>[] {
  const members = Object.entries(examples[state]).filter(([name]) => !(name in states[state]));
  return members.length === 0 ? [] : [Object.fromEntries(members)];
}

/** Two updates at the same time, of members of their own: both must show. */
function atOnce(operation: Operation, group: object): Scenario {
  const { body, nudge, flip, flipped, independent } = changesOf(operation);
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
        together(update(`${nudged} (${number})`, body(nudge(number)), DONE), beside(number)),
        read(`read behind both (${number})`),
      ]),
    ],
  };
}

/** Limits against what is stored, one after the other. */
function storedLimit(
  { states: { A } }: Operation,
  { body, nudge }: Changes,
  [lowest, middle, highest]: readonly [string, string, string],
): Scenario {
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

const targets = (groups: readonly string[]) =>
  groups.map((id) => ({ targetType: 'group', id })) as [object, object, object];

/** Each member by itself, there and back; the values of B keep the order of A's. */
function eachMemberAlone({ examples: { A, B } }: Operation, { body, accept }: Changes): Scenario[] {
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

/** Both target collections: set, replaced by another set, shortened, emptied where that is documented. */
function collections(
  { examples }: Operation,
  { body, flip, flipped, accept }: Changes,
  groups: readonly string[],
  known: boolean,
): Scenario {
  const [one, two, three] = targets(groups);
  const stepsOf = (collection: 'includeTargets' | 'excludeTargets') =>
    [['two', [one, two]] as const, ['another two', [two, three]] as const, ['one', [three]] as const].flatMap(
      ([name, value]) => {
        const members = { [collection]: value };
        return [
          update(`${collection}: ${name}`, body(members), known ? accept(members) : {}),
          read(`read ${collection}: ${name}`),
        ];
      },
    );
  const all = (state: 'A' | 'B') => ({ includeTargets: examples[state]['includeTargets'] });
  return {
    address: 'state/collections',
    rows: ['SEM-REPLACE', 'SEM-APPLY', 'SEM-MERGE'],
    needs: ['read'],
    from: 'A',
    hint: 'the provider may want groups that it knows: name three with --group',
    steps: [
      read('read before'),
      ...stepsOf('includeTargets'),
      // Before any of them is excluded: nobody says that a group may be on both sides.
      update('includeTargets for all', body(all('A')), accept(all('A'))),
      read('read includeTargets for all'),
      ...stepsOf('excludeTargets'),
      // While one is excluded, other updates leave it excluded.
      update(`${flipped} beside an exclusion`, body(flip('B')), DONE),
      read(`read ${flipped} beside an exclusion`),
      update('includeTargets beside an exclusion', body(all('B')), accept(all('B'))),
      read('read includeTargets beside an exclusion'),
      // Nobody says how many there may be: if they are accepted, all of them are stored.
      ...(['excludeTargets', 'includeTargets'] as const).flatMap((collection) => [
        update(`${collection}: many`, body({ [collection]: targets(MANY) })),
        read(`read ${collection}: many`),
      ]),
      update('includeTargets for all again', body(all('A')), accept(all('A'))),
      update('excludeTargets: none', body({ excludeTargets: [] }), DONE),
      read('read excludeTargets: none'),
    ],
  };
}

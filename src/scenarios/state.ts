import { read, send, together, update, type Scenario } from './scenario';
import { body, STATES } from './states';

/** More groups than fit into 4 KiB. */
const MANY = Array.from(
  { length: 60 },
  (_, at) => `6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c9${String(at).padStart(3, '0')}`,
);

const WRITTEN = ['SEM-APPLY', 'SEM-MERGE', 'SEM-STATE-RANGE', 'SEM-KEY', 'GET-SHAPE'];
const DONE = { accept: 'RES-204' };

/** Meaning that a schema cannot hold: what an update does to the policy. */
export function stateScenarios(groups: readonly string[], known: boolean): Scenario[] {
  const [one] = targets(groups);
  const accepted = known ? DONE : {};
  return [
    ...eachMemberAlone(),
    collections(groups, known),
    {
      address: 'state/several-members',
      rows: WRITTEN,
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        update(
          'state and length',
          body({ state: STATES.B.state, defaultLength: STATES.B.defaultLength }),
          DONE,
        ),
        read('read after state and length'),
        update('all members', body(STATES.B), DONE),
        read('read after all members'),
        update('on and reusable', body({ state: 'enabled', isUsableOnce: false }), DONE),
        read('read on and reusable'),
      ],
    },
    {
      address: 'state/atomic',
      rows: ['SEM-ATOMIC', 'ERR-RANGE', 'ERR-TYPE'],
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        update(
          'one value out of range among sound ones',
          body({ ...STATES.B, state: 'enabled', defaultLength: 49 }),
        ),
        update(
          'one value of another type among sound ones',
          body({ ...STATES.B, state: 'enabled', isUsableOnce: [] }),
        ),
        update(
          'lifetimes out of order among sound values',
          body({ ...STATES.B, state: 'enabled', defaultLifetimeInMinutes: 44 }),
        ),
        update(
          'a collection that is none, behind sound values',
          body({ ...STATES.B, state: 'enabled', excludeTargets: {} }),
        ),
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
        update('once', body(STATES.B), DONE),
        read('read after the first'),
        update('twice', body(STATES.B)),
        read('read after the second'),
        update('excluded once', body({ excludeTargets: [one] }), accepted),
        read('read after the first exclusion'),
        update('excluded twice', body({ excludeTargets: [one] })),
        read('read after the second exclusion'),
      ],
    },
    {
      address: 'state/together',
      rows: ['SEM-APPLY', 'SEM-MERGE'],
      needs: ['read'],
      from: 'A',
      // More than once, since it takes luck to meet a provider between its reading and its writing.
      steps: [
        read('read before'),
        ...[23, 24, 25].flatMap((length) => [
          together(
            update(`defaultLength ${length}`, body({ defaultLength: length }), DONE),
            update(`beside ${length}`, body({ isUsableOnce: length % 2 === 0 }), DONE),
          ),
          read(`read behind both (${length})`),
        ]),
      ],
    },
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
        update('the id as it is', { ...body({ defaultLength: 17 }), id: 'TemporaryAccessPass' }, DONE),
        read('read after the id as it is'),
        update('another id', { ...body({}), id: 'Sms' }),
        update('fence', body({ defaultLength: 18 }), DONE),
        read('read behind the fence'),
      ],
    },
    {
      address: 'state/stored-limit',
      rows: ['ERR-STORED', 'SEM-STATE-RANGE'],
      needs: [],
      from: 'A',
      steps: [
        read('read before'),
        update(
          'maximum against the stored default',
          body({ maximumLifetimeInMinutes: STATES.A.defaultLifetimeInMinutes - 60 }),
        ),
        update('fence', body({ defaultLength: 19 }), DONE),
        read('read after the maximum'),
        update('back in order', body(lifetimes('A')), DONE),
        read('read back in order'),
        update(
          'minimum against the stored default',
          body({ minimumLifetimeInMinutes: STATES.A.defaultLifetimeInMinutes + 1 }),
        ),
        update('second fence', body({ defaultLength: 20 }), DONE),
        read('read after the minimum'),
        update('back in order again', body(lifetimes('A')), DONE),
        read('read back in order again'),
        update(
          'default above the stored maximum',
          body({ defaultLifetimeInMinutes: STATES.A.maximumLifetimeInMinutes + 1 }),
        ),
        update('third fence', body({ defaultLength: 21 }), DONE),
        read('read after the default above'),
        update(
          'default below the stored minimum',
          body({ defaultLifetimeInMinutes: STATES.A.minimumLifetimeInMinutes - 1 }),
        ),
        update('fourth fence', body({ defaultLength: 19 }), DONE),
        read('read at the end'),
      ],
    },
    {
      address: 'state/delete',
      rows: ['SEM-DELETE', 'SEM-ROUNDTRIP', 'RES-EMPTY', 'RES-FRAMING', 'GET-SHAPE'],
      needs: ['read', 'delete'],
      from: 'A',
      steps: [
        read('read before'),
        send('revert', 'DELETE'),
        read('read after the first'),
        send('the reverted policy, sent back', 'PATCH', {
          payload: { lastRead: true },
          accept: 'SEM-ROUNDTRIP',
        }),
        read('read after it was sent back'),
        update('another state', body(STATES.B), DONE),
        update('another exclusion', body({ excludeTargets: [one] }), accepted),
        read('read in another state'),
        update('yet another length', body({ defaultLength: 31 }), DONE),
        send('revert again', 'DELETE'),
        read('read after the second'),
        send('revert what was reverted', 'DELETE'),
        read('read after the third'),
      ],
    },
  ];
}

/** A user as target: the type is documented, if no longer recommended. Nobody is invented for it, and all users may have to be targets. */
export const targetUserScenarios = ([user]: readonly string[]): Scenario[] =>
  user === undefined
    ? []
    : [
        {
          address: 'state/target-user',
          rows: ['RES-204', 'SEM-APPLY'],
          needs: [],
          from: 'A',
          steps: [
            read('read before'),
            update('a user', body({ includeTargets: [{ targetType: 'user', id: user }] }), DONE),
            read('read after'),
          ],
        },
      ];

const lifetimes = (state: 'A' | 'B') => {
  const { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes } = STATES[state];
  return { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes };
};

const targets = (groups: readonly string[]) =>
  groups.map((id) => ({ targetType: 'group', id })) as [object, object, object];

/** Each member by itself, there and back; the values of B keep the order of A's lifetimes. */
function eachMemberAlone(): Scenario[] {
  // Without a group excludeTargets can only stay empty; it is changed among the collections.
  const members = (Object.keys(STATES.A) as (keyof typeof STATES.A)[]).filter(
    (member) => member !== 'excludeTargets',
  );
  return members.map((member) => ({
    address: `state/member/${member}`,
    rows: WRITTEN,
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      update('changed', body({ [member]: STATES.B[member] }), DONE),
      read('read changed'),
      update('changed back', body({ [member]: STATES.A[member] }), DONE),
      read('read changed back'),
    ],
  }));
}

/** Both target collections: set, replaced by another set, shortened, emptied where that is documented. */
function collections(groups: readonly string[], known: boolean): Scenario {
  const [one, two, three] = targets(groups);
  const accepted = known ? DONE : {};
  const stepsOf = (collection: 'includeTargets' | 'excludeTargets') => [
    update(`${collection}: two`, body({ [collection]: [one, two] }), accepted),
    read(`read ${collection}: two`),
    update(`${collection}: another two`, body({ [collection]: [two, three] }), accepted),
    read(`read ${collection}: another two`),
    update(`${collection}: one`, body({ [collection]: [three] }), accepted),
    read(`read ${collection}: one`),
  ];
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
      update('includeTargets for all', body({ includeTargets: STATES.A.includeTargets }), DONE),
      read('read includeTargets for all'),
      ...stepsOf('excludeTargets'),
      // While one is excluded, other updates leave it excluded.
      update('isUsableOnce beside an exclusion', body({ isUsableOnce: false }), DONE),
      read('read isUsableOnce beside an exclusion'),
      update('includeTargets beside an exclusion', body({ includeTargets: STATES.B.includeTargets }), DONE),
      read('read includeTargets beside an exclusion'),
      // Nobody says how many there may be: if they are accepted, all of them are stored.
      ...(['excludeTargets', 'includeTargets'] as const).flatMap((collection) => [
        update(`${collection}: many`, body({ [collection]: targets(MANY) })),
        read(`read ${collection}: many`),
      ]),
      update('includeTargets for all again', body({ includeTargets: STATES.A.includeTargets }), DONE),
      update('excludeTargets: none', body({ excludeTargets: [] }), DONE),
      read('read excludeTargets: none'),
    ],
  };
}

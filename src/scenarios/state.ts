import { read, send, update, type Scenario } from './scenario';
import { body, STATES } from './states';

const WRITTEN = ['SEM-APPLY', 'SEM-MERGE', 'SEM-STATE-RANGE', 'SEM-KEY', 'GET-SHAPE'];
const DONE = { accept: 'RES-204' };

/** Meaning that a schema cannot hold: what an update does to the policy. */
export function stateScenarios(groups: readonly string[], known: boolean): Scenario[] {
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
          'limit against the stored default',
          body({ maximumLifetimeInMinutes: STATES.A.defaultLifetimeInMinutes - 60 }),
        ),
        update('fence', body({ defaultLength: 19 }), DONE),
        read('read after'),
        update('back in order', body(lifetimes('A')), DONE),
        read('read back in order'),
        update(
          'default beyond the stored maximum',
          body({ defaultLifetimeInMinutes: STATES.A.maximumLifetimeInMinutes + 1 }),
        ),
        update('second fence', body({ defaultLength: 21 }), DONE),
        read('read at the end'),
      ],
    },
    {
      address: 'state/delete',
      rows: ['SEM-DELETE', 'RES-EMPTY', 'RES-FRAMING', 'GET-SHAPE'],
      needs: ['read', 'delete'],
      from: 'A',
      steps: [
        read('read before'),
        send('revert', 'DELETE'),
        read('read after the first'),
        update('another state', body(STATES.B), DONE),
        read('read in another state'),
        send('revert again', 'DELETE'),
        read('read after the second'),
      ],
    },
  ];
}

const lifetimes = (state: 'A' | 'B') => {
  const { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes } = STATES[state];
  return { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes };
};

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
  const [one, two, three] = groups.map((id) => ({ targetType: 'group', id })) as [object, object, object];
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
      update('excludeTargets: none', body({ excludeTargets: [] }), DONE),
      read('read excludeTargets: none'),
    ],
  };
}

import { type PolicyConfiguration, defaultPolicy } from '../../../../src/provider';
import { URL_PATH, type Case, type Face, type Rows, textOf } from '../support';

const ALL_USERS = { targetType: 'group', id: 'all_users', isRegistrationRequired: false };
const GROUP = {
  targetType: 'group',
  id: '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52',
  isRegistrationRequired: true,
};

/** The eight members that can be written, each with a value that isn't the default. */
const MEMBERS: Partial<PolicyConfiguration> = {
  state: 'enabled',
  defaultLength: 20,
  defaultLifetimeInMinutes: 90,
  minimumLifetimeInMinutes: 30,
  maximumLifetimeInMinutes: 1440,
  isUsableOnce: true,
  includeTargets: [GROUP],
  excludeTargets: [{ targetType: 'group', id: '0a5f1f5e-7d0c-4b1e-9e0c-2b8f4f4e9a11' }],
};

async function shown({ read }: Face): Promise<object> {
  const { body } = await read().expect(200);
  return Object.fromEntries(Object.keys(defaultPolicy()).map((name) => [name, body[name]]));
}

export const stateRows: Rows = {
  'SEM-APPLY': Object.entries(MEMBERS).map(([name, value]): Case => [
    `a read shows ${name} as it was sent`,
    async (face) => {
      await face.update({ [name]: value }).expect(204);
      expect(await shown(face)).toEqual({ ...defaultPolicy(), [name]: value });
    },
  ]),
  'SEM-MERGE': [
    [
      'members that are not sent keep their values',
      async (face) => {
        const before = face.arrange(MEMBERS);
        await face.update({ isUsableOnce: false }).expect(204);
        expect(await shown(face)).toEqual({ ...before, isUsableOnce: false });
      },
    ],
    [
      'lifetimes that are not sent keep their values, too',
      async (face) => {
        const before = face.arrange(MEMBERS);
        await face.update({ defaultLifetimeInMinutes: 60 }).expect(204);
        expect(await shown(face)).toEqual({ ...before, defaultLifetimeInMinutes: 60 });
      },
    ],
  ],
  'SEM-REPLACE': [
    ['one target takes the place of two', [ALL_USERS, GROUP], [GROUP]] as const,
    ['two targets take the place of one', [ALL_USERS], [GROUP, ALL_USERS]] as const,
    ['none take the place of two', [ALL_USERS, GROUP], []] as const,
  ].map(([sentence, before, sent]): Case => [
    sentence,
    async (face) => {
      face.arrange({ includeTargets: [...before] });
      await face.update({ includeTargets: sent }).expect(204);
      expect(await shown(face)).toEqual({ ...defaultPolicy(), includeTargets: sent });
    },
  ]),
  'SEM-ATOMIC': [
    ['the range of its last member', { ...MEMBERS, defaultLength: 49 }] as const,
    ['the type of its last member', { ...MEMBERS, excludeTargets: [null] }] as const,
    ['the order of its lifetimes', { ...MEMBERS, maximumLifetimeInMinutes: 89 }] as const,
    ['a stranger behind its members', { ...MEMBERS, lifetimeInMinutes: 60 }] as const,
  ].map(([fault, members]): Case => [
    `an update that is refused for ${fault} changes nothing`,
    async (face) => {
      await face.update(members).expect(400);
      expect(await shown(face)).toEqual(defaultPolicy());
    },
  ]),
  'SEM-REPEAT': [
    [
      'the same update twice ends where it ends once',
      async (face) => {
        await face.update(MEMBERS).expect(204);
        const once = await shown(face);
        await face.update(MEMBERS).expect(204);
        expect(await shown(face)).toEqual(once);
      },
    ],
  ],
  'SEM-STATE-RANGE': [
    { defaultLength: 8 },
    { defaultLength: 48 },
    { minimumLifetimeInMinutes: 10, defaultLifetimeInMinutes: 10, maximumLifetimeInMinutes: 10 },
    { minimumLifetimeInMinutes: 43200, defaultLifetimeInMinutes: 43200, maximumLifetimeInMinutes: 43200 },
    { minimumLifetimeInMinutes: 10, defaultLifetimeInMinutes: 43200, maximumLifetimeInMinutes: 43200 },
  ].map((members): Case => [
    `the bounds of ${JSON.stringify(members)} are stored as they are`,
    async (face) => {
      await face.update(members).expect(204);
      expect(await shown(face)).toEqual({ ...defaultPolicy(), ...members });
    },
  ]),
  'SEM-ROUNDTRIP': [
    [
      'what was read may be sent back',
      async (face) => {
        const before = face.arrange(MEMBERS);
        const { text } = await face.read();
        await face.write(text).expect(204);
        expect(face.policy()).toEqual(before);
      },
    ],
  ],
  'SEM-KEY': [
    [
      'the key stays when it is sent in another letter case',
      async (face) => {
        await face.update({ id: 'temporaryaccesspass' }).expect(204);
        expect(await shown(face)).toEqual(defaultPolicy());
      },
    ],
    [
      'another key is refused',
      async (face) => {
        await face.update({ id: 'Sms' }).expect(400);
        expect(await shown(face)).toEqual(defaultPolicy());
      },
    ],
  ],
  'SEM-DELETE': [
    [
      'a reset ends in the defaults, from any state',
      async (face) => {
        for (const members of [MEMBERS, { ...MEMBERS, state: 'disabled' as const, includeTargets: [] }, {}]) {
          face.arrange(members);
          await face.reset().expect(204, '');
          expect(await shown(face)).toEqual(defaultPolicy());
        }
      },
    ],
    [
      'a reset is its head and no more, whatever body it has',
      async ({ raw }) => {
        const received = await raw('DELETE', URL_PATH, {}, textOf({ state: 'enabled' }));
        expect(received).toMatch(/^HTTP\/1\.1 204 No Content\r\n([^\r]+\r\n)+\r\n$/);
      },
    ],
  ],
};

/** The updates that the consumer relies on: each member alone, and together. */
import type { PolicyUpdate } from '../../contracts/client';
import { GROUP, OTHER_GROUP, type State, TYPE, policyWith } from './support';

interface Update {
  readonly description: string;
  /** The policy before: another one, or a 204 would tell nothing, and one that leaves the update in order. */
  readonly before: State;
  readonly body: PolicyUpdate;
}

const LIFETIMES = {
  minimumLifetimeInMinutes: 60,
  defaultLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
};
const EVERYONE = { targetType: 'group', id: 'all_users' } as const;

export const updates: readonly Update[] = [
  {
    description: 'an update of state alone',
    before: policyWith({ state: 'disabled' }),
    body: { '@odata.type': TYPE, state: 'enabled' },
  },
  {
    description: 'an update of defaultLength alone',
    before: policyWith({ defaultLength: 8 }),
    body: { '@odata.type': TYPE, defaultLength: 12 },
  },
  {
    description: 'an update of defaultLifetimeInMinutes alone',
    before: policyWith(LIFETIMES),
    body: { '@odata.type': TYPE, defaultLifetimeInMinutes: 120 },
  },
  {
    description: 'an update of minimumLifetimeInMinutes alone',
    before: policyWith(LIFETIMES),
    body: { '@odata.type': TYPE, minimumLifetimeInMinutes: 10 },
  },
  {
    description: 'an update of maximumLifetimeInMinutes alone',
    before: policyWith(LIFETIMES),
    body: { '@odata.type': TYPE, maximumLifetimeInMinutes: 1440 },
  },
  {
    description: 'an update of isUsableOnce alone',
    before: policyWith({ isUsableOnce: false }),
    body: { '@odata.type': TYPE, isUsableOnce: true },
  },
  {
    description: 'an update of includeTargets alone',
    before: policyWith({ includeTargets: [{ ...EVERYONE, isRegistrationRequired: false }] }),
    body: {
      '@odata.type': TYPE,
      includeTargets: [{ targetType: 'group', id: GROUP, isRegistrationRequired: false }],
    },
  },
  {
    description: 'an update of excludeTargets alone',
    before: policyWith({ excludeTargets: [] }),
    body: { '@odata.type': TYPE, excludeTargets: [{ targetType: 'group', id: OTHER_GROUP }] },
  },
  {
    description: 'an update of both target collections',
    before: policyWith({
      includeTargets: [{ targetType: 'group', id: GROUP, isRegistrationRequired: false }],
      excludeTargets: [],
    }),
    body: {
      '@odata.type': TYPE,
      includeTargets: [{ ...EVERYONE, isRegistrationRequired: true }],
      excludeTargets: [{ targetType: 'group', id: OTHER_GROUP }],
    },
  },
  {
    description: 'an update of several members',
    before: policyWith({ state: 'disabled', defaultLength: 8, isUsableOnce: false, ...LIFETIMES }),
    body: {
      '@odata.type': TYPE,
      state: 'enabled',
      defaultLength: 16,
      minimumLifetimeInMinutes: 30,
      defaultLifetimeInMinutes: 90,
      maximumLifetimeInMinutes: 600,
      isUsableOnce: true,
    },
  },
];

import type { components } from '../../spec/types';

type UpdateBody = components['schemas']['temporaryAccessPassAuthenticationMethodConfigurationUpdate'];
type Updatable = Omit<UpdateBody, '@odata.type' | 'id'>;

/** The value that `@odata.type` must have. */
export const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

/** An update of these members, type annotation first. */
export const body = (members: Record<string, unknown>): Record<string, unknown> => ({
  '@odata.type': TYPE,
  ...members,
});

/**
 * Two states of the policy that differ in every member they can differ in, and in A from the documented
 * defaults, so that a member which is lost, reset or swapped shows. Neither needs a group that exists.
 */
export const STATES = {
  A: {
    state: 'enabled',
    defaultLength: 12,
    defaultLifetimeInMinutes: 120,
    minimumLifetimeInMinutes: 30,
    maximumLifetimeInMinutes: 960,
    isUsableOnce: true,
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: true }],
    excludeTargets: [],
  },
  B: {
    state: 'disabled',
    defaultLength: 20,
    defaultLifetimeInMinutes: 240,
    minimumLifetimeInMinutes: 45,
    maximumLifetimeInMinutes: 1440,
    isUsableOnce: false,
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  },
} satisfies Record<'A' | 'B', Updatable>;

/** Groups that nobody has, for providers that do not look; a run can be given others. */
export const INVENTED_GROUPS: readonly string[] = [
  '6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c8d01',
  '6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c8d02',
  '6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c8d03',
];

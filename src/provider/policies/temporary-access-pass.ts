/**
 * The Temporary Access Pass policy.
 *
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/temporaryAccessPass/types';
import { CONFIGURATIONS } from './collection';
import { applyTo, type KeptAs, type PolicyModel, Refused, type UpdateResult } from './model';
import { boundedReader, readBoolean, readExcluded, readIncluded, readInteger, readState } from './readers';

/** The policy as it is kept: every member has a value, and control information but the type is left out. */
export type PolicyConfiguration = KeptAs<
  components['schemas']['temporaryAccessPassAuthenticationMethodConfiguration']
>;

const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const KEY = 'TemporaryAccessPass';

/** Shortest and longest of the shortest and longest lifetimes, in minutes. */
const LIFETIME = { least: 10, most: 43200, unit: 'minutes' };

/** The documented default configuration, to which DELETE reverts. A new object each time. */
export const defaultPolicy = (): PolicyConfiguration => ({
  '@odata.type': TYPE,
  id: KEY,
  state: 'disabled',
  defaultLength: 8,
  defaultLifetimeInMinutes: 60,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  isUsableOnce: false,
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
  excludeTargets: [],
});

/** The bounds are copied from the resource page by hand: not read from the slice. */
export const temporaryAccessPass: PolicyModel<PolicyConfiguration> = {
  operation: 'temporaryAccessPass',
  type: TYPE,
  key: KEY,
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    defaultLifetimeInMinutes: readInteger,
    defaultLength: boundedReader({ least: 8, most: 48, unit: 'characters' }),
    minimumLifetimeInMinutes: boundedReader(LIFETIME),
    maximumLifetimeInMinutes: boundedReader(LIFETIME),
    isUsableOnce: readBoolean,
    includeTargets: readIncluded,
    excludeTargets: readExcluded,
  },
  defaults: defaultPolicy,
  check: checkOrder,
};

/** Applies the body of an update to the policy. @see applyTo */
export const applyUpdate = (current: PolicyConfiguration, body: unknown): UpdateResult<PolicyConfiguration> =>
  applyTo(temporaryAccessPass, current, body);

/** Judged after the merge: a limit on its own can leave a stored default outside. */
function checkOrder(policy: PolicyConfiguration): void {
  const { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes } = policy;
  if (
    minimumLifetimeInMinutes > defaultLifetimeInMinutes ||
    defaultLifetimeInMinutes > maximumLifetimeInMinutes
  ) {
    throw new Refused(
      'BadRequest',
      `defaultLifetimeInMinutes (${defaultLifetimeInMinutes}) must lie between minimumLifetimeInMinutes ` +
        `(${minimumLifetimeInMinutes}) and maximumLifetimeInMinutes (${maximumLifetimeInMinutes}).`,
    );
  }
}

/**
 * The policy of software OATH tokens.
 *
 * @see https://learn.microsoft.com/graph/api/softwareoathauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/softwareoathauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/softwareOath/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel } from './model';
import { readExcluded, readIncluded, readState } from './readers';

const TYPE = '#microsoft.graph.softwareOathAuthenticationMethodConfiguration';

type SoftwareOathPolicy = KeptAs<components['schemas']['softwareOathAuthenticationMethodConfiguration']>;

export const softwareOath: PolicyModel<SoftwareOathPolicy> = {
  operation: 'softwareOath',
  type: TYPE,
  key: 'SoftwareOath',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    includeTargets: readIncluded,
    excludeTargets: readExcluded,
  },
  // No page states the default configuration: this is the provider's own.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'SoftwareOath',
    state: 'disabled',
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  }),
};

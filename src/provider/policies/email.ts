/**
 * The policy of one-time passcodes by email.
 *
 * @see https://learn.microsoft.com/graph/api/emailauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/emailauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/email/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel, Reader } from './model';
import { readEnum, readExcluded, readIncluded, readState } from './readers';

const TYPE = '#microsoft.graph.emailAuthenticationMethodConfiguration';

type EmailPolicy = KeptAs<components['schemas']['emailAuthenticationMethodConfiguration']>;

const STATES = ['default', 'enabled', 'disabled', 'unknownFutureValue'] as const;

/** Graph guidelines, evolvable enums: the sentinel in an update is treated as absent. */
const readExternalUse: Reader = (name, value, current) => {
  const read = readEnum(name, value, STATES);
  return read === 'unknownFutureValue' ? current : read;
};

export const email: PolicyModel<EmailPolicy> = {
  operation: 'email',
  type: TYPE,
  key: 'Email',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    allowExternalIdToUseEmailOtp: readExternalUse,
    includeTargets: readIncluded,
    excludeTargets: readExcluded,
  },
  // No page states the default configuration: this is the provider's own.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'Email',
    state: 'disabled',
    allowExternalIdToUseEmailOtp: 'default',
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  }),
};

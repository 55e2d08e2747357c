/**
 * The policy of one-time passcodes by email.
 *
 * @see https://learn.microsoft.com/graph/api/emailauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/emailauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/email/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel } from './model';
import { evolvableReader, readExcluded, readIncluded, readState } from './readers';

const TYPE = '#microsoft.graph.emailAuthenticationMethodConfiguration';

type EmailPolicy = KeptAs<components['schemas']['emailAuthenticationMethodConfiguration']>;

export const email: PolicyModel<EmailPolicy> = {
  operation: 'email',
  type: TYPE,
  key: 'Email',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    allowExternalIdToUseEmailOtp: evolvableReader('default', 'enabled', 'disabled'),
    includeTargets: readIncluded,
    excludeTargets: readExcluded,
  },
  // No page states the default configuration: this is what the example of the GET page has.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'Email',
    state: 'enabled',
    allowExternalIdToUseEmailOtp: 'default',
    includeTargets: [],
    excludeTargets: [],
  }),
};

/**
 * The policy of text messages.
 *
 * @see https://learn.microsoft.com/graph/api/smsauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/smsauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/sms/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel } from './model';
import { collectionReader, readExcluded, readFlag, readState, readTarget } from './readers';

const TYPE = '#microsoft.graph.smsAuthenticationMethodConfiguration';

type SmsPolicy = KeptAs<components['schemas']['smsAuthenticationMethodConfiguration']>;

export const sms: PolicyModel<SmsPolicy> = {
  operation: 'sms',
  type: TYPE,
  key: 'Sms',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    includeTargets: collectionReader((target) => ({
      ...readTarget(target),
      isRegistrationRequired: readFlag(target, 'isRegistrationRequired'),
      isUsableForSignIn: readFlag(target, 'isUsableForSignIn'),
    })),
    excludeTargets: readExcluded,
  },
  // No page states the default configuration: this is the provider's own.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'Sms',
    state: 'disabled',
    includeTargets: [
      { targetType: 'group', id: 'all_users', isRegistrationRequired: false, isUsableForSignIn: true },
    ],
    excludeTargets: [],
  }),
};

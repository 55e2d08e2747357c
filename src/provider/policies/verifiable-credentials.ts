/**
 * The policy of verifiable credentials.
 *
 * @see https://learn.microsoft.com/graph/api/verifiablecredentialsauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/verifiablecredentialsauthenticationmethodconfiguration
 * @see https://learn.microsoft.com/graph/api/resources/verifiablecredentialauthenticationmethodtarget
 */
import type { components } from '../../../spec/operations/verifiableCredentials/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel } from './model';
import { collectionReader, readExcluded, readFlag, readGuids, readState, readTarget } from './readers';

const TYPE = '#microsoft.graph.verifiableCredentialsAuthenticationMethodConfiguration';

type VerifiableCredentialsPolicy = KeptAs<
  components['schemas']['verifiableCredentialsAuthenticationMethodConfiguration']
>;

export const verifiableCredentials: PolicyModel<VerifiableCredentialsPolicy> = {
  operation: 'verifiableCredentials',
  type: TYPE,
  key: 'VerifiableCredentials',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  // The page neither demands the annotation, nor has it in its example.
  typeIsOptional: true,
  answers: 'nothing',
  members: {
    state: readState,
    excludeTargets: readExcluded,
    includeTargets: collectionReader((target) => {
      const profiles = target.members.get('verifiedIdProfiles'.toLowerCase());
      return {
        ...readTarget(target),
        isRegistrationRequired: readFlag(target, 'isRegistrationRequired'),
        verifiedIdProfiles:
          profiles === undefined ? [] : readGuids(`${target.place}/verifiedIdProfiles`, profiles, undefined),
      };
    }),
  },
  // No page states the default configuration, nor what DELETE leads to: this is the provider's own.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'VerifiableCredentials',
    state: 'disabled',
    excludeTargets: [],
    includeTargets: [
      { targetType: 'group', id: 'all_users', isRegistrationRequired: false, verifiedIdProfiles: [] },
    ],
  }),
};

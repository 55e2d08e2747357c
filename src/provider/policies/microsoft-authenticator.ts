/**
 * The policy of Microsoft Authenticator.
 *
 * @see https://learn.microsoft.com/graph/api/microsoftauthenticatorauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/microsoftauthenticatorauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/microsoftAuthenticator/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel } from './model';
import {
  collectionReader,
  evolvableReader,
  objectReader,
  readBoolean,
  readEnum,
  readExcluded,
  readFlag,
  readState,
  readString,
  readTarget,
} from './readers';

const TYPE = '#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration';
const MODES = ['any', 'deviceBasedPush', 'push'] as const;

const readFeatureTarget = objectReader('featureTarget', {
  id: readString,
  targetType: evolvableReader('group', 'administrativeUnit', 'role'),
});
const readFeature = objectReader('authenticationMethodFeatureConfiguration', {
  state: evolvableReader('default', 'enabled', 'disabled'),
  includeTarget: readFeatureTarget,
  excludeTarget: readFeatureTarget,
});

type MicrosoftAuthenticatorPolicy = KeptAs<
  components['schemas']['microsoftAuthenticatorAuthenticationMethodConfiguration']
>;

/** A feature that nobody has set. The service shows an id of zeroes where nobody is excluded. */
const feature = () => ({
  state: 'default',
  includeTarget: { targetType: 'group', id: 'all_users' },
  excludeTarget: { targetType: 'group', id: '00000000-0000-0000-0000-000000000000' },
});

export const microsoftAuthenticator: PolicyModel<MicrosoftAuthenticatorPolicy> = {
  operation: 'microsoftAuthenticator',
  type: TYPE,
  key: 'MicrosoftAuthenticator',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    isSoftwareOathEnabled: readBoolean,
    includeTargets: collectionReader((target) => {
      const mode = target.members.get('authenticationmode');
      return {
        ...readTarget(target),
        isRegistrationRequired: readFlag(target, 'isRegistrationRequired'),
        authenticationMode:
          mode === undefined ? 'any' : readEnum(`${target.place}/authenticationMode`, mode, MODES),
      };
    }),
    excludeTargets: readExcluded,
    featureSettings: objectReader('microsoftAuthenticatorFeatureSettings', {
      displayAppInformationRequiredState: readFeature,
      displayLocationInformationRequiredState: readFeature,
    }),
  },
  // No page states the default configuration: this is the provider's own.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'MicrosoftAuthenticator',
    state: 'disabled',
    isSoftwareOathEnabled: false,
    includeTargets: [
      { targetType: 'group', id: 'all_users', isRegistrationRequired: false, authenticationMode: 'any' },
    ],
    excludeTargets: [],
    featureSettings: {
      displayAppInformationRequiredState: feature(),
      displayLocationInformationRequiredState: feature(),
    },
  }),
};

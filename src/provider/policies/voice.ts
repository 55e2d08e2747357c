/**
 * The policy of voice calls.
 *
 * @see https://learn.microsoft.com/graph/api/voiceauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/voiceauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/voice/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel, Reader } from './model';
import { readBoolean, readExcluded, readIncluded, readState } from './readers';

const TYPE = '#microsoft.graph.voiceAuthenticationMethodConfiguration';

type VoicePolicy = KeptAs<components['schemas']['voiceAuthenticationMethodConfiguration']>;

/** The pages' own examples have the texts "true" and "false", so that this member takes them. */
const readOfficePhone: Reader = (name, value) =>
  typeof value === 'string' && /^(true|false)$/i.test(value)
    ? value.toLowerCase() === 'true'
    : readBoolean(name, value);

export const voice: PolicyModel<VoicePolicy> = {
  operation: 'voice',
  type: TYPE,
  key: 'Voice',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    isOfficePhoneAllowed: readOfficePhone,
    includeTargets: readIncluded,
    excludeTargets: readExcluded,
  },
  // No page states the default configuration: this is the provider's own.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'Voice',
    state: 'disabled',
    isOfficePhoneAllowed: false,
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  }),
};

/**
 * The policy of FIDO2 security keys.
 *
 * @see https://learn.microsoft.com/graph/api/fido2authenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/fido2/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel, Reader } from './model';
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
  readStrings,
  readTarget,
} from './readers';

const TYPE = '#microsoft.graph.fido2AuthenticationMethodConfiguration';

const readKeyRestrictions = objectReader('fido2KeyRestrictions', {
  isEnforced: readBoolean,
  enforcementType: evolvableReader('allow', 'block'),
  aaGuids: readStrings,
});

/** How the parts of a profile are read, in the order of its page. */
const PROFILE: readonly (readonly [string, Reader])[] = [
  ['id', readString],
  ['name', readString],
  ['passkeyTypes', readString],
  ['attestationEnforcement', (name, value) => readEnum(name, value, ENFORCEMENTS)],
  ['keyRestrictions', (name, value) => readKeyRestrictions(name, value, undefined)],
];
const ENFORCEMENTS = ['disabled', 'registrationOnly', 'unknownFutureValue'];

/** A profile has what was sent of it, and nothing of one that was there. */
const readProfiles: Reader = collectionReader(({ place, members }) =>
  Object.fromEntries(
    PROFILE.flatMap(([part, read]) => {
      const sent = members.get(part.toLowerCase());
      // Graph guidelines, evolvable enums: the sentinel in an update is treated as absent.
      return sent === undefined || sent === 'unknownFutureValue'
        ? []
        : [[part, read(`${place}/${part}`, sent, undefined)]];
    }),
  ),
);

type Fido2Policy = KeptAs<components['schemas']['fido2AuthenticationMethodConfiguration']>;

/** The profile of a tenant that was migrated to profiles, by the update page's example. */
const DEFAULT_PROFILE = '00000000-0000-0000-0000-000000000001';

export const fido2: PolicyModel<Fido2Policy> = {
  operation: 'fido2',
  type: TYPE,
  key: 'Fido2',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    isSelfServiceRegistrationAllowed: readBoolean,
    isAttestationEnforced: readBoolean,
    keyRestrictions: readKeyRestrictions,
    defaultPasskeyProfile: readString,
    passkeyProfiles: readProfiles,
    includeTargets: collectionReader((target) => {
      const profiles = target.members.get('allowedpasskeyprofiles');
      return {
        ...readTarget(target),
        isRegistrationRequired: readFlag(target, 'isRegistrationRequired'),
        ...(profiles !== undefined && {
          allowedPasskeyProfiles: readStrings(`${target.place}/allowedPasskeyProfiles`, profiles),
        }),
      };
    }),
    excludeTargets: readExcluded,
  },
  // No page states the default configuration: this is the provider's own.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'Fido2',
    state: 'disabled',
    isSelfServiceRegistrationAllowed: true,
    isAttestationEnforced: true,
    keyRestrictions: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
    defaultPasskeyProfile: DEFAULT_PROFILE,
    passkeyProfiles: [
      {
        id: DEFAULT_PROFILE,
        name: 'Default passkey profile',
        passkeyTypes: 'deviceBound,synced',
        attestationEnforcement: 'disabled',
        keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [] },
      },
    ],
    includeTargets: [
      {
        targetType: 'group',
        id: 'all_users',
        isRegistrationRequired: false,
        allowedPasskeyProfiles: [DEFAULT_PROFILE],
      },
    ],
    excludeTargets: [],
  }),
};

/**
 * The policy of FIDO2 security keys.
 *
 * @see https://learn.microsoft.com/graph/api/fido2authenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/fido2/types';
import { CONFIGURATIONS } from './collection';
import { isObject, type KeptAs, mismatch, type PolicyModel, type Reader, unreadable } from './model';
import {
  collectionReader,
  foldNames,
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

/** The update page's own example has the text "true", so that this member takes it. */
const readAttestation: Reader = (name, value) =>
  typeof value === 'string' && /^(true|false)$/i.test(value)
    ? value.toLowerCase() === 'true'
    : readBoolean(name, value);

const PARTS: Readonly<Record<string, Reader>> = {
  isEnforced: readBoolean,
  // Graph guidelines, evolvable enums: the sentinel in an update is treated as absent.
  enforcementType: (name, value, current) => {
    const read = readEnum(name, value, ['allow', 'block', 'unknownFutureValue']);
    return read === 'unknownFutureValue' ? current : read;
  },
  aaGuids: readStrings,
};
const PART_NAMES = new Map(Object.keys(PARTS).map((name) => [name.toLowerCase(), name]));

/** Parts that aren't sent keep their values. */
const readKeyRestrictions: Reader = (name, value, current) => {
  if (!isObject(value)) throw mismatch(name, 'fido2KeyRestrictions');
  const next: Record<string, unknown> = { ...(current as object) };
  for (const [sent, part] of foldNames(value)) {
    if (sent.includes('@')) continue;
    const declared = PART_NAMES.get(sent);
    if (declared === undefined)
      throw unreadable(
        `The property '${sent}' does not exist on type 'microsoft.graph.fido2KeyRestrictions'.`,
      );
    next[declared] = PARTS[declared]?.(`${name}/${declared}`, part, next[declared]);
  }
  return next;
};

/** Members that only the CSDL declares are kept as they come, and shown once they were sent. */
const readProfiles: Reader = (name, value) => {
  if (!Array.isArray(value) || !value.every(isObject)) throw mismatch(name, 'Collection');
  return value;
};

type Fido2Policy = KeptAs<
  components['schemas']['fido2AuthenticationMethodConfiguration'],
  'defaultPasskeyProfile' | 'passkeyProfiles'
>;

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
    isAttestationEnforced: readAttestation,
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
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  }),
};

/**
 * The policy of certificates.
 *
 * @see https://learn.microsoft.com/graph/api/x509certificateauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/x509certificateauthenticationmethodconfiguration
 */
import type { components } from '../../../spec/operations/x509Certificate/types';
import { CONFIGURATIONS } from './collection';
import { type KeptAs, type PolicyModel, type Reader, Refused, mismatch, unreadable } from './model';
import {
  collectionReader,
  evolvableReader,
  objectReader,
  readExcluded,
  readIncluded,
  readInteger,
  readState,
  readString,
  readStrings,
  readTarget,
} from './readers';

const TYPE = '#microsoft.graph.x509CertificateAuthenticationMethodConfiguration';

type X509CertificatePolicy = KeptAs<
  components['schemas']['x509CertificateAuthenticationMethodConfiguration'],
  'certificateAuthorityScopes'
>;

const readMode = evolvableReader('x509CertificateSingleFactor', 'x509CertificateMultiFactor');
const readAffinity = evolvableReader('low', 'high');
const readSwitch = evolvableReader('disabled', 'enabled');
const readRuleType = evolvableReader('issuerSubject', 'policyOID', 'issuerSubjectAndPolicyOID');

/** Not below nothing (page of the binding, Properties). */
const readPriority: Reader = (name, value) => {
  const number = readInteger(name, value);
  if (number < 0) throw new Refused('BadRequest', `${name} must not be negative.`);
  return number;
};

/**
 * Objects that are told apart by nothing but their whole value: each is read as if there had been none.
 * @param required parts that must be there
 */
const wholeItems = (
  type: string,
  parts: Readonly<Record<string, Reader>>,
  required: readonly string[],
): Reader => {
  const read = objectReader(type, parts);
  return (name, value) => {
    if (!Array.isArray(value)) throw mismatch(name, 'Collection');
    return value.map((item: unknown, index) => {
      const place = `${name}/${index}`;
      const made = read(place, item, {}) as Record<string, unknown>;
      const missing = required.find((part) => made[part] === undefined);
      if (missing !== undefined) throw unreadable(`'${place}/${missing}' must be there.`);
      return made;
    });
  };
};

const readBindings = wholeItems(
  'x509CertificateUserBinding',
  {
    x509CertificateField: readString,
    userProperty: readString,
    priority: readPriority,
    trustAffinityLevel: readAffinity,
  },
  ['priority', 'userProperty'],
);

export const x509Certificate: PolicyModel<X509CertificatePolicy> = {
  operation: 'x509Certificate',
  type: TYPE,
  key: 'X509Certificate',
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  answers: 'nothing',
  members: {
    state: readState,
    certificateUserBindings: readBindings,
    authenticationModeConfiguration: objectReader('x509CertificateAuthenticationModeConfiguration', {
      x509CertificateAuthenticationDefaultMode: readMode,
      x509CertificateDefaultRequiredAffinityLevel: readAffinity,
      rules: wholeItems(
        'x509CertificateRule',
        {
          x509CertificateRuleType: readRuleType,
          identifier: readString,
          x509CertificateAuthenticationMode: readMode,
          x509CertificateRequiredAffinityLevel: readAffinity,
          issuerSubjectIdentifier: readString,
          policyOidIdentifier: readString,
        },
        ['x509CertificateRuleType', 'identifier', 'x509CertificateAuthenticationMode'],
      ),
    }),
    certificateAuthorityScopes: wholeItems(
      'x509CertificateAuthorityScope',
      {
        subjectKeyIdentifier: readString,
        publicKeyInfrastructureIdentifier: readString,
        includeTargets: collectionReader(readTarget),
      },
      [],
    ),
    crlValidationConfiguration: objectReader('x509CertificateCRLValidationConfiguration', {
      state: readSwitch,
      exemptedCertificateAuthoritiesSubjectKeyIdentifiers: readStrings,
    }),
    issuerHintsConfiguration: objectReader('x509CertificateIssuerHintsConfiguration', { state: readSwitch }),
    includeTargets: readIncluded,
    excludeTargets: readExcluded,
  },
  // What the GET page calls the default configuration; what it leaves out is from a recorded answer of the service.
  defaults: () => ({
    '@odata.type': TYPE,
    id: 'X509Certificate',
    state: 'disabled',
    certificateUserBindings: [
      { x509CertificateField: 'PrincipalName', userProperty: 'onPremisesUserPrincipalName', priority: 1 },
      { x509CertificateField: 'RFC822Name', userProperty: 'userPrincipalName', priority: 2 },
    ],
    authenticationModeConfiguration: {
      x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
      rules: [],
    },
    certificateAuthorityScopes: [],
    crlValidationConfiguration: {
      state: 'disabled',
      exemptedCertificateAuthoritiesSubjectKeyIdentifiers: [],
    },
    issuerHintsConfiguration: { state: 'disabled' },
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  }),
  check: checkPriorities,
};

/** Unique in the collection (page of the binding, Properties). */
function checkPriorities({ certificateUserBindings }: X509CertificatePolicy): void {
  const priorities = certificateUserBindings.map(({ priority }) => priority);
  if (new Set(priorities).size < priorities.length)
    throw new Refused('BadRequest', 'Each priority of certificateUserBindings must be unique.');
}

import { modelOf } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import {
  collections,
  flag,
  GROUP,
  hold,
  ids,
  states,
  strangers,
  types,
  type Boundary,
  type Side,
} from './boundary';
import { updateOf } from './support';

/**
 * The boundaries of an update of the certificate policy, read off the pages and the CSDL by hand.
 *
 * @see https://learn.microsoft.com/graph/api/x509certificateauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/x509certificateuserbinding
 * @see https://learn.microsoft.com/graph/api/resources/x509certificaterule
 */
const BINDING = { x509CertificateField: 'PrincipalName', userProperty: 'userPrincipalName', priority: 1 };
const MULTI = 'x509CertificateMultiFactor';
const RULE = {
  x509CertificateRuleType: 'issuerSubject',
  identifier: 'CN=ContosoCA,DC=Contoso,DC=org',
  x509CertificateAuthenticationMode: MULTI,
};

const bindings = (value: unknown, side: Side, row = 'REQ-BINDINGS'): Boundary => [
  'certificateUserBindings',
  value,
  side,
  row,
];
const binding = (part: object, side: Side, row?: string): Boundary =>
  bindings([{ ...BINDING, ...part }], side, row);
const priority = (value: unknown, side: Side): Boundary =>
  binding({ priority: value }, side, 'REQ-BINDING-PRIORITY');
const modes = (value: unknown, side: Side, row = 'REQ-CERT-MODE'): Boundary => [
  'authenticationModeConfiguration',
  value,
  side,
  row,
];
const rule = (part: object, side: Side, row?: string): Boundary =>
  modes({ rules: [{ ...RULE, ...part }] }, side, row);
const scopes = (value: unknown, side: Side, row = 'REQ-SCOPES'): Boundary => [
  'certificateAuthorityScopes',
  value,
  side,
  row,
];
const crl = (value: unknown, side: Side, row = 'REQ-CRL'): Boundary => [
  'crlValidationConfiguration',
  value,
  side,
  row,
];
const hints = (value: unknown, side: Side, row = 'REQ-HINTS'): Boundary => [
  'issuerHintsConfiguration',
  value,
  side,
  row,
];
const EXEMPTED = 'exemptedCertificateAuthoritiesSubjectKeyIdentifiers';

const table: Boundary[] = [
  ...types('x509Certificate', 'sms'),
  ...states,
  ...ids('x509Certificate', 'sms'),
  ...collections,
  ...flag('isRegistrationRequired', 'REQ-TGT-REG'),
  ...strangers,
  bindings([], 'in'),
  bindings([BINDING, { ...BINDING, priority: 2 }], 'in'),
  bindings(BINDING, 'out'),
  bindings(null, 'out'),
  bindings(['PrincipalName'], 'out'),
  // Page of the binding: required, not negative, and unique.
  ...[0, 1, 7].map((value) => priority(value, 'in')),
  ...[-1, 1.5, '1', null, true].map((value) => priority(value, 'out')),
  bindings([{ ...BINDING, priority: undefined }], 'out'),
  bindings([BINDING, { ...BINDING, x509CertificateField: 'RFC822Name' }], 'out', 'REQ-BINDING-PRIORITY'),
  // The same page: values are listed; CSDL: texts, which may be null.
  ...['userPrincipalName', 'onPremisesUserPrincipalName', 'certificateUserIds'].map((userProperty) =>
    binding({ userProperty }, 'in'),
  ),
  ...['UserPrincipalName', 'mail', ''].map((userProperty) => binding({ userProperty }, 'lenient')),
  binding({ userProperty: 7 }, 'out'),
  binding({ userProperty: undefined }, 'out'),
  binding({ userProperty: null }, 'open', 'REQ-NULL'),
  ...['PrincipalName', 'RFC822Name', 'SubjectKeyIdentifier', 'SHA1PublicKey'].map((field) =>
    binding({ x509CertificateField: field }, 'in'),
  ),
  binding({ x509CertificateField: 'principalName' }, 'lenient'),
  binding({ x509CertificateField: true }, 'out'),
  binding({ x509CertificateField: undefined }, 'in'),
  // CSDL alone.
  binding({ trustAffinityLevel: 'high' }, 'in'),
  binding({ trustAffinityLevel: 'middle' }, 'out'),
  binding({ trustAffinityLevel: 'unknownFutureValue' }, 'in', 'REQ-UFV'),
  binding({ id: 'a' }, 'out', 'REQ-UNKNOWN'),
  binding({ '@odata.type': '#microsoft.graph.x509CertificateUserBinding' }, 'in'),
  // Pages of the modes and of the rule; CSDL: may be null.
  modes({}, 'in'),
  modes({ x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor', rules: [] }, 'in'),
  modes({ x509CertificateAuthenticationDefaultMode: 'x509certificatemultifactor' }, 'lenient'),
  modes({ x509CertificateAuthenticationDefaultMode: 'multiFactor' }, 'out'),
  modes({ x509CertificateAuthenticationDefaultMode: 'unknownFutureValue' }, 'in', 'REQ-UFV'),
  modes({ x509CertificateDefaultRequiredAffinityLevel: 'low' }, 'in'),
  modes({ rules: {} }, 'out'),
  modes({ rules: ['issuerSubject'] }, 'out'),
  modes([], 'out'),
  modes(null, 'open', 'REQ-NULL'),
  modes({ affinityLevel: 'low' }, 'out', 'REQ-UNKNOWN'),
  rule({}, 'in'),
  rule({ x509CertificateRuleType: 'policyOID', identifier: '1.2.3.4' }, 'in'),
  rule({ x509CertificateRuleType: 'issuerSubjectAndPolicyOID' }, 'in'),
  rule({ x509CertificateRuleType: 'IssuerSubject' }, 'lenient'),
  rule({ x509CertificateRuleType: 'subject' }, 'out'),
  rule({ x509CertificateRuleType: undefined }, 'out'),
  rule({ identifier: 7 }, 'out'),
  rule({ identifier: undefined }, 'out'),
  rule({ x509CertificateAuthenticationMode: 'one' }, 'out'),
  rule({ x509CertificateAuthenticationMode: undefined }, 'out'),
  rule({ x509CertificateRequiredAffinityLevel: 'high' }, 'in'),
  rule({ priority: 1 }, 'out', 'REQ-UNKNOWN'),
  scopes([], 'in'),
  scopes([{ subjectKeyIdentifier: 'aa', includeTargets: [{ id: GROUP, targetType: 'group' }] }], 'in'),
  scopes([{ subjectKeyIdentifier: 7 }], 'out'),
  scopes([{ includeTargets: {} }], 'out'),
  scopes([{ includeTargets: [{ id: GROUP, targetType: 'device' }] }], 'out', 'REQ-TGT-TYPE'),
  scopes([{ includeTargets: [{ targetType: 'group' }] }], 'out', 'REQ-TGT-ID'),
  scopes({}, 'out'),
  scopes(['aa'], 'out'),
  scopes([{ authority: 'aa' }], 'out', 'REQ-UNKNOWN'),
  crl({ state: 'enabled', [EXEMPTED]: ['aabb'] }, 'in'),
  crl({}, 'in'),
  crl({ state: 'Enabled' }, 'lenient'),
  crl({ state: 'unknownFutureValue' }, 'in', 'REQ-UFV'),
  crl({ state: true }, 'out'),
  crl({ state: null }, 'out'),
  crl({ state: 'on' }, 'out'),
  crl({ [EXEMPTED]: 'aabb' }, 'out'),
  crl({ [EXEMPTED]: [7] }, 'out'),
  crl(null, 'out'),
  crl('enabled', 'out'),
  hints({ state: 'enabled' }, 'in'),
  hints({ state: 'Disabled' }, 'lenient'),
  hints({ state: 'on' }, 'out'),
  hints({ state: null }, 'open', 'REQ-NULL'),
  hints(true, 'out'),
  hints(null, 'open', 'REQ-NULL'),
];

describe('an update of x509Certificate', () => hold('x509Certificate', table));

test('the sentinel leaves a mode as it was, and a binding is stored as it was sent', () => {
  const model = modelOf('x509Certificate');
  const sent = updateOf('x509Certificate', {
    certificateUserBindings: [BINDING],
    authenticationModeConfiguration: { x509CertificateAuthenticationDefaultMode: 'unknownFutureValue' },
  });
  expect(applyTo(model, model.defaults(), sent)).toMatchObject({
    next: {
      certificateUserBindings: [BINDING],
      authenticationModeConfiguration: model.defaults()['authenticationModeConfiguration'],
    },
  });
});

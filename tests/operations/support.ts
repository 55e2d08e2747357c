import { operationNamed, operationNames, DEFAULT_OPERATION } from '../../src/contract/operation';

/** The names of all operations that stand beside the default one. */
export const SIBLINGS = operationNames().filter((name) => name !== DEFAULT_OPERATION);

const COLLECTION = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

/** What the pages say of each sibling, written by hand. */
export const PAGES = {
  sms: {
    type: '#microsoft.graph.smsAuthenticationMethodConfiguration',
    key: 'Sms',
    path: `${COLLECTION}/Sms`,
  },
  fido2: {
    type: '#microsoft.graph.fido2AuthenticationMethodConfiguration',
    key: 'Fido2',
    path: `${COLLECTION}/Fido2`,
  },
  voice: {
    type: '#microsoft.graph.voiceAuthenticationMethodConfiguration',
    key: 'Voice',
    path: `${COLLECTION}/Voice`,
  },
  softwareOath: {
    type: '#microsoft.graph.softwareOathAuthenticationMethodConfiguration',
    key: 'SoftwareOath',
    path: `${COLLECTION}/SoftwareOath`,
  },
  email: {
    type: '#microsoft.graph.emailAuthenticationMethodConfiguration',
    key: 'Email',
    path: `${COLLECTION}/Email`,
  },
  microsoftAuthenticator: {
    type: '#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration',
    key: 'MicrosoftAuthenticator',
    path: `${COLLECTION}/MicrosoftAuthenticator`,
  },
  qrCodePin: {
    type: '#microsoft.graph.qrCodePinAuthenticationMethodConfiguration',
    key: 'QRCodePin',
    path: `${COLLECTION}/QRCodePin`,
  },
  x509Certificate: {
    type: '#microsoft.graph.x509CertificateAuthenticationMethodConfiguration',
    key: 'X509Certificate',
    path: `${COLLECTION}/X509Certificate`,
  },
  externalAuthenticationMethod: {
    type: '#microsoft.graph.externalAuthenticationMethodConfiguration',
    key: 'b183b746-e7db-4fa2-bafc-69ecf18850dd',
    path: `${COLLECTION}/b183b746-e7db-4fa2-bafc-69ecf18850dd`,
  },
  verifiableCredentials: {
    type: '#microsoft.graph.verifiableCredentialsAuthenticationMethodConfiguration',
    key: 'VerifiableCredentials',
    path: `${COLLECTION}/VerifiableCredentials`,
  },
  authenticationMethodsPolicy: {
    type: '#microsoft.graph.authenticationMethodsPolicy',
    key: undefined,
    path: '/policies/authenticationMethodsPolicy',
  },
} as const;

/** The siblings of which every surface is tried. */
export type Sibling = 'sms' | 'fido2';
export type Known = keyof typeof PAGES;

/** An update with its type. */
export const updateOf = (name: Known, members: object): object => ({
  '@odata.type': PAGES[name].type,
  ...members,
});

/** A group as a target. */
export const target = (members: object = {}): object => ({
  targetType: 'group',
  id: '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52',
  ...members,
});

/** Each sibling with its operation, for tables. */
export const siblings = SIBLINGS.map((name) => [name, operationNamed(name)] as const);

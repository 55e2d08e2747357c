/**
 * The policy above those of all methods.
 *
 * @see https://learn.microsoft.com/graph/api/authenticationmethodspolicy-update
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicy
 */
import type { components } from '../../../spec/operations/authenticationMethodsPolicy/types';
import { type Policy, type PolicyModel, type Reader, Refused } from './model';

import {
  boundedReader,
  collectionReader,
  evolvableReader,
  ignored,
  objectReader,
  readExcluded,
  readInteger,
  readString,
  readTarget,
} from './readers';
import { sms } from './sms';
import { temporaryAccessPass } from './temporary-access-pass';

type Read = components['schemas']['authenticationMethodsPolicy'];
type AuthenticationMethodsPolicy = Policy & {
  [Name in Exclude<keyof Read, '@odata.context' | 'id'>]-?: unknown;
};

/** What a target of the campaign is reminded of: the model declares a text, of which the page names one. */
const readIncluded = collectionReader((target) => {
  const method = target.members.get('targetedauthenticationmethod');
  return {
    ...readTarget(target),
    targetedAuthenticationMethod:
      method === undefined
        ? 'microsoftAuthenticator'
        : readString(`${target.place}/targetedAuthenticationMethod`, method),
  };
});

/** Each method's policy has an update of its own, and no page says that this one takes them. */
const refuseConfigurations: Reader = (name) => {
  throw new Refused('BadRequest', `'${name}' cannot be updated here: update each of them at its own path.`);
};

export const authenticationMethodsPolicy: PolicyModel<AuthenticationMethodsPolicy> = {
  operation: 'authenticationMethodsPolicy',
  type: '#microsoft.graph.authenticationMethodsPolicy',
  key: 'authenticationMethodsPolicy',
  collection: 'policies',
  related: ['authenticationMethodConfigurations'],
  single: true,
  typeIsOptional: true,
  delete: 'none',
  answers: 'policy',
  members: {
    displayName: ignored,
    description: ignored,
    lastModifiedDateTime: ignored,
    policyVersion: ignored,
    policyMigrationState: evolvableReader('preMigration', 'migrationInProgress', 'migrationComplete'),
    reconfirmationInDays: readInteger,
    registrationEnforcement: objectReader('registrationEnforcement', {
      authenticationMethodsRegistrationCampaign: objectReader('authenticationMethodsRegistrationCampaign', {
        snoozeDurationInDays: boundedReader({ least: 0, most: 14, unit: 'days' }),
        state: evolvableReader('default', 'enabled', 'disabled'),
        excludeTargets: readExcluded,
        includeTargets: readIncluded,
      }),
    }),
    authenticationMethodConfigurations: refuseConfigurations,
  },
  // What the example of the GET page has, and a recorded answer of the service.
  defaults: () => ({
    '@odata.type': '#microsoft.graph.authenticationMethodsPolicy',
    id: 'authenticationMethodsPolicy',
    displayName: 'Authentication Methods Policy',
    description: 'The policy that says which authentication methods a tenant allows, and to whom.',
    lastModifiedDateTime: '2026-01-26T10:47:26.6044384Z',
    policyVersion: '1.5',
    policyMigrationState: 'preMigration',
    reconfirmationInDays: 180,
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: {
        snoozeDurationInDays: 1,
        state: 'default',
        excludeTargets: [],
        includeTargets: [
          { targetType: 'group', id: 'all_users', targetedAuthenticationMethod: 'microsoftAuthenticator' },
        ],
      },
    },
    authenticationMethodConfigurations: [sms.defaults(), temporaryAccessPass.defaults()],
  }),
};

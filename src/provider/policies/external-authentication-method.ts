/**
 * The policy of one external method, which asks another provider at sign-in.
 *
 * @see https://learn.microsoft.com/graph/api/externalauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/externalauthenticationmethodconfiguration
 * @see https://learn.microsoft.com/graph/api/resources/openidconnectsetting
 */
import type { components } from '../../../spec/operations/externalAuthenticationMethod/types';
import { CONFIGURATIONS } from './collection';
import type { KeptAs, PolicyModel } from './model';
import { objectReader, readExcluded, readIncluded, readState, readString } from './readers';

const TYPE = '#microsoft.graph.externalAuthenticationMethodConfiguration';

/** The key in the example of the update page. The service has one for each external method. */
const KEY = 'b183b746-e7db-4fa2-bafc-69ecf18850dd';

type ExternalPolicy = KeptAs<components['schemas']['externalAuthenticationMethodConfiguration']>;

export const externalAuthenticationMethod: PolicyModel<ExternalPolicy> = {
  operation: 'externalAuthenticationMethod',
  type: TYPE,
  key: KEY,
  collection: CONFIGURATIONS,
  related: ['includeTargets'],
  // The page has the annotation in its example, and no sentence that demands it.
  typeIsOptional: true,
  delete: 'removes',
  answers: 'nothing',
  members: {
    displayName: readString,
    appId: readString,
    openIdConnectSetting: objectReader('openIdConnectSetting', {
      clientId: readString,
      discoveryUrl: readString,
    }),
    state: readState,
    excludeTargets: readExcluded,
    includeTargets: readIncluded,
  },
  // The example of the GET page, its address with the colon that is missing there.
  defaults: () => ({
    '@odata.type': TYPE,
    id: KEY,
    displayName: 'Adatum',
    appId: 'fb262304-618c-4ffb-878a-114490bdf200',
    openIdConnectSetting: {
      clientId: '06a011bd-ec92-4404-80fb-db6d5ada8ee2',
      discoveryUrl: 'https://Adatum.com/.well-known/openid-configuration',
    },
    state: 'disabled',
    excludeTargets: [],
    includeTargets: [],
  }),
};

// @microsoft/msgraph-sdk, which Kiota makes from Graph's metadata. The sub-package with the builders of
// /policies is not needed: the builder of this one path is put together from the same parts, as its
// published metadata has them: URI template, body type, the serializer and the factory of the models.
import { apiClientProxifier, BaseBearerTokenAuthenticationProvider } from '@microsoft/kiota-abstractions';
import { GraphRequestAdapter } from '@microsoft/msgraph-sdk';
import {
  createAuthenticationMethodConfigurationFromDiscriminatorValue,
  serializeAuthenticationMethodConfiguration,
} from '@microsoft/msgraph-sdk/models/index.js';
import { createODataErrorFromDiscriminatorValue } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js';
import { COLLECTION } from './intents.mjs';

const PATCH = {
  uriTemplate: `{+baseurl}${COLLECTION}/{authenticationMethodConfiguration%2Did}{?%24expand,%24select}`,
  responseBodyContentType: 'application/json',
  errorMappings: { XXX: createODataErrorFromDiscriminatorValue },
  adapterMethodName: 'send',
  responseBodyFactory: createAuthenticationMethodConfigurationFromDiscriminatorValue,
  requestBodyContentType: 'application/json',
  requestBodySerializer: serializeAuthenticationMethodConfiguration,
  requestInformationContentSetMethod: 'setContentFromParsable',
};

export function client({ root, token }) {
  const provider = { getAuthorizationToken: async () => token, getAllowedHostsValidator: () => undefined };
  const adapter = new GraphRequestAdapter(new BaseBearerTokenAuthenticationProvider(provider));
  adapter.baseUrl = root;
  return {
    update: ({ type, members, key, aside }) =>
      apiClientProxifier(
        adapter,
        { baseurl: root, 'authenticationMethodConfiguration%2Did': key },
        {},
        { patch: PATCH },
      ).patch({ odataType: type, ...(aside ? { additionalData: members } : members) }),
  };
}

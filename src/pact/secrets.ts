import { isPlaceholder } from '../exchanges/masks';
import { secretsIn } from '../exchanges/secret-names';
import type { BrokerOptions, PactSource } from './sources';

/** Values in a Pact whose names mark them as secrets. A broker's Pacts are unknown in advance. */
export function secretsExpected(source: PactSource): string[] {
  if (source.kind !== 'file') return [];
  const { interactions } = JSON.parse(source.document.numbered) as { interactions: { response?: unknown }[] };
  return interactions
    .flatMap(({ response }) => secretsIn(response))
    .filter((secret) => !isPlaceholder(secret));
}

/** The secrets in a broker's credentials: Basic sends both parts in one value. */
export const secretsOf = (credentials: NonNullable<BrokerOptions['credentials']>): string[] =>
  'token' in credentials
    ? [credentials.token]
    : [
        credentials.password,
        Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64'),
      ];

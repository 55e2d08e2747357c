import { isPlaceholder } from '../exchanges/masks';
import { secretsIn } from '../exchanges/secret-names';
import type { BrokerOptions, PactSource } from './sources';

/** What a Pact expects that is a secret by its name; of a broker's nobody knows it beforehand. */
export function secretsExpected(source: PactSource): string[] {
  if (source.kind !== 'file') return [];
  const { interactions } = JSON.parse(source.document.numbered) as { interactions: { response?: unknown }[] };
  return interactions
    .flatMap(({ response }) => secretsIn(response))
    .filter((secret) => !isPlaceholder(secret));
}

/** What must not show of a broker's credentials: Basic sends both in one. */
export const secretsOf = (credentials: NonNullable<BrokerOptions['credentials']>): string[] =>
  'token' in credentials
    ? [credentials.token]
    : [
        credentials.password,
        Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64'),
      ];

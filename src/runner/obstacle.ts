import type { Exchange } from '../exchanges/exchange';

/** What an answer says of the way to the provider, and what to do about it, in one line. */
export function obstacleOf({ request, response, failure }: Exchange): string {
  if (failure)
    return `${REASONS[failure.kind] ?? 'no answer'}: ${new URL(request.url).origin} (${failure.message})`;
  const status = response?.status ?? 0;
  const advice =
    status === 401
      ? 'the provider does not take the token: set GRAPH_TOKEN'
      : status === 403
        ? 'the token lacks the permission: Policy.ReadWrite.AuthenticationMethod is needed'
        : status === 404
          ? '--provider must be the API root, with its version: https://host/v1.0'
          : status === 429
            ? 'it throttles for longer than a run waits'
            : status === 407
              ? 'a proxy in between wants credentials'
              : 'neither a read nor a write comes through';
  return `${request.method} ${request.url} was answered with ${status}: ${advice}`;
}

const REASONS: Partial<Record<string, string>> = {
  refused: 'nobody listens',
  unresolved: 'no address for the host',
  timeout: 'no answer in time; --timeout grants more',
  reset: 'the connection was cut',
  tls: 'TLS failed; --ca names further certificates to trust',
  protocol: 'the answer is no HTTP/1.1',
  'too-large': 'the answer is too long',
};

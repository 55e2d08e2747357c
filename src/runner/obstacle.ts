import { jsonOf } from '../exchanges/body';
import type { Exchange, Failure } from '../exchanges/exchange';

/** Describes in one line what keeps requests from the provider, and what to do about it. */
export function obstacleOf({ request, response, failure }: Exchange): string {
  if (failure) return `${reasonFor(failure, new URL(request.url))}`;
  const status = response?.status ?? 0;
  return `${request.method} ${request.url} was answered with ${status}: ${adviceOn(status, request.url)}`;
}

function adviceOn(status: number, url: string): string {
  switch (status) {
    case 401:
      return 'the provider refused the token: give one that it accepts, in GRAPH_TOKEN or with --token-file';
    case 403:
      return 'the token lacks the permission: Policy.ReadWrite.AuthenticationMethod is needed';
    case 404:
      return url.split('/policies/').length > 2
        ? '--provider must be the API root, without /policies and what follows it: https://host/v1.0'
        : '--provider must be the API root, with its version (https://host/v1.0), and the provider must have this policy';
    case 407:
      return 'a proxy on the way requires credentials';
    case 429:
      return 'it throttles for longer than a run waits';
    default:
      return 'neither a read nor a write succeeds';
  }
}

/**
 * Explains why a read succeeded and no write did: the provider accepts the token only for reads.
 * @param another whether a second update was refused too
 */
export const writesDenied = ({ request }: Exchange, another: boolean): string =>
  `the token lacks the permission to write (Policy.ReadWrite.AuthenticationMethod), and only the rows that need no write were judged: a read was answered with 200, and ${request.method} ${request.url} with 403${another ? ', as was another update' : ''}`;

/** Reports that the server at this address does not implement the operation. */
export const strangerAt = (answers: readonly Exchange[]): string =>
  `${answers.map(({ request, response }) => `${request.method} was answered with ${response?.status}${shownAs(response)}`).join(', ')}: no provider of the operation answers at ${answers[0]?.request.url}; --provider must be the API root, with its port and its version: https://host/v1.0`;

/** Reports that the port speaks TLS, although the URL says http. */
export const wantsTls = ({ request }: Exchange): string => {
  const { host, origin } = new URL(request.url);
  return `${origin} speaks TLS, but the request was plain HTTP: use https://${host} in --provider`;
};

/** Whether an answer may come from a TLS port that was sent plain HTTP. */
export function maySpeakTls({ request, response, failure }: Exchange): boolean {
  if (!request.url.startsWith('http:')) return false;
  if (failure) return failure.kind === 'reset' || failure.kind === 'protocol';
  return response?.status === 400 && !isJson(response);
}

const isJson = (response: Exchange['response']): boolean => response !== undefined && jsonOf(response).ok;

/** Statuses of a server that lacks the path or redirects. */
const NOT_HERE = new Set([301, 302, 303, 307, 308, 404, 405, 501]);

/**
 * Whether an answer shows no sign of Microsoft Graph: another page, a missing path, or a body that is not JSON. A
 * write that succeeded without a body is what the contract requires, and is not foreign.
 */
export function isForeign({ response }: Exchange): boolean {
  if (!response) return false;
  if (NOT_HERE.has(response.status)) return true;
  const isEmpty = (response.body?.data ?? '') === '';
  return !isEmpty && !isJson(response);
}

function shownAs(response: Exchange['response']): string {
  const type = response?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return type === undefined || isJson(response) ? '' : ` and ${type}`;
}

/** Why a connection cannot carry a request, in words, from the failure. */
function reasonFor({ kind, message }: Failure, { origin, host, hostname }: URL): string {
  if (/does not match certificate/i.test(message)) {
    // The certificate has no IP address although the URL has one, so Node's list of names is empty.
    const names = message.slice(message.lastIndexOf(': ') + 2).trim();
    return names === ''
      ? `the certificate is for another name: ${origin} (it is not for ${hostname}); use a name of the certificate in --provider`
      : `the certificate is for another name: ${origin} (it is for ${names}, and not for ${hostname}); use that name in --provider`;
  }
  if (/wrong version number|packet length too long|unknown protocol|http request/i.test(message))
    return `${origin} does not speak TLS: use http://${host} in --provider`;
  return `${REASONS[kind] ?? 'no answer'}: ${origin} (${message})`;
}

const REASONS: Partial<Record<string, string>> = {
  refused: 'no server listens',
  unresolved: 'no address for the host',
  timeout: 'no answer in time; --timeout allows more',
  reset: 'the connection was cut',
  tls: 'TLS failed; if the certificate is not trusted, give its CA with --ca',
  protocol: 'the answer is not HTTP/1.1',
  'too-large': 'the answer is too long',
};

import type { Command } from 'commander';
import { getProxyForUrl } from 'proxy-from-env';
import { isLoopback } from '../exchanges/loopback';
import { UsageError } from '../usage-error';
import { certificatesOf, pairOf } from './certificates';
import type { Io } from './io';

/** The options of certificates and of the HTTP proxy, as commander passes them. */
export interface TransportArguments {
  ca?: string;
  clientCert?: string;
  clientKey?: string;
}

export const addTransportOptions = (command: Command): Command =>
  command
    .optionsGroup('Connection:')
    .option('--ca <file>', 'certificates to trust, in PEM')
    .option('--client-cert <file>', 'certificate to show to the provider, in PEM')
    .option('--client-key <file>', 'its key, in PEM');

/**
 * The connection settings for a provider: certificates, and the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
 * @throws UsageError for a file that cannot be read, and a proxy that will not do
 */
export function transportOf({ ca, clientCert, clientKey }: TransportArguments, provider: string, io: Io) {
  if ((clientCert === undefined) !== (clientKey === undefined))
    throw new UsageError('--client-cert and --client-key belong together: one of them is missing');
  const proxy = proxyFor(provider);
  return {
    ...(ca !== undefined && { ca: certificatesOf('--ca', ca, io) }),
    ...(clientCert !== undefined &&
      clientKey !== undefined && {
        client: pairOf(
          { option: '--client-cert', file: clientCert },
          { option: '--client-key', file: clientKey },
          io,
        ),
      }),
    ...(proxy && { proxy }),
  };
}

/** The proxy for a URL; none for this machine, whatever the variables say. */
export function proxyFor(url: string): URL | undefined {
  const named = isLoopback(new URL(url).hostname) ? '' : getProxyForUrl(url);
  if (named === '') return undefined;
  if (!isUsable(named))
    throw new UsageError(
      'HTTPS_PROXY, HTTP_PROXY or ALL_PROXY is not a URL, such as http://proxy.example:8080: correct it',
    );
  const proxy = new URL(named);
  if (proxy.protocol !== 'http:')
    throw new UsageError(
      `the proxy ${proxy.host} has a URL with ${proxy.protocol.slice(0, -1)}, and only http is supported: set HTTPS_PROXY or HTTP_PROXY to an http URL`,
    );
  return proxy;
}

/** Whether a text is a URL, the credentials of which can be decoded. */
function isUsable(text: string): boolean {
  try {
    const { username, password } = new URL(text);
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** The provider as a server of its own. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { normalBasePath } from './address';
import { closerOf } from './closing';
import { createFace, writeAnswer } from './face';
import { inOrder } from './in-order';
import { versionRoot } from './operations';
import { modelOf } from './policies';
import type { Policy, PolicyModel } from './policies/model';
import { type PolicyConfiguration, temporaryAccessPass } from './policies/temporary-access-pass';
import { type PolicyStore, storeOf } from './store';
import { tenantAround } from './tenant';
import { serverFor } from './listening';
import type { ServingLimits } from './patience';
import { answerSeveralHosts, answerUnreadable, hasSeveralHosts } from './unreadable';

export interface ProviderOptions<Kept extends Policy = PolicyConfiguration> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The address to listen on; by default 127.0.0.1. */
  readonly host?: string;
  /** The policy to start from; by default the documented one, where one is documented. */
  readonly policy?: Kept;
  /** What stands before the version root, such as `/graph`. */
  readonly basePath?: string;
  /** Serves the policies of the other operations too, each as it is documented. */
  readonly tenant?: boolean;
  /** PEM of a key and a certificate: answers https instead of http. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A provider that listens. */
export interface RunningProvider<Kept extends Policy = PolicyConfiguration> {
  /** The API root, such as `http://127.0.0.1:8080/v1.0`. */
  readonly url: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** The policy behind it, to read and to set. */
  readonly store: PolicyStore<Kept>;
  /** Stops listening and ends every connection, idle or not. */
  close(): Promise<void>;
}

/**
 * Starts the provider with the Temporary Access Pass policy.
 *
 * @example
 * const provider = await startProvider();
 * await fetch(`${provider.url}/policies/...`, { headers: { Authorization: `Bearer ${testToken(READ_SCOPE)}` } });
 * await provider.close();
 *
 * @throws when the port can't be had
 */
export const startProvider = (options: ProviderOptions = {}): Promise<RunningProvider> =>
  start(temporaryAccessPass, options);

/** Starts the provider with the policy of an operation. @see startProvider */
export const startProviderOf = (
  operation: string,
  options: ProviderOptions<Policy> = {},
  limits: ServingLimits = {},
): Promise<RunningProvider<Policy>> => start(modelOf(operation), options, limits);

async function start<Kept extends Policy>(
  model: PolicyModel<Kept>,
  options: ProviderOptions<Kept>,
  limits: ServingLimits = {},
): Promise<RunningProvider<Kept>> {
  const { port = 0, host = '127.0.0.1', policy, basePath = '', tls } = options;
  const store = storeOf(model, policy);
  const face = createFace({ store, basePath, ...(options.tenant && { tenant: tenantAround(store) }) });
  const answer = async (request: Request, { outgoing }: HttpBindings): Promise<Response> => {
    writeAnswer(outgoing, await face(request));
    return RESPONSE_ALREADY_SENT;
  };
  // Its own Request and Response would replace the global ones, for whatever else runs in this process.
  const listener = getRequestListener((request, env) => answer(request, env as HttpBindings), {
    overrideGlobalObjects: false,
    errorHandler: answerUnreadable,
  });
  const handle = inOrder((incoming, outgoing) =>
    hasSeveralHosts(incoming) ? Promise.resolve(answerSeveralHosts(outgoing)) : listener(incoming, outgoing),
  );
  const server = await serverFor(handle, tls, limits);
  const close = closerOf(server);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const origin = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`;
  return {
    url: versionRoot(origin, normalBasePath(basePath), 'v1.0'),
    origin,
    store,
    close,
  };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

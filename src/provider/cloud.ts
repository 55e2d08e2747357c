/**
 * A cloud to practise on: the embedded provider with TLS, a token endpoint in the shape that @azure/identity talks to,
 * and what the real thing does to clients: reads that lag behind writes, and a throttle now and then.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { readBody } from './body';
import { closerOf } from './closing';
import { createFace, toResponse } from './face';
import { inOrder } from './in-order';
import { serverFor } from './listening';
import type { ServingLimits } from './patience';
import { modelOf } from './policies';
import type { Policy } from './policies/model';
import { type PolicyStore, storeOf } from './store';
import { tenantAround } from './tenant';
import { testToken, WRITE_SCOPE } from './tokens';
import { answerUnreadable } from './unreadable';

export interface CloudOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** PEM of a key and a certificate. */
  readonly tls: { readonly key: string; readonly cert: string };
  /** By default that of the Temporary Access Pass. */
  readonly operation?: string;
  readonly policy?: Policy;
  /** How long a read lags behind a write, in milliseconds. */
  readonly lag?: number;
  /** One request in so many is throttled; 0 for none. */
  readonly throttle?: number;
}

export interface RunningCloud {
  /** The API root. */
  readonly url: string;
  /** Scheme, host and port, of the provider and of who issues its tokens. */
  readonly origin: string;
  /** The policy as it was written, which reads show later. */
  readonly store: PolicyStore<Policy>;
  close(): Promise<void>;
}

/** Who signs in here: any tenant and client, with this secret or an assertion of its own. */
export const REHEARSAL = {
  tenant: '11111111-2222-4333-8444-555555555555',
  client: '66666666-7777-4888-8999-aaaaaaaaaaaa',
  secret: 'rehearsal-secret',
} as const;

const LAG = 300;
const THROTTLE = 60;
/** How long a token is good for, in seconds. */
const LIFETIME = 3599;

/** Starts it. @throws when the port can't be had */
export async function startCloud(options: CloudOptions, limits: ServingLimits = {}): Promise<RunningCloud> {
  const {
    port = 0,
    tls,
    operation = 'temporaryAccessPass',
    policy,
    lag = LAG,
    throttle = THROTTLE,
  } = options;
  const model = modelOf(operation);
  const store = storeOf(model, policy);
  const replica = storeOf(model, policy);
  const [tenant, shown] = [tenantAround(store), tenantAround(replica)];
  const write = createFace({ store, tenant });
  const read = createFace({ store: replica, tenant: shown });
  let count = 0;
  const app = new Hono();
  addSignIn(app);
  app.all('*', async ({ req: { raw } }) => {
    count += 1;
    if (throttle > 0 && count % throttle === 0) return throttled(raw);
    if (raw.method === 'GET') return toResponse(await read(raw));
    const response = toResponse(await write(raw));
    const written = tenant.map((each) => (each.isGone() ? undefined : each.get()));
    const show = (): void =>
      shown.forEach((each, at) => {
        const policy = written[at];
        if (policy) each.set(policy);
        else each.remove();
      });
    setTimeout(show, lag).unref();
    return response;
  });
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: answerUnreadable,
  });
  const server = await serverFor(inOrder(listener), tls, limits);
  const close = closerOf(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/v1.0`,
    origin,
    store: {
      ...store,
      set(next) {
        replica.set(next);
        store.set(next);
      },
    },
    close,
  };
}

function throttled({ headers }: Request): Response {
  const id = headers.get('client-request-id') ?? REHEARSAL.client;
  return Response.json(
    {
      error: {
        code: 'TooManyRequests',
        message: 'Too many requests.',
        innerError: {
          date: new Date().toISOString().slice(0, 19),
          'request-id': id,
          'client-request-id': id,
        },
      },
    },
    { status: 429, headers: { 'Retry-After': '1', 'request-id': id, 'client-request-id': id } },
  );
}

/** Discovery, and tokens for client credentials, for a device code that somebody has just entered, and for a machine. */
function addSignIn(app: Hono): void {
  // As App Service has it: where IDENTITY_ENDPOINT points, asked with IDENTITY_HEADER.
  app.get('/msi/token', ({ req }) =>
    req.header('x-identity-header') === REHEARSAL.secret
      ? Response.json({
          access_token: testToken(WRITE_SCOPE),
          expires_on: String(Math.floor(Date.now() / 1000) + LIFETIME),
          resource: req.query('resource') ?? '',
          token_type: 'Bearer',
        })
      : Response.json({ statusCode: 400, message: 'no such header' }, { status: 400 }),
  );
  app.get('/:tenant/v2.0/.well-known/openid-configuration', ({ req }) => {
    const { origin } = new URL(req.url.replace(/^http:/, 'https:'));
    const base = `${origin}/${req.param('tenant')}`;
    return Response.json({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  app.post('/:tenant/oauth2/v2.0/devicecode', () =>
    Response.json({
      ...{
        user_code: 'REHEARSE1',
        device_code: 'a-device-code',
        verification_uri: 'https://localhost/device',
      },
      ...{ expires_in: 900, interval: 1, message: 'Do not enter REHEARSE1 anywhere: it counts as entered.' },
    }),
  );
  app.post('/:tenant/oauth2/v2.0/token', async ({ req }) => {
    const body = await readBody(req.raw);
    const form = new URLSearchParams('text' in body ? body.text : '');
    const isKnown =
      form.get('client_secret') === REHEARSAL.secret ||
      form.has('client_assertion') ||
      form.get('device_code') === 'a-device-code';
    if (!isKnown)
      return Response.json(
        { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' },
        { status: 401 },
      );
    return Response.json({
      token_type: 'Bearer',
      expires_in: LIFETIME,
      ext_expires_in: LIFETIME,
      access_token: testToken(WRITE_SCOPE),
    });
  });
}

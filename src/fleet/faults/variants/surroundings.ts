/** Providers in other surroundings: behind gateways, throttled, slow, or with fewer features than the embedded one. */
import { setTimeout as sleep } from 'node:timers/promises';
import { refused, type Behaviour, type Call, type Make } from '../behaviour';
import type { PolicyConfiguration } from '../../../provider/policies/temporary-access-pass';
import { isBatch, isUpdate, onceIn, withHeaders, type Members } from './support';

const throttled = (call: Call, retryAfter: string, status = 429): Response =>
  refused(call, status, 'Slow down.', { 'Retry-After': retryAfter });

/** An answer of a gateway in front of the provider, in its own form. */
const inFront = (status: number, body: string, headers: Record<string, string>): Response =>
  new Response(body, { status, headers });
const badGateway = (): Response =>
  inFront(502, '<html><h1>502 Bad Gateway</h1></html>', { 'Content-Type': 'text/html' });

const failed = (call: Call): Response => refused(call, 500, 'An unexpected error occurred.');

/** Throttles all requests in the first batch; requests that depend on one of them fail with it. */
function batchThrottledInside(): Behaviour {
  let batches = 0;
  return {
    request: (call) => {
      if (!isBatch(call) || (batches += 1) > 1) return {};
      const items = (call.json['requests'] ?? []) as Members[];
      return Response.json({ responses: items.map(throttledItem) });
    },
  };
}

const throttledItem = ({ id, dependsOn }: Members): Members => {
  const status = dependsOn === undefined ? 429 : 424;
  const code = status === 429 ? 'tooManyRequests' : 'failedDependency';
  return {
    ...{ id, status, headers: { 'Retry-After': '1' } },
    body: { error: { code, message: 'Not now.' } },
  };
};

/** A tenant whose policy was changed before the run. */
function startingElsewhere(): Behaviour {
  let started = false;
  const groups = Array.from({ length: 40 }, (_, index) => ({
    targetType: 'group' as const,
    id: `5d0f7c1e-0000-4a1c-9d0e-${String(index).padStart(12, '0')}`,
  }));
  return {
    request: (call, store) => {
      if (!started)
        store.set({
          ...call.before,
          state: 'enabled',
          defaultLength: 48,
          minimumLifetimeInMinutes: 10,
          defaultLifetimeInMinutes: 43200,
          maximumLifetimeInMinutes: 43200,
          isUsableOnce: true,
          // Targets have every member of the operation's target type; otherwise, an update would add the missing
          // ones.
          includeTargets: groups
            .slice(20)
            .map((group) => ({ ...call.before.includeTargets[0], ...group, isRegistrationRequired: true })),
          excludeTargets: groups.slice(0, 20),
        });
      started = true;
      return {};
    },
  };
}

/** The defaults of another tenant, which DELETE restores. */
const TENANT: Partial<PolicyConfiguration> = {
  state: 'enabled',
  defaultLength: 10,
  minimumLifetimeInMinutes: 30,
  defaultLifetimeInMinutes: 45,
  maximumLifetimeInMinutes: 90,
  isUsableOnce: true,
  excludeTargets: [{ targetType: 'group', id: '5d0f7c1e-0000-4a1c-9d0e-000000000001' }],
};

const without = (is: (call: Call) => boolean, allow: string): Behaviour => ({
  request: (call) => (is(call) ? refused(call, 405, 'Not offered.', { Allow: allow }) : {}),
});

/** Accepts every token. */
const anyScope: Behaviour = {
  request: ({ headers }) => {
    const given = headers.get('authorization') ?? '';
    headers.set('authorization', given.replace('Policy.Read.', 'Policy.ReadWrite.'));
    return { headers };
  },
};

/** A gateway that refuses requests without its key. */
const keyed: Behaviour = {
  request: (call) =>
    call.headers.get('x-gateway-key') === 'opensesame-4711' ? {} : refused(call, 403, 'No key.'),
};

/** A firewall that refuses clients that look like neither a browser nor an SDK. */
const wary: Behaviour = {
  request: (call) =>
    ['user-agent', 'host'].every((name) => call.headers.has(name)) ? {} : refused(call, 400, 'Who is this?'),
};

function slow(): Behaviour {
  let requests = 0;
  return {
    request: async () => {
      requests += 1;
      await sleep(requests === 1 ? 300 : 2);
      return {};
    },
  };
}

const HEADERS = {
  'Strict-Transport-Security': 'max-age=31536000',
  'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5"}}',
  'x-ms-resource-unit': '1',
  'x-ms-throttle-limit-percentage': '0.8',
  'RateLimit-Remaining': '999',
  'Retry-After': '0',
  'Set-Cookie': 'affinity=west-7; Path=/; HttpOnly',
  'Alt-Svc': 'h2=":443"',
  Via: '1.1 gateway.example',
  Deprecation: '@1688169599',
  Link: '<https://learn.microsoft.com>; rel="deprecation"',
};

export const SURROUNDINGS: Readonly<Record<string, Make>> = {
  slow,
  'throttles-for-no-time': () => onceIn(20, (call) => throttled(call, '0')),
  'throttles-for-a-second': () => onceIn(1000, (call) => throttled(call, '1'), { first: 90 }),
  'throttles-until-a-date': () =>
    onceIn(1000, (call) => throttled(call, new Date(Date.now() + 900).toUTCString()), { first: 110 }),
  'overloaded-at-times': () => onceIn(60, (call) => throttled(call, '0', 503)),
  'gateway-502': () => onceIn(40, badGateway),
  'gateway-503': () =>
    onceIn(45, () => inFront(503, 'upstream connect error', { 'Content-Type': 'text/plain' })),
  'gateway-504': () => onceIn(50, () => inFront(504, '', {})),
  'fails-at-times': () => onceIn(55, failed),
  'batch-throttled-inside': batchThrottledInside,
  'further-headers': () => withHeaders(HEADERS),
  'long-headers': () => withHeaders({ 'x-ms-ags-diagnostic': 'd'.repeat(12_000) }),
  'starts-elsewhere': startingElsewhere,
  'tenant-defaults': () => ({
    response: (response, call, store) => {
      const { method, body, before } = call;
      // As a plain request, or inside a batch, where it may be refused.
      const isReset = isBatch(call)
        ? body.includes('"DELETE"') && JSON.stringify(store.get()) !== JSON.stringify(before)
        : method === 'DELETE' && response.status === 204;
      const isDefault = JSON.stringify(store.get()) === JSON.stringify(store.model.defaults());
      if (isReset && isDefault) store.set({ ...store.model.defaults(), ...TENANT });
      return response;
    },
  }),
  'base-path': () => ({}),
  'header-wanted': () => keyed,
  'usual-headers-wanted': () => wary,
  'private-ca': () => ({}),
  'gateway-with-everything': () => keyed,
  'write-only': () => without(({ method }) => method === 'GET', 'PATCH, DELETE'),
  'no-delete': () => without(({ method }) => method === 'DELETE', 'GET, PATCH'),
  'no-batch': () => ({ request: (call) => (isBatch(call) ? refused(call, 404) : {}) }),
  'no-scopes': () => anyScope,
  'update-alone': () => ({
    request: (call) =>
      isBatch(call)
        ? refused(call, 404)
        : isUpdate(call)
          ? {}
          : refused(call, 405, 'No.', { Allow: 'PATCH' }),
  }),
};

// What is sent through Prism's proxy: every request of our Pact, behind the state that it names, and the
// requests below, conforming and faulty, written by hand from the slice. Behind every update that is sent
// the policy is read, so that Prism sees what a read answers too.
import { GROUPS, pactFor, setsPolicy, tokens, withGroups } from './interactions.mjs';

const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const [GROUP] = GROUPS;
const DEFAULTS = { state: 'the policy has the documented defaults' };

/** Updates that every provider takes from the documented defaults: each member, at both of its bounds. */
const CONFORMING = [
  { defaultLength: 8 },
  { defaultLength: 48 },
  { minimumLifetimeInMinutes: 10 },
  { maximumLifetimeInMinutes: 43200 },
  { defaultLifetimeInMinutes: 480 },
  { state: 'enabled' },
  { state: 'disabled' },
  { isUsableOnce: true },
  { isUsableOnce: false },
  { includeTargets: [{ id: GROUP, targetType: 'group', isRegistrationRequired: true }] },
  { excludeTargets: [{ id: GROUP, targetType: 'group' }] },
  { excludeTargets: [] },
  { id: 'TemporaryAccessPass', isUsableOnce: true },
  { 'state@example.note': 'an annotation', state: 'enabled' },
];

/** Updates that the slice forbids, as Prism can tell: beyond each bound, and of another JSON type. */
const FAULTY = [
  { defaultLength: 7 },
  { defaultLength: 49 },
  { defaultLength: 100 },
  { defaultLength: '12' },
  { defaultLength: 12.5 },
  { minimumLifetimeInMinutes: 9 },
  { minimumLifetimeInMinutes: '60' },
  { maximumLifetimeInMinutes: 43201 },
  { maximumLifetimeInMinutes: true },
  { defaultLifetimeInMinutes: '60' },
  { state: 'on' },
  { state: true },
  { isUsableOnce: 'true' },
  { isUsableOnce: 1 },
  { includeTargets: {} },
  { includeTargets: [{ targetType: 'group' }] },
  { includeTargets: [{ id: GROUP, targetType: 'device' }] },
  { excludeTargets: {} },
  { excludeTargets: [{ targetType: 'group' }] },
  { id: 'Fido2', isUsableOnce: true },
  { '@odata.type': 7, isUsableOnce: true },
  { '@odata.type': '', isUsableOnce: true },
  { '@odata.type': '#microsoft.graph.authenticationMethodConfiguration', isUsableOnce: true },
];

/** Headers, good and bad, that a good update is sent with. */
const HEADERS = [
  ['with another scheme', { Authorization: 'Basic dXNlcjpwYXNz' }],
  ['with a token of nobody', { Authorization: 'Bearer taken-by-no-provider' }],
  ['with a charset', { 'Content-Type': 'application/json;charset=utf-8' }],
  ['with a parameter of OData', { 'Content-Type': 'application/json;odata.metadata=minimal' }],
  ['with client-request-id', { 'client-request-id': '5f0c1e9a-6a2b-4a5e-9d55-0b7f5a2d9c11' }],
];

/** The requests for a provider, in order; each names the state that it starts from. */
export function requestsFor(provider) {
  const json = { 'Content-Type': 'application/json', Authorization: `Bearer ${tokens.write}` };
  const update = (body, name, headers = json) => ({
    ...{ name, method: 'PATCH', path: POLICY, headers, state: DEFAULTS },
    body: withGroups(JSON.stringify(body), provider.groups),
  });
  const good = { '@odata.type': TYPE, isUsableOnce: true };
  const batch = (name, requests) => ({
    ...{ name, method: 'POST', path: '/$batch', headers: json, state: DEFAULTS },
    body: JSON.stringify({ requests }),
  });
  const item = (id) => ({
    ...{ id: String(id), method: 'PATCH', url: POLICY },
    ...{ headers: { 'Content-Type': 'application/json' }, body: good },
  });
  const others = [
    ...[...CONFORMING, ...FAULTY].map((members) =>
      update({ '@odata.type': TYPE, ...members }, JSON.stringify(members)),
    ),
    update([good], 'an update in an array'),
    ...HEADERS.map(([name, headers]) => update(good, `an update ${name}`, { ...json, ...headers })),
    update(good, 'an update without Authorization', { 'Content-Type': json['Content-Type'] }),
    update(good, 'an update without Content-Type', { Authorization: json.Authorization }),
    { ...update(good, 'a PUT'), method: 'PUT' },
    ...(provider.lacks.includes('batch')
      ? []
      : [
          batch('a batch', [item(1), item(2)]),
          batch(
            'a batch of 21',
            Array.from({ length: 21 }, (_, index) => item(index)),
          ),
        ]),
  ];
  return [...pactFor(provider).interactions.map(fromPact), ...others].flatMap((request) => [
    request,
    ...(request.method === 'GET' || provider.lacks.includes('read')
      ? []
      : [{ ...read(json), name: `a read after: ${request.name}` }]),
  ]);
}

const read = ({ Authorization }) => ({ method: 'GET', path: POLICY, headers: { Authorization } });

function fromPact({ description, providerStates, request }) {
  const { content, encoded } = request.body ?? {};
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const headers = Object.entries(request.headers ?? {}).map(([name, values]) => [name, values.join(', ')]);
  const { name: state, params } = providerStates.find(setsPolicy);
  return {
    name: description,
    ...{ method: request.method, path: request.path, headers: Object.fromEntries(headers) },
    state: { state, params },
    ...(content !== undefined && { body: encoded ? Buffer.from(text, 'base64') : text }),
  };
}

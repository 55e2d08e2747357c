import {
  READ_SCOPE,
  WRITE_SCOPE,
  startProviderOf,
  testToken,
  type RunningProvider,
} from '../../src/provider';
import type { Policy } from '../../src/provider';
import { PAGES, target, updateOf, type Sibling } from './support';

const TAP_PATH =
  '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const WRITER = `Bearer ${testToken(WRITE_SCOPE)}`;
const READER = `Bearer ${testToken(READ_SCOPE)}`;
const AAGUIDS = ['cb69481e-8ff7-4039-93ec-0a2729a154a8', '2fc0579f-8113-47ea-b116-bb5a8db9202a'];
const EVERYBODY = { targetType: 'group', id: 'all_users', isRegistrationRequired: false };

const DEFAULT_PROFILE = '00000000-0000-0000-0000-000000000001';
const PROFILE = {
  id: DEFAULT_PROFILE,
  name: 'Default passkey profile',
  passkeyTypes: 'deviceBound,synced',
  attestationEnforcement: 'disabled',
  keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [] },
};

/** What a provider keeps at first, by the order in which a read shows it. */
const DEFAULTS: Record<Sibling, object> = {
  sms: {
    state: 'disabled',
    includeTargets: [{ ...EVERYBODY, isUsableForSignIn: true }],
    excludeTargets: [],
  },
  fido2: {
    state: 'disabled',
    isSelfServiceRegistrationAllowed: true,
    isAttestationEnforced: true,
    keyRestrictions: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
    defaultPasskeyProfile: DEFAULT_PROFILE,
    passkeyProfiles: [PROFILE],
    includeTargets: [{ ...EVERYBODY, allowedPasskeyProfiles: [DEFAULT_PROFILE] }],
    excludeTargets: [],
  },
};

const NAMES: Sibling[] = ['sms', 'fido2'];
const providers = new Map<Sibling, RunningProvider<Policy>>();
beforeAll(async () => {
  for (const name of NAMES) providers.set(name, await startProviderOf(name));
});
afterAll(async () => {
  for (const provider of providers.values()) await provider.close();
});
beforeEach(() => {
  for (const { store } of providers.values()) store.reset();
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

async function send(
  name: Sibling,
  method: string,
  path: string = PAGES[name].path,
  json?: unknown,
): Promise<Answer> {
  const response = await fetch(`${providers.get(name)?.url}${path}`, {
    method,
    headers: {
      Authorization: method === 'GET' ? READER : WRITER,
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
}

/** The policy as a read shows it, without what only says how it was read. */
async function read(name: Sibling): Promise<object> {
  const { body } = await send(name, 'GET');
  return Object.fromEntries(
    Object.entries(body).filter(([member]) => member !== 'id' && !member.includes('@')),
  );
}

const patch = async (name: Sibling, members: object): Promise<number> =>
  (await send(name, 'PATCH', undefined, updateOf(name, members))).status;

describe.each(NAMES)('the policy of %s', (name) => {
  const { type, key, path } = PAGES[name];

  test('is read with its type, its key, and its members in the order of the resource', async () => {
    const { status, body } = await send(name, 'GET');
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      ...['@odata.context', '@odata.type', 'id'],
      ...Object.keys(DEFAULTS[name]).flatMap((member) =>
        member === 'includeTargets' ? ['includeTargets@odata.context', member] : [member],
      ),
    ]);
    expect(body).toMatchObject({ '@odata.type': type, id: key, ...DEFAULTS[name] });
    expect(body['@odata.context']).toMatch(
      /\/v1\.0\/\$metadata#authenticationMethodConfigurations\/\$entity$/,
    );
    expect(body['includeTargets@odata.context']).toContain(`('${key}')/${type.slice(1)}/includeTargets`);
  });

  test('keeps what an update does not send', async () => {
    expect(await patch(name, { state: 'enabled' })).toBe(204);
    expect(await read(name)).toEqual({ ...DEFAULTS[name], state: 'enabled' });
    expect(await patch(name, { excludeTargets: [target()] })).toBe(204);
    expect(await read(name)).toEqual({ ...DEFAULTS[name], state: 'enabled', excludeTargets: [target()] });
  });

  test('takes a collection in the place of the one there is', async () => {
    await patch(name, { excludeTargets: [target(), target({ id: 'guests' })] });
    await patch(name, { excludeTargets: [target({ id: 'guests' })] });
    expect(await read(name)).toMatchObject({ excludeTargets: [target({ id: 'guests' })] });
  });

  test('is as it was where an update is refused', async () => {
    await patch(name, { state: 'enabled' });
    expect(await patch(name, { state: 'disabled', excludeTargets: null })).toBe(400);
    expect(await read(name)).toEqual({ ...DEFAULTS[name], state: 'enabled' });
  });

  test('reverts to its default on DELETE', async () => {
    await patch(name, { state: 'enabled', includeTargets: [], excludeTargets: [target()] });
    expect(await read(name)).not.toEqual(DEFAULTS[name]);
    expect(await send(name, 'DELETE')).toEqual({ status: 204, body: {} });
    expect(await read(name)).toEqual(DEFAULTS[name]);
  });

  test('takes its own read back', async () => {
    const { body } = await send(name, 'GET');
    expect((await send(name, 'PATCH', undefined, { ...body, state: 'enabled' })).status).toBe(204);
    expect(await read(name)).toEqual({ ...DEFAULTS[name], state: 'enabled' });
  });

  test.each([
    path.toLowerCase(),
    path.toUpperCase(),
    path.replace(`/${key}`, `/${key.toLowerCase()}`),
    path.replace(`/${key}`, `('${key}')`),
    path.replace(`/${key}`, `('${key.toLowerCase()}')`),
  ])('is reached at %s', async (spelt) => {
    expect((await send(name, 'PATCH', spelt, updateOf(name, { state: 'enabled' }))).status).toBe(204);
    const { status, body } = await send(name, 'GET', spelt);
    expect([status, body['id'], body['state']]).toEqual([200, key, 'enabled']);
  });

  test.each([TAP_PATH, PAGES[name === 'sms' ? 'fido2' : 'sms'].path, `${path}s`, `${path}/state`])(
    'is not at %s',
    async (elsewhere) => {
      for (const method of ['GET', 'PATCH', 'DELETE'])
        expect((await send(name, method, elsewhere, method === 'PATCH' ? {} : undefined)).status).toBe(404);
    },
  );

  test('is read and updated in a batch, each item by itself', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const item = (id: string, over: object): object => ({ id, method: 'PATCH', url: path, headers, ...over });
    const { status, body } = await send(name, 'POST', '/$batch', {
      requests: [
        item('1', { body: updateOf(name, { state: 'enabled' }) }),
        item('2', { body: updateOf(name, { state: 'on' }), dependsOn: ['1'] }),
        item('3', { url: TAP_PATH, body: updateOf(name, { state: 'enabled' }) }),
        { id: '4', method: 'GET', url: path, dependsOn: ['1'] },
      ],
    });
    expect(status).toBe(200);
    const responses = body['responses'] as { id: string; status: number; body?: object }[];
    const statusOf = Object.fromEntries(responses.map((each) => [each.id, each.status]));
    expect(statusOf).toEqual({ 1: 204, 2: 400, 3: 404, 4: 200 });
    expect(responses.find(({ id }) => id === '4')?.body).toMatchObject({ id: key, state: 'enabled' });
  });
});

describe('targets of text messages', () => {
  const signIn = async (): Promise<unknown> =>
    ((await read('sms')) as { includeTargets: object[] }).includeTargets;

  test.each([true, false])('keep isUsableForSignIn as %s', async (isUsableForSignIn) => {
    await patch('sms', { includeTargets: [target({ isUsableForSignIn })] });
    expect(await signIn()).toEqual([target({ isRegistrationRequired: false, isUsableForSignIn })]);
  });

  test('have the flags that an update leaves out, as false', async () => {
    await patch('sms', { includeTargets: [target()] });
    expect(await signIn()).toEqual([target({ isRegistrationRequired: false, isUsableForSignIn: false })]);
  });

  test('are taken in any letter case, and lose what they do not declare', async () => {
    await patch('sms', { includeTargets: [{ ID: 'a', ISUSABLEFORSIGNIN: true, displayName: 'A' }] });
    expect(await signIn()).toEqual([
      { targetType: 'group', id: 'a', isRegistrationRequired: false, isUsableForSignIn: true },
    ]);
  });

  test('are no place for the flag where they are excluded', async () => {
    await patch('sms', { excludeTargets: [target({ isUsableForSignIn: true })] });
    expect(await read('sms')).toMatchObject({ excludeTargets: [target()] });
    expect(JSON.stringify(((await read('sms')) as { excludeTargets: object }).excludeTargets)).not.toContain(
      'isUsableForSignIn',
    );
  });
});

describe('restrictions of security keys', () => {
  const STORED = { isEnforced: true, enforcementType: 'allow', aaGuids: AAGUIDS };
  const restrictions = async (): Promise<unknown> =>
    ((await read('fido2')) as { keyRestrictions: object }).keyRestrictions;
  beforeEach(() => patch('fido2', { keyRestrictions: STORED }));

  test.each<[object, object]>([
    [{}, {}],
    [{ isEnforced: false }, { isEnforced: false }],
    [{ enforcementType: 'block' }, { enforcementType: 'block' }],
    [{ EnforcementType: 'Block' }, { enforcementType: 'block' }],
    [{ aaGuids: [] }, { aaGuids: [] }],
    [{ aaGuids: AAGUIDS.slice(1) }, { aaGuids: AAGUIDS.slice(1) }],
    [{ '@odata.type': '#microsoft.graph.fido2KeyRestrictions' }, {}],
  ])('%j changes %j, and the other parts stay', async (sent, changes) => {
    expect(await patch('fido2', { keyRestrictions: sent })).toBe(204);
    expect(await restrictions()).toEqual({ ...STORED, ...changes });
  });

  test('are all as they were where one part is refused', async () => {
    expect(await patch('fido2', { keyRestrictions: { isEnforced: false, aaGuids: AAGUIDS[0] } })).toBe(400);
    expect(await restrictions()).toEqual(STORED);
  });
});

describe('profiles of passkeys', () => {
  const OTHER = { ...PROFILE, id: AAGUIDS[0], name: 'Synced', passkeyTypes: 'synced' };

  test('are shown as they were sent, in the place of those there were', async () => {
    const sent = { defaultPasskeyProfile: OTHER.id, passkeyProfiles: [OTHER, PROFILE] };
    expect(await patch('fido2', sent)).toBe(204);
    expect(await patch('fido2', { state: 'enabled' })).toBe(204);
    expect(await read('fido2')).toEqual({ ...DEFAULTS.fido2, ...sent, state: 'enabled' });
    expect(await patch('fido2', { passkeyProfiles: [PROFILE] })).toBe(204);
    expect(await read('fido2')).toMatchObject({ passkeyProfiles: [PROFILE] });
  });

  test('lose what their type does not declare, and keep the sentinel of nobody', async () => {
    const sent = { ...OTHER, isDefault: false, attestationEnforcement: 'unknownFutureValue' };
    expect(await patch('fido2', { passkeyProfiles: [sent] })).toBe(204);
    const { id, name, passkeyTypes, keyRestrictions } = OTHER;
    expect(await read('fido2')).toMatchObject({
      passkeyProfiles: [{ id, name, passkeyTypes, keyRestrictions }],
    });
  });

  test('of a target are kept, and no other target gets them', async () => {
    const profiled = target({ isRegistrationRequired: false, allowedPasskeyProfiles: [AAGUIDS[0]] });
    await patch('fido2', { includeTargets: [profiled, EVERYBODY] });
    expect(await read('fido2')).toMatchObject({ includeTargets: [profiled, EVERYBODY] });
    const { includeTargets } = (await read('fido2')) as { includeTargets: object[] };
    expect(includeTargets[1]).not.toHaveProperty('allowedPasskeyProfiles');
  });

  test('are as at first after a DELETE', async () => {
    await patch('fido2', { passkeyProfiles: [OTHER] });
    await send('fido2', 'DELETE');
    expect(await read('fido2')).toEqual(DEFAULTS.fido2);
  });
});

test('attestation that is sent as a text is refused', async () => {
  expect(await patch('fido2', { isAttestationEnforced: 'false' })).toBe(400);
  expect(await read('fido2')).toMatchObject({ isAttestationEnforced: true });
});

test('an operation of which there is no policy is a mistake', () => {
  expect(() => startProviderOf('hardwareOath')).toThrow(
    '--operation hardwareOath: there is no embedded provider of it',
  );
});

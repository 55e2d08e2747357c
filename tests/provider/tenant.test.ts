import { operationNamed, operationNames } from '../../src/contract/operation';
import { createFace } from '../../src/provider/face';
import { modelOf } from '../../src/provider/policies';
import { storeOf } from '../../src/provider/store';
import { tenantAround } from '../../src/provider/tenant';
import { testToken, WRITE_SCOPE } from '../../src/provider/tokens';

type Json = Record<string, unknown>;
const ROOT = 'http://localhost/v1.0';
const PARENT = 'authenticationMethodsPolicy';
const METHODS = operationNames().filter((name) => name !== PARENT);

const start = (first = 'temporaryAccessPass') => {
  const store = storeOf(modelOf(first));
  const face = createFace({ store, tenant: tenantAround(store) });
  return async (method: string, path: string, body?: object): Promise<{ status: number; body: Json }> => {
    const headers = { Authorization: `Bearer ${testToken(WRITE_SCOPE)}`, 'Content-Type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const { status, content } = await face(new Request(`${ROOT}${path}`, init));
    return { status, body: JSON.parse(content ?? '{}') as Json };
  };
};
const pathOf = (name: string): string => operationNamed(name).path;
const typeOf = (name: string): string | undefined => operationNamed(name).type;
/** A policy without what only says where it was read. */
const plain = (policy: unknown): Json =>
  Object.fromEntries(
    Object.entries(policy as Json).filter(
      ([name]) => !name.endsWith('@odata.context') && name !== 'lastModifiedDateTime',
    ),
  );

test.each(['temporaryAccessPass', PARENT])(
  'a provider of %s serves the policies of the whole tenant',
  async (first) => {
    const ask = start(first);
    const statuses = await Promise.all(
      operationNames().map(async (name) => (await ask('GET', pathOf(name))).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  },
);

test('an update of one policy changes no other', async () => {
  const ask = start();
  const readAll = async (): Promise<[string, Json][]> =>
    Promise.all(
      METHODS.map(async (name): Promise<[string, Json]> => [name, (await ask('GET', pathOf(name))).body]),
    );
  for (const name of METHODS) {
    const before = await readAll();
    const state = before.find(([of]) => of === name)?.[1]['state'] === 'enabled' ? 'disabled' : 'enabled';
    expect((await ask('PATCH', pathOf(name), { '@odata.type': typeOf(name), state })).status).toBeLessThan(
      300,
    );
    const changed = (await readAll()).filter(
      ([, now], at) => JSON.stringify(now) !== JSON.stringify(before[at]?.[1]),
    );
    expect(changed.map(([of]) => of)).toEqual([name]);
  }
});

test('the policy above shows those of the methods as their own reads do', async () => {
  const ask = start();
  await ask('PATCH', pathOf('sms'), { '@odata.type': typeOf('sms'), state: 'enabled' });
  const { body } = await ask('GET', pathOf(PARENT));
  const shown = body['authenticationMethodConfigurations'] as Json[];
  const own = await Promise.all(METHODS.map(async (name) => plain((await ask('GET', pathOf(name))).body)));
  const byId = (one: Json, other: Json): number => String(one['id']).localeCompare(String(other['id']));
  expect(shown.map(plain).sort(byId)).toEqual(own.sort(byId));
});

test('a batch updates several policies', async () => {
  const ask = start();
  const names = ['sms', 'voice', 'temporaryAccessPass'];
  const { body } = await ask('POST', '/$batch', {
    requests: names.map((name, at) => ({
      id: String(at),
      method: 'PATCH',
      url: pathOf(name),
      headers: { 'Content-Type': 'application/json' },
      body: { '@odata.type': typeOf(name), state: 'enabled' },
    })),
  });
  expect((body['responses'] as Json[]).map(({ status }) => status)).toEqual([204, 204, 204]);
  for (const name of names) expect((await ask('GET', pathOf(name))).body['state']).toBe('enabled');
});

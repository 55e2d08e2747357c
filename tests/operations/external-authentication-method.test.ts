import { operationNamed } from '../../src/contract/operation';
import { addressOf, operationAt } from '../../src/exchanges/address';
import type { Effect } from '../../src/live/effects';
import { restrict } from '../../src/live/restrict';
import { verify } from '../../src/run/verify';
import { makePlan } from '../../src/scenarios/plan';
import { requestsIn, type Scenario, type Step } from '../../src/scenarios/scenario';
import { judge } from '../../src/judge/judge';
import { registerOf } from '../../src/contract/register/register';
import { modelOf, startProviderOf, testToken, WRITE_SCOPE } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import { context, exchange } from '../checks/support';
import { collections, flag, hold, states, strangers, types, type Boundary, type Side } from './boundary';
import { PAGES, updateOf } from './support';

/**
 * The boundaries of an update of the policy of an external method, read off the pages and the CSDL by hand.
 *
 * @see https://learn.microsoft.com/graph/api/externalauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/openidconnectsetting
 */
const name = 'externalAuthenticationMethod';
const ADDRESS = 'https://Adatum.com/.well-known/openid-configuration';
/** The key of the GET page's example, which is another than that of the update page. */
const OTHER = 'b3107ab7-68c7-4553-a167-48c1e9c24d52';

const setting = (value: unknown, side: Side, row = 'REQ-EXT-OIDC'): Boundary => [
  'openIdConnectSetting',
  value,
  side,
  row,
];

const table: Boundary[] = [
  // The page has no note on the type; its example has one.
  ...types(name, 'sms').map(([member, value, side, row]): Boundary => [
    member,
    value,
    value === undefined ? 'taken' : side,
    row,
  ]),
  ...states,
  ['id', PAGES[name].key, 'in', 'REQ-ID-BODY'],
  ['id', PAGES[name].key.toUpperCase(), 'lenient', 'REQ-ID-BODY'],
  ['id', OTHER, 'out', 'REQ-ID-BODY'],
  ['id', '', 'out', 'REQ-ID-BODY'],
  ['id', null, 'out', 'REQ-ID-BODY'],
  ...collections,
  ...flag('isRegistrationRequired', 'REQ-TGT-REG'),
  ...strangers,
  // CSDL: a text that is not null. Resource page, properties.
  ['displayName', 'Adatum', 'in', 'REQ-EXT-NAME'],
  ['displayName', '', 'in', 'REQ-EXT-NAME'],
  ['displayName', null, 'out', 'REQ-EXT-NAME'],
  ['displayName', 7, 'out', 'REQ-EXT-NAME'],
  ['displayName', ['Adatum'], 'out', 'REQ-EXT-NAME'],
  // Update page, request body; CSDL: a text that is not null.
  ['appId', 'fb262304-618c-4ffb-878a-114490bdf200', 'in', 'REQ-EXT-APP'],
  ['appId', null, 'out', 'REQ-EXT-APP'],
  ['appId', 7, 'out', 'REQ-EXT-APP'],
  ['appId', {}, 'out', 'REQ-EXT-APP'],
  // The same page and that of the setting; CSDL: not null, and neither are its parts.
  setting({ clientId: 'one', discoveryUrl: ADDRESS }, 'in'),
  setting({ clientId: 'one' }, 'in'),
  setting({}, 'in'),
  setting({ discoveryUrl: 'https//Adatum.com/.well-known/openid-configuration' }, 'in'),
  setting({ '@odata.type': '#microsoft.graph.openIdConnectSetting', clientId: 'one' }, 'in'),
  setting({ clientId: null }, 'out'),
  setting({ clientId: 7 }, 'out'),
  setting({ discoveryUrl: [ADDRESS] }, 'out'),
  setting({ discoveryUrl: null }, 'out'),
  setting(null, 'out'),
  setting(ADDRESS, 'out'),
  setting([], 'out'),
  // Of a script, on the beta.
  setting({ discoveryEndpoint: ADDRESS }, 'out', 'REQ-UNKNOWN'),
  ['clientId', 'one', 'out', 'REQ-UNKNOWN'],
  ['discoveryEndpoint', ADDRESS, 'out', 'REQ-UNKNOWN'],
];

describe('an update of an external method', () => hold(name, table));

test('a part of the setting that is not sent keeps its value', () => {
  const model = modelOf(name);
  const sent = updateOf(name, { openIdConnectSetting: { clientId: 'another' } });
  expect(applyTo(model, model.defaults(), sent)).toMatchObject({
    next: { openIdConnectSetting: { clientId: 'another', discoveryUrl: ADDRESS } },
  });
});

describe('any GUID is a key', () => {
  const operation = operationNamed(name);
  const collection = operation.path.slice(0, operation.path.lastIndexOf('/'));
  const at = (key: string): string => `https://graph.microsoft.com/v1.0${collection}/${key}`;

  test.each([PAGES[name].key, OTHER, OTHER.toUpperCase()])('%s', (key) => {
    expect(addressOf(at(key), operation)).toMatchObject({ resource: 'policy', key, exact: true });
    expect(operationAt(at(key))?.name).toBe(name);
  });

  test('it may stand in parentheses', () =>
    expect(addressOf(`/v1.0${collection}('${OTHER}')`, operation)).toMatchObject({ key: OTHER }));

  test.each(['Sms', `${OTHER}0`, OTHER.slice(1), 'b3107ab7-68c7-4553-a167-48c1e9c24d5g'])(
    '%s is none',
    (key) => expect(addressOf(at(key), operation)).toBeUndefined(),
  );

  /** An update to one of them, and what is said of it. */
  const said = (key: string, id: string) => {
    const sent = exchange({ url: at(key), json: updateOf(name, { id, state: 'enabled' }) });
    const { findings } = judge([sent], { subject: 'client', register: registerOf(operation) });
    return findings.filter(({ requirement }) => requirement === 'REQ-ID-BODY');
  };

  test('the id in the body is held to the one in the path', () => {
    expect(said(OTHER, OTHER)).toEqual([]);
    expect(said(PAGES[name].key, PAGES[name].key)).toEqual([]);
    expect(said(OTHER, OTHER.toUpperCase())).toEqual([]);
    expect(said(OTHER, PAGES[name].key)).toMatchObject([
      { outcome: 'violates', expected: `"${OTHER}"`, actual: `"${PAGES[name].key}"` },
    ]);
    expect(said(PAGES[name].key, OTHER)).toMatchObject([
      { outcome: 'violates', expected: `"${PAGES[name].key}"`, actual: `"${OTHER}"` },
    ]);
  });

  test('so is that of a read', () => {
    const shows = (id: string) => {
      const read = exchange({
        ...{ url: at(OTHER), method: 'GET', json: undefined, status: 200 },
        context: context({ settled: { satisfied: true, waitedMs: 0 } }),
        answer: { json: { ...modelOf(name).defaults(), id } },
      });
      const { findings } = judge([read], { subject: 'provider', register: registerOf(operation) });
      return findings.filter(({ requirement }) => requirement === 'SEM-KEY').map(({ outcome }) => outcome);
    };
    expect(shows(OTHER)).toEqual([]);
    expect(shows(PAGES[name].key)).toEqual(['violates']);
  });
});

test('a run sends DELETE last, and says that nothing puts the policy back', async () => {
  const provider = await startProviderOf(name);
  try {
    const report = await verify({
      provider: provider.url,
      register: registerOf(operationNamed(name)),
      token: testToken(WRITE_SCOPE),
      only: ['SEM-REMOVE', 'SEM-APPLY'],
      settle: 30,
    });
    expect(report.verdict).toBe('conforms');
    expect(report.putBack ?? undefined).toBeUndefined();
    expect(report.findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^DELETE removed the policy/),
    );
    expect(provider.store.isGone()).toBe(true);
  } finally {
    await provider.close();
  }
});

test('a live run leaves DELETE out, whatever it may do', () => {
  const register = registerOf(operationNamed(name));
  const plan = makePlan({ register, lacks: [], readOnlyToken: true });
  const deletes = {
    of: ({ steps }: Pick<Scenario, 'steps'>) => new Set<Effect>(isDelete(steps) ? ['delete'] : []),
  };
  const { scenarios, rows } = restrict(plan, deletes, new Set<Effect>(['write', 'delete']));
  expect(plan.scenarios.some(({ steps }) => isDelete(steps))).toBe(true);
  expect(scenarios.some(({ steps }) => isDelete(steps))).toBe(false);
  expect(rows.get('SEM-REMOVE')).toBe('left out of a live run: nothing restores what DELETE removes');
});

const isDelete = (steps: readonly Step[]): boolean =>
  steps.flatMap(requestsIn).some((step) => step.kind === 'send' && step.method === 'DELETE');

test('what DELETE took away is gone for everything but a policy that is put in its place', async () => {
  const provider = await startProviderOf(name);
  try {
    const ask = async (method: string, body?: string): Promise<number> => {
      const headers = {
        Authorization: `Bearer ${testToken(WRITE_SCOPE)}`,
        'Content-Type': 'application/json',
      };
      const { status } = await fetch(`${provider.url}${PAGES[name].path}`, {
        method,
        headers,
        ...(body !== undefined && { body }),
      });
      return status;
    };
    expect(await ask('GET')).toBe(200);
    expect(await ask('DELETE')).toBe(204);
    for (const method of ['GET', 'DELETE']) expect(await ask(method)).toBe(404);
    expect(await ask('PATCH', '{"state":"enabled"}')).toBe(404);
    provider.store.reset();
    expect(await ask('GET')).toBe(200);
  } finally {
    await provider.close();
  }
});

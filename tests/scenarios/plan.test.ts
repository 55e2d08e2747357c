import { defaultOperation } from '../../src/contract/operation';
import { loadRegister, type Register } from '../../src/contract/register/register';
import type { Requirement } from '../../src/contract/register/row';
import { makePlan, plannedRequests, type Plan, type PlanOptions } from '../../src/scenarios/plan';
import { allScenarios } from '../../src/scenarios';
import { contextScenarios } from '../../src/scenarios/contexts';
import { requestsIn } from '../../src/scenarios/scenario';

const register = loadRegister();
const plainOf = (options: Partial<PlanOptions> = {}) =>
  makePlan({ register, lacks: [], readOnlyToken: true, ...options });
/** With all pairs of contexts: what holds of this plan holds of the plain one in it. */
const planOf = (options: Partial<PlanOptions> = {}) => plainOf({ contexts: 2, ...options });
const addressesIn = ({ scenarios }: Plan): string[] => scenarios.map(({ address }) => address);

describe('a plan', () => {
  test('has every scenario, in order, and behind them those of contexts that are asked for', () => {
    const plain = allScenarios().map(({ address }) => address);
    const further = contextScenarios(defaultOperation(), 2, undefined).map(({ address }) => address);
    expect(addressesIn(planOf())).toEqual([...plain, ...further]);
    expect(addressesIn(plainOf())).toEqual(plain);
    expect(planOf().held?.address).toBe('wire/keep-alive');
  });

  test('exercises every row of the provider that can be provoked', () => {
    const rows = register.rows.filter(
      ({ actor, level, planned }) => actor === 'provider' && level !== 'NONE' && planned,
    );
    expect(new Set(planOf({ basis: 'http' }).rows.keys())).toEqual(new Set(rows.map(({ id }) => id)));
  });

  test('has scenarios for no row that the register does not know, and names each once', () => {
    const scenarios = allScenarios();
    expect(scenarios.flatMap(({ rows }) => rows).filter((id) => !register.byId.has(id))).toEqual([]);
    expect(new Set(scenarios.map(({ address }) => address)).size).toBe(scenarios.length);
  });

  test.each(allScenarios().map((scenario) => [scenario.address, scenario] as const))(
    '%s names each of its steps once, and accepts for rows of its own or of every answer',
    (_address, { steps }) => {
      const requests = steps.flatMap(requestsIn);
      const names = requests.map(({ name }) => name);
      expect(names.filter((name, index) => name !== 'fence' && names.indexOf(name) !== index)).toEqual([]);
      const accepted = requests.flatMap((step) => (step.kind === 'send' && step.accept ? [step.accept] : []));
      expect(accepted.filter((id) => !register.byId.has(id))).toEqual([]);
    },
  );

  test('of a row that no scenario was made for sends all that there is, in contexts where they are asked for', () => {
    const row = { ...(register.byId.get('RES-204') as Requirement), id: 'OUR-1', checks: ['response/ours'] };
    const withOurs = {
      ...register,
      rows: [...register.rows, row],
      byId: new Map(register.byId).set('OUR-1', row),
    };
    const ours = { register: withOurs as Register, only: ['OUR-1'] };
    expect(addressesIn(planOf(ours))).toEqual(addressesIn(planOf()));
    expect(addressesIn(plainOf(ours))).toEqual(addressesIn(plainOf()));
    expect(plainOf(ours).held).toEqual(plainOf().held);
    expect(
      planOf({ ...ours, lacks: ['delete'] }).scenarios.some(({ needs }) => needs.includes('delete')),
    ).toBe(false);
    expect([...plainOf(ours).rows]).toEqual([]);
  });

  test('says what is missing where there is no token that may only read', () => {
    const { rows, scenarios } = planOf({ readOnlyToken: false });
    expect(rows.get('AUT-403')).toContain('--token-readonly');
    expect(rows.get('AUT-READ')).toContain('--token-readonly');
    expect(scenarios.filter(({ needs }) => needs.includes('scopes'))).toEqual([]);
  });

  test.each(['read', 'delete', 'batch', 'scopes'] as const)(
    'without %s plans nothing that needs it',
    (lacking) => {
      const { rows, scenarios } = planOf({ lacks: [lacking] });
      expect(scenarios.filter(({ needs }) => needs.includes(lacking))).toEqual([]);
      expect([...rows.keys()].filter((id) => register.byId.get(id)?.needs.includes(lacking))).toEqual([]);
      expect([...rows.values()].filter((missing) => missing?.includes('declared absent'))).toEqual([]);
    },
  );

  test('without reads still writes', () => {
    const { scenarios } = planOf({ lacks: ['read'] });
    const requests = plannedRequests({
      operation: defaultOperation(),
      scenarios,
      held: undefined,
      rows: new Map(),
    });
    expect(requests.filter(({ scenario, method }) => method === 'GET' && scenario !== 'preflight')).toEqual(
      [],
    );
    expect(requests.filter(({ method }) => method === 'PATCH').length).toBeGreaterThan(100);
  });

  test('without reads has none inside $batch either, in whatever context, and each batch has a request', () => {
    const { scenarios } = planOf({ lacks: ['read'], contexts: 2 });
    const batches = scenarios
      .filter(({ rows }) => !rows.includes('BAT-MALFORMED'))
      .flatMap(({ steps }) => steps)
      .flatMap((step) => (step.kind === 'send' && step.path === 'batch' ? [step.payload] : []))
      .map((payload) => (payload && 'text' in payload ? payload.text : JSON.stringify(payload)));
    expect(batches.length).toBeGreaterThan(20);
    expect(batches.filter((batch) => batch.includes('"GET"'))).toEqual([]);
    expect(batches.filter((batch) => !/"(?:PATCH|DELETE|PUT|POST)"/.test(batch))).toEqual([]);
  });

  test('of one row has the scenarios that show it, and no others', () => {
    const ofPermission = planOf({ only: ['AUT-403'] }).scenarios;
    const plain = ofPermission.filter(({ address }) => !address.startsWith('contexts/'));
    expect(plain.map(({ address }) => address)).toEqual([
      'authorization/permission',
      'authorization/permission-for-delete',
    ]);
    const further = ofPermission.filter((scenario) => !plain.includes(scenario));
    expect(further.length).toBeGreaterThan(0);
    const sent = further.flatMap(({ steps }) => steps.flatMap(requestsIn));
    const inContexts = sent.flatMap((step) =>
      step.kind === 'send' && step.contexts && !step.polled ? [step.credentials] : [],
    );
    expect(new Set(inContexts)).toEqual(new Set(['read-only']));
    expect([...planOf({ only: ['AUT-403'] }).rows.keys()]).toEqual(['AUT-403']);
    expect(planOf({ only: ['AUT-403'] }).held).toBeUndefined();
    expect(addressesIn(plainOf({ only: ['batch/*'] }))).toEqual([
      'batch/outer',
      'batch/malformed',
      'batch/open',
    ]);
    expect(addressesIn(planOf({ skip: ['*'] }))).toEqual([]);
  });

  test('counts a method that may change the policy as a write', () => {
    const requests = plannedRequests(planOf());
    expect(requests.slice(0, 2)).toEqual([
      { scenario: 'preflight', step: 'a read', method: 'GET', writes: false },
      { scenario: 'preflight', step: 'a write', method: 'PATCH', writes: true },
    ]);
    expect(requests.every(({ method, writes }) => writes === (method !== 'GET'))).toBe(true);
    expect(requests.at(-1)).toMatchObject({ scenario: 'wire/keep-alive', method: 'GET' });
  });

  test('takes the groups that are given', () => {
    const groups = ['g-one', 'g-two', 'g-three'];
    expect(JSON.stringify(planOf({ groups }).scenarios)).toContain('g-three');
    expect(JSON.stringify(planOf().scenarios)).not.toContain('g-three');
  });
});

test('the rules of HTTP are tried where they are asked for, and every one of them', () => {
  const isOfHttp = (id: string): boolean => id.startsWith('HTTP-');
  const plain = plainOf();
  expect(plain.scenarios.some(({ address }) => address.startsWith('http/'))).toBe(false);
  expect([...plain.rows.keys()].some(isOfHttp)).toBe(false);
  const wanted = register.rows.map(({ id }) => id);
  expect([...plainOf({ basis: 'http' }).rows.keys()].filter(isOfHttp).sort()).toEqual(
    wanted.filter(isOfHttp).sort(),
  );
  const writes = plannedRequests(plainOf({ basis: 'http', only: ['HTTP-HEAD'] }));
  expect(writes.filter(({ method }) => method === 'HEAD').every((each) => !each.writes)).toBe(true);
});

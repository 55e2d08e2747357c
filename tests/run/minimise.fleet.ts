import { registerOf } from '../../src/contract/register/register';
import { operationNamed } from '../../src/contract/operation';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../src/provider/tokens';
import type { Finding, Report } from '../../src/results/report';
import type { Reproduction, ReproductionStep } from '../../src/results/reproduction';
import { minimised } from '../../src/run/minimise';
import { reproduce } from '../../src/run/reproduce';
import { Shortening } from '../../src/run/reproduction-shorter';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import { before } from '../fleet/before';
import { finding, violating } from '../reports/support';

const register = registerOf(operationNamed());
const { operation } = register;
const COMMON = {
  register,
  token: testToken(WRITE_SCOPE),
  tokenReadOnly: testToken(READ_SCOPE),
  ...{ settle: 10, timeout: 2000 },
  env: { GITHUB_SHA: '0'.repeat(40) },
};

const againAt = (report: Report, fault: string | undefined): Promise<string[]> =>
  before(fault, async (provider) => {
    const send = (how: Pick<VerifyOptions, 'plan' | 'onExchange'>): Promise<Report> =>
      verify({ ...COMMON, ...how, provider });
    const reproduced = await reproduce(report.findings, { ...COMMON, readOnlyToken: true, send });
    return reproduced.map(({ state }) => state);
  });

test('what shows a partial update is shortened to the refused update that does it, between a known state and a read', async () => {
  const fault = 'atomicity-nearest-stored';
  const lengthOf = ({ reproduction }: Finding): number => reproduction?.steps.length ?? 0;
  const short = await before(fault, async (provider) => {
    const options = { ...COMMON, provider, only: ['SEM-ATOMIC'] };
    const whole = await verify(options);
    const [longest] = whole.findings.sort((one, other) => lengthOf(other) - lengthOf(one));
    expect(lengthOf(longest as Finding)).toBeGreaterThan(15);
    return minimised({ ...whole, findings: [longest as Finding] }, options, verify);
  });
  expect(short.verdict).toBe('violates');
  const { steps, expect: expected } = short.findings[0]?.reproduction as Reproduction;
  expect(steps.length).toBeLessThanOrEqual(4);
  expect(Object.keys(JSON.parse(steps[0]?.body?.data ?? '{}') as object)).toEqual(
    expect.arrayContaining(Object.keys(operation.states.A)),
  );
  expect(steps[expected.step]?.method).toBe('GET');
  expect(await againAt(short, fault)).toEqual(['shows']);
  expect(await againAt(short, undefined)).toEqual(['gone']);
});

test('a run that is asked to shortens what it found, to the request with the fewest members', async () => {
  const options = { ...COMMON, only: ['RES-204'], minimise: true };
  const { findings } = await before('success-200-policy', (provider) => verify({ ...options, provider }));
  const [step, ...others] = findings[0]?.reproduction?.steps ?? [];
  expect(others).toEqual([]);
  const members = Object.keys(JSON.parse(step?.body?.data ?? '{}') as object);
  expect(members).toHaveLength(2);
  expect(members).toContain('@odata.type');
});

test('behind a run that leaves the policy changed nothing more is sent, and the report says so', async () => {
  const putBack = { equal: true, differences: [], writes: 1, command: null, first: 'x0001', last: 'x0002' };
  const left = { ...putBack, equal: false, differences: ['state'], first: 'x0003' };
  const steps = [known, update('u', { state: 'disabled' }), step('read', 'GET')];
  const shown = { check: 'state/apply', requirement: 'SEM-APPLY', pointer: '/state', step: 2 };
  const reproduction = { steps, expect: { ...shown, expected: '1', actual: '2', test: null } };
  const found = finding('SEM-APPLY', 'violates', { check: 'state/apply', reproduction });
  const report = { ...violating(), findings: [found], putBack };
  const run = jest.fn(() => Promise.resolve({ ...report, putBack: left }));
  const options = { ...COMMON, provider: 'http://127.0.0.1/v1.0' };
  const short = await minimised(report, options, run);
  expect(run).toHaveBeenCalledTimes(1);
  expect(short.findings).toEqual([found]);
  expect(short.putBack).toMatchObject({ equal: false, first: 'x0001' });
  expect(short.reason).toContain('state');
  run.mockClear();
  expect(await minimised({ ...report, putBack: left }, options, run)).toMatchObject({ findings: [found] });
  expect(run).not.toHaveBeenCalled();
});

const step = (name: string, method: string, json?: object, accept?: string): ReproductionStep => ({
  ...{ name, method, path: operation.path },
  headers: [['Authorization', 'Bearer $GRAPH_TOKEN']],
  body: json ? { encoding: 'utf8', data: JSON.stringify(json) } : null,
  ...(accept !== undefined && { accept }),
});
const update = (name: string, members: object, accept?: string): ReproductionStep =>
  step(name, 'PATCH', operation.bodyOf(members as Record<string, unknown>), accept);
const known = update('known', operation.states.A, 'RES-204');

const formsOf = (...steps: ReproductionStep[]): string[] => {
  const expectation = { check: 'state/apply', requirement: 'SEM-APPLY', pointer: '/state' };
  const expect = { ...expectation, step: steps.length - 1, expected: '1', actual: '2', test: null };
  return [...new Shortening(register).shorter({ steps, expect })].map((form) =>
    form.steps
      .map(({ name, body }) => {
        const members = Object.keys(JSON.parse(body?.data ?? '{}') as object).filter(
          (each) => each[0] !== '@',
        );
        return name === 'known' || members.length === 0 ? name : `${name}(${members.join()})`;
      })
      .join(' '),
  );
};

const [MIN, DEFAULT, MAX] = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
] as const;

test('a form keeps the known state, and the request that shows it', () => {
  const forms = formsOf(step('r', 'GET'), known, update('u', { state: 'disabled' }), step('read', 'GET'));
  expect(forms).toEqual(expect.arrayContaining(['r known read', 'known u(state) read']));
  for (const form of forms) expect(form).toMatch(/(^| )known .*read$/);
});

test.each<[string, ReproductionStep[], string[]]>([
  [
    'an update of which a part may be refused keeps what it must be accepted with',
    [known, update('u', { [MIN]: 200, [DEFAULT]: 300, state: 'disabled' }, 'RES-204'), step('read', 'GET')],
    [`known u(${MIN},state) read`],
  ],
  [
    'the update before keeps what the next one needs to be accepted',
    [
      known,
      update('u', { [MIN]: 5 * 60, [DEFAULT]: 6 * 60, [MAX]: 7 * 60 }, 'RES-204'),
      step('r', 'GET'),
      update('v', { [MIN]: 300, [DEFAULT]: 330, [MAX]: 420, state: 'disabled' }, 'RES-204'),
      step('read', 'GET'),
    ],
    [`known u(${MIN}) r v(${MIN},${DEFAULT},${MAX},state) read`],
  ],
  [
    'a read is not left out between lifetimes that may be recalculated',
    [known, update('u', { [MAX]: 900 }), step('r', 'GET'), update('v', { [MIN]: 40 }), step('read', 'GET')],
    [`known u(${MAX}) v(${MIN}) read`],
  ],
  [
    'a refused update stays one that is refused',
    [known, update('u', { defaultLength: 100, state: 'disabled' }), step('read', 'GET')],
    ['known u(state) read'],
  ],
])('%s', (_what, steps, unfair) => {
  const forms = formsOf(...steps);
  expect(forms.length).toBeGreaterThan(0);
  for (const form of unfair) expect(forms).not.toContain(form);
});

test('a step that sends back what a read answered keeps that read, by its new place', () => {
  const sendsBack = { step: 2, without: [] };
  const back = { ...step('back', 'PATCH'), sendsBack };
  const steps = [known, step('early', 'GET'), step('read', 'GET'), back, step('last', 'GET')];
  const reproduction: Reproduction = {
    steps,
    expect: {
      ...{ check: 'state/apply', requirement: 'SEM-APPLY', pointer: null, step: 4 },
      ...{ expected: '', actual: '', test: null },
    },
  };
  const forms = [...new Shortening(register).shorter(reproduction)];
  const withBack = forms.filter(({ steps }) => steps.some(({ name }) => name === 'back'));
  expect(withBack.length).toBeGreaterThan(0);
  for (const { steps, expect: expected } of withBack) {
    const { sendsBack } = steps.find(({ name }) => name === 'back') as ReproductionStep;
    expect([steps[sendsBack?.step ?? -1]?.name, steps[expected.step]?.name]).toEqual(['read', 'last']);
  }
});

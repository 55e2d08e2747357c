import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { allChecks } from '../../src/checks';
import { View } from '../../src/checks/view';
import { defaultOperation } from '../../src/contract/operation';
import { loadRegister } from '../../src/contract/register/register';
import { Redactor } from '../../src/exchanges/redact';
import { sourceOf } from '../../src/exchanges/readers/source';
import { Alike } from '../../src/judge/alike';
import { Dispatch } from '../../src/judge/dispatch';
import { exitCodeOf } from '../../src/results/exit-code';
import type { Report } from '../../src/results/report';
import { PactRecorder } from '../../src/proxy/pact-recorder';
import { Witness } from '../../src/proxy/witness';
import type { Passage } from '../../src/proxy/passage';
import { check } from '../../src/run/check';
import { judgeEvidence } from '../../src/run/judge-evidence';
import { temporaryFolder } from '../cli/support';
import type * as OneFault from './one-fault';
import { fail, failing, fault, isMarked, known, MARK } from './one-fault';

jest.mock('../../src/exchanges/curl', () => mockFaulty('exchanges/curl'));
jest.mock('../../src/exchanges/address', () => mockFaulty('exchanges/address'));
jest.mock('../../src/exchanges/batch', () => mockFaulty('exchanges/batch'));
jest.mock('../../src/exchanges/body', () => mockFaulty('exchanges/body'));
jest.mock('../../src/exchanges/masks', () => mockFaulty('exchanges/masks'));
jest.mock('../../src/exchanges/headers', () => mockFaulty('exchanges/headers'));
jest.mock('../../src/judge/shown', () => mockFaulty('judge/shown'));
jest.mock('../../src/judge/reproduction/line', () => mockFaulty('judge/reproduction/line'));
jest.mock('../../src/contract/describe', () => mockFaulty('contract/describe'));
jest.mock('../../src/checks/fold', () => mockFaulty('checks/fold'));
jest.mock('../../src/checks/intent', () => mockFaulty('checks/intent'));
jest.mock('../../src/checks/kind', () => mockFaulty('checks/kind'));
jest.mock('../../src/exchanges/readers/line', () => mockFaulty('exchanges/readers/line'));
jest.mock('../../src/exchanges/readers/har', () => mockFaulty('exchanges/readers/har'));
jest.mock('../../src/exchanges/readers/recorded', () => mockFaulty('exchanges/readers/recorded'));
jest.mock('../../src/exchanges/readers/recorded-body', () => mockFaulty('exchanges/readers/recorded-body'));
jest.mock('../../src/exchanges/readers/message', () => mockFaulty('exchanges/readers/message'));
jest.mock('../../src/exchanges/readers/shape', () => mockFaulty('exchanges/readers/shape'));
jest.mock('../../src/exchanges/secrets/parameters', () => mockFaulty('exchanges/secrets/parameters'));
jest.mock('../../src/proxy/passage', () => mockFaulty('proxy/passage'));
jest.mock('../../src/proxy/passing-line', () => mockFaulty('proxy/passing-line'));

function mockFaulty(name: string): object {
  const { faulty } = jest.requireActual<typeof OneFault>('./one-fault');
  return faulty(name, jest.requireActual<object>(`../../src/${name}`));
}

const ROOT = 'https://graph.microsoft.com/v1.0';
const PATH = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const SENT = { Authorization: 'Bearer abc', 'Content-Type': 'application/json' };
const ANSWERED = {
  'request-id': '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90',
  Date: 'Sat, 28 Nov 2026 20:00:00 GMT',
};
const JSON_TYPE = { 'Content-Type': 'application/json' };

interface Told {
  request: { method: string; url: string; headers: Record<string, string>; body: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

const targets = (id: string) => [{ targetType: 'group', id }];
const policy = (id: string) => ({
  '@odata.type': TYPE,
  id: 'TemporaryAccessPass',
  state: 'enabled',
  defaultLength: 12,
  defaultLifetimeInMinutes: 120,
  minimumLifetimeInMinutes: 30,
  maximumLifetimeInMinutes: 960,
  isUsableOnce: true,
  includeTargets: [{ ...targets(id)[0], isRegistrationRequired: true }],
  excludeTargets: [],
});

/** An update, a read and a batch of an update that conform, about a group. */
const conforming = (id: string): Told[] => {
  const body = { '@odata.type': TYPE, isUsableOnce: true, includeTargets: targets(id) };
  const headers = { ...SENT, 'client-request-id': id };
  return [
    {
      request: { method: 'PATCH', url: `${ROOT}${PATH}`, headers, body },
      response: { status: 204, headers: { ...ANSWERED, 'client-request-id': id }, body: null },
    },
    {
      request: {
        method: 'GET',
        url: `${ROOT}${PATH}`,
        headers: { Authorization: 'Bearer abc', 'client-request-id': id },
        body: null,
      },
      response: { status: 200, headers: { ...ANSWERED, ...JSON_TYPE }, body: policy(id) },
    },
    {
      request: {
        method: 'POST',
        url: `${ROOT}/$batch`,
        headers,
        body: { requests: [{ id: '1', method: 'PATCH', url: PATH, headers: JSON_TYPE, body }] },
      },
      response: {
        status: 200,
        headers: { ...ANSWERED, ...JSON_TYPE },
        body: { responses: [{ id: '1', status: 204, headers: {}, body: null }] },
      },
    },
  ];
};

const OTHER = '7a1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b53';
const ANOTHER = '8b1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b54';
/** The odd one comes first, so that no other is taken to be like it. */
const ALL = [MARK, OTHER, ANOTHER].flatMap(conforming);

const checked = (name: string, text: string): Promise<Report> =>
  check({ sources: [sourceOf(name, Readable.from([Buffer.from(text)]))], register: loadRegister() });

const inLines = (): Promise<Report> =>
  checked('a.ndjson', ALL.map((each) => `${JSON.stringify(each)}\n`).join(''));

const pairs = (headers: Record<string, string>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

const inHar = (): Promise<Report> => {
  const entries = ALL.map(({ request, response }) => ({
    request: {
      ...request,
      headers: pairs(request.headers),
      ...(request.body !== null && { postData: { text: JSON.stringify(request.body) } }),
    },
    response: {
      ...response,
      headers: pairs(response.headers),
      content: response.body === null ? { size: 0 } : { text: JSON.stringify(response.body) },
      bodySize: response.body === null ? 0 : -1,
    },
  }));
  return checked('a.har', JSON.stringify({ log: { version: '1.2', creator: {}, entries } }, null, 1));
};

const passages: Passage[] = ALL.map(({ request, response }, at) => ({
  id: `x${at}`,
  method: request.method,
  url: request.url,
  headers: Object.entries(request.headers).flat(),
  requestBody: { data: request.body === null ? '' : JSON.stringify(request.body), left: 0 },
  requestWhole: true,
  responseBody: { data: response.body === null ? '' : JSON.stringify(response.body), left: 0 },
  wire: {
    head: `HTTP/1.1 ${response.status} x\r\n${Object.entries(response.headers)
      .map((pair) => pair.join(': '))
      .join('\r\n')}\r\n\r\n`,
  },
  timing: { startedAt: '2026-11-28T20:00:00.000Z', durationMs: 1 },
}));

const folder = temporaryFolder();
let folders = 0;

/** What `proxy` makes of them, and the record that it leaves. */
function passing(): { report: Report; record: string } {
  const out = path.join(folder, String((folders += 1)));
  const witness = new Witness({
    target: 'http://127.0.0.1:1',
    operation: defaultOperation().pack.name,
    strict: false,
    out,
    lines: true,
    record: { file: path.join(out, 'pact.json'), consumer: 'a', provider: 'b' },
    place: { host: { platform: 'linux', node: 'v24' }, commit: null },
  });
  for (const passage of passages) witness.takeAll([passage]);
  const [report] = witness.end();
  return { report: report as Report, record: readFileSync(path.join(out, 'evidence.ndjson'), 'utf8') };
}

const record = passing().record;
const again = (): Promise<Report> =>
  judgeEvidence({
    source: sourceOf('evidence.ndjson', Readable.from([Buffer.from(record)])),
    register: loadRegister(),
    checks: allChecks(),
    strict: false,
  });

const WAYS: [string, () => Report | Promise<Report>][] = [
  ['check of lines', inLines],
  ['check of a HAR', inHar],
  ['the record of a proxy', () => passing().report],
  ['a record that is judged again', again],
];

/** Checks and methods, which are replaced where they are; what the modules hand out is replaced as they are loaded. */
function methods(): [at: string, target: object, name: string][] {
  const checks = allChecks().flatMap((each): [string, object, string][] =>
    'judge' in each ? [[`check ${each.address}`, each, 'judge']] : [],
  );
  return [
    ...checks,
    ['Redactor exchange', Redactor.prototype, 'exchange'],
    ['Redactor text', Redactor.prototype, 'text'],
    ['Alike find', Alike.prototype, 'find'],
    ['Alike keep', Alike.prototype, 'keep'],
    ['Dispatch of', Dispatch.prototype, 'of'],
    ['PactRecorder take', PactRecorder.prototype, 'take'],
  ];
}

const GETTERS = Object.entries(Object.getOwnPropertyDescriptors(View.prototype)).flatMap(([name, { get }]) =>
  get ? [name] : [],
);

afterEach(() => {
  fault.at = undefined;
  jest.restoreAllMocks();
});

/** How many of the exchanges that are not odd were judged. */
const judgedIn = ({ inputs }: Report): number => inputs.reduce((sum, { judged }) => sum + judged, 0);

function assertGoesOn(report: Report, at: string, way: string): void {
  const place = `${at} in ${way}`;
  const errors = report.findings.filter(({ outcome }) => outcome === 'error');
  // What only saves work may fail without a loss.
  if (errors.length === 0 && judgedIn(report) === ALL.length) return;
  expect([place, exitCodeOf(report.verdict) === 0]).toEqual([place, false]);
  expect([place, errors.map(({ message }) => message)]).toEqual([
    place,
    expect.arrayContaining([expect.stringContaining('Cannot convert object to primitive value')]),
  ]);
  expect([place, JSON.stringify(report)]).toEqual([place, expect.not.stringContaining('more of it')]);
  expect([place, judgedIn(report) >= 6]).toEqual([place, true]);
}

test('without a fault all conform', async () => {
  for (const [, way] of WAYS) expect(exitCodeOf((await way()).verdict)).toBe(0);
});

test.each(WAYS)(
  '%s goes on behind whatever fails at one exchange, and is not complete',
  async (name, way) => {
    const reached: string[] = [];
    const go = async (at: string): Promise<void> => {
      fault.at = at;
      fault.hits = 0;
      const report = await way();
      if (fault.hits > 0) {
        reached.push(at);
        assertGoesOn(report, at, name);
      }
      fault.at = undefined;
      jest.restoreAllMocks();
    };
    for (const at of known) await go(at);
    for (const [at, target, method] of methods()) {
      const whole = (target as Record<string, (...args: unknown[]) => unknown>)[method] as () => unknown;
      jest.spyOn(target as Record<string, () => unknown>, method).mockImplementation(function (
        this: unknown,
        ...args: unknown[]
      ) {
        return failing(at, whole.bind(this) as never)(...args);
      } as never);
      await go(at);
    }
    for (const getter of GETTERS) {
      const { get } = Object.getOwnPropertyDescriptor(View.prototype, getter) as { get: () => unknown };
      jest.spyOn(View.prototype, getter as 'status', 'get').mockImplementation(function (this: View) {
        if (isMarked(this)) fail();
        return get.call(this);
      } as never);
      await go(`View ${getter}`);
    }
    expect(reached.length).toBeGreaterThan(50);
  },
);

import { allChecks } from '../../src/checks';
import type { Check } from '../../src/checks/check';
import { bodyOf } from '../../src/exchanges/body';
import type { Body, Exchange, HeaderPair, HttpForm, Observation, Wire } from '../../src/exchanges/exchange';
import { judge, type JudgeOptions } from '../../src/judge/judge';
import type { Finding, Outcome } from '../../src/results/report';
import { defaultOperation, type Operation } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';

export const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
export const ROOT = 'https://graph.microsoft.com/v1.0';
export const PATH =
  '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
export const URL_OF_POLICY = `${ROOT}${PATH}`;
export const GUID = '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90';
export const GROUP = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';
/** A token as a redacted record shows it. */
export const REDACTED = 'Bearer [secret-1, 40 characters]';

/** A policy as a read shows it. */
export const POLICY = {
  '@odata.type': TYPE,
  id: 'TemporaryAccessPass',
  state: 'enabled',
  defaultLength: 12,
  defaultLifetimeInMinutes: 120,
  minimumLifetimeInMinutes: 30,
  maximumLifetimeInMinutes: 960,
  isUsableOnce: true,
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: true }],
  excludeTargets: [],
};

/** An update with its type. */
export const updateOf = (members: object): object => ({ '@odata.type': TYPE, ...members });

/** A group as a target. */
export const target = (members: object = {}): object => ({ targetType: 'group', id: GROUP, ...members });

type Headers = Readonly<Record<string, string | null>>;

interface Payload {
  /** A JSON value; `undefined` stands for no body. */
  json?: unknown;
  text?: string | undefined;
  bytes?: Uint8Array | undefined;
}

interface Written extends Payload, Partial<Omit<Exchange, 'request' | 'response' | 'observed'>> {
  method?: string;
  url?: string;
  /** Put over those of a request that conforms; null takes one out. */
  headers?: Headers;
  status?: number;
  statusText?: string;
  /** Put over those of a provider that conforms; null takes one out. */
  answer?: Payload & { headers?: Headers };
  /** What the source could not see. */
  unobserved?: readonly Observation[];
}

let made = 0;

/**
 * An exchange: without further words the update of the page's example, seen in full, and its 204.
 * `status: 0` stands for no response.
 */
export function exchange(written: Written = {}): Exchange {
  const { method = 'PATCH', url = URL_OF_POLICY, headers, status = 204, statusText, answer = {} } = written;
  const { json, text, bytes, unobserved = [], ...rest } = written;
  const given = 'json' in written || text !== undefined || bytes !== undefined;
  const payload = given
    ? { json, text, bytes }
    : method === 'PATCH'
      ? { json: updateOf({ isUsableOnce: true }) }
      : {};
  const body = bodyFrom(payload);
  const answerBody = bodyFrom(answer);
  const sees = (what: Observation): boolean => !unobserved.includes(what);
  const { id, source, failure, wire, timing, echoes, context, batch, expected } = rest;
  return {
    id: id ?? `x${(made += 1)}`,
    source: source ?? { kind: 'object' },
    observed: {
      authorization: sees('authorization'),
      framing: sees('framing'),
      trailing: sees('trailing'),
      ...(sees('requestHeaders') ? {} : { requestHeaders: false }),
      requestBody: sees('requestBody'),
      responseBody: sees('responseBody'),
      protocol: sees('protocol'),
    },
    request: {
      method,
      url,
      headers: pairs(
        {
          Authorization: REDACTED,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
          'client-request-id': GUID,
        },
        headers,
      ),
      ...(body ? { body } : {}),
    },
    ...(status === 0
      ? {}
      : {
          response: {
            status,
            ...(statusText === undefined ? {} : { statusText }),
            headers: pairs(
              {
                'request-id': GUID,
                'client-request-id': GUID,
                ...(answerBody ? { 'Content-Type': 'application/json' } : {}),
              },
              answer.headers,
            ),
            ...(answerBody ? { body: answerBody } : {}),
          },
        }),
    ...(failure ? { failure } : {}),
    ...(wire ? { wire } : {}),
    ...(timing ? { timing } : {}),
    ...(echoes ? { echoes } : {}),
    ...(context ? { context } : {}),
    ...(batch ? { batch } : {}),
    ...(expected ? { expected } : {}),
  };
}

/** An update with these members and its type. */
export const update = (members: object, written: Written = {}): Exchange =>
  exchange({ json: updateOf(members), ...written });

/** A read and the policy it answers with. */
export const read = (policy: unknown = POLICY, written: Written = {}): Exchange =>
  exchange({
    method: 'GET',
    status: 200,
    ...written,
    answer: {
      json: policy,
      ...written.answer,
      headers: { 'OData-Version': '4.0', ...written.answer?.headers },
    },
  });

/** A read that ended its poll. */
export const settled = (policy: unknown = POLICY, written: Written = {}): Exchange =>
  read(policy, { context: context({ settled: { satisfied: true, waitedMs: 0 } }), ...written });

/** An error body as Graph writes it. */
export const errorBody = (members: object = {}): object => ({
  error: {
    code: 'badRequest',
    message: 'Something is wrong.',
    innerError: { date: '2026-11-22T08:00:00', 'request-id': GUID, 'client-request-id': GUID },
    ...members,
  },
});

/** An update that is refused with an error body; 400 where no other status is given. */
export const refusal = (written: Written = {}): Exchange =>
  exchange({ status: 400, ...written, answer: { json: errorBody(), ...written.answer } });

/** A request that never got further than a gateway or a throttle; what was sent again stands elsewhere. */
export const IN_FRONT = [429, 502, 503, 504] as const;

/** The place of an exchange in a planned run. */
export const context = (
  over: Partial<NonNullable<Exchange['context']>> = {},
): NonNullable<Exchange['context']> => ({
  scenario: 'a scenario',
  step: 'a step',
  rows: [],
  credentials: 'full',
  ...over,
});

/** A request that tries HTTP itself, written in a form, and its answer: a read with 200 where nothing else is said. */
export const written = (form: HttpForm, over: Written = {}): Exchange =>
  exchange({ method: 'GET', status: 200, context: context({ http: form }), ...over });

/** What came over the wire behind such a request. */
export const wireOf = (over: Partial<Wire> = {}): Wire => ({ head: '', ...over });

/** The exchange as one that was sent again. */
export const superseded = (given: Exchange): Exchange => ({
  ...given,
  context: { ...(given.context ?? context()), superseded: true },
});

/** The exchange with the body of a message as a recorder has it that cut it off. */
export function truncated(given: Exchange, message: 'request' | 'response'): Exchange {
  const { body } = given[message] ?? {};
  if (!body) throw new Error(`the ${message} has no body`);
  const start: Body = { ...body, data: body.data.slice(0, 9), truncated: body.data.length - 9 };
  return { ...given, [message]: { ...given[message], body: start } };
}

/** A request of a planned run that may have got through, and whose answer never came. */
export const unanswered = (written: Written = {}): Exchange =>
  exchange({
    status: 0,
    failure: { kind: 'timeout', message: 'no answer' },
    context: context(),
    ...written,
  });

/** The request that a browser sends before one of another origin: without credentials, as it must. */
export const PREFLIGHT: Written = {
  method: 'OPTIONS',
  headers: {
    Authorization: null,
    Origin: 'https://portal.example',
    'Access-Control-Request-Method': 'PATCH',
  },
  status: 200,
};

/** A batch of requests and the answers to them. */
export const batch = (requests: unknown, responses: unknown, written: Written = {}): Exchange =>
  exchange({
    method: 'POST',
    url: `${ROOT}/$batch`,
    json: { requests },
    status: 200,
    ...written,
    answer: { json: { responses }, ...written.answer },
  });

/** A request inside a batch: the update of the page's example. */
export const item = (id: string, over: object = {}): object => ({
  id,
  method: 'PATCH',
  url: PATH,
  headers: { 'Content-Type': 'application/json' },
  body: updateOf({ isUsableOnce: true }),
  ...over,
});

function bodyFrom({ json, text, bytes }: Payload): Body | undefined {
  if (bytes) return bodyOf(bytes);
  if (text !== undefined) return { encoding: 'utf8', data: text };
  return json === undefined ? undefined : { encoding: 'utf8', data: JSON.stringify(json) };
}

function pairs(own: Headers, over: Headers = {}): HeaderPair[] {
  const names = new Map(Object.keys(own).map((name) => [name.toLowerCase(), name]));
  const all: Record<string, string | null> = { ...own };
  for (const [name, value] of Object.entries(over)) {
    delete all[names.get(name.toLowerCase()) ?? name];
    all[name] = value;
  }
  return Object.entries(all).flatMap(([name, value]): HeaderPair[] =>
    value === null ? [] : [[name, value]],
  );
}

/** The check of that address. */
export function checkAt(address: string, operation = defaultOperation()): Check {
  const found = allChecks(operation).filter((check) => check.address === address);
  if (found.length !== 1) throw new Error(`${found.length} checks are named ${address}`);
  return found[0] as Check;
}

/** What one check says of exchanges, as a report would. */
export interface Said {
  outcome: Outcome | undefined;
  judged: number;
  findings: Finding[];
}

/** Judges exchanges by one check alone. */
export function judgeOne(
  address: string,
  given: Exchange | readonly Exchange[],
  operation = defaultOperation(),
): Said {
  const { requirement } = checkAt(address, operation);
  const register = registerOf(operation);
  const row = register.byId.get(requirement);
  if (!row) throw new Error(`${requirement} is no row of the register`);
  const { actor: subject, basis } = row;
  const options: JudgeOptions = {
    ...{ subject, only: [address], register },
    ...(basis === 'http' && { basis }),
  };
  const { requirements, findings } = judge(listOf(given), options);
  const result = requirements.find(({ id }) => id === requirement);
  return {
    outcome: result?.outcome,
    judged: result?.judged ?? 0,
    findings: findings.filter(({ check }) => check === address),
  };
}

const isList = (given: Given): given is readonly Exchange[] => Array.isArray(given);
const listOf = (given: Given): readonly Exchange[] => (isList(given) ? given : [given]);

/** A breach as a table writes it. */
export interface Told {
  outcome: 'violates' | 'deviates' | 'informational';
  pointer: string | null;
  expected: string;
  actual: string;
}

const told =
  (outcome: Told['outcome']) =>
  (pointer: string | null, expected: string, actual: string): Told => ({
    outcome,
    pointer,
    expected,
    actual,
  });
export const violates = told('violates');
export const deviates = told('deviates');
export const informs = told('informational');

type Given = Exchange | readonly Exchange[];

/** What a check is right to say, by example; a name completes the sentence of its kind. */
export interface Examples {
  /** What a source must have seen, written down again: a need that is dropped makes false alarms. */
  needs: readonly Observation[];
  /** "holds for …": judged, and nothing found. */
  holds: Record<string, Given>;
  /** "tells of …": the breaches, and no others. */
  breaks: Record<string, readonly [Given, ...Told[]]>;
  /** "says nothing of …": not judged at all. */
  silent?: Record<string, Given>;
  /** The operation that the exchanges are of; absent: the default one. */
  operation?: Operation;
}

/**
 * The tests of a check by its examples. Beside them, each breach is looked at through a source that
 * could not see what the check needs, and moved to another operation: both times nothing is judged.
 */
export function testCheck(address: string, requirement: string, examples: Examples): void {
  const { needs, holds, breaks, silent = {}, operation } = examples;

  test(`${address} judges ${requirement} of sources that saw what it takes`, () => {
    expect(checkAt(address, operation)).toMatchObject({ requirement, needs });
  });

  test.each(Object.entries(holds))('holds for %s', (_name, given) => {
    const said = judgeOne(address, given, operation);
    expect(said.findings).toEqual([]);
    expect(said.outcome).toBe('conforms');
    expect(said.judged).toBeGreaterThan(0);
  });

  test.each(Object.entries(breaks))('tells of %s', (_name, [given, ...wanted]) => {
    const said = judgeOne(address, given, operation);
    expect(
      said.findings.map(({ outcome, pointer, expected, actual }) => ({ outcome, pointer, expected, actual })),
    ).toEqual(wanted);
    for (const finding of said.findings) {
      expect(finding).toMatchObject({ check: address, requirement, message: expect.stringMatching(/\S/) });
    }
    expect(said.outcome).toBe(worst(wanted));
  });

  for (const [name, given] of Object.entries(silent)) {
    test(`says nothing of ${name}`, () => {
      expect(judgeOne(address, given, operation)).toEqual(NOTHING);
    });
  }

  for (const need of needs) {
    test.each(Object.entries(breaks))(
      `says nothing where a source could not see ${need}: %s`,
      (_name, [given]) => {
        const blind = listOf(given).map((each) => ({
          ...each,
          observed: { ...each.observed, [need]: false },
        }));
        expect(judgeOne(address, blind, operation)).toEqual(NOTHING);
      },
    );
  }

  test.each(Object.entries(breaks))('says nothing of another operation: %s', (_name, [given]) => {
    const moved = listOf(given).map((each) => {
      const other: Exchange = {
        ...each,
        request: { ...each.request, url: `${ROOT}/policies/authorizationPolicy` },
      };
      // What the suite sends elsewhere on purpose says so, and nothing else does.
      if (other.context) other.context = { ...other.context };
      delete other.context?.elsewhere;
      return other;
    });
    expect(judgeOne(address, moved, operation)).toEqual(NOTHING);
  });
}

const NOTHING: Said = { outcome: 'not-exercised', judged: 0, findings: [] };

const worst = (wanted: readonly Told[]): string =>
  (['violates', 'deviates', 'informational'] as const).find((each) =>
    wanted.some(({ outcome }) => outcome === each),
  ) ?? 'nothing';

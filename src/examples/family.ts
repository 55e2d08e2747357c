import { propertiesOf } from '../contract/slice';
import type { Operation } from '../contract/operation';
import { sampleOf } from './sample';
import type { Body, Exchange, HeaderPair } from '../exchanges/exchange';

/** Conforming exchanges, and variants of them that may break a row. */
export interface Family {
  right: readonly Exchange[];
  wrong: readonly (readonly Exchange[])[];
}

/** Headers that replace the usual ones; null removes one. */
type Headers = Readonly<Record<string, string | null>>;

/** An exchange in short form. The default is an update without members, and its success. */
export interface Written extends Partial<Omit<Exchange, 'request' | 'response' | 'observed' | 'source'>> {
  method?: string;
  /** The path below the API root; absent: that of the policy. */
  path?: string;
  root?: string;
  headers?: Headers;
  /** A JSON value; absent: no body. */
  json?: unknown;
  text?: string;
  /** 0 if no answer came; absent: the status of success. */
  status?: number;
  answer?: { headers?: Headers; json?: unknown; text?: string };
}

const ID = '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90';
/** The form of a redacted token in a record. */
export const TOKEN = 'Bearer [secret-1, 40 characters]';
const SEEN = {
  ...{ authorization: true, framing: true, trailing: true },
  ...{ requestBody: true, responseBody: true, protocol: true },
};
/** When the first request of an example was sent. */
const START = Date.parse('2026-01-01T08:00:00.000Z');

/** The time of an exchange: milliseconds after the start, and the duration of the answer. */
export const at = (ms: number, durationMs = 50): NonNullable<Exchange['timing']> => ({
  startedAt: new Date(START + ms).toISOString(),
  durationMs,
});

/** The place of an exchange in a run of the suite, which some checks require. */
export const planned = (
  over: Partial<NonNullable<Exchange['context']>> = {},
): Pick<Exchange, 'context'> & {
  context: NonNullable<Exchange['context']>;
} => ({ context: { scenario: 'an example', step: 'a step', rows: [], credentials: 'full', ...over } });

/** A copy of an object without one member. */
export const without = (members: Readonly<Record<string, unknown>>, left: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([name]) => name !== left));

/** Writes exchanges of an operation, each with its own id. */
export class Writer {
  private made = 0;
  private readonly root: string;

  /**
   * @param plain the members of state A that an update can set without causing a note, so that other findings stand
   *   out
   */
  constructor(
    readonly operation: Operation,
    readonly plain: Readonly<Record<string, unknown>> = operation.states.A,
  ) {
    const urls = operation.slice.servers
      .map(({ url }) => url)
      .filter((url) => /^https:\/\/[^{}]+$/.test(url));
    this.root = (urls[0] ?? 'https://graph.microsoft.com/v1.0').replace(/\/$/, '');
  }

  /** The body of an update with these members. */
  body(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return this.operation.bodyOf(members);
  }

  /** The key that reads show: its text, or the value that the schema prescribes. */
  get keyValue(): unknown {
    const { resource, policySchema } = this.operation;
    const schema = propertiesOf(policySchema)[resource.keyMember ?? ''];
    return schema?.const ?? resource.key;
  }

  /** The first member that an update can set without causing a note. */
  get small(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.plain).slice(0, 1));
  }

  /** The policy in state A as a read shows it, with some members replaced. */
  policy(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    const { type, typeIsDemanded, resource, examples, policySchema } = this.operation;
    const { keyMember } = resource;
    const declared = Object.entries(propertiesOf(policySchema)).filter(
      ([name, schema]) => !name.includes('@') && !schema['x-silent'],
    );
    return {
      ...(type !== undefined && typeIsDemanded && { '@odata.type': type }),
      ...(keyMember !== undefined && { [keyMember]: this.keyValue }),
      ...Object.fromEntries(declared.map(([name, schema]) => [name, sampleOf(schema)])),
      ...examples.A,
      ...over,
    };
  }

  /** The same policy without members that no page lets an update set. */
  documented(): Record<string, unknown> {
    const { operation } = this;
    const members = propertiesOf(operation.updateSchema);
    return Object.fromEntries(
      Object.entries(this.policy()).filter(
        ([name]) => operation.isDocumented(name) && members[name]?.readOnly !== true,
      ),
    );
  }

  exchange(written: Written = {}): Exchange {
    const {
      method = 'PATCH',
      path = this.operation.path,
      root = this.root,
      headers,
      json,
      text,
      status,
      answer,
    } = written;
    const { failure, wire, timing, echoes, context, expected } = written;
    const body = bodyOf(json, text);
    const { success } = this.operation;
    const usual = status ?? success.status;
    const own =
      answer ?? (status === undefined && success.content ? { json: this.policy(membersOf(json)) } : {});
    const answered = bodyOf(own.json, own.text);
    return {
      id: `x${(this.made += 1)}`,
      source: { kind: 'object' },
      observed: SEEN,
      request: {
        method,
        url: `${root}${path}`,
        headers: pairs(
          {
            Authorization: TOKEN,
            ...(body && { 'Content-Type': 'application/json' }),
            'client-request-id': ID,
          },
          headers,
        ),
        ...(body && { body }),
      },
      ...(usual > 0 &&
        !expected && {
          response: {
            status: usual,
            headers: pairs(
              {
                'request-id': ID,
                'client-request-id': ID,
                ...(answered && { 'Content-Type': 'application/json' }),
                ...(answered && usual < 300 && { 'OData-Version': '4.0' }),
              },
              own.headers,
            ),
            ...(answered && { body: answered }),
          },
        }),
      ...(failure && { failure }),
      ...(wire && { wire }),
      ...(timing && { timing }),
      ...(echoes && { echoes }),
      ...(context && { context }),
      ...(expected && { expected }),
    };
  }

  update(members: Readonly<Record<string, unknown>>, written: Written = {}): Exchange {
    return this.exchange({ json: this.body(members), ...written });
  }

  /** A read that shows the policy, in a planned run by default. */
  read(policy: unknown = this.policy(), written: Written = {}): Exchange {
    const settled = planned({ settled: { satisfied: true, waitedMs: 0 } });
    return this.exchange({
      method: 'GET',
      status: 200,
      ...settled,
      ...written,
      answer: { json: policy, ...written.answer },
    });
  }

  /** A request that is refused with an error in Graph's form. */
  refusal(written: Written = {}, status = 400): Exchange {
    const answer = { ...written.answer, json: written.answer?.json ?? this.error(ERRORS[status]) };
    return this.exchange({
      status,
      ...written,
      answer: written.answer?.text === undefined ? answer : written.answer,
    });
  }

  error(over: Readonly<Record<string, unknown>> = {}): unknown {
    const innerError = { date: '2026-01-01T08:00:00', 'request-id': ID, 'client-request-id': ID };
    return { error: { code: 'badRequest', message: 'The request is not valid.', innerError, ...over } };
  }
}

/** Code and message of statuses that are no fault of the body. */
const ERRORS: Readonly<Record<number, { code: string; message: string }>> = {
  401: { code: 'invalidAuthenticationToken', message: 'The access token is empty or not valid.' },
  403: { code: 'accessDenied', message: 'The token lacks the permission.' },
  404: { code: 'resourceNotFound', message: 'There is no such resource.' },
};

const membersOf = (json: unknown): Record<string, unknown> => ({ ...(json as object | undefined) });

function bodyOf(json: unknown, text: string | undefined): Body | undefined {
  if (text !== undefined) return { encoding: 'utf8', data: text };
  return json === undefined ? undefined : { encoding: 'utf8', data: JSON.stringify(json) };
}

function pairs(own: Headers, over: Headers = {}): HeaderPair[] {
  const all = new Map(Object.entries(own));
  for (const [name, value] of Object.entries(over)) {
    for (const known of all.keys()) if (known.toLowerCase() === name.toLowerCase()) all.delete(known);
    all.set(name, value);
  }
  return [...all].flatMap(([name, value]): HeaderPair[] => (value === null ? [] : [[name, value]]));
}

import type { View } from '../checks/view';
import { isMembers, type Members } from '../exchanges/body';
import type { Success } from '../contract/answers';
import type { Operation } from '../contract/operation';
import { propertiesOf, type SchemaNode } from '../contract/slice';
import { exampleOf, rulesOf, type Rule } from './pact-rules';

/** An interaction of a Pact V4 file, as far as one is written here. */
export interface Interaction {
  type: 'Synchronous/HTTP';
  description: string;
  pending: false;
  providerStates: { name: string; params?: Members }[];
  request: Message & { method: string; path: string; query?: Record<string, string[]> };
  response: Message & { status: number };
}

interface Message {
  headers?: Record<string, string[]>;
  body?: { content: unknown; contentType: string; encoded: false };
  matchingRules?: Record<string, Record<string, Rule>>;
}

/** Interactions that are kept at most: traffic that differs without end is no contract. */
const MOST = 500;
const JSON_TYPE = 'application/json';
const JSON_TYPE_RULE = '^[Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]/[Jj][Ss][Oo][Nn]\\s*(;.*)?$';
/** Replaces every token. */
const EXAMPLE_TOKEN = 'Bearer an-example-and-no-token';
const TOKEN_RULE = '^[Bb][Ee][Aa][Rr][Ee][Rr] +[A-Za-z0-9._~+/-]+=*$';
/** What stands in the place of a secret, where one stood in a body or a query. */
const REDACTED = /\[secret-\d+/;

/** The request of an interaction, and its token. */
const KINDS = { update: 'an update', read: 'a read of the policy', reset: 'a reset of the policy' } as const;
/** The token that a request needs to succeed. */
const PERMITTED: readonly [state: string, told: string] = ['the caller may update the policy', ''];
/** Other statuses that a client relies on, by whose token they are given to; any other depends on what only the provider knows. */
const CALLERS: Readonly<Record<number, readonly [state: string, told: string]>> = {
  401: ['the caller is not signed in', ' with a token that the provider does not take'],
  403: ['the caller may read the policy and not update it', ' with a token that allows reading only'],
};

/**
 * Makes a Pact of exchanges that conform: each kind of request once, by the members that it has and the status
 * that it met, with rules in the place of values.
 * @see https://github.com/pact-foundation/pact-specification/tree/version-4
 */
export class PactRecorder {
  private readonly interactions = new Map<string, Interaction>();
  private readonly descriptions = new Set<string>();
  private readonly leftOut = new Set<string>();

  constructor(
    private readonly consumer: string,
    private readonly provider: string,
  ) {}

  get size(): number {
    return this.interactions.size;
  }

  /** How many kinds of exchanges conform and are not recorded, since a value of theirs is hidden. */
  get hidden(): number {
    return this.leftOut.size;
  }

  /**
   * Takes an exchange, if it is of a kind that is not recorded yet.
   * @param conforms is asked of such a one alone: whether request and answer keep the contract
   * @returns whether the Pact has grown
   */
  take(view: View, conforms: () => boolean): boolean {
    if (this.interactions.size >= MOST) return false;
    const found = kindOf(view);
    if (!found || this.interactions.has(found.key) || !conforms()) return false;
    const interaction = interactionOf(view, found);
    if (
      REDACTED.test(
        JSON.stringify([interaction.request.body, interaction.request.query, interaction.response]),
      )
    ) {
      if (this.leftOut.size < MOST) this.leftOut.add(found.key);
      return false;
    }
    this.leftOut.delete(found.key);
    interaction.description = this.distinct(interaction.description);
    this.interactions.set(found.key, interaction);
    return true;
  }

  /** The text of the Pact file: the same for the same interactions, in whatever order they came. */
  render(): string {
    const interactions = [...this.interactions.values()].sort((one, other) =>
      one.description < other.description ? -1 : 1,
    );
    const document = {
      consumer: { name: this.consumer },
      interactions,
      metadata: { pactSpecification: { version: '4.0' } },
      provider: { name: this.provider },
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }

  private distinct(description: string): string {
    let name = description;
    for (let number = 2; this.descriptions.has(name); number += 1) name = `${description} (${number})`;
    this.descriptions.add(name);
    return name;
  }
}

interface Kind {
  /** Equal for exchanges of one kind. */
  key: string;
  intent: keyof typeof KINDS;
  status: number;
  succeeded: boolean;
  /** Whether the answer has a body. */
  content: boolean;
  query: Record<string, string[]>;
  /** The body of an update. */
  sent: Members | undefined;
}

/** The status with which a request of a kind succeeds, and whether the answer is the policy. */
function successOf(
  operation: Operation,
  intent: Kind['intent'],
): Pick<Success, 'status' | 'content'> | undefined {
  if (intent === 'read') return { status: 200, content: true };
  return intent === 'update' ? operation.success : operation.reset;
}

function kindOf(view: View): Kind | undefined {
  const { exchange, intent, status, address, requestJson, responseJson, operation } = view;
  if (intent !== 'update' && intent !== 'read' && intent !== 'reset') return undefined;
  const success = successOf(operation, intent);
  if (!address?.exact || status === undefined || !success) return undefined;
  const succeeded = status === success.status;
  if (!succeeded && !Object.hasOwn(CALLERS, status)) return undefined;
  // A token without the write permission may still read.
  if (status === 403 && intent === 'read') return undefined;
  if ((!succeeded || success.content) && !responseJson.ok) return undefined;
  const sent =
    intent === 'update' && requestJson.ok && isMembers(requestJson.value) ? requestJson.value : undefined;
  if (intent === 'update' && !sent) return undefined;
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URL(exchange.request.url).searchParams) (query[name] ??= []).push(value);
  const key = JSON.stringify([intent, address.version ?? '', status, query, shapeOf(sent)]);
  return { key, intent, status, succeeded, content: !succeeded || success.content, query, sent };
}

/** Members and types of a value, without the values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].sort();
  if (isMembers(value))
    return Object.keys(value)
      .sort()
      .map((name) => [name, shapeOf(value[name])]);
  return value === null ? 'null' : typeof value;
}

function interactionOf(view: View, kind: Kind): Interaction {
  const { operation } = view;
  const { intent, status, succeeded, content, query, sent } = kind;
  const answered = view.responseJson.ok ? view.responseJson.value : undefined;
  const [caller, told] = succeeded ? PERMITTED : (CALLERS[status] ?? PERMITTED);
  const [root] = operation.resource.roots;
  const version = view.address?.version ?? root;
  const request: Interaction['request'] = {
    method: view.method,
    path: `${version === root ? '' : `/${version}`}${operation.path}`,
    ...messageOf(sent, operation.updateSchema),
  };
  request.headers = { Authorization: [EXAMPLE_TOKEN], ...request.headers };
  request.matchingRules = {
    ...request.matchingRules,
    header: { Authorization: regex(TOKEN_RULE), ...request.matchingRules?.['header'] },
  };
  if (Object.keys(query).length > 0) request.query = query;
  return {
    type: 'Synchronous/HTTP',
    description: `${KINDS[intent]}${sent ? ` of ${namesOf(sent)}` : ''}${told}`,
    pending: false,
    providerStates: [
      policyState(operation, succeeded ? sent : undefined, intent === 'read' ? answered : undefined),
      { name: caller },
    ],
    request,
    response: {
      status,
      ...(content ? messageOf(promised(operation, answered, succeeded), operation.policySchema) : {}),
    },
  };
}

/**
 * The parts of an answer that a client relies on: the declared members of a policy, the code and message of an
 * error.
 */
function promised({ policySchema }: Operation, answered: unknown, succeeded: boolean): Members {
  const members = isMembers(answered) ? answered : {};
  if (succeeded) {
    const declared = Object.keys(propertiesOf(policySchema));
    return pick(
      members,
      declared.filter((name) => name !== '@odata.context'),
    );
  }
  return { error: pick(isMembers(members['error']) ? members['error'] : {}, ['code', 'message']) };
}

function pick(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(members, name)).map((name) => [name, members[name]]),
  );
}

function messageOf(content: Members | undefined, schema: SchemaNode): Message {
  if (!content) return {};
  return {
    headers: { 'Content-Type': [JSON_TYPE] },
    body: { content: exampleOf(content), contentType: JSON_TYPE, encoded: false },
    matchingRules: {
      header: { 'Content-Type': regex(JSON_TYPE_RULE) },
      body: rulesOf(content, schema),
    },
  };
}

const regex = (pattern: string): Rule => ({
  combine: 'AND',
  matchers: [{ match: 'regex', regex: pattern }],
});

/**
 * The state in which the request meets that answer: for a read the policy that it returned; for an update that
 * sets members of an order, others that keep it with them.
 */
function policyState(
  operation: Operation,
  sent: Members | undefined,
  read: unknown,
): Interaction['providerStates'][number] {
  if (isMembers(read)) {
    const settable = operation.updatable.filter((name) => read[name] !== null);
    return { name: 'the policy is set', params: pick(read, settable) };
  }
  const touched = operation.orders.filter((order) => order.some((name) => typeof sent?.[name] === 'number'));
  if (touched.length === 0) return { name: 'the policy has the documented defaults' };
  return {
    name: 'the policy is set',
    params: Object.assign({}, ...touched.map((order) => around(operation, order, sent ?? {}))) as Members,
  };
}

/** Values of an order's members with those that were sent: its ends at their limits, the others as near their default as they can be. */
function around(
  { updateSchema, policySchema, states }: Operation,
  order: readonly string[],
  sent: Members,
): Members {
  const given = (name: string): number | undefined =>
    typeof sent[name] === 'number' ? sent[name] : undefined;
  const least = propertiesOf(updateSchema)[order[0] as string]?.minimum ?? 0;
  const most = propertiesOf(updateSchema)[order.at(-1) as string]?.maximum ?? Infinity;
  const values: Record<string, number> = {};
  let lower = least;
  for (const [index, name] of order.entries()) {
    const upper = order.slice(index + 1).flatMap((other) => given(other) ?? [])[0] ?? most;
    const usual = Number(propertiesOf(policySchema)[name]?.['x-default'] ?? states.A[name]);
    const end = index === 0 ? least : index === order.length - 1 ? most : usual;
    lower = given(name) ?? Math.min(Math.max(Number.isFinite(end) ? end : usual, lower), upper);
    values[name] = lower;
  }
  return values;
}

function namesOf(sent: Members): string {
  const names = Object.keys(sent).filter((name) => !name.includes('@'));
  if (names.length === 0) return 'nothing';
  const last = names.pop() as string;
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

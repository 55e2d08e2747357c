import { expandBatch } from '../exchanges/batch';
import { isMembers } from '../exchanges/body';
import type { Exchange, HeaderPair } from '../exchanges/exchange';
import type { Judge } from '../judge/judge';
import type { Target } from '../wire/target';
import { requestsIn, type Scenario, type Send } from '../scenarios/scenario';
import type { Operation } from '../contract/operation';
import { propertiesOf, resolve, type SchemaNode, type Wider } from '../contract/slice';
import { canonical, closedBy, type Policy } from './policy';

/** What a request may do to a tenant that its owner may not want. */
export const EFFECTS = ['write', 'widening', 'refusal', 'foreign-type', 'delete'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Looks at what a scenario would do to a policy, before any of it is sent. */
export class Foresight {
  /** @param judge says whether a request conforms: one that does not should be refused, and might not be */
  constructor(
    private readonly original: Policy,
    private readonly target: Target,
    private readonly judge: Pick<Judge, 'against'>,
  ) {}

  /** What a scenario may do, its requests taken as accepted, each on top of those before it. */
  of({ steps }: Pick<Scenario, 'steps'>): Set<Effect> {
    let policy = this.original;
    const effects = new Set<Effect>();
    for (const step of steps.flatMap(requestsIn)) {
      if (step.kind === 'read') continue;
      for (const exchange of this.exchangesOf(step)) {
        const { method } = exchange.request;
        if (method === 'GET') continue;
        effects.add('write');
        if (method === 'DELETE') effects.add('delete');
        const body = bodyIn(exchange);
        if (isForeign(this.target.operation, body)) effects.add('foreign-type');
        else if (this.isRefusal(step, exchange)) effects.add('refusal');
        if (body) policy = { ...policy, ...body };
        if (isWider(this.target.operation, policy, this.original)) effects.add('widening');
      }
    }
    return effects;
  }

  private isRefusal({ credentials = 'full', elsewhere, refused }: Send, exchange: Exchange): boolean {
    return (
      credentials === 'read-only' ||
      elsewhere === true ||
      refused === true ||
      this.judge.against(exchange).client.length > 0
    );
  }

  /** The request as it would be sent; of a batch, the requests in it. */
  private exchangesOf(step: Send): Exchange[] {
    const { payload, contentType = 'application/json', credentials = 'full' } = step;
    const data =
      payload === undefined || 'lastRead' in payload
        ? undefined
        : 'text' in payload
          ? payload.text
          : JSON.stringify(payload.json);
    const headers: HeaderPair[] = [
      ...(credentials === 'none'
        ? []
        : [
            [
              'Authorization',
              credentials === 'malformed' ? (step.authorization ?? '') : 'Bearer [secret-1, 42 characters]',
            ] as const,
          ]),
      ...(contentType === null || step.method === 'GET' ? [] : [['Content-Type', contentType] as const]),
    ];
    const exchange: Exchange = {
      id: step.name,
      source: { kind: 'verify' },
      observed: {
        ...{ authorization: true, framing: false, trailing: false },
        // What is read and sent back is not known beforehand.
        ...{ requestBody: !(payload && 'lastRead' in payload), responseBody: false, protocol: false },
      },
      request: {
        method: step.method,
        url: this.target.url(step.path, step.at),
        headers,
        ...(data !== undefined && { body: { encoding: 'utf8', data } }),
      },
    };
    const inner = step.path === 'batch' ? expandBatch(exchange) : [];
    return inner.length > 0 ? inner : [exchange];
  }
}

/** The members that a request sets; undefined where its body is no JSON object. */
function bodyIn({ request }: Exchange): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(request.body?.data ?? '');
    return isMembers(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isForeign({ type: own }: Operation, body: Record<string, unknown> | undefined): boolean {
  const type = body?.['@odata.type'];
  return (
    typeof type === 'string' &&
    type.startsWith('#microsoft.graph.') &&
    type.toLowerCase() !== own?.toLowerCase()
  );
}

/** Whether more people could sign in by a policy, for longer, or more easily, than by the original. */
export function isWider(operation: Operation, policy: Policy, original: Policy): boolean {
  const members = propertiesOf(operation.updateSchema);
  // While it is closed nobody is let in, whatever else it says. An unknown value is taken for the worst.
  for (const [name, value] of Object.entries(closedBy(operation))) {
    if (lower(policy[name]) === lower(value)) return false;
    if (lower(original[name]) === lower(value)) return true;
  }
  return Object.entries(members).some(([name, property]) => {
    const { 'x-wider': direction, items } = resolve(property);
    const item = resolve(items ?? {});
    if (direction === 'more targets')
      return !targetsIn(policy[name]).every((target) =>
        targetsIn(original[name]).some((other) => covers(item, target, other)),
      );
    if (direction === 'fewer targets')
      return !targetsIn(original[name]).every((target) =>
        isNamed(propertiesOf(item), item['x-key'] ?? [], target, targetsIn(policy[name])),
      );
    return direction !== undefined && isWiderValue(direction, policy[name], original[name]);
  });
}

/** Whether a value is on the wider side of another; what cannot be compared is. */
function isWiderValue(direction: Wider, value: unknown, original: unknown): boolean {
  switch (direction) {
    case 'higher':
      return !(Number(value) <= Number(original));
    case 'lower':
      return !(Number(value) >= Number(original));
    case 'true':
      return original !== true && value !== false && value !== original;
    case 'false':
      return original === true && value !== true;
    default:
      return canonical(value) !== canonical(original);
  }
}

const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

type TargetOfPolicy = Record<string, unknown>;
const targetsIn = (value: unknown): TargetOfPolicy[] => (Array.isArray(value) ? value.filter(isMembers) : []);
/** Whether an item stands for the same as another: by its key, and by the kind of object that the key is of. */
const isNamed = (
  parts: Readonly<Record<string, SchemaNode>>,
  key: readonly string[],
  target: TargetOfPolicy,
  among: readonly TargetOfPolicy[],
): boolean => {
  const names = [
    ...key,
    ...Object.values(parts).flatMap((part) => Object.keys(part['x-directory']?.group ?? {})),
  ];
  return among.some((other) => names.every((name) => lower(other[name]) === lower(target[name])));
};

/** Whether a target allows nothing that another does not; a part that isn't sent isn't compared. */
const covers = (item: SchemaNode, target: TargetOfPolicy, other: TargetOfPolicy): boolean =>
  isNamed(propertiesOf(item), item['x-key'] ?? [], target, [other]) &&
  !Object.entries(propertiesOf(item)).some(
    ([part, { 'x-wider': direction }]) =>
      direction !== undefined &&
      target[part] !== undefined &&
      isWiderValue(direction, target[part], other[part]),
  );

import { expandBatch } from '../exchanges/batch';
import { isMembers } from '../exchanges/body';
import type { Exchange, HeaderPair } from '../exchanges/exchange';
import type { Judge } from '../judge/judge';
import type { Target } from '../run/target';
import { requestsIn, type Scenario, type Send } from '../scenarios/scenario';
import { TYPE } from '../scenarios/states';
import type { Policy } from './policy';

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
        if (isForeign(body)) effects.add('foreign-type');
        else if (this.isRefusal(step, exchange)) effects.add('refusal');
        if (body) policy = { ...policy, ...body };
        if (isWider(policy, this.original)) effects.add('widening');
      }
    }
    return effects;
  }

  private isRefusal({ credentials = 'full' }: Send, exchange: Exchange): boolean {
    return credentials === 'read-only' || this.judge.against(exchange).client.length > 0;
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
        url: this.target.url(step.path),
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

function isForeign(body: Record<string, unknown> | undefined): boolean {
  const type = body?.['@odata.type'];
  return (
    typeof type === 'string' &&
    type.startsWith('#microsoft.graph.') &&
    type.toLowerCase() !== TYPE.toLowerCase()
  );
}

/** Lifetimes of which a longer one is the wider. */
const LIFETIMES = ['defaultLifetimeInMinutes', 'minimumLifetimeInMinutes', 'maximumLifetimeInMinutes'];

/** Whether more people could sign in by a policy, for longer, or more easily, than by the original. */
export function isWider(policy: Policy, original: Policy): boolean {
  // While it is disabled nobody gets a pass, whatever else it says. An unknown state is taken for the worst.
  if (lower(policy['state']) === 'disabled') return false;
  if (lower(original['state']) === 'disabled') return true;
  return (
    LIFETIMES.some((name) => !(Number(policy[name]) <= Number(original[name]))) ||
    !(Number(policy['defaultLength']) >= Number(original['defaultLength'])) ||
    (original['isUsableOnce'] === true && policy['isUsableOnce'] !== true) ||
    !targetsIn(policy['includeTargets']).every((target) =>
      isCovered(target, targetsIn(original['includeTargets'])),
    ) ||
    !targetsIn(original['excludeTargets']).every((target) =>
      isNamed(target, targetsIn(policy['excludeTargets'])),
    )
  );
}

const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

type TargetOfPolicy = Record<string, unknown>;
const targetsIn = (value: unknown): TargetOfPolicy[] => (Array.isArray(value) ? value.filter(isMembers) : []);
const isNamed = (target: TargetOfPolicy, among: readonly TargetOfPolicy[]): boolean =>
  among.some(
    (other) =>
      lower(other['id']) === lower(target['id']) &&
      lower(other['targetType']) === lower(target['targetType']),
  );
const isCovered = (target: TargetOfPolicy, among: readonly TargetOfPolicy[]): boolean =>
  among.some(
    (other) =>
      isNamed(target, [other]) &&
      !(other['isRegistrationRequired'] === true && target['isRegistrationRequired'] === false),
  );

import type { View } from '../../checks/view';
import { same } from '../../checks/state/values';
import { describe } from '../../contract/describe';
import { isMembers, type Members } from '../../exchanges/body';
import { visible } from '../../results/visible';

/** Something that can be said of a request. */
export interface Feature {
  /** What it is of: a member, a header, the path. What is of the same thing does not compete. */
  of: string;
  /** The same for requests that share it. */
  key: string;
  /** Of an amount, how much it is: a number that is sent, or how many items are. */
  at?: number;
  /** `sends isUsableOnce true`, of an amount `sends defaultLength`; absent where it is known and not told. */
  words?: string;
}

/** How deep members are looked into, and how much of a value is told, in characters. */
const DEPTH = 3;
const LONGEST = 80;
const PATH = 200;
/** Of a header's parameters, how many are looked at. */
const PARAMETERS = 8;

/** Headers that say nothing of what is asked for: who asks, where, and by which request. */
const OF_EACH = new Set([
  'authorization',
  'client-request-id',
  'content-length',
  'date',
  'host',
  'user-agent',
  'connection',
]);

/**
 * What can be said of a request.
 * @param before the policy as it was before it, as far as it is known
 */
export function featuresOf(view: View, before: Members): Feature[] {
  const { exchange, members, operation } = view;
  const { context, batch, request } = exchange;
  const known = Object.entries(members).filter(([name]) => operation.updatable.includes(name));
  const path = request.url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const isSame = known.length > 0 && known.every(([name, value]) => same(before[name], value));
  return [
    ...Object.entries(members).flatMap(([name, value]) => [...ofValue(name, name, value, DEPTH)]),
    ...request.headers
      .filter(([name]) => !OF_EACH.has(name.toLowerCase()))
      .flatMap(([name, value]) => ofHeader(name.toLowerCase(), value)),
    { of: 'path', key: `path ${path}`, words: `is sent to ${visible(path, PATH)}` },
    // These are known, so that no member is named in their place.
    { of: 'credentials', key: `credentials ${context?.credentials ?? ''}` },
    { of: 'batch', key: `batch ${batch !== undefined}` },
    ...ofForm(view),
    ...ofOrder(view, before),
    ...(isSame ? [{ of: 'change', key: 'no change', words: 'changes nothing' }] : []),
  ];
}

/** That it is there, its parameters by their names, and its value. */
function ofHeader(name: string, value: string): Feature[] {
  const of = `header ${name}`;
  const parameters = value.split(';').slice(1, 1 + PARAMETERS);
  return [
    { of, key: of, words: `has the header ${visible(name, LONGEST)}` },
    ...parameters.map((parameter) => {
      const [key = ''] = parameter.toLowerCase().split('=');
      const shown = visible(key.trim(), LONGEST);
      return {
        of,
        key: `${of}; ${key.trim()}`,
        words: `has the parameter ${shown} in the header ${visible(name, LONGEST)}`,
      };
    }),
    { of, key: `${of}: ${value}`, words: `has the header ${visible(`${name}: ${value}`, LONGEST)}` },
  ];
}

/** Two members that an order binds may be equal by what is sent and what was there. */
function* ofOrder({ operation, members: sent }: View, before: Members): Iterable<Feature> {
  const after: Members = { ...before, ...sent };
  for (const {
    members: [lower, upper],
  } of operation.ascendingPairs) {
    const isSet = lower in sent || upper in sent;
    if (isSet && typeof after[lower] === 'number' && after[lower] === after[upper])
      yield {
        of: `${lower} and ${upper}`,
        key: `${lower} = ${upper}`,
        words: `makes ${lower} equal to ${upper}`,
      };
  }
}

/** @param of the member of the update that it is in */
function* ofValue(of: string, name: string, value: unknown, depth: number): Iterable<Feature> {
  const shown = visible(name, LONGEST);
  yield { of, key: `${name} is sent`, words: `sends ${shown}` };
  if (Array.isArray(value)) {
    yield { of, key: `${name} items`, at: value.length, words: `sends items in ${shown}:` };
    if (depth > 0) for (const item of value) if (isMembers(item)) yield* ofMembers(of, name, item, depth);
  } else if (isMembers(value)) {
    if (depth > 0) yield* ofMembers(of, name, value, depth);
  } else if (typeof value === 'number') {
    yield { of, key: `${name} number`, at: value, words: `sends ${shown}` };
  } else {
    yield {
      of,
      key: `${name} = ${JSON.stringify(value)}`,
      words: `sends ${shown} ${visible(describe(value), LONGEST)}`,
    };
  }
}

function* ofMembers(of: string, name: string, members: Members, depth: number): Iterable<Feature> {
  for (const [inner, value] of Object.entries(members))
    yield* ofValue(of, `${name}/${inner}`, value, depth - 1);
}

/** Where the type stands, and which names are written otherwise than they are declared. */
function* ofForm({ body, requestJson }: View): Iterable<Feature> {
  const names = requestJson.ok && isMembers(requestJson.value) ? Object.keys(requestJson.value) : [];
  const at = names.indexOf('@odata.type');
  if (at > 0)
    yield { of: 'place of the type', key: 'type behind', words: 'has @odata.type after other members' };
  if (at > 0 && at === names.length - 1)
    yield { of: 'place of the type', key: 'type last', words: 'has @odata.type last' };
  for (const { given } of body?.respelt ?? [])
    yield { of: 'spelling', key: `spelling ${given}`, words: `spells ${visible(given, LONGEST)}` };
}

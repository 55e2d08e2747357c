import { isMembers } from '../exchanges/body';
import { propertiesOf, resolve, type SchemaNode } from '../contract/slice';

/** A matching rule of a Pact. */
export interface Rule {
  combine: 'AND';
  matchers: Record<string, unknown>[];
}

/**
 * The matching rules for the values of a body, by place: what the slice says of the member, and where it says
 * nothing, the type. A constant stays what it is, and so does null.
 */
export function rulesOf(value: unknown, schema: SchemaNode, place = '$'): Record<string, Rule> {
  const node = resolve(schema);
  if (isMembers(value)) {
    const declared = propertiesOf(node);
    return Object.assign(
      {},
      ...Object.entries(value).map(([name, item]) => rulesOf(item, declared[name] ?? {}, at(place, name))),
    ) as Record<string, Rule>;
  }
  if (Array.isArray(value)) {
    const [example] = exampleOf(value) as unknown[];
    if (example === undefined) return { [place]: rule({ match: 'type' }) };
    return { [place]: rule({ match: 'type', min: 1 }), ...rulesOf(example, node.items ?? {}, `${place}[*]`) };
  }
  const matcher = matcherOf(value, node);
  return matcher ? { [place]: rule(matcher) } : {};
}

/** The value with one item in the place of a list, which has the members that all items have. */
export function exampleOf(value: unknown): unknown {
  if (isMembers(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, exampleOf(item)]));
  if (!Array.isArray(value) || value.length === 0) return value;
  const [first] = value as unknown[];
  if (!isMembers(first)) return [first];
  const common = Object.entries(first).filter(([name]) =>
    value.every((item) => isMembers(item) && Object.hasOwn(item, name)),
  );
  return [exampleOf(Object.fromEntries(common))];
}

function matcherOf(value: unknown, node: SchemaNode): Record<string, unknown> | undefined {
  if (value === null || node.const !== undefined) return undefined;
  if (typeof value === 'number') return { match: Number.isInteger(value) ? 'integer' : 'decimal' };
  if (typeof value === 'boolean') return { match: 'boolean' };
  const words = node.enum?.filter((word): word is string => typeof word === 'string');
  if (words?.includes(value as string)) return { match: 'regex', regex: `^(${words.join('|')})$` };
  return { match: 'type' };
}

const rule = (matcher: Record<string, unknown>): Rule => ({ combine: 'AND', matchers: [matcher] });

/** A place below another, in Pact's spelling of JSON paths. */
const at = (place: string, name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${place}.${name}` : `${place}['${name.replaceAll("'", "\\'")}']`;

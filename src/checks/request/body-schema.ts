import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve, type SchemaNode } from '../../contract/slice';
import { breaks, holds, type CheckAddress, type ExchangeCheck } from '../check';
import { isMembers } from '../../exchanges/body';

/** Rows that the slice's update schema states, each with what a body must have for it to be judged. */
interface Stated {
  requirement: string;
  /** One of them has to be there. */
  concerns: Concern[];
}

/** Members that an object of a body must have. */
interface Concern {
  /** Where the object stands; empty for the body itself. */
  path: readonly Step[];
  /** What the members must be, beside something else than null. */
  kind: 'any' | 'number';
  /** None if the object itself is enough. */
  names: readonly string[];
}

/** A member, or each item of the collection that it is. */
interface Step {
  member: string;
  each: boolean;
}

/**
 * Checks made from the slice: one for each row that a constraint of the update's schema names. To hold
 * bodies to a further rule of this kind, state it in the slice and give its row an address.
 *
 * @param operation whose slice it is
 * @param addressOf the address that the register gives a row's check
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration Properties
 */
export function bodySchemaChecks(
  operation: Operation,
  addressOf: (requirement: string) => CheckAddress | undefined,
): ExchangeCheck[] {
  return statedRows(operation).flatMap((stated) => {
    const address = addressOf(stated.requirement);
    return address === undefined ? [] : [bodySchemaCheck(address, stated)];
  });
}

function bodySchemaCheck(address: CheckAddress, { requirement, concerns }: Stated): ExchangeCheck {
  return {
    address,
    requirement,
    needs: ['requestBody'],
    reach: { intents: ['update'] },
    scope: 'exchange',
    judge(view) {
      const body = view.body?.value;
      if (!isMembers(body)) return;
      const { breaches } = view;
      if (!breaches.some((breach) => breach.requirement === requirement))
        return hasOneOf(view.members, concerns) ? holds(view) : undefined;
      const broken = breaches.filter((breach) => breach.requirement === requirement);
      return broken.map(({ message, expected, actual, pointer, lenient, others }) =>
        breaks(view, {
          message,
          expected,
          actual,
          pointer,
          ...(lenient ? { weight: 'SHOULD' as const } : {}),
          ...(others && { others: others.length }),
        }),
      );
    },
  };
}

function hasOneOf(members: unknown, concerns: readonly Concern[]): boolean {
  for (const concern of concerns) if (has(members, concern)) return true;
  return false;
}

/** Whether a value is such an object and has the members, or holds one that does below its path. */
function has(value: unknown, concern: Concern, at = 0): boolean {
  if (!isMembers(value)) return false;
  const step = concern.path[at];
  if (step === undefined) {
    for (const name of concern.names) if (!isThere(value[name], concern.kind)) return false;
    return true;
  }
  const below = value[step.member];
  if (!step.each) return has(below, concern, at + 1);
  return Array.isArray(below) && below.some((item) => has(item, concern, at + 1));
}

/** Null is not documented here. */
const isThere = (value: unknown, kind: Concern['kind']): boolean =>
  kind === 'any' ? value !== undefined && value !== null : typeof value === kind;

function statedRows({ updateSchema }: Operation): Stated[] {
  const rows = new Map<string, Stated>();
  const add = (requirement: string, concern: Concern): void => {
    const row = rows.get(requirement) ?? { requirement, concerns: [] };
    rows.set(requirement, row);
    row.concerns.push(concern);
  };
  /** @param path to the objects that the node describes: the body itself, a member, or the targets of a collection */
  const walk = (node: SchemaNode, path: readonly Step[]): void => {
    for (const [keyword, requirement] of Object.entries(namesOf(node))) {
      // That the body is an object at all is request/json's to say; that a target is one, is its collection's.
      if (keyword !== 'type') add(requirement, { path, kind: 'any', names: [] });
    }
    for (const { members, 'x-requirement': requirement } of node['x-ascending'] ?? []) {
      add(requirement, { path: [], kind: 'number', names: members });
    }
    for (const [name, property] of Object.entries(propertiesOf(node))) {
      const schema = resolve(property);
      for (const requirement of new Set(Object.values(namesOf(schema))))
        add(requirement, { path, kind: 'any', names: [name] });
      const item = schema.items && resolve(schema.items);
      if (item?.properties) walk(item, [...path, { member: name, each: true }]);
      // Items that are not objects are judged by their list.
      else
        for (const requirement of new Set(Object.values(namesOf(item ?? {}))))
          add(requirement, { path, kind: 'any', names: [name] });
      if (schema.properties) walk(schema, [...path, { member: name, each: false }]);
    }
  };
  walk(updateSchema, []);
  return [...rows.values()];
}

/** The rows that a schema's keywords name, by keyword; a single id speaks for all of them. */
function namesOf(node: SchemaNode): Record<string, string> {
  const named = node['x-requirement'];
  return typeof named === 'string' ? { any: named } : (named ?? {});
}

import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve, type SchemaNode } from '../../contract/slice';
import { breaks, holds, type CheckAddress, type ExchangeCheck } from '../check';
import { isMembers, type Members } from '../../exchanges/body';

/** Rows that the slice's update schema states, each with the members that a body must have for it to be judged. */
interface Stated {
  requirement: string;
  /** Whether a body has what the row is about. */
  concerns: ((members: Members) => boolean)[];
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

function bodySchemaCheck(address: CheckAddress, stated: Stated): ExchangeCheck {
  return {
    address,
    requirement: stated.requirement,
    needs: ['requestBody'],
    scope: 'exchange',
    *judge(view) {
      if (view.intent !== 'update' || !isMembers(view.body?.value)) return;
      const broken = view.breaches.filter(({ requirement }) => requirement === stated.requirement);
      if (broken.length === 0) {
        const { members } = view;
        if (stated.concerns.some((concerns) => concerns(members))) yield holds(view);
        return;
      }
      for (const { message, expected, actual, pointer, lenient } of broken) {
        yield breaks(view, {
          message,
          expected,
          actual,
          pointer,
          ...(lenient ? { weight: 'SHOULD' as const } : {}),
        });
      }
    },
  };
}

function statedRows({ updateSchema }: Operation): Stated[] {
  const rows = new Map<string, Stated>();
  const add = (requirement: string, concerns: (members: Members) => boolean): void => {
    const row = rows.get(requirement) ?? { requirement, concerns: [] };
    rows.set(requirement, row);
    row.concerns.push(concerns);
  };
  /** @param objects the objects of a body that the node describes: the body itself, a member, or the targets of a collection */
  const walk = (node: SchemaNode, objects: (members: Members) => Members[]): void => {
    for (const [keyword, requirement] of Object.entries(namesOf(node))) {
      // That the body is an object at all is request/json's to say; that a target is one, is its collection's.
      if (keyword !== 'type') add(requirement, (members) => objects(members).length > 0);
    }
    for (const { members: both, 'x-requirement': requirement } of node['x-ascending'] ?? []) {
      add(requirement, (members) => both.every((name) => typeof members[name] === 'number'));
    }
    for (const [name, property] of Object.entries(propertiesOf(node))) {
      const schema = resolve(property);
      // Of null nothing is written.
      const has = (members: Members): boolean =>
        objects(members).some((object) => (object[name] ?? null) !== null);
      for (const requirement of new Set(Object.values(namesOf(schema)))) add(requirement, has);
      if (schema.items)
        walk(resolve(schema.items), (members) =>
          objects(members).flatMap((object) => objectsIn(object[name])),
        );
      if (schema.properties)
        walk(schema, (members) => objects(members).flatMap((object) => objectsIn([object[name]])));
    }
  };
  walk(updateSchema, (members) => [members]);
  return [...rows.values()];
}

const objectsIn = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isMembers) : []);

/** The rows that a schema's keywords name, by keyword; a single id speaks for all of them. */
function namesOf(node: SchemaNode): Record<string, string> {
  const named = node['x-requirement'];
  return typeof named === 'string' ? { any: named } : (named ?? {});
}

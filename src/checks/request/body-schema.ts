import { resolve, schemaNamed, UPDATE_SCHEMA, type SchemaNode } from '../../schema/slice';
import { breaks, holds, type CheckAddress, type ExchangeCheck } from '../check';
import { isMembers } from '../../exchanges/body';
import type { View } from '../view';

/** Rows that the slice's update schema states, each with the members that a body must have for it to be judged. */
interface Stated {
  requirement: string;
  /** Names of members, on the top level or in a target; none: every body is judged. */
  members: Set<string>;
}

/**
 * Checks made from the slice: one for each row that a constraint of the update's schema names. To hold
 * bodies to a further rule of this kind, state it in `spec/openapi.yaml` and give its row an address.
 *
 * @param addressOf the address that the register gives a row's check
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration Properties
 */
export function bodySchemaChecks(
  addressOf: (requirement: string) => CheckAddress | undefined,
): ExchangeCheck[] {
  return statedRows().flatMap((stated) => {
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
        if (stated.members.size === 0 || mentions(view, stated.members)) yield holds(view);
        return;
      }
      for (const { message, expected, actual, pointer, caseOnly } of broken) {
        yield breaks(view, {
          message,
          expected,
          actual,
          pointer,
          ...(caseOnly ? { weight: 'SHOULD' as const } : {}),
        });
      }
    },
  };
}

/** Whether the body has one of the members, on the top level or in a target. */
function mentions(view: View, members: ReadonlySet<string>): boolean {
  return Object.entries(view.members).some(
    ([name, value]) =>
      members.has(name) ||
      (Array.isArray(value) &&
        value.some(
          (item) => isMembers(item) && Object.keys(item).some((member) => members.has(`${name}.${member}`)),
        )),
  );
}

function statedRows(): Stated[] {
  const rows = new Map<string, Stated>();
  const add = (requirement: string, member?: string): void => {
    const row = rows.get(requirement) ?? { requirement, members: new Set<string>() };
    rows.set(requirement, row);
    if (member !== undefined) row.members.add(member);
  };
  const walk = (node: SchemaNode, name: string): void => {
    for (const [requirement, keyword] of requirementsOf(node)) {
      // What is required, and what is not declared, is judged on every object.
      if (keyword === 'required' || keyword === 'additionalProperties')
        add(requirement, name === '' ? undefined : name);
      else add(requirement, name);
    }
    for (const pair of node['x-ascending'] ?? [])
      for (const member of pair.members) add(pair['x-requirement'], member);
    for (const [member, property] of Object.entries(node.properties ?? {})) {
      walk(resolve(property), name === '' ? member : `${name}.${member}`);
    }
    if (node.items) walk(resolve(node.items), name);
  };
  walk(schemaNamed(UPDATE_SCHEMA), '');
  // That the body is an object at all is request/json's to say: without one there is nothing to hold to the schema.
  rows.delete('REQ-JSON');
  return [...rows.values()];
}

function requirementsOf(node: SchemaNode): [requirement: string, keyword: string][] {
  const named = node['x-requirement'];
  if (named === undefined) return [];
  return typeof named === 'string'
    ? [[named, 'any']]
    : Object.entries(named).map(([keyword, requirement]) => [requirement, keyword]);
}

import { isCollection, itemType } from '../edm-types';
import { KEYS } from '../keys';
import { DECLARED, IN_ORDER, OUT_OF_ORDER, type Place, type Statement, type Value } from '../statements';
import type { KnownType, Subject } from '../subject';

/** A JSON value with the places of its parts. */
export interface JsonNode {
  value: unknown;
  place: Place;
  member(name: string): JsonNode;
  item(index: number): JsonNode;
}

/** The type annotation of an object and its place; undefined if there is none. */
export function annotationOf(node: JsonNode): { value: string; place: Place } | undefined {
  const value = (node.value as Record<string, unknown>)['@odata.type'];
  return typeof value === 'string' ? { value, place: node.member('@odata.type').place } : undefined;
}

/**
 * The statements of an object: its members, their kinds, sizes and order.
 * @param type the type of the object, which its own annotation must not contradict
 */
export function statementsOfObject(node: JsonNode, type: KnownType, subject: Subject): Statement[] {
  const statements: Statement[] = [];
  const say = (key: string, value: Value, place: Place): void => void statements.push({ key, value, place });
  walk(node, type);
  return statements;

  function walk(at: JsonNode, of: KnownType): void {
    const members = at.value as Record<string, unknown>;
    for (const [name, value] of Object.entries(members)) {
      const child = at.member(name);
      const property = of.properties.get(name);
      if (name === '@odata.type') {
        if (typeof value === 'string' && at !== node) say(KEYS.annotation(of.name), value, child.place);
        continue;
      }
      if (name.includes('@')) continue;
      if (!property) {
        say(KEYS.property(of.name, name), DECLARED, child.place);
        continue;
      }
      say(KEYS.property(of.name, name), DECLARED, child.place);
      if (value === null) {
        say(KEYS.nullable(of.name, name), true, child.place);
        continue;
      }
      say(KEYS.json(of.name, name), kindOf(value), child.place);
      const { enumeration, isFlags } = property;
      if (typeof value === 'string' && enumeration !== undefined)
        for (const member of isFlags ? value.split(',').map((each) => each.trim()) : [value])
          say(KEYS.member(enumeration, member), DECLARED, child.place);
      if (typeof value === 'number') say(KEYS.range(of.name, name), { sample: value }, child.place);
      const inner = subject.types.get(itemType(property.type));
      if (!inner) continue;
      if (Array.isArray(value) && isCollection(property.type))
        value.forEach((item, index) => isObject(item) && walk(child.item(index), inner));
      else if (isObject(value)) walk(child, inner);
    }
    sayOrder(at, of, members);
  }

  function sayOrder(at: JsonNode, of: KnownType, members: Record<string, unknown>): void {
    for (const [lower, upper] of of.orders) {
      const [least, most] = [members[lower], members[upper]];
      if (typeof least !== 'number' || typeof most !== 'number') continue;
      say(KEYS.order(of.name, lower, upper), least <= most ? IN_ORDER : OUT_OF_ORDER, at.member(upper).place);
    }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : typeof value;
}

import { KEYS } from '../../keys';
import { DECLARED, type OwnStatement } from '../../statements';
import type { SliceFiles, Way } from './files';
import { enumerationOf, propertiesIn, rowOf, type Declared } from './types';

/** An enumeration: its members and their places. */
export interface Enumeration {
  members: readonly string[];
  statements: readonly OwnStatement[];
}

/** The enumerations of the types' properties, by name: those of the slice, and those whose values combine members. */
export function enumerationsOf(types: readonly Declared[], files: SliceFiles): Map<string, Enumeration> {
  const { flags = {} } = files.beside;
  const found = new Map<string, Enumeration>();
  for (const { id, node, known } of types)
    for (const [property, schema] of propertiesIn(node)) {
      const name = enumerationOf(files.beside, known.name, property);
      if (name === undefined || !schema.enum || flags[name]) continue;
      const members = schema.enum.filter((member) => typeof member === 'string');
      const at = ['components', 'schemas', id, 'properties', property, 'enum'];
      const say = (key: string, way: Way): OwnStatement => files.slice(key, DECLARED, way, rowOf(schema));
      found.set(name, { members, statements: statementsOf(name, members, at, say) });
    }
  for (const [name, members] of Object.entries(flags)) {
    const say = (key: string, way: Way): OwnStatement => files.besides(key, DECLARED, way);
    found.set(name, { members, statements: statementsOf(name, members, ['flags', name], say) });
  }
  return found;
}

const statementsOf = (
  name: string,
  members: readonly string[],
  at: Way,
  say: (key: string, at: Way) => OwnStatement,
): OwnStatement[] => members.map((member, index) => say(KEYS.member(name, member), [...at, index]));

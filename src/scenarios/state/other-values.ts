import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../../contract/slice';
import { isMembers, type Members } from '../../exchanges/body';
import { choices } from '../choices';
import { directoryOf, fillable, hintOf } from '../samples';
import { read, requestsIn, update, type Scenario, type Send } from '../scenario';
import { WRITTEN, type Setting } from './setting';

/** How many items a list has that is sent: what becomes of more of them shows with those. */
const LENGTHS = [0, 1, 2, 3];
const MOST = Math.max(...LENGTHS);
/** The same for a list in the item of another: what is kept of two shows whether it is a list. */
const LENGTHS_IN_ITEMS = [0, 2];

/** Values of a text or a number at least: with one alone a provider may have it for a constant. */
const VALUES = 2;

/**
 * What an update is documented to set and no other scenario sends: lists of another length, groups beside everybody, values of
 * enumerations, and members that the known states leave out since they name what a provider may not have. No page says that
 * they must be taken; what is taken has to show. None where there is nothing left.
 * @param others the scenarios that are sent anyway
 */
export function otherValues(setting: Setting, others: readonly Scenario[]): Scenario[] {
  const { operation, changes, groups } = setting;
  const { filled, empty } = fillable(operation, groups);
  const rounds = roundsOf(setting, sentBy(operation, others));
  if (rounds.length === 0) return [];
  return [
    {
      ...{ address: 'state/other-values', rows: [...WRITTEN, 'SEM-REPLACE'], needs: ['read'], from: 'A' },
      ...hintOf([...filled, ...empty]),
      steps: [
        ...rounds.flatMap((members, at) => {
          const name = `${Object.keys(members).join(', ')} (${at + 1})`;
          return [update(name, changes.body(members)), read(`read ${name}`)];
        }),
        // Lists that have something in them are kept, whatever else is updated.
        ...(['B', 'A'] as const).flatMap((state) => {
          const turned = changes.turn(state);
          const name = `${Object.keys(turned).join(', ')} of state ${state} beside them`;
          return [update(name, changes.body(turned), changes.done), read(`read ${name}`)];
        }),
      ],
    },
  ];
}

/** The members of each update: of each member one value, so that there are few. */
function roundsOf({ operation, groups }: Setting, sent: Sent): Members[] {
  const { updateSchema, examples } = operation;
  const values = membersOf(operation).map((member, turn) => {
    const schema = resolve(propertiesOf(updateSchema)[member] ?? {});
    // Nobody says that a group may be included and excluded at once.
    const ids = [...groups.slice(turn % groups.length), ...groups.slice(0, turn % groups.length)];
    const all = new Values(ids, sent).of(member, schema, examples.A[member]);
    // What one member alone does not allow would take the others with it.
    const conforms = (value: unknown): boolean =>
      operation.validateUpdate(operation.bodyOf({ [member]: value })).length === 0;
    return [member, all.filter(conforms)] as const;
  });
  const count = Math.max(0, ...values.map(([, all]) => all.length));
  return Array.from({ length: count }, (_, at) =>
    Object.fromEntries(values.flatMap(([member, all]) => (at < all.length ? [[member, all[at]]] : []))),
  );
}

/** Members that an update is documented to set, and lists that the known states have anyway. */
const membersOf = (operation: Operation): string[] =>
  operation.updatable.filter(
    (member) => operation.isDocumented(member) || Array.isArray(operation.examples.A[member]),
  );

/** The forms of values that were sent, by the place in an update. */
type Sent = ReadonlyMap<string, ReadonlySet<string>>;

/** What values have in common of which one will do. */
function formOf(value: unknown): string {
  if (Array.isArray(value)) return String(value.length);
  return isMembers(value) ? 'an object' : JSON.stringify(value);
}

/** What updates that conform send with the write permission. */
export function sentBy(operation: Operation, scenarios: readonly Scenario[]): Sent {
  const sent = new Map<string, Set<string>>();
  const note = (place: string, form: string): void => {
    const forms = sent.get(place);
    if (forms) forms.add(form);
    else sent.set(place, new Set([form]));
  };
  const walk = (place: string, value: unknown): void => {
    note(place, formOf(value));
    if (Array.isArray(value)) for (const item of value) walk(`${place}[]`, item);
    else if (isMembers(value))
      for (const [name, part] of Object.entries(value)) walk(`${place}.${name}`, part);
  };
  for (const body of bodiesIn(scenarios))
    if (operation.validateUpdate(body).length === 0)
      for (const [member, value] of Object.entries(body)) walk(member, value);
  return sent;
}

const bodiesIn = (scenarios: readonly Scenario[]): Members[] =>
  scenarios
    .flatMap(({ steps }) => steps.flatMap(requestsIn))
    .filter((each): each is Send => each.kind === 'send')
    .flatMap(({ method, credentials = 'full', payload, path }) =>
      method === 'PATCH' && path !== 'batch' && credentials === 'full' && payload && 'json' in payload
        ? [payload.json]
        : [],
    )
    .filter(isMembers);

/** Makes the values of a member that were not sent. */
class Values {
  constructor(
    private readonly ids: readonly string[],
    private readonly sent: Sent,
  ) {}

  /**
   * Values of a place, so that each form of it that was not sent is in one of them, and each of the places below.
   * @param near a value that is known to do; undefined where there is none
   */
  of(place: string, schema: SchemaNode, near: unknown): unknown[] {
    if (schema.const !== undefined || schema['x-sampled']) return [];
    if (schema.items) return this.lists(place, schema, near);
    if (schema.properties) return this.objects(place, schema, near);
    const forms = this.sent.get(place) ?? new Set();
    const known = choices(schema);
    if (known.length > 0) return known.filter((value) => !forms.has(formOf(value)));
    // Numbers and texts with examples have scenarios of their own.
    if (!typesOf(schema).includes('string') || forms.size >= VALUES) return [];
    return Array.from({ length: VALUES }, (_, turn) => this.made(schema, turn));
  }

  private objects(place: string, schema: SchemaNode, near: unknown): Members[] {
    const base = isMembers(near) ? near : (this.made(schema, 0) as Members);
    // Which object of the directory it stands for, and which of its list it is, others say.
    const apart = apartOf(schema);
    const parts = partsOf(schema)
      .filter(([name]) => !apart.has(name))
      .map(([name, part]) => [name, this.of(`${place}.${name}`, part, base[name])] as const);
    const count = Math.max(0, ...parts.map(([, values]) => values.length));
    return Array.from({ length: count }, (_, at) => ({
      ...base,
      ...Object.fromEntries(parts.flatMap(([name, all]) => (at < all.length ? [[name, all[at]]] : []))),
    }));
  }

  private lists(place: string, schema: SchemaNode, near: unknown): unknown[][] {
    const item = resolve(schema.items ?? {});
    const forms = this.sent.get(place) ?? new Set();
    const listed: unknown[] = Array.isArray(near) ? near : [];
    const items = this.itemsOf(schema, item, listed);
    // What the known states leave empty has something in it while others change.
    const isKept = (length: number): boolean => near !== undefined && listed.length === 0 && length === MOST;
    const lengths = (place.includes('[]') ? LENGTHS_IN_ITEMS : LENGTHS).filter(
      (length) => !forms.has(String(length)) || isKept(length),
    );
    // One of one item tells nothing that one of two does not.
    const lists = lengths
      .filter((length) => length !== 1 || !lengths.includes(2))
      .map((length) => items.slice(0, length));
    const isEverybodyBeside =
      directoryOf({ item }, 'group') && !isDeepStrictEqual(listed[0] ?? items[0], items[0]);
    if (isEverybodyBeside) lists.push([listed[0], ...items.slice(1, 2)]);
    const filled = lists.filter(({ length }) => length > 0);
    const identity = [...apartOf(item), ...(schema['x-unique'] ?? [])];
    const below = item.properties ? (this.of(`${place}[]`, item, items[0]) as Members[]) : [];
    // Each in the last place of a list that is sent anyway, as long as there are some.
    for (const [at, value] of below.entries()) {
      const list = filled[at] ?? items.slice(0, 1);
      const changed = { ...value, ...pick(list.at(-1) as Members, identity) };
      if (at < filled.length) list.splice(-1, 1, changed);
      else lists.push([changed]);
    }
    return lists;
  }

  /** As many items as a list has at most, each another than those before it. */
  private itemsOf(schema: SchemaNode, item: SchemaNode, listed: readonly unknown[]): unknown[] {
    const [first] = listed;
    const isOfDirectory = directoryOf({ item }, 'group') !== undefined;
    const identity = [...apartOf(item), ...(schema['x-unique'] ?? [])];
    return Array.from({ length: MOST }, (_, turn) => {
      const near = listed[turn];
      if (near !== undefined && !isOfDirectory) return near;
      const made = this.made(item, turn);
      if (!isMembers(made) || !isMembers(first)) return made;
      const texts = isOfDirectory ? {} : textsTurned(item, first, turn);
      return { ...first, ...texts, ...pick(made, identity) };
    });
  }

  private readonly id = (turn: number): string => this.ids[turn % this.ids.length] as string;

  /** A value that the schema alone tells of. */
  private made(schema: SchemaNode, turn: number): unknown {
    const known = choices(schema);
    if (known.length > 0) return known[turn % known.length];
    if (schema.items) return [this.made(resolve(schema.items), turn)];
    if (schema.properties) {
      const directory = directoryOf({ item: schema }, 'group');
      const [key] = schema['x-key'] ?? [];
      return {
        ...Object.fromEntries(partsOf(schema).map(([name, part]) => [name, this.made(part, turn)])),
        ...(key !== undefined &&
          typesOf(resolve(propertiesOf(schema)[key] ?? {})).includes('string') && { [key]: this.id(turn) }),
        ...(directory && { ...directory.beside, [directory.name]: this.id(turn) }),
      };
    }
    if (typesOf(schema).includes('integer')) return (schema.minimum ?? 0) + 1 + turn;
    return schema.format === 'uuid' ? this.id(turn) : `contoso-${turn + 1}`;
  }
}

/** The parts that say which item of its list an object is, or which object of the directory it stands for. */
function apartOf(schema: SchemaNode): Set<string> {
  const directory = directoryOf({ item: schema }, 'group');
  const own = directory ? [directory.name, ...Object.keys(directory.beside)] : [];
  return new Set([...(schema['x-key'] ?? []), ...own]);
}

/** Texts of an item that are open, each another than that of the first. */
const textsTurned = (item: SchemaNode, first: Members, turn: number): Members =>
  Object.fromEntries(
    partsOf(item).flatMap(([name, part]) => {
      const value = first[name];
      if (typeof value !== 'string' || part.enum) return [];
      const known = choices(part);
      return [
        [
          name,
          known.length > 0 ? known[(known.indexOf(value) + turn) % known.length] : `${value} ${turn + 1}`,
        ],
      ];
    }),
  );

const pick = (from: Members, names: readonly string[]): Members =>
  Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

/** The parts of an object that an update is documented to set. */
const partsOf = (schema: SchemaNode): [string, SchemaNode][] =>
  Object.entries(propertiesOf(schema))
    .filter(([name, part]) => !part['x-silent'] && !name.includes('@'))
    .map(([name, part]) => [name, resolve(part)]);

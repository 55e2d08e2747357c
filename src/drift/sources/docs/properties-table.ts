import { isCollection } from '../../edm-types';
import { KEYS } from '../../keys';
import { ABSENT, DECLARED, IN_ORDER, OUT_OF_ORDER, type Says, type Statement } from '../../statements';
import type { KnownType, Subject } from '../../subject';
import { plainText, type Table } from './markdown';
import type { DocPage } from './page';
import {
  defaultIn,
  inheritedIn,
  isDeprecated,
  isReadOnly,
  membersIn,
  nullableIn,
  onlyIn,
  orderIn,
  rangeIn,
  requiredIn,
  typeInTable,
} from './prose';

/** A row of a table of properties. */
export interface PropertyRow {
  property: string;
  /** The type in CSDL notation. */
  type: string;
  /** The description in Markdown. */
  description: string;
  line: number;
}

/** The rows of a table of properties, relationships or parameters; empty for any other table. */
export function propertyRows(table: Table): PropertyRow[] {
  const heads = table.head.map((cell) => plainText(cell).toLowerCase());
  const [name, typed, described] = [/property|relationship|name|parameter/, /type/, /description/].map(
    (word) => heads.findIndex((head) => word.test(head)),
  ) as [number, number, number];
  if (name < 0 || typed < 0) return [];
  return table.rows.flatMap(({ cells, line }): PropertyRow[] => {
    const [property] = /^[A-Za-z_][\w.-]*(?=$|[\s(])/.exec(plainText(cells[name] ?? '')) ?? [];
    if (property === undefined) return [];
    return [
      {
        property,
        type: typeInTable(plainText(cells[typed] ?? '')),
        description: cells[described] ?? '',
        line,
      },
    ];
  });
}

/** The statements of a properties table on a type: the properties, their types, and the facts in their descriptions. */
export function* propertyStatements(
  table: Table,
  type: KnownType,
  { says, subject }: DocPage,
): Generator<Statement> {
  for (const row of propertyRows(table)) {
    yield says(KEYS.property(type.name, row.property), DECLARED, row.line);
    if (!type.properties.has(row.property)) continue;
    yield says(KEYS.propertyType(type.name, row.property), row.type, row.line);
    yield* descriptionStatements(row, type, subject, says);
  }
}

/** Range, order, members, null, read-only, deprecation, default and origin, as stated in a description. */
function* descriptionStatements(
  { property, description, line }: PropertyRow,
  type: KnownType,
  subject: Subject,
  says: Says,
): Generator<Statement> {
  const plain = plainText(description);
  const range = rangeIn(plain, property);
  if (range !== undefined) yield says(KEYS.range(type.name, property), range, line);
  const order = orderIn(description);
  if (order) {
    const [lower, upper] = order;
    yield orderStatement(type, lower, property, line, says);
    yield orderStatement(type, property, upper, line, says);
  }
  const known = type.properties.get(property);
  const { type: of = '', enumeration } = known ?? {};
  const members = membersIn(description);
  // A list for a member that is any text limits it; of a Boolean, pages list both values.
  const isText = of === 'Edm.String' && enumeration === undefined;
  const values = known?.values || isText ? (members ?? onlyIn(description)) : undefined;
  if (values) yield says(KEYS.values(type.name, property), values, line);
  if (members && enumeration !== undefined) {
    for (const member of members) yield says(KEYS.member(enumeration, member), DECLARED, line);
    for (const member of subject.enumerations.get(enumeration) ?? [])
      if (!members.includes(member)) yield says(KEYS.member(enumeration, member), ABSENT, line);
  }
  const nullable = nullableIn(plain);
  const nullKey = isCollection(of) ? KEYS.itemsNullable : KEYS.nullable;
  if (nullable !== undefined) yield says(nullKey(type.name, property), nullable, line);
  const readOnly = isReadOnly(plain);
  // A table that no longer states it has withdrawn it.
  if (readOnly || known?.isReadOnly) yield says(KEYS.updatable(type.name, property), !readOnly, line);
  const required = requiredIn(plain);
  if (required !== undefined) yield says(KEYS.required(type.name, property), required, line);
  const deprecated = isDeprecated(description, property);
  if (deprecated || known?.isDeprecated) yield says(KEYS.deprecated(type.name, property), deprecated, line);
  const byDefault = defaultIn(plain);
  if (byDefault !== undefined) yield says(KEYS.default(type.name, property), byDefault, line);
  const origin = inheritedIn(plain);
  // Of several bases it may be any: only what is none of them says something of the type.
  if (origin !== undefined && type.bases.length > 0 && !isAmong(origin, type.bases))
    yield says(KEYS.base(type.name), origin, line);
}

const isAmong = (name: string, names: readonly string[]): boolean =>
  names.some((each) => each.toLowerCase() === name.toLowerCase());

/** That one property is at most another; where the contract has it the other way round, that it is more. */
function orderStatement(
  { name, orders }: KnownType,
  lower: string,
  upper: string,
  line: number,
  says: Says,
): Statement {
  const turned = orders.some(([least, most]) => least === upper && most === lower);
  return turned
    ? says(KEYS.order(name, upper, lower), OUT_OF_ORDER, line)
    : says(KEYS.order(name, lower, upper), IN_ORDER, line);
}

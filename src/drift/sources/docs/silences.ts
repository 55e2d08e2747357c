import { KEYS } from '../../keys';
import type { Statement } from '../../statements';
import { mainOperation, resourceType, type KnownOperation } from '../../subject';
import type { Table } from './markdown';
import type { Placed } from './placed';
import type { DocPage } from './page';
import { propertyRows } from './properties-table';
import { isOfAnnotation } from './sentences';

/**
 * The statements that an operation's page makes by omission.
 * @param said the statements that it makes explicitly
 */
export function* silences(
  page: DocPage,
  operation: KnownOperation,
  placed: readonly Placed[],
  said: readonly Statement[],
): Generator<Statement> {
  const keys = new Set(said.map(({ key }) => key));
  yield* headersLeftOut(page, operation, tablesIn(placed, 'request headers'), keys);
  yield* propertiesLeftOut(page, tablesIn(placed, 'request body'), keys);
  yield* annotationLeftOut(page, operation, placed);
}

const tablesIn = (placed: readonly Placed[], wanted: string): Table[] =>
  placed.flatMap(({ block, section }) => (block.kind === 'table' && section === wanted ? [block] : []));

/** A table of headers lists all required ones. */
function* headersLeftOut(
  { says, isWhole, titleLine }: DocPage,
  { method, requiredHeaders }: KnownOperation,
  [first]: readonly Table[],
  said: ReadonlySet<string>,
): Generator<Statement> {
  const line = first?.line ?? (isWhole ? titleLine : undefined);
  const keys = requiredHeaders.map((name) => KEYS.header(method, name));
  for (const key of keys) if (line !== undefined && !said.has(key)) yield says(key, false, line);
}

/** The table of an update's properties is complete. A row that says read-only is handled elsewhere. */
function* propertiesLeftOut(
  { says, subject }: DocPage,
  tables: readonly Table[],
  said: ReadonlySet<string>,
): Generator<Statement> {
  const rows = tables.flatMap((table) =>
    propertyRows(table).map((row) => ({ ...row, tableLine: table.line })),
  );
  const [first] = rows;
  if (!first) return;
  const listed = new Map(rows.map(({ property, line }) => [property, line]));
  const { name, properties } = resourceType(subject);
  for (const property of properties.keys()) {
    const key = KEYS.updatable(name, property);
    const line = listed.get(property);
    if (!said.has(key)) yield says(key, line !== undefined, line ?? first.tableLine);
  }
}

/** If a page describes the request body and does not mention the type annotation, the annotation is not required. */
function* annotationLeftOut(
  { says, subject }: DocPage,
  { method }: KnownOperation,
  placed: readonly Placed[],
): Generator<Statement> {
  if (method !== mainOperation(subject).method) return;
  const ofBody = placed.filter(({ section }) => section === 'request body');
  const heading = ofBody.find(({ block }) => block.kind === 'heading' && block.level === 2)?.block;
  if (heading && !ofBody.some(({ block }) => block.kind === 'text' && isOfAnnotation(block)))
    yield says(KEYS.annotationRequired(method), false, heading.line);
}

import { bareType, itemType } from '../../edm-types';
import { KEYS } from '../../keys';
import { DECLARED, type Statement } from '../../statements';
import type { KnownType, Subject } from '../../subject';
import { annotationOf, type JsonNode } from '../json-statements';
import { almostJsonIn } from './json-text';
import type { Code } from './markdown';
import type { DocPage } from './page';

/** The words that represent values in the JSON of a resource. */
const REPRESENTED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    string: 'string',
    boolean: 'boolean',
    integer: 'integer',
    int: 'integer',
    int16: 'integer',
    int32: 'integer',
    int64: 'integer',
    number: 'number',
    double: 'number',
    decimal: 'number',
  }),
);

/**
 * The JSON representation of a resource, in which types stand in place of values, and the annotation before it.
 * @param isBase whether the page describes a base of the type, whose own facts do not apply to the type
 */
export function* representationStatements(
  block: Code,
  type: KnownType,
  isBase: boolean,
  { name: file, subject, says }: DocPage,
): Generator<Statement> {
  const { annotation } = block;
  if (annotation?.members['blockType'] !== 'resource') return;
  const { keyProperty, baseType } = annotation.members;
  if (!isBase && typeof keyProperty === 'string')
    yield says(KEYS.key(type.name), keyProperty, annotation.line);
  if (!isBase && typeof baseType === 'string')
    yield says(KEYS.base(type.name), bareType(baseType), annotation.line);
  const root = almostJsonIn(block.text, file, block.line);
  if (!root) return;
  const own = annotationOf(root);
  if (!isBase && own) yield { key: KEYS.annotation(type.name), ...own };
  yield* memberStatements(root, type, subject);
}

function* memberStatements(node: JsonNode, type: KnownType, subject: Subject): Generator<Statement> {
  for (const [name, value] of Object.entries(node.value as Record<string, unknown>)) {
    if (name.includes('@')) continue;
    const child = node.member(name);
    const { place } = child;
    yield { key: KEYS.property(type.name, name), value: DECLARED, place };
    const property = type.properties.get(name);
    if (!property) continue;
    const kind = kindOf(value);
    if (kind !== undefined) yield { key: KEYS.json(type.name, name), value: kind, place };
    const isList = Array.isArray(value);
    const inner = subject.types.get(isList ? itemType(property.type) : property.type);
    if (!inner) continue;
    const objects = isList ? value.map((_, index) => child.item(index)) : [child];
    for (const each of objects) yield* objectStatements(each, inner, subject);
  }
}

function* objectStatements(node: JsonNode, type: KnownType, subject: Subject): Generator<Statement> {
  if (typeof node.value !== 'object' || node.value === null || Array.isArray(node.value)) return;
  const own = annotationOf(node);
  if (own) yield { key: KEYS.annotation(type.name), ...own };
  yield* memberStatements(node, type, subject);
}

/** The kind of JSON value that a word, list or object in a representation stands for. */
function kindOf(value: unknown): string | undefined {
  if (typeof value === 'string') return REPRESENTED.get(/^\w+/.exec(value)?.[0].toLowerCase() ?? '');
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' && value !== null ? 'object' : undefined;
}

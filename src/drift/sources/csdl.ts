import { KEYS } from '../keys';
import { gathered, saysIn, type Cloud, type Reading, type Statement } from '../statements';
import { resourceType, type Subject } from '../subject';
import { enumerationStatements } from './csdl/enumerations';
import { NAMESPACE, parseSchema } from './csdl/parse';
import { pathStatements } from './csdl/path';
import type { Schema } from './csdl/schema';
import { lineOfAbsent, typeStatements } from './csdl/types';
import { baseName, textOf, type Document } from './documents';

/** Clouds by the names of published schemas: `v1.0-Mooncake.csdl`. */
const CLOUD_NAMES: readonly [RegExp, Cloud][] = [
  [/prod/i, 'global'],
  [/fairfax/i, 'usGovL4'],
  [/mooncake|gallatin/i, 'china'],
];

/**
 * The statements of a `$metadata` document: types with their bases, members, enumerations, and whether the path
 * exists.
 * @see https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
 * @throws UsageError if the document is not CSDL
 */
export function csdlStatements(document: Document, subject: Subject): Reading {
  const { name } = document;
  const schema = parseSchema(textOf(document), name);
  if (schema.line === 0)
    return { kind: 'csdl', name, statements: [], passedOver: `it has no schema ${NAMESPACE}` };
  const cloud = CLOUD_NAMES.find(([word]) => word.test(baseName(name)))?.[1];
  const version = /(?:^|[^a-z0-9])(v\d+\.\d+|beta)(?![a-z0-9])/i.exec(name)?.[1]?.toLowerCase();
  return {
    kind: 'csdl',
    name,
    ...(version !== undefined && { version }),
    ...(cloud !== undefined && { cloud }),
    statements: gathered(statementsOf(schema, subject, name, cloud), name),
  };
}

function* statementsOf(
  schema: Schema,
  subject: Subject,
  name: string,
  cloud: Cloud | undefined,
): Generator<Statement> {
  const says = saysIn(name);
  const root = schema.types.get(subject.type);
  yield* typeStatements(schema, subject, says);
  yield* enumerationStatements(schema, subject, says);
  if (root) yield* pathStatements(schema, subject, says);
  if (cloud !== undefined)
    yield says(
      KEYS.cloud(cloud),
      root !== undefined,
      root?.line ?? lineOfAbsent(resourceType(subject), schema),
    );
}

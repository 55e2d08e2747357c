import { resolve, type SchemaNode } from '../contract/slice';

/** A valid value of a schema, if it is a plain one. */
export function sampleOf(schema: SchemaNode): unknown {
  const { type, enum: values, const: only, format, minimum = 1 } = resolve(schema);
  const [kind] = [type].flat();
  if (only !== undefined) return only;
  if (values) return values[0];
  if (format === 'date-time') return '2026-01-01T08:00:00Z';
  return (
    { boolean: true, integer: minimum, number: minimum, array: [], object: {} }[kind as 'boolean'] ?? 'text'
  );
}

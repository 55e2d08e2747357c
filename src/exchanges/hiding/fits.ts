import { typesOf, type SchemaNode } from '../../contract/slice';
import { isDuration, isGuid, isIsoDate, isLetters, isTypeName } from './forms';

type Test = (value: string) => boolean;

const tests = new WeakMap<SchemaNode, Test>();

/** Whether a text has the form that a schema of the contract gives it. */
export function fits(schema: SchemaNode, value: string): boolean {
  let test = tests.get(schema);
  if (!test) tests.set(schema, (test = testOf(schema)));
  return test(value);
}

function testOf(schema: SchemaNode): Test {
  const { enum: values, const: one, format, maxLength = Infinity, minLength = 0, pattern, examples } = schema;
  const known = new Set<unknown>(
    [
      one,
      values,
      schema['x-known'],
      schema['x-sampled'],
      schema['x-spellings'],
      schema['x-strangers'],
      examples,
    ].flat(),
  );
  const types = typesOf(schema);
  if (one !== undefined || values !== undefined || (types.length > 0 && !types.includes('string')))
    return (value) => known.has(value);
  const expression = pattern === undefined ? undefined : compiled(pattern);
  if (pattern !== undefined && !expression) return (value) => known.has(value);
  return (value) => {
    if (known.has(value)) return true;
    if (format !== undefined && !isOfFormat(format, value)) return false;
    if (value.length < minLength) return false;
    if (value.length > maxLength && [...value].length > maxLength) return false;
    return expression?.test(value) ?? true;
  };
}

/** What a member of the contract may be shown with though it has not the schema's form: what nobody hides anything in. */
export const isHarmlessBreach = (value: string): boolean =>
  isLetters(value) ||
  isGuid(value) ||
  isIsoDate(value) ||
  isDuration(value) ||
  /^[+-]?\d{1,6}(?:\.\d{1,3})?(?:e[+-]?\d{1,2})?$/i.test(value) ||
  /^[\s\w.,:;+/#-]{0,5}$/.test(value) ||
  (value.startsWith('#') && isTypeName(value)) ||
  /^microsoft\.graph\.[A-Za-z]{1,80}$/i.test(value);

/** Whether a schema says more than that it is a text. */
export const isNarrow = ({ enum: values, const: one, format, pattern, type }: SchemaNode): boolean =>
  values !== undefined ||
  one !== undefined ||
  format !== undefined ||
  (pattern !== undefined && !pattern.includes('.*')) ||
  type === 'boolean';

/** A mark at a place whose length the contract limits breaks that limit where the value did. */
export function ofLength(schemas: readonly SchemaNode[], value: string, mark: string): string {
  const limited = schemas.some(
    ({ maxLength, minLength }) => maxLength !== undefined || minLength !== undefined,
  );
  const length = [...value].length;
  if (!limited || length === mark.length) return mark;
  return length > mark.length ? mark.padEnd(length, '·') : '·'.repeat(length);
}

function isOfFormat(format: string, value: string): boolean {
  if (format === 'uuid') return isGuid(value);
  if (format === 'date-time' || format === 'date') return isIsoDate(value);
  // Of another format nobody knows here what it may hold.
  return format === 'duration' && isDuration(value);
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

// The slice for tools that know OpenAPI 3.0 and not 3.1.

/**
 * OpenAPI 3.0: what 3.1 says otherwise is said in its words, what 3.0 has no words for is left out, and so
 * are this project's own `x-` members, which some tools take for schemas.
 */
export function convertedDown(slice) {
  const converted = { ...down(slice), openapi: '3.0.3' };
  delete converted.info.summary;
  delete converted.info.license.identifier;
  return converted;
}

function down(value) {
  if (Array.isArray(value)) return value.map(down);
  if (typeof value !== 'object' || value === null) return value;
  const converted = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('x-'))
      // Examples are data and no schemas.
      .map(([key, part]) => [key, key === 'examples' ? part : down(part)]),
  );
  if (Array.isArray(value.type)) {
    const [type] = value.type.filter((name) => name !== 'null');
    Object.assign(converted, { type, nullable: true });
  }
  if (typeof value.const === 'string') {
    delete converted.const;
    converted.enum = [value.const];
  }
  // 3.0 has no patterns of names: annotations are let through, and with them every other name.
  if (typeof value.patternProperties === 'object') {
    delete converted.patternProperties;
    delete converted.additionalProperties;
  }
  return converted;
}

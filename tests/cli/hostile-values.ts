/** JSON texts of values that break what makes a text, a number or a copy of a value without asking what it is. */
export const HOSTILE = [
  '{"toString":1}',
  '{"valueOf":1,"toString":null,"toJSON":3}',
  '{"__proto__":{"toString":1},"constructor":{"prototype":1}}',
  '[{"toString":1},{"__proto__":null}]',
  '[]',
  'null',
  'true',
  '1e999',
  '-0.5',
  '12345678901234567890',
  '"\\ud800"',
  '"\\u0000\\u001b[31m\\n\\r"',
  '"__proto__"',
  '""',
] as const;

/** Stands in a document for a JSON text that takes its place. */
const PLACE = '\uE000hostile\uE000';

/** Every place of a document, the document itself among them. */
export function placesIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    path,
    ...entries.flatMap(([name, each]) =>
      placesIn(each, [...path, Array.isArray(value) ? Number(name) : name]),
    ),
  ];
}

/** The JSON of a document with other JSON in one of its places. */
export function replaced(
  document: unknown,
  path: readonly (string | number)[],
  json: string,
  indent?: number,
): string {
  const put = (value: unknown, [name, ...rest]: readonly (string | number)[]): unknown => {
    if (name === undefined) return PLACE;
    if (Array.isArray(value)) return value.map((each: unknown, at) => (at === name ? put(each, rest) : each));
    return { ...(value as object), [name]: put((value as Record<string, unknown>)[name], rest) };
  };
  return JSON.stringify(put(document, path), null, indent).replace(JSON.stringify(PLACE), () => json);
}

/** The same with a member more, of a name that objects have already. */
export const added = (document: unknown, path: readonly (string | number)[], name: string): string => {
  const at = path.reduce((value: unknown, each) => (value as Record<string, unknown>)[each], document);
  return typeof at === 'object' && at !== null && !Array.isArray(at)
    ? replaced(
        document,
        path,
        JSON.stringify(at).replace(
          '{',
          () => `{${JSON.stringify(name)}:{"toString":1}${Object.keys(at).length > 0 ? ',' : ''}`,
        ),
      )
    : JSON.stringify(document);
};

export const NAMES = ['__proto__', 'toString', 'constructor', 'hasOwnProperty', 'toJSON', 'then'] as const;

/** Every document that has something hostile in one of its places. */
export function* spoilt(document: unknown): Generator<string> {
  for (const path of placesIn(document)) {
    for (const json of HOSTILE) yield replaced(document, path, json);
    for (const name of NAMES) {
      const text = added(document, path, name);
      if (text !== JSON.stringify(document)) yield text;
    }
  }
}

import { readFileSync } from 'node:fs';
import { packageFile } from '../../src/contract/package-root';

interface Schema {
  description?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
}

/** Every schema within a schema, with the path to it. */
function* within(value: unknown, path: string): Generator<[string, Schema]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, value as Schema];
  for (const [name, member] of Object.entries(value)) yield* within(member, `${path}/${name}`);
}

const schemas = ['report', 'evidence', 'diff', 'merged', 'drift'].flatMap((name) => [
  ...within(JSON.parse(readFileSync(packageFile('spec', `${name}.schema.json`), 'utf8')), name),
]);

test('every property is described', () => {
  const bare = schemas.flatMap(([path, { properties }]) =>
    Object.entries(properties ?? {})
      .filter(([, { description }]) => typeof description !== 'string')
      .map(([name]) => `${path}/${name}`),
  );
  expect(bare).toEqual([]);
});

test('every object says what else it may hold', () => {
  const open = schemas.filter(
    ([, { type, additionalProperties }]) => type === 'object' && additionalProperties === undefined,
  );
  expect(open.map(([path]) => path)).toEqual([]);
});

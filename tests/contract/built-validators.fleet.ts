import type { ValidateFunction } from 'ajv/dist/2020';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { SchemaSet } from '../../src/contract/built';
import { operationNamed, operationNames } from '../../src/contract/operation';
import { PUBLISHED, publishedSchemas } from '../../src/contract/published';
import { registerSchemas } from '../../src/contract/register/shape';
import { propertiesOf } from '../../src/contract/slice';
import { sliceSchemas } from '../../src/contract/validators';

const BUILT = path.join(__dirname, '..', '..', 'dist', 'validators');

const sets: [name: string, set: () => SchemaSet][] = [
  ...operationNames().map((name): [string, () => SchemaSet] => [
    `operations/${name}`,
    () => sliceSchemas(operationNamed(name).slice),
  ]),
  ...PUBLISHED.map((name): [string, () => SchemaSet] => [name, () => publishedSchemas(name)]),
  ['register', () => registerSchemas()],
];

/** The words and the numbers of a schema: what values are made of that get past its first constraint. */
function wordsOf(schema: unknown): (string | number)[] {
  if (typeof schema === 'string' || typeof schema === 'number') return [schema];
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]) => [name, ...wordsOf(value)]);
}

/** The numbers of a schema, and those beside them. */
const limitsOf = (schema: unknown): number[] =>
  wordsOf(schema).flatMap((word) => (typeof word === 'number' ? [word - 1, word, word + 1] : []));

/** Values in the words of schemas, with numbers at and beside their limits. */
function valuesIn(schemas: unknown): fc.Arbitrary<unknown> {
  const words = [...new Set(wordsOf(schemas))];
  const names = words.filter((word) => typeof word === 'string');
  const limits = words
    .filter((word) => typeof word === 'number')
    .flatMap((word) => [word - 1, word, word + 1]);
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, '', 0, ...limits, ...names),
    fc.uuid(),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.string(),
  );
  return fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('members')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    members: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 12 }),
  })).value;
}

const answerOf = (check: ValidateFunction, value: unknown) =>
  check(value) ? [] : (check.errors as object[]);

/** @throws unless both say the same of a value, errors and all */
const assertAlike = (built: ValidateFunction, own: ValidateFunction, value: unknown): void =>
  // Through JSON: the modules of the build live outside Jest's realm.
  expect(JSON.stringify(answerOf(built, value))).toBe(JSON.stringify(answerOf(own, value)));

describe.each(sets)('the validators that the build made of %s', (name, make) => {
  const { ajv, refs } = make();
  const built = createRequire(__filename)(path.join(BUILT, `${name}.js`)) as Record<string, ValidateFunction>;
  const own = (validator: string): ValidateFunction => ajv.getSchema(refs[validator] as string) as never;

  test('are all that there are', () => {
    expect(Object.keys(built).sort()).toEqual(Object.keys(refs).sort());
  });

  test.each(Object.keys(refs))('%s answers like Ajv at run time', (validator) => {
    fc.assert(
      fc.property(valuesIn(own(validator).schema), (value) =>
        assertAlike(built[validator] as ValidateFunction, own(validator), value),
      ),
      { numRuns: 50 },
    );
  });
});

describe.each(operationNames())('the updates of %s', (operationName) => {
  const operation = operationNamed(operationName);
  const { ajv, refs } = sliceSchemas(operation.slice);
  const built = createRequire(__filename)(path.join(BUILT, 'operations', `${operationName}.js`)) as Record<
    string,
    ValidateFunction
  >;

  test.each(Object.values(operation.schemas))(
    '%s with a member changed or left out is judged alike',
    (name) => {
      const own = ajv.getSchema(refs[name] as string) as ValidateFunction;
      const whole: Record<string, unknown> = { '@odata.type': operation.type, ...operation.examples.B };
      assertAlike(built[name] as ValidateFunction, own, whole);
      for (const [member, schema] of Object.entries(propertiesOf(operation.updateSchema)))
        for (const value of [...limitsOf(schema), ...wordsOf(schema)])
          assertAlike(built[name] as ValidateFunction, own, { ...whole, [member]: value });
      fc.assert(
        fc.property(
          fc.constantFrom(...Object.keys(whole)),
          fc.option(valuesIn(operation.slice.components.schemas), { nil: undefined }),
          (member, value) =>
            assertAlike(
              built[name] as ValidateFunction,
              own,
              JSON.parse(JSON.stringify({ ...whole, [member]: value })),
            ),
        ),
      );
    },
  );
});

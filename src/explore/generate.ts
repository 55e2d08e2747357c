import fc, { type Arbitrary } from 'fast-check';
import type { Bench } from '../checks/view';
import type { Members } from '../exchanges/body';
import {
  farOutside,
  justOutside,
  outOfOrder,
  withoutTypeAnnotation,
  wrongTypeAnnotations,
  wrongTypes,
} from '../scenarios/from-slice';
import type { Operation } from '../contract/operation';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../contract/slice';
import { STEPS_AT_MOST } from './limits';
import type { Sequence, Step } from './step';
import { viewOfBody } from './sound';

/** Where a number has no bound. */
const LARGEST = 2 ** 31 - 1;

export interface Generating {
  sequences: number;
  seed: number;
  /** Groups for the target collections. */
  groups: readonly string[];
  canDelete: boolean;
  bench: Bench;
}

/** Sequences from the constraints of the slice: the same for the same seed, whatever their number. */
export function sequencesOf({ sequences, seed, groups, canDelete, bench }: Generating): Sequence[] {
  const { operation } = bench;
  const updates = updatesOf(operation, groups);
  const step = fc.oneof(
    { weight: 10, arbitrary: updates.map((members): Drawn => ({ kind: 'update', members })) },
    // Most of what one update does to another it does among the members that an order binds together.
    ...(operation.ordered.length === 0
      ? []
      : [
          {
            weight: 3,
            arbitrary: singleLifetime(operation).map((members): Drawn => ({ kind: 'update', members })),
          },
        ]),
    { weight: 4, arbitrary: refusalsOf(updates, bench) },
    { weight: 3, arbitrary: fc.constant<Drawn>({ kind: 'read' }) },
    { weight: 1, arbitrary: fc.constant<Drawn>({ kind: 'again' }) },
    ...(canDelete ? [{ weight: 2, arbitrary: fc.constant<Drawn>({ kind: 'delete' }) }] : []),
  );
  const drawn = fc
    .array(step, { minLength: 1, maxLength: STEPS_AT_MOST, size: 'max' })
    .map(repeated)
    .filter((steps) => steps.some(({ kind }) => kind !== 'read'));
  return fc.sample(drawn, { numRuns: sequences, seed });
}

/** A step as it is drawn: `again` is the update before it once more. */
type Drawn = Step | { kind: 'again' };

function repeated(drawn: readonly Drawn[]): Sequence {
  const steps: Step[] = [];
  for (const step of drawn) {
    const before = steps.findLast(({ kind }) => kind === 'update');
    if (step.kind !== 'again') steps.push(step);
    else if (before) steps.push(before);
  }
  return steps;
}

/** The members of an update that conforms: one alone, a few or all, in any order. */
function updatesOf(operation: Operation, groups: readonly string[]): Arbitrary<Members> {
  const units = unitsOf(operation, groups);
  const chosen = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...units).map((unit) => [unit]) },
    {
      weight: 3,
      arbitrary: fc.shuffledSubarray(units, { minLength: 2, maxLength: Math.min(3, units.length) }),
    },
    { weight: 2, arbitrary: fc.shuffledSubarray(units, { minLength: 1 }) },
  );
  return chosen
    .chain((some) => fc.tuple(...some))
    .map((parts): Members => Object.assign({}, ...parts) as Members);
}

/** What can be set by itself: each member, and the lifetimes, which an order binds together. */
function unitsOf(operation: Operation, groups: readonly string[]): Arbitrary<Members>[] {
  const properties = propertiesOf(operation.updateSchema);
  // Profiles of passkeys would have to be there; what no page lets an update set is left alone otherwise too.
  const free = operation.updatable.filter(
    (name) => !operation.ordered.includes(name) && operation.isDocumented(name),
  );
  return [
    ...free.map((name) =>
      valuesOf(properties[name] as SchemaNode, groups).map((value) => ({ [name]: value })),
    ),
    ...(operation.ordered.length === 0 ? [] : [lifetimesOf(operation)]),
  ];
}

function valuesOf(given: SchemaNode, groups: readonly string[]): Arbitrary<unknown> {
  const schema = resolve(given);
  const types = typesOf(schema);
  // Whole: nobody says what becomes of the parts of an object that are left out.
  if (types.includes('object'))
    return fc.record(
      Object.fromEntries(
        Object.entries(propertiesOf(schema)).map(([name, part]) => [name, valuesOf(part, groups)]),
      ),
    );
  if (types.includes('array'))
    return typesOf(schema.items ?? {}).includes('string')
      ? fc.subarray([...groups.slice(0, 3)])
      : targetsOf(schema, groups);
  if (types.includes('boolean')) return fc.boolean();
  if (schema.enum)
    return fc.constantFrom(
      ...schema.enum.filter((value) => value !== null && value !== 'unknownFutureValue'),
    );
  return numbersOf(schema);
}

/** Numbers within the bounds, preferably next to them. */
function numbersOf({ minimum = 0, maximum = LARGEST }: SchemaNode): Arbitrary<number> {
  const near = [minimum, minimum + 1, maximum - 1, maximum];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...near) },
    { weight: 2, arbitrary: fc.integer({ min: minimum, max: maximum }) },
  );
}

/** All lifetimes in order, some of them in order, or one. */
function lifetimesOf(operation: Operation): Arbitrary<Members> {
  const numbers = fc.oneof(numbersOf(boundsOfLifetimes(operation)), fc.constantFrom(...stored(operation)));
  const several = fc.subarray([...operation.ordered], { minLength: 2 }).chain((names) =>
    fc
      .array(numbers, { minLength: names.length, maxLength: names.length })
      .map((values) => values.sort((one, other) => one - other))
      .map((values): Members => Object.fromEntries(names.map((name, at) => [name, values[at]]))),
  );
  return fc.oneof(several, singleLifetime(operation));
}

/** One lifetime from between its neighbours in the state that sequences start in: mostly it fits what is stored. */
function singleLifetime(operation: Operation): Arbitrary<Members> {
  const { minimum, maximum } = boundsOfLifetimes(operation);
  const values = [minimum, ...stored(operation), maximum];
  const each = operation.ordered.map((name, at) =>
    numbersOf({ minimum: values[at] as number, maximum: values[at + 2] as number }).map((value): Members => ({
      [name]: value,
    })),
  );
  return fc.oneof(...each);
}

const stored = ({ ordered, states }: Operation): number[] => ordered.map((name) => states.A[name] as number);

/** The bounds of the lowest and the highest, which hold for what lies between too. */
function boundsOfLifetimes(operation: Operation): { minimum: number; maximum: number } {
  const properties = propertiesOf(operation.updateSchema);
  const { minimum = 0 } = properties[operation.ordered[0] as string] as SchemaNode;
  const { maximum = LARGEST } = properties[operation.ordered.at(-1) as string] as SchemaNode;
  return { minimum, maximum };
}

/** One to three groups, all users, or, of those that are left out, nobody. */
function targetsOf({ items = {} }: SchemaNode, groups: readonly string[]): Arbitrary<Members[]> {
  const included = 'isRegistrationRequired' in propertiesOf(resolve(items));
  const nothing = fc.constant<Members>({});
  const registration = fc.boolean().map((value): Members => ({ isRegistrationRequired: value }));
  const more = included ? fc.oneof(nothing, registration) : nothing;
  const target = (id: string): Arbitrary<Members> =>
    more.map((rest) => ({ targetType: 'group', id, ...rest }));
  const some = fc
    .shuffledSubarray(groups.slice(0, 3), { minLength: 1 })
    .chain((ids) => fc.tuple(...ids.map(target)));
  const other = included ? target('all_users').map((all) => [all]) : fc.constant<Members[]>([]);
  return fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: other });
}

/** Updates that break a MUST: the suite's own, and those with further members beside the fault. */
function refusalsOf(updates: Arbitrary<Members>, bench: Bench): Arbitrary<Step> {
  const stimuli = [
    ...justOutside(bench.operation),
    ...farOutside(bench.operation),
    ...outOfOrder(bench.operation),
    ...wrongTypes(bench.operation),
    ...wrongTypeAnnotations(bench.operation),
    ...withoutTypeAnnotation(bench.operation),
  ];
  const isBroken = ({ body }: { body: Members }): boolean => !viewOfBody(body, bench).sound;
  const alone = fc.constantFrom(...stimuli.filter(isBroken));
  const beside = fc
    .tuple(alone, updates)
    .map(([{ name, body }, members]) => ({ name, body: { ...members, ...body } }));
  return fc
    .oneof(alone, beside)
    .filter(isBroken)
    .map(({ name, body }): Step => ({ kind: 'refused', body, fault: name }));
}

import { sentence, type Breach } from '../../src/contract/validators';
import { defaultOperation, validatePolicy, validateUpdate } from '../../src/contract/operation';
import { constraintOf, constraintsOfSlice, schemasOfSlice } from './constraints';
import { BOUNDS, TYPE, lifetimes } from './documented';
import { tables } from './tables';
import type { Table, Told, Violating } from './table';

/** All that is wrong with a document, as a person is told. */
const { update: UPDATE_SCHEMA, policy: POLICY_SCHEMA } = defaultOperation().schemas;
const validate = (name: string, document: unknown): Breach[] => defaultOperation().validate(name, document);

const sentencesOf = (schema: string, document: unknown) => validate(schema, document).map(sentence);

const asCase = ([what, document, ...breaches]: Violating): [string, unknown, Told[]] => [
  what,
  document,
  breaches,
];
const byName = tables.map((table): [string, Table] => [table.schema, table]);

describe.each(byName)('%s', (schema, { conforming, violating }) => {
  test.each(conforming)('takes %s', (_what, document) => {
    expect(sentencesOf(schema, document)).toEqual([]);
  });

  test.each(violating.map(asCase))('refuses: %s', (_what, document, breaches) => {
    expect(sentencesOf(schema, document)).toEqual(breaches.map(([, told]) => told));
    const places = validate(schema, document).map(({ pointer }) => pointer);
    expect(places).toEqual(breaches.map(([pointer]) => pointer));
  });
});

describe('the tables', () => {
  test('have conforming and violating documents for every schema of the slice', () => {
    const full = tables.filter(({ conforming, violating }) => conforming.length > 0 && violating.length > 0);
    expect(full.map(({ schema }) => schema).sort()).toEqual([...schemasOfSlice().keys()].sort());
  });

  test('break every constraint of the slice', () => {
    const broken = tables.flatMap(({ schema, violating }) =>
      violating.flatMap(([, document]) =>
        validate(schema, document).map((breach) => constraintOf(schema, breach)),
      ),
    );
    const constraints = constraintsOfSlice();
    expect(constraints.length).toBeGreaterThan(100);
    expect(constraints.filter((constraint) => !broken.includes(constraint))).toEqual([]);
    expect(broken.filter((constraint) => !constraints.includes(constraint))).toEqual([]);
  });

  test('say what is wrong in every violating row', () => {
    const silent = tables.flatMap(({ violating }) =>
      violating.filter(([, , ...breaches]) => breaches.length === 0),
    );
    expect(silent).toEqual([]);
  });
});

describe('any number', () => {
  test.each(BOUNDS)('of $member is taken from $least to $most', ({ member, least, most }) => {
    const near = Array.from({ length: 120 }, (_, index) => index - 20);
    const values = [...near, ...near.map((value) => value + most - 50), 1e6, -1e6];
    for (const value of values) {
      const taken = validateUpdate({ '@odata.type': TYPE, [member]: value }).length === 0;
      expect({ value, taken }).toEqual({ value, taken: value >= least && value <= most });
    }
  });

  test('of minutes is taken in ascending order only', () => {
    const some = [10, 11, 60, 43199, 43200];
    for (const minimum of some) {
      for (const standard of some) {
        for (const maximum of some) {
          const sent = lifetimes({ minimum, standard, maximum });
          const taken = validateUpdate({ '@odata.type': TYPE, ...sent }).length === 0;
          expect({ sent, taken }).toEqual({ sent, taken: minimum <= standard && standard <= maximum });
        }
      }
    }
  });
});

describe('a breach', () => {
  test('is told in a sentence with its row', () => {
    const [breach] = validateUpdate({ '@odata.type': TYPE, defaultLength: 100 });
    expect(breach).toEqual({
      requirement: 'REQ-LEN',
      pointer: '/defaultLength',
      keyword: 'maximum',
      message: 'defaultLength must be at most 48, got 100',
      expected: 'at most 48',
      actual: '100',
      lenient: false,
      unsaid: false,
    });
    expect(breach && sentence(breach)).toBe('defaultLength must be at most 48, got 100 (REQ-LEN)');
  });

  test('of a pattern or a format keeps its exact form beside the words', () => {
    expect(validate('request-header:client-request-id', 'mine')[0]?.expected).toBe('of the format uuid');
    expect(validate('request-header:Content-Type', 'x')[0]?.expected).toMatch(/^a string that matches \^/);
  });

  test('of a long value is told in a short line', () => {
    const [breach] = validateUpdate({ '@odata.type': TYPE, state: 'x'.repeat(10_000) });
    expect(breach?.message).toMatch(/^state must be "enabled" or "disabled", got "x+… \(10002 characters\)$/);
    expect(breach?.message.length).toBeLessThan(400);
  });

  test.each<[unknown, string, boolean]>([
    ['Enabled', 'state', true],
    ['ENABLED', 'state', true],
    ['on', 'state', false],
    [true, 'state', false],
    [TYPE.toUpperCase(), '@odata.type', true],
    [TYPE.slice(1), '@odata.type', false],
    ['temporaryAccessPass', 'id', true],
    ['10', 'defaultLength', false],
  ])('by %j of %s is one of letter case alone: %s', (value, member, lenient) => {
    const [breach] = validateUpdate({ '@odata.type': TYPE, [member]: value });
    expect(breach?.lenient).toBe(lenient);
  });
});

test('a body is held to the schema of its direction', () => {
  expect(validateUpdate({})).toEqual(validate(UPDATE_SCHEMA, {}));
  expect(validatePolicy({})).toEqual(validate(POLICY_SCHEMA, {}));
});

test('a document is left as it was', () => {
  const document = Object.freeze({ state: 'on', includeTargets: Object.freeze([Object.freeze({})]) });
  expect(() => validateUpdate(document)).not.toThrow();
});

test('an unknown schema is a mistake of the caller', () => {
  expect(() => validate('nothing', {})).toThrow(/nothing/);
});

import { operationNamed, operationNames } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { Examples, examplesOf, type Example } from '../../src/examples/find';
import { textOf } from '../../src/examples/text';
import { judge } from '../../src/judge/judge';
import { isHidden } from '../../src/results/visible';
import { ownShelf } from '../packs';

const operations = [...operationNames().map((name) => operationNamed(name)), ownShelf()];

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  'the examples of %s',
  (_name, operation) => {
    const register = registerOf(operation);
    const judged = register.rows.filter(({ checks }) => checks.length > 0);
    let examples: Map<string, Example | undefined>;
    beforeAll(() => {
      const made = new Examples(register);
      examples = new Map(judged.map((row) => [row.id, made.of(row)]));
    });

    test('every row that is judged has one: the right one conforms, the wrong one breaks that row alone', () => {
      const seen = judged.map(({ id, actor, basis }) => {
        const example = examples.get(id);
        const outcome = (exchanges: Parameters<typeof judge>[0]) => {
          const { requirements, findings } = judge(exchanges, {
            ...{ subject: actor, register },
            ...(basis === 'http' && { basis }),
          });
          const broken = findings.filter(
            (each) => each.requirement === id || each.outcome !== 'informational',
          );
          return {
            row: requirements.find((row) => row.id === id)?.outcome,
            broken: [...new Set(broken.flatMap(({ requirement }) => requirement ?? []))],
          };
        };
        return { id, right: outcome(example?.right ?? []), wrong: outcome(example?.wrong ?? []) };
      });
      const open = seen.filter(
        ({ id, right, wrong }) =>
          right.row !== 'conforms' || right.broken.length > 0 || wrong.broken.join(' ') !== id,
      );
      expect(open).toEqual([]);
    });

    test('nothing in them is hidden or secret', () => {
      const lines = [...examples.values()].flatMap((example) =>
        example ? [...textOf(example.right), ...textOf(example.wrong)] : [],
      );
      expect(lines.length).toBeGreaterThan(100);
      expect(lines.filter((line) => [...line].some(isHidden) || line.includes('[secret-'))).toEqual([]);
    });

    test('a row without a check says so in words', () => {
      const unjudged = register.rows.filter(({ checks }) => checks.length === 0);
      for (const [id, example] of examplesOf(register, unjudged))
        expect([id, example]).toEqual([
          id,
          { none: 'no check judges this row, so that no exchange breaks it' },
        ]);
    });
  },
);

test('they are the same each time', () => {
  const register = registerOf(operationNamed('voice'));
  const once = [...examplesOf(register, register.rows)];
  expect([...examplesOf(register, register.rows)]).toEqual(once);
});

test('a row of an overlay for which nothing can be made says so in one line', () => {
  const register = registerOf(operationNamed());
  const own = { ...register.rows[0]!, id: 'OWN-1', checks: ['request/own'] };
  expect(examplesOf(register, [own]).get('OWN-1')).toEqual({
    none: 'no exchange that can be made from the slice breaks OWN-1 alone',
  });
});

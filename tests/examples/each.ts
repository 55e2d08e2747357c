import type { Operation } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { Examples, examplesOf, type Example } from '../../src/examples/find';
import { textOf } from '../../src/examples/text';
import { judge } from '../../src/judge/judge';
import { isHidden } from '../../src/results/visible';

/** What holds of the examples of each operation. */
export function describeExamples(operations: readonly Operation[]): void {
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
}

import { renamed } from '../../src/drift/compare/names';
import { ABSENT, DECLARED, type OwnStatement, type Statement } from '../../src/drift/statements';

const place = { file: 'a.md', line: 1 };
const say = (key: string, value: unknown): Statement => ({ key, value, place }) as unknown as Statement;

test('a name that was changed is told of once, and what is said of the new one not at all', () => {
  const own = new Map(
    ['property/T.old', 'property/T.kept', 'property/U.kept'].map((key) => [key, {} as OwnStatement]),
  );
  const said = renamed(
    [
      say('property/T.old', ABSENT),
      say('property/T.new', DECLARED),
      say('property/T.new/type', 'text'),
      say('property/T.newer/type', 'text'),
      say('property/T.kept', DECLARED),
      say('property/U.kept', DECLARED),
    ],
    own,
  );
  expect(said.map(({ key, value }) => [key, value])).toEqual([
    ['property/T.old', 'renamed to new'],
    ['property/T.newer/type', 'text'],
    ['property/T.kept', DECLARED],
    ['property/U.kept', DECLARED],
  ]);
});

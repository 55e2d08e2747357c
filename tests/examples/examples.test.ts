import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { examplesOf } from '../../src/examples/find';
import { everyNth } from '../environment/extent';
import { ownShelf } from '../packs';
import { describeExamples } from './each';

// The others are tried by examples.fleet.ts.
describeExamples([operationNamed(), ownShelf()]);

test('they are the same each time', () => {
  const register = registerOf(operationNamed('voice'));
  const rows = everyNth(register.rows, 15);
  const once = [...examplesOf(register, rows)];
  expect([...examplesOf(register, rows)]).toEqual(once);
});

test('a row of an overlay for which nothing can be made says so in one line', () => {
  const register = registerOf(operationNamed());
  const own = { ...register.rows[0]!, id: 'OWN-1', checks: ['request/own'] };
  expect(examplesOf(register, [own]).get('OWN-1')).toEqual({
    none: 'no exchange that can be made from the slice breaks OWN-1 alone',
  });
});

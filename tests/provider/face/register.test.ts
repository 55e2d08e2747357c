import { loadRegister } from '../../../src/contract/register/register';
import { type Rows, startFace } from './support';
import { accessRows } from './rows/access';
import { errorRows } from './rows/errors';
import { httpRows } from './rows/http';
import { responseRows } from './rows/response';
import { stateRows } from './rows/state';

const shown: Rows = { ...responseRows, ...stateRows, ...errorRows, ...accessRows, ...httpRows };

/** Rows of which this provider has nothing to show. */
const BEYOND: Readonly<Record<string, string>> = {
  'AUT-PERSONAL': 'the tokens for tests are of no account, a personal one or another',
  'THR-429': 'this provider never throttles',
};

const rows = loadRegister().rows.filter(({ actor }) => actor === 'provider');
const face = startFace();

test('every row of the provider is shown, or there is a reason why it is not', () => {
  expect([...Object.keys(shown), ...Object.keys(BEYOND)].sort()).toEqual(rows.map(({ id }) => id).sort());
  expect(Object.entries(shown).filter(([, cases]) => cases.length === 0)).toEqual([]);
});

describe.each(rows.filter(({ id }) => id in shown))('$id ($title)', ({ id }) => {
  test.each([...(shown[id] ?? [])])('%s', async (_sentence, prove) => {
    await prove(face);
  });
});

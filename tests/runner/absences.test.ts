import { Absences } from '../../src/runner/absences';
import { exchange, ROOT } from '../checks/support';

const context = { scenario: 's', step: 's', rows: [], credentials: 'full' } as const;
const accepted = exchange({ method: 'PATCH', status: 204, context });
const batchWith = (status: number) =>
  exchange({ method: 'POST', url: `${ROOT}/$batch`, status, context, json: { requests: [] } });

/** What is said of a provider that answers batches so, and carries updates out. */
function said(...statuses: number[]): string[] {
  const absences = new Absences();
  for (const each of [accepted, ...statuses.map(batchWith)]) absences.saw(each);
  return absences.notes([]).map(({ message }) => message);
}

test.each([400, 413, 415])(
  'a provider whose reader of bodies answers %i before its router answers 404 is told of --lacks batch',
  (status) => {
    expect(said(404, status, 404)).toEqual([
      'each $batch was answered with 404: if the provider has none, declare that with --lacks batch',
    ]);
  },
);

test.each([
  ['carries one out', [404, 200]],
  ['refuses one for another reason', [404, 403]],
  ['says nowhere that it has none', [400, 415]],
])('nothing is said of a provider that %s', (_, statuses) => expect(said(...statuses)).toEqual([]));

test('the answers to reads are no refusals of a body', () => {
  const absences = new Absences();
  absences.saw(accepted);
  for (const status of [404, 400]) absences.saw(exchange({ method: 'GET', status, context }));
  expect(absences.notes([])).toEqual([]);
});

test('nothing is said where it is declared', () => {
  const absences = new Absences();
  for (const each of [accepted, batchWith(404)]) absences.saw(each);
  expect(absences.notes(['batch'])).toEqual([]);
});

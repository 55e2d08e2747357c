import { read, update, type Scenario } from '../scenario';
import { DONE, targetsOf, type Setting } from './setting';

/** More groups than fit into 4 KiB. */
const MANY = Array.from(
  { length: 60 },
  (_, at) => `6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c9${String(at).padStart(3, '0')}`,
);

/** Both target collections: set, replaced by another set, shortened, emptied where that is documented. */
export function collections({ operation, changes, groups, known }: Setting): Scenario {
  const { examples } = operation;
  const { body, flip, flipped, accept } = changes;
  const [one, two, three] = targetsOf(groups);
  const stepsOf = (collection: 'includeTargets' | 'excludeTargets') =>
    [['two', [one, two]] as const, ['another two', [two, three]] as const, ['one', [three]] as const].flatMap(
      ([name, value]) => {
        const members = { [collection]: value };
        return [
          update(`${collection}: ${name}`, body(members), known ? accept(members) : {}),
          read(`read ${collection}: ${name}`),
        ];
      },
    );
  const all = (state: 'A' | 'B') => ({ includeTargets: examples[state]['includeTargets'] });
  return {
    address: 'state/collections',
    rows: ['SEM-REPLACE', 'SEM-APPLY', 'SEM-MERGE'],
    needs: ['read'],
    from: 'A',
    hint: 'the provider may want groups that it knows: name three with --group',
    steps: [
      read('read before'),
      ...stepsOf('includeTargets'),
      // Before any of them is excluded: nobody says that a group may be on both sides.
      update('includeTargets for all', body(all('A')), accept(all('A'))),
      read('read includeTargets for all'),
      ...stepsOf('excludeTargets'),
      // While one is excluded, other updates leave it excluded.
      update(`${flipped} beside an exclusion`, body(flip('B')), DONE),
      read(`read ${flipped} beside an exclusion`),
      update('includeTargets beside an exclusion', body(all('B')), accept(all('B'))),
      read('read includeTargets beside an exclusion'),
      // Nobody says how many there may be: if they are accepted, all of them are stored.
      ...(['excludeTargets', 'includeTargets'] as const).flatMap((collection) => [
        update(`${collection}: many`, body({ [collection]: targetsOf(MANY) })),
        read(`read ${collection}: many`),
      ]),
      update('includeTargets for all again', body(all('A')), accept(all('A'))),
      update('excludeTargets: none', body({ excludeTargets: [] }), DONE),
      read('read excludeTargets: none'),
    ],
  };
}

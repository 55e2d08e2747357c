import type { Operation } from '../../contract/operation';
import { changesOf } from '../changes';
import { directoryOf } from '../samples';
import { read, update, type Scenario } from '../scenario';

/** A user as an item: the kind is documented, if no longer recommended. Nobody is invented for it, and all users may have to be targets. */
export function targetUserScenarios(operation: Operation, [user]: readonly string[]): Scenario[] {
  const { body, accept } = changesOf(operation);
  const [found] = operation.collections.flatMap((collection) => {
    const directory = directoryOf(collection, 'user');
    return directory && collection.member in operation.examples.A ? [{ collection, directory }] : [];
  });
  if (user === undefined || !found) return [];
  const { collection, directory } = found;
  const members = { [collection.member]: [{ ...directory.beside, [directory.name]: user }] };
  return [
    {
      address: 'state/target-user',
      rows: [operation.success.row, 'SEM-APPLY'],
      needs: [],
      from: 'A',
      steps: [read('read before'), update('a user', body(members), accept(members)), read('read after')],
    },
  ];
}

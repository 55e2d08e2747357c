import type { Operation } from '../../contract/operation';
import { changesOf } from '../changes';
import { read, update, type Scenario } from '../scenario';

/** A user as target: the type is documented, if no longer recommended. Nobody is invented for it, and all users may have to be targets. */
export function targetUserScenarios(operation: Operation, [user]: readonly string[]): Scenario[] {
  const { body, accept } = changesOf(operation);
  if (user === undefined) return [];
  const members = { includeTargets: [{ targetType: 'user', id: user }] };
  return [
    {
      address: 'state/target-user',
      rows: ['RES-204', 'SEM-APPLY'],
      needs: [],
      from: 'A',
      steps: [read('read before'), update('a user', body(members), accept(members)), read('read after')],
    },
  ];
}

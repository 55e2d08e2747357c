import { propertiesOf } from '../../contract/slice';
import { constantOf } from '../samples';
import { read, update, type Scenario } from '../scenario';
import type { Setting } from './setting';

/** The key in the body of an update: as it is, and another. None where an update has no key. */
export function key({ operation, changes: { body, nudge, done } }: Setting): Scenario[] {
  const { keyMember = 'id' } = operation.resource;
  const schema = propertiesOf(operation.updateSchema)[keyMember];
  const own = constantOf(operation.updateSchema, keyMember);
  if (own === undefined) return [];
  const other = schema?.['x-strangers']?.[0] ?? (typeof own === 'number' ? own + 1 : `${String(own)}2`);
  return [
    {
      address: 'state/key',
      rows: ['SEM-KEY'],
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        update('the id as it is', { ...body(nudge(17)), [keyMember]: own }, done),
        read('read after the id as it is'),
        update('another id', { ...body({}), [keyMember]: other }),
        update('fence', body(nudge(11)), done),
        read('read after the fence'),
      ],
    },
  ];
}

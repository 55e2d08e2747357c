import { read, update, type Scenario } from '../scenario';
import { DONE, type Setting } from './setting';

/** The key in a body: as it is, and another one. */
export function key({ operation, changes: { body, nudge } }: Setting): Scenario {
  return {
    address: 'state/key',
    rows: ['SEM-KEY'],
    needs: ['read'],
    from: 'A',
    steps: [
      read('read before'),
      update('the id as it is', { ...body(nudge(17)), id: operation.key }, DONE),
      read('read after the id as it is'),
      update('another id', { ...body({}), id: operation.key === 'Sms' ? 'Fido2' : 'Sms' }),
      update('fence', body(nudge(18)), DONE),
      read('read behind the fence'),
    ],
  };
}

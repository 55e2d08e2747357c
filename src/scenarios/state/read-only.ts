import { propertiesOf, resolve, typesOf, type SchemaNode } from '../../contract/slice';
import { read, update, type Scenario } from '../scenario';
import type { Setting } from './setting';

/** Values for the members that are read-only, each in an update of its own, and all beside a change; none where no page calls a text read-only. */
export function readOnly({ operation, changes: { body, nudge, done } }: Setting): Scenario[] {
  const values = Object.entries(propertiesOf(operation.updateSchema)).flatMap(([name, schema]) => {
    const node = resolve(schema);
    if (schema.readOnly !== true || !typesOf(node).includes('string')) return [];
    return [[name, valueOf(node)] as const];
  });
  if (values.length === 0) return [];
  return [
    {
      address: 'state/read-only',
      rows: ['SEM-READ-ONLY'],
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        ...values.map(([name, value]) => update(`a value for ${name}`, body({ [name]: value }))),
        // A provider may look at them where there is something else to be done.
        update('values for all beside a change', body({ ...Object.fromEntries(values), ...nudge(20) })),
        read('read after values for all beside a change'),
        // Whether they are ignored or refused, once a read shows it they would show too.
        update('fence', body(nudge(19)), done),
        read('read after the fence'),
      ],
    },
  ];
}

/** A text that the member hardly has. */
const valueOf = ({ format }: SchemaNode): string =>
  format === 'date-time' ? '2001-02-03T04:05:06Z' : '19.1';

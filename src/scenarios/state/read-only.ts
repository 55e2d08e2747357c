import { propertiesOf, resolve, typesOf, type SchemaNode } from '../../contract/slice';
import { read, update, type Scenario } from '../scenario';
import type { Setting } from './setting';

/** Values for the members that are read-only, each in an update of its own; none where no page calls a text read-only. */
export function readOnly({ operation, changes: { body, nudge, done } }: Setting): Scenario[] {
  const updates = Object.entries(propertiesOf(operation.updateSchema)).flatMap(([name, schema]) => {
    const node = resolve(schema);
    if (schema.readOnly !== true || !typesOf(node).includes('string')) return [];
    return [update(`a value for ${name}`, body({ [name]: valueOf(node) }))];
  });
  if (updates.length === 0) return [];
  return [
    {
      address: 'state/read-only',
      rows: ['SEM-READ-ONLY'],
      needs: ['read'],
      from: 'A',
      steps: [
        read('read before'),
        ...updates,
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

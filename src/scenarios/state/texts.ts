import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve, type SchemaNode } from '../../contract/slice';
import { leavesOf } from '../leaves';
import { read, update, type Scenario } from '../scenario';
import { WRITTEN, type Setting } from './setting';

/**
 * Texts that the slice gives as examples: beyond ASCII, long, with blanks around them. No page says that they must be taken;
 * what is taken has to show as it was sent. None where there are none.
 */
export function texts({ operation, changes: { body } }: Setting): Scenario[] {
  const steps = placesOf(operation).flatMap(({ name, schema, put }) =>
    (schema.examples ?? []).flatMap((text, at) => [
      update(`${name} (${at + 1})`, body(put(text))),
      read(`read ${name} (${at + 1})`),
    ]),
  );
  if (steps.length === 0) return [];
  return [
    {
      ...{ address: 'state/texts', rows: WRITTEN, needs: ['read'], from: 'A' },
      steps: [read('read before'), ...steps],
    },
  ];
}

/** A place where a text can stand. */
interface Place {
  name: string;
  schema: SchemaNode;
  put(value: unknown): Record<string, unknown>;
}

/** The places of texts with examples; of members that no page lets an update set too. */
function placesOf(operation: Operation): Place[] {
  const silent = Object.entries(propertiesOf(operation.updateSchema))
    .filter(([name]) => operation.updatable.includes(name) && !operation.isDocumented(name))
    .map(([name, schema]): Place => ({
      ...{ name, schema: resolve(schema) },
      put: (value) => ({ [name]: value }),
    }));
  // What the known states leave out may need something that the provider does not have.
  const documented = leavesOf(operation).filter(
    ({ name }) => (name.split(' ')[0] as string) in operation.states.A,
  );
  return [...silent, ...documented].filter(({ schema }) => isText(schema));
}

const isText = ({ examples = [] }: SchemaNode): boolean =>
  examples.length > 0 && examples.every((each) => typeof each === 'string');

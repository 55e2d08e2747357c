import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../../contract/slice';
import type { Changes } from '../changes';
import { choices } from '../choices';
import { leavesOf } from '../leaves';
import { read, update, type Scenario, type Step } from '../scenario';
import { WRITTEN, type Setting } from './setting';

/**
 * Texts that the slice gives as examples: beyond ASCII, long, with blanks around them. No page says that they must be taken;
 * what is taken has to show as it was sent. None where there are none.
 */
export function texts({ operation, changes: { body, flip, flipped, done } }: Setting): Scenario[] {
  const steps = [
    ...placesOf(operation).flatMap(({ name, schema, put }) =>
      (schema.examples ?? []).flatMap((text, at) => [
        update(`${name} (${at + 1})`, body(put(text))),
        read(`read ${name} (${at + 1})`),
      ]),
    ),
    ...inLists(operation, body),
    // What no page lets an update set keeps its value all the same.
    ...(silentOf(operation).length > 0
      ? [update(`${flipped} behind them`, body(flip('B')), done), read(`read ${flipped} behind them`)]
      : []),
  ];
  if (steps.length === 0) return [];
  return [
    {
      ...{ address: 'state/texts', rows: WRITTEN, needs: ['read'], from: 'A' },
      steps,
    },
  ];
}

/**
 * Texts in lists: in capitals, and twice, where items are texts; and as what two items have in common that differ in other
 * parts. Whether one that is there twice is kept twice nobody says.
 */
const inLists = (operation: Operation, body: Changes['body']): Step[] =>
  leavesOf(operation).flatMap(({ name, schema, near, put, twins, inItem, ofDirectory }): Step[] => {
    const isOpen = typesOf(schema).includes('string') && choices(schema).length === 0;
    const [first, second] = !inItem && Array.isArray(near) ? (near as unknown[]) : [];
    const members =
      isOpen && !ofDirectory
        ? twins
        : typeof first === 'string' && typeof second === 'string'
          ? put([first.toUpperCase(), second, first.toUpperCase()])
          : undefined;
    return members ? [update(`${name} in a list`, body(members)), read(`read ${name} in a list`)] : [];
  });

/** A place where a text can stand. */
interface Place {
  name: string;
  schema: SchemaNode;
  put(value: unknown): Record<string, unknown>;
}

/** The places of texts with examples; of members that no page lets an update set too. */
function placesOf(operation: Operation): Place[] {
  // What the known states leave out may need something that the provider does not have.
  const documented = leavesOf(operation).filter(
    ({ name }) => (name.split(' ')[0] as string) in operation.states.A,
  );
  return [...silentOf(operation), ...documented.filter(({ schema }) => isText(schema))];
}

const silentOf = (operation: Operation): Place[] =>
  Object.entries(propertiesOf(operation.updateSchema))
    .filter(([name]) => operation.updatable.includes(name) && !operation.isDocumented(name))
    .map(([name, schema]): Place => ({
      ...{ name, schema: resolve(schema) },
      put: (value) => ({ [name]: value }),
    }))
    .filter(({ schema }) => isText(schema));

const isText = ({ examples = [] }: SchemaNode): boolean =>
  examples.length > 0 && examples.every((each) => typeof each === 'string');

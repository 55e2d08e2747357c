import {
  acceptableValues,
  marked,
  outOfOrder,
  repeated,
  withoutTypeAnnotation,
  wrongTypeAnnotations,
  wrongTypes,
  type Wrong,
} from './from-slice';
import { farOutside, justOutside, wellBeyond } from './outside';
import { read, update, type Scenario } from './scenario';
import type { Operation } from '../contract/operation';
import { changesOf } from './changes';

/** Rows that every answer to an update bears on. */
export const EVERY_ANSWER = ['RES-REQID'];
export const EVERY_ERROR = ['ERR-ENVELOPE', 'ERR-INNER', 'ERR-CODE', 'ERR-NOECHO', ...EVERY_ANSWER];

/** A write that conforms, behind refused ones: once a read shows it, whatever they left behind shows too. */
function fenceIn(operation: Operation, from: 'A' | 'B') {
  const { body, turn, done } = changesOf(operation);
  return update('fence', body(turn(from === 'A' ? 'B' : 'A')), done);
}

/** Rows that every success of an update bears on. */
export const everySuccess = ({ success }: Operation): string[] => [
  success.row,
  ...(success.content ? ['RES-BODY', 'RES-SHOWS'] : ['RES-EMPTY', 'RES-FRAMING', 'RES-CT']),
  ...EVERY_ANSWER,
];

/** Scenarios whose stimuli are derived from the constraints of the slice, on both sides of each. */
export function constraintScenarios(operation: Operation): Scenario[] {
  return [
    {
      address: 'constraints/accepted',
      rows: [...everySuccess(operation), 'SEM-APPLY', 'SEM-MERGE', 'SEM-STATE-RANGE', 'SEM-KEY', 'GET-SHAPE'],
      needs: [],
      from: 'A',
      steps: [
        read('read before'),
        ...[...acceptableValues(operation)].flatMap(({ name, body: json }) => [
          update(name, json, changesOf(operation).done),
          read(`read after ${name}`),
        ]),
      ],
    },
    ...refused(operation, 'constraints/range', 'ERR-RANGE', [
      ...justOutside(operation),
      ...farOutside(operation),
      ...outOfOrder(operation),
      ...repeated(operation),
    ]),
    // Whether the method is on or off, its configuration is checked.
    ...refused(
      operation,
      'constraints/range-while-disabled',
      'ERR-RANGE',
      justOutside(operation, wellBeyond),
      'B',
    ),
    ...refused(operation, 'constraints/json-types', 'ERR-TYPE', wrongTypes(operation)),
    ...refused(operation, 'constraints/type-annotation', 'ERR-TYPE', wrongTypeAnnotations(operation)),
    ...refused(operation, 'constraints/no-type-annotation', 'ERR-NOTYPE', withoutTypeAnnotation(operation)),
  ];
}

const isOfTypes = (address: string): boolean => address.endsWith('type-annotation');

/** A scenario of updates that must be refused; none where the slice has nothing to derive them from. */
function refused(
  operation: Operation,
  address: string,
  row: string,
  wrong: Iterable<Wrong>,
  from: Scenario['from'] & string = 'A',
): Scenario[] {
  const updates = marked(operation, wrong, from);
  if (updates.length === 0) return [];
  const scenario: Scenario = {
    address,
    rows: [row, 'SEM-ATOMIC', ...EVERY_ERROR],
    needs: [],
    from,
    steps: [
      read('read before'),
      ...updates,
      // Outside $batch no request in a context shows what the fence hides of these.
      ...(isOfTypes(address) ? [read('read before the fence')] : []),
      fenceIn(operation, from),
      read('read after the fence'),
    ],
  };
  return [scenario];
}

import {
  acceptableValues,
  farOutside,
  justOutside,
  outOfOrder,
  withoutTypeAnnotation,
  wrongTypeAnnotations,
  wrongTypes,
  type Stimulus,
} from './from-slice';
import { read, update, type Scenario } from './scenario';
import { body } from './states';

/** Rows that every answer to an update bears on. */
export const EVERY_ANSWER = ['RES-REQID'];
const EVERY_SUCCESS = ['RES-204', 'RES-EMPTY', 'RES-FRAMING', 'RES-CT', ...EVERY_ANSWER];
const EVERY_ERROR = ['ERR-ENVELOPE', 'ERR-INNER', 'ERR-CODE', 'ERR-NOECHO', ...EVERY_ANSWER];

/** A write that conforms, behind refused ones: once a read shows it, whatever they left behind shows too. */
const fenceIn = (from: 'A' | 'B') =>
  update('fence', body({ state: from === 'A' ? 'disabled' : 'enabled' }), { accept: 'RES-204' });

/** Scenarios whose stimuli are derived from the constraints of the slice, on both sides of each. */
export function constraintScenarios(): Scenario[] {
  return [
    {
      address: 'constraints/accepted',
      rows: [...EVERY_SUCCESS, 'SEM-APPLY', 'SEM-MERGE', 'SEM-STATE-RANGE', 'SEM-KEY', 'GET-SHAPE'],
      needs: [],
      from: 'A',
      steps: [
        read('read before'),
        ...[...acceptableValues()].flatMap(({ name, body: json }) => [
          update(name, json, { accept: 'RES-204' }),
          read(`read after ${name}`),
        ]),
      ],
    },
    refused('constraints/range', 'ERR-RANGE', [...justOutside(), ...farOutside(), ...outOfOrder()]),
    // Whether the method is on or off, its configuration is checked.
    refused('constraints/range-while-disabled', 'ERR-RANGE', justOutside(), 'B'),
    refused('constraints/json-types', 'ERR-TYPE', wrongTypes()),
    refused('constraints/type-annotation', 'ERR-TYPE', wrongTypeAnnotations()),
    refused('constraints/no-type-annotation', 'ERR-NOTYPE', withoutTypeAnnotation()),
  ];
}

function refused(
  address: string,
  row: string,
  stimuli: Iterable<Stimulus>,
  from: Scenario['from'] & string = 'A',
): Scenario {
  return {
    address,
    rows: [row, 'SEM-ATOMIC', ...EVERY_ERROR],
    needs: [],
    from,
    steps: [
      read('read before'),
      ...[...stimuli].map(({ name, body: json }) => update(name, json)),
      fenceIn(from),
      read('read behind the fence'),
    ],
  };
}

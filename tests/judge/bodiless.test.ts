import { plannedOf } from '../../src/judge/bodiless';
import { View } from '../../src/checks/view';
import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { benchOf } from '../../src/judge/judge';
import type { JudgeOptions } from '../../src/judge/options';
import { exchange, ROOT } from '../checks/support';

const answered = (name: string, ...statuses: number[]) => {
  const operation = operationNamed(name);
  const bench = benchOf(registerOf(operation));
  const json = operation.bodyOf(operation.states.A);
  const url = `${ROOT}${operation.path}`;
  return statuses.map((status) => View.of(exchange({ method: 'PATCH', url, json, status }), bench));
};
const options = { planned: new Map([['RES-BODY', undefined], ['RES-SHOWS', undefined], ['GET-SHAPE', undefined]]) }; // prettier-ignore
const rows = (views: View[]) => [
  ...(plannedOf(options as unknown as JudgeOptions, views).planned ?? options.planned).keys(),
];

test.each([
  ['a 204 that the contract allows beside the 200', 'qrCodePin', [204, 204], ['GET-SHAPE']],
  ['one 200', 'qrCodePin', [204, 200], ['RES-BODY', 'RES-SHOWS', 'GET-SHAPE']],
  [
    'a 204 that it does not allow',
    'authenticationMethodsPolicy',
    [204],
    ['RES-BODY', 'RES-SHOWS', 'GET-SHAPE'],
  ],
  ['no update that succeeded', 'qrCodePin', [], ['RES-BODY', 'RES-SHOWS', 'GET-SHAPE']],
] as const)(
  'what judges the body of an answer stays planned unless each update had none: %s',
  (_, name, statuses, left) => {
    expect(rows(answered(name, ...statuses))).toEqual(left);
  },
);

import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../contract/operation';
import { header } from '../exchanges/headers';
import type { ReproductionStep } from '../results/reproduction';
import { httpScenarios } from '../scenarios/http';
import type { Send } from '../scenarios/scenario';
import { Unsendable } from './unsendable';

/**
 * The step of a scenario of HTTP that a step of a report is. A report may have been written by anybody, and a form of HTTP
 * may lead a token elsewhere: what no scenario writes is not sent.
 * @throws Unsendable where it is none
 */
export function httpStepOf(step: ReproductionStep, operation: Operation): Send {
  const known = httpScenarios(operation)
    .flatMap(({ steps }) => steps)
    .find((send) => send.kind === 'send' && isOf(send, step));
  if (known?.kind !== 'send') throw new Unsendable('a form of HTTP in it is not one that is sent');
  return { ...known, name: step.name };
}

const isOf = ({ method, http, credentials, elsewhere, at }: Send, step: ReproductionStep): boolean =>
  method === step.method &&
  isDeepStrictEqual(http, step.http) &&
  (credentials === 'none') === (header(step.headers, 'authorization') === undefined) &&
  (elsewhere !== true || at === step.path);

import { send, update, type Scenario, type Send } from './scenario';
import type { Operation } from '../contract/operation';
import { changesOf } from './changes';

/** The 204 on a connection that is closed behind it, and read to its end. */
export function wireScenarios(operation: Operation): Scenario[] {
  const { body, flip } = changesOf(operation);
  return [
    {
      address: 'wire/close',
      rows: ['RES-204', 'RES-EMPTY', 'RES-FRAMING', 'RES-CT'],
      needs: [],
      steps: [
        update('closed behind the answer', body(flip('A')), {
          accept: 'RES-204',
          watch: 'close',
        }),
      ],
    },
    {
      address: 'wire/close-delete',
      rows: ['SEM-DELETE', 'RES-EMPTY', 'RES-FRAMING'],
      needs: ['delete'],
      steps: [send('closed behind the revert', 'DELETE', { watch: 'close' })],
    },
  ];
}

/**
 * The 204 on a connection that stays open while the rest of the run goes on elsewhere, so that bytes
 * which come late are seen and nothing waits for them; at the end a read goes behind it.
 */
export interface HeldScenario extends Scenario {
  steps: readonly [Send, Send] & Scenario['steps'];
}

/** What is sent on that connection. */
export function heldScenario(operation: Operation): HeldScenario {
  const { body, flip } = changesOf(operation);
  return {
    address: 'wire/keep-alive',
    rows: ['RES-204', 'RES-EMPTY', 'RES-FRAMING'],
    needs: [],
    steps: [
      update('kept open behind the answer', body(flip('A')), { accept: 'RES-204' }),
      send('a read behind it', 'GET'),
    ],
  };
}

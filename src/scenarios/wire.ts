import { send, update, type Scenario, type Send } from './scenario';
import type { Operation } from '../contract/operation';
import { changesOf } from './changes';

/** The answer to an update on a connection that is closed behind it, and read to its end. */
export function wireScenarios(operation: Operation): Scenario[] {
  const { body, flip, done } = changesOf(operation);
  const { success, reset } = operation;
  const rows = [success.row, 'RES-EMPTY', 'RES-FRAMING', 'RES-CT'];
  return [
    {
      address: 'wire/close',
      rows,
      needs: [],
      steps: [
        update('closed after the answer', body(flip('B')), {
          ...done,
          watch: 'close',
        }),
      ],
    },
    // What takes the policy away comes last, and once.
    ...(reset?.effect === 'reverts'
      ? [
          {
            address: 'wire/close-delete',
            rows: [reset.row, 'RES-EMPTY', 'RES-FRAMING'],
            needs: ['delete' as const],
            steps: [send('a revert that closes the connection', 'DELETE', { watch: 'close' })],
          },
        ]
      : []),
  ];
}

/**
 * The answer on a connection that stays open while the rest of the run goes on elsewhere, so that bytes
 * which come late are seen and nothing waits for them; at the end a read goes behind it.
 */
export interface HeldScenario extends Scenario {
  steps: readonly [Send, Send] & Scenario['steps'];
}

/** What is sent on that connection. */
export function heldScenario(operation: Operation): HeldScenario {
  const { body, flip, done } = changesOf(operation);
  return {
    address: 'wire/keep-alive',
    rows: [operation.success.row, 'RES-EMPTY', 'RES-FRAMING'],
    needs: [],
    steps: [update('kept open after the answer', body(flip('A')), done), send('a read after it', 'GET')],
  };
}

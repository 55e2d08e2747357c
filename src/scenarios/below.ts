import { packagedOperations, type Operation } from '../contract/operation';
import { EVERY_ANSWER } from './constraints';
import { send, type Scenario } from './scenario';

/** How many requests a batch may hold. */
const MOST = 20;

/** The operations of the package whose policies are below that of one. */
export const operationsBelow = ({ path: above }: Operation): Operation[] =>
  [...packagedOperations].filter(({ path }) => path.startsWith(`${above}/`));

/** A policy and those below it, read in one batch, and once more; none where nothing is below it. */
export function belowScenarios(operation: Operation): Scenario[] {
  const below = operationsBelow(operation);
  if (below.length === 0) return [];
  const requests = [operation, ...below]
    .slice(0, MOST)
    .map(({ path }, at) => ({ id: String(at + 1), method: 'GET', url: path }));
  const batch = (name: string) =>
    send(name, 'POST', { path: 'batch', payload: { json: { requests } }, accept: 'BAT-OUTER' });
  return [
    {
      address: 'batch/below',
      rows: ['SEM-SHOWN', 'BAT-OUTER', ...EVERY_ANSWER],
      needs: ['batch'],
      steps: [batch('reads of all'), batch('reads of all, again')],
    },
  ];
}

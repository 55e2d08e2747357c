import { rowsOfBodies } from '../checks/response/body';
import type { View } from '../checks/view';
import type { JudgeOptions } from './options';

/**
 * The rows that a run planned, without those on the body of a success where no update was answered with one: the contract
 * allows another status too, which has none, and a provider that always gives that one leaves nothing to judge.
 */
export function plannedOf({ planned }: JudgeOptions, views: readonly View[]): Pick<JudgeOptions, 'planned'> {
  const updates = views.filter(({ intent, succeeded }) => intent === 'update' && succeeded);
  const [first] = updates;
  const success = first?.operation.success;
  if (!planned || !success?.content) return {};
  if (!updates.every(({ status }) => success.also.includes(status as number))) return {};
  return { planned: new Map([...planned].filter(([row]) => !rowsOfBodies.includes(row))) };
}

import { plannedRequests, type Plan } from './plan';

/** A plan for a person, or as JSON: every request, and how many of them may write. */
export function renderPlan(plan: Plan, { json }: { json: boolean }): string {
  const requests = plannedRequests(plan);
  const writes = requests.filter((request) => request.writes).length;
  const open = [...plan.rows]
    .filter(([, missing]) => missing !== undefined)
    .map(([requirement, missing]) => ({ requirement, missing }));
  if (json) return `${JSON.stringify({ requests, total: requests.length, writes, open }, null, 2)}\n`;
  const width = Math.max(...requests.map(({ scenario }) => scenario.length));
  return [
    ...requests.map(({ scenario, step, method }) => `${method.padEnd(6)} ${scenario.padEnd(width)}  ${step}`),
    '',
    `${requests.length} requests, ${writes} of them writes; reads are polled, and a throttled request is sent again.`,
    ...open.map(({ requirement, missing }) => `${requirement} may stay open: ${missing}`),
    '',
  ].join('\n');
}

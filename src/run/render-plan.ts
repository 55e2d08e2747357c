import { nameOf, type PactSource } from '../pact/sources';
import { visible } from '../results/visible';
import { plannedRequests, type Plan, type PlannedRequest } from '../scenarios/plan';

/** A scenario that a live run leaves out, and the options that would let it be sent. */
export interface LeftOut {
  scenario: string;
  options: string[];
}

/** A plan for a person, or as JSON: every request, and how many of them may write. */
export function renderPlan(
  plan: Plan,
  pacts: readonly PactSource[],
  { json, leftOut = [] }: { json: boolean; leftOut?: readonly LeftOut[] },
): string {
  const requests = [...plannedRequests(plan), ...pacts.flatMap(replays)];
  const writes = requests.filter((request) => request.writes).length;
  const unread = pacts.filter(({ kind }) => kind !== 'file').map(nameOf);
  const open = [...plan.rows]
    .filter(([, missing]) => missing !== undefined)
    .map(([requirement, missing]) => ({ requirement, missing }));
  if (json)
    return `${JSON.stringify({ requests, total: requests.length, writes, open, unread, leftOut }, null, 2)}\n`;
  const width = Math.max(...requests.map(({ scenario }) => scenario.length));
  return [
    ...requests.map(
      ({ scenario, step, method, contexts }) =>
        `${method.padEnd(6)} ${scenario.padEnd(width)}  ${step}${contexts ? `  [${contexts.join('; ')}]` : ''}`,
    ),
    '',
    `${requests.length} requests, ${writes} of them writes; reads are polled, and a throttled request is sent again.`,
    ...unread.map((url) => `What ${url} holds is known when it is asked; its interactions come on top.`),
    ...(pacts.length === 0
      ? []
      : [
          'Where the provider has no endpoint for states, a write goes before each interaction that needs one.',
        ]),
    ...leftOut.map(({ scenario, options }) => `left out: ${scenario} (${options.join(' ')})`),
    ...open.map(({ requirement, missing }) => `${requirement} may not be tested: ${missing}`),
    '',
  ].join('\n');
}

const replays = (source: PactSource): PlannedRequest[] =>
  source.kind === 'file'
    ? source.document.interactions.map(({ description, method }) => ({
        scenario: 'pact',
        step: visible(`${source.document.consumer}: ${description}`),
        method: visible(method),
        writes: method !== 'GET',
      }))
    : [];

import type { Scenario, Send, Step } from './scenario';

interface Item {
  id: string;
  method: string;
  dependsOn?: readonly string[];
}

/** A scenario before a provider that cannot be read, and is still written to: without reads, those inside $batch included. */
export function withoutReads(scenario: Scenario): Scenario {
  const steps = scenario.steps.filter((step) => step.kind !== 'read' && !('polled' in step));
  // A batch that is malformed is about its form, whatever is in it.
  return { ...scenario, steps: scenario.rows.includes('BAT-MALFORMED') ? steps : steps.map(writesOf) };
}

/** A batch with those of its requests that write; any other step as it is. */
function writesOf(step: Step): Step {
  const requests = requestsOf(step);
  if (!requests) return step;
  const kept = requests.filter(({ method }) => method !== 'GET');
  const left = new Set(kept.map(({ id }) => id));
  return {
    ...(step as Send),
    payload: {
      json: {
        requests: kept.map(({ dependsOn, ...item }) => {
          const others = dependsOn?.filter((id) => left.has(id)) ?? [];
          return { ...item, ...(others.length > 0 && { dependsOn: others }) };
        }),
      },
    },
  };
}

/** The requests of a batch, however its JSON is written; undefined for another step. */
function requestsOf(step: Step): readonly Item[] | undefined {
  if (step.kind !== 'send' || step.path !== 'batch' || !step.payload) return undefined;
  const { payload } = step;
  if ('lastRead' in payload) return undefined;
  const batch = 'text' in payload ? (JSON.parse(payload.text) as unknown) : payload.json;
  return (batch as { requests?: readonly Item[] }).requests;
}

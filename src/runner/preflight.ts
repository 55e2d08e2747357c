import type { Exchange } from '../exchanges/exchange';
import type { Capability } from '../contract/register/capabilities';
import { obstacleOf } from './obstacle';
import type { ScenarioRunner } from './scenario-runner';
import type { Target } from '../wire/target';
import type { Scenario, Send } from '../scenarios/scenario';

/** Statuses that speak of the way to the provider, its address or the token, and not of its contract. */
const IN_THE_WAY = new Set([401, 403, 404, 407, 500, 501, 502, 503, 504]);

/** The spellings of the key, where the pages have two. */
const BOTH = ['returned-key', 'example-key'] as const;

/** What the look ahead found. */
export interface Preflight {
  /** Why nothing can be judged; undefined where something came through. */
  obstacle?: string;
  /** The answer to the read, if there was one. */
  read?: Exchange;
  /** What was answered, in order; none where there is an obstacle. */
  answers: readonly Exchange[];
}

/**
 * Looks whether anything comes through before the rest is sent: a provider that is not there, another
 * address or a token that does not do is one line, and no cascade of violations. Where the key is not
 * found in one spelling the other is tried, since a provider that takes only one breaks one row.
 */
export async function preflight(
  runner: ScenarioRunner,
  target: Target,
  lacks: readonly Capability[],
  scenario: Scenario,
): Promise<Preflight> {
  const context = { scenario: scenario.address, rows: scenario.rows };
  const steps = scenario.steps.filter(
    (step): step is Send => step.kind === 'send' && !(step.method === 'GET' && lacks.includes('read')),
  );
  let first: Exchange | undefined;
  const spellings = target.operation.resource.spellings.length > 0 ? BOTH : BOTH.slice(0, 1);
  for (const key of spellings) {
    target.key = key;
    const answers: Exchange[] = [];
    for (const step of steps) {
      const exchange = await runner.send(step, context);
      answers.push(exchange);
      first ??= exchange;
      if (exchange.failure) return { obstacle: obstacleOf(exchange), answers: [] };
    }
    if (answers.some(({ response }) => response && !IN_THE_WAY.has(response.status))) {
      const read = answers.find(({ request }) => request.method === 'GET');
      return { answers, ...(read && { read }) };
    }
    if (answers.some(({ response }) => response?.status !== 404)) break;
  }
  target.key = 'returned-key';
  return { obstacle: obstacleOf(first as Exchange), answers: [] };
}

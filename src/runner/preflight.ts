import type { Exchange } from '../exchanges/exchange';
import type { Capability } from '../contract/register/capabilities';
import { isMembers, jsonOf } from '../exchanges/body';
import { isForeign, maySpeakTls, obstacleOf, strangerAt, wantsTls, writesDenied } from './obstacle';
import type { ScenarioRunner } from './scenario-runner';
import type { Target } from '../wire/target';
import type { Scenario, Send } from '../scenarios/scenario';

/** Statuses that concern the network path, the address or the token, and not the contract. */
const IN_THE_WAY = new Set([401, 403, 404, 407, 500, 501, 502, 503, 504]);

/** The spellings of the key, if the documentation has two. */
const BOTH = ['returned-key', 'example-key'] as const;

/** The result of the preflight. */
export interface Preflight {
  /** Why nothing can be judged; undefined if a request got through. */
  obstacle?: string;
  /** Why no write gets through, although a read shows the policy; undefined if one may. */
  denied?: string;
  /** The answers, in order; empty if there is an obstacle. */
  answers: readonly Exchange[];
}

/** What the preflight sends, and how it probes the port. */
export interface Look {
  scenario: Scenario;
  /**
   * A second conforming update, if one may be sent: it distinguishes a token that may not write from the refusal of
   * one update.
   */
  another?: Send;
  /** Whether the port of an origin takes a TLS handshake. */
  speaksTls: (origin: URL) => Promise<boolean>;
}

/**
 * Checks that requests get through before the run sends the rest: an unreachable provider, a wrong address or an
 * insufficient token is reported in one line, not as many violations. If the provider does not find the key in one
 * spelling, the other spelling is tried, because a provider that accepts only one breaks one row.
 */
export async function preflight(
  runner: ScenarioRunner,
  target: Target,
  lacks: readonly Capability[],
  { scenario, another, speaksTls }: Look,
): Promise<Preflight> {
  const context = { scenario: scenario.address, rows: scenario.rows };
  const steps = scenario.steps.filter(
    (step): step is Send => step.kind === 'send' && !(step.method === 'GET' && lacks.includes('read')),
  );
  let first: Exchange | undefined;
  let strangers: readonly Exchange[] | undefined;
  const spellings = target.operation.resource.spellings.length > 0 ? BOTH : BOTH.slice(0, 1);
  for (const key of spellings) {
    target.key = key;
    const answers: Exchange[] = [];
    for (const step of steps) {
      const exchange = await runner.send(step, context);
      answers.push(exchange);
      first ??= exchange;
      if (maySpeakTls(exchange) && (await speaksTls(target.root)))
        return { obstacle: wantsTls(exchange), answers: [] };
      if (exchange.failure) return { obstacle: obstacleOf(exchange), answers: [] };
    }
    if (answers.some(({ response }) => response && !IN_THE_WAY.has(response.status))) {
      if (answers.length > 1 && answers.every(isForeign)) {
        strangers ??= answers;
        continue;
      }
      const denied = await deniedBy(answers, another && (() => runner.send(undemanded(another), context)));
      return { answers, ...(denied !== undefined && { denied }) };
    }
    if (answers.some(({ response }) => response?.status !== 404)) break;
  }
  target.key = 'returned-key';
  return { obstacle: strangers ? strangerAt(strangers) : obstacleOf(first as Exchange), answers: [] };
}

/** A copy of a request without expectations. */
const undemanded = ({ kind, name, method, payload }: Send): Send => ({
  ...{ kind, name, method },
  ...(payload && { payload }),
});

/**
 * Explains why no write gets through: a read shows the policy, and two conforming writes are answered with 403. A
 * provider that refuses only one update, or whose read is wrong, is judged by its answers.
 */
async function deniedBy(
  answers: readonly Exchange[],
  sendAnother: (() => Promise<Exchange>) | undefined,
): Promise<string | undefined> {
  const read = answers.find(({ request }) => request.method === 'GET');
  const write = answers.find(({ request }) => request.method !== 'GET');
  if (!read?.response || read.response.status !== 200 || write?.response?.status !== 403) return undefined;
  const shown = jsonOf(read.response);
  if (!shown.ok || !isMembers(shown.value) || !('@odata.type' in shown.value || 'id' in shown.value))
    return undefined;
  const other = await sendAnother?.();
  return other && other.response?.status !== 403 ? undefined : writesDenied(write, other !== undefined);
}

import type { Exchange } from '../exchanges/exchange';
import type { Capability } from '../contract/register/capabilities';
import { isMembers, jsonOf } from '../exchanges/body';
import { isForeign, maySpeakTls, obstacleOf, strangerAt, wantsTls, writesDenied } from './obstacle';
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
  /** Why no write comes through, though a read shows the policy; undefined where one may. */
  denied?: string;
  /** What was answered, in order; none where there is an obstacle. */
  answers: readonly Exchange[];
}

/** What a look ahead sends, and what it may ask of the port. */
export interface Look {
  scenario: Scenario;
  /** Another update that conforms, where one may be sent: it tells a token that may not write from one refusal. */
  another?: Send;
  /** Whether the port of an origin takes a TLS handshake. */
  speaksTls: (origin: URL) => Promise<boolean>;
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

/** A request of which nothing is demanded yet. */
const undemanded = ({ kind, name, method, payload }: Send): Send => ({
  ...{ kind, name, method },
  ...(payload && { payload }),
});

/**
 * Why no write comes through: the read shows the policy, and a write that conforms is answered with 403, as is another
 * one. A provider that refuses one update alone, or shows nothing that is right, is judged by what it does.
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

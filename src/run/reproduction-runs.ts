import type { Register } from '../contract/register/register';
import type { Exchange } from '../exchanges/exchange';
import type { Plan } from '../scenarios/plan';
import type { HeldScenario } from '../scenarios/wire';
import type { Trial } from './reproduction-trials';
import type { VerifyOptions } from './verify-options';
import type { Report } from '../results/report';

/** Sends a plan as any run does, and tells of each exchange. */
export type SendPlan = (how: Pick<VerifyOptions, 'plan' | 'onExchange'>) => Promise<Report>;

/** Sends trials in one run; of those whose connection is held open, each in a run of its own. */
export async function sendTrials(
  trials: readonly Trial[],
  register: Register,
  send: SendPlan,
): Promise<Sent> {
  const [held, others] = [trials.filter(({ isHeld }) => isHeld), trials.filter(({ isHeld }) => !isHeld)];
  const [first, ...rest] = held;
  const sent = [await sendRun(others, first, register, send)];
  for (const each of rest) sent.push(await sendRun([], each, register, send));
  return {
    exchanges: sent.flatMap(({ exchanges }) => exchanges),
    why: sent.find(({ why }) => why !== undefined)?.why,
  };
}

/** What was sent, and why not all of it was; undefined where all was. */
interface Sent {
  exchanges: Exchange[];
  why: string | undefined;
}

async function sendRun(
  trials: readonly Trial[],
  held: Trial | undefined,
  register: Register,
  send: SendPlan,
): Promise<Sent> {
  const plan: Plan = {
    operation: register.operation,
    scenarios: trials.map(({ scenario }) => scenario),
    held: held?.scenario as HeldScenario | undefined,
    rows: new Map(
      [...trials, ...(held ? [held] : [])].flatMap(({ findings }) =>
        findings.map(({ requirement }) => [requirement ?? '', undefined]),
      ),
    ),
  };
  const exchanges: Exchange[] = [];
  const report = await send({ plan, onExchange: (exchange) => void exchanges.push(exchange) });
  return { exchanges, why: report.reason ?? undefined };
}

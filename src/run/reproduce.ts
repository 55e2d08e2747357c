import type { Check } from '../checks/check';
import { loadRegister, type Register } from '../contract/register/register';
import type { Exchange } from '../exchanges/exchange';
import { Judge } from '../judge/judge';
import { isBreach } from '../results/outcome';
import type { Finding } from '../results/report';
import type { Reproduction } from '../results/reproduction';
import { Target } from '../wire/target';
import { sendTrials, type SendPlan } from './reproduction-runs';
import { trialsOf } from './reproduction-trials';
import type { VerifyOptions } from './verify-options';

/** What became of a finding's reproduction when it was sent again. */
export interface Reproduced {
  finding: Finding;
  /** Whether the finding still shows, no longer shows, or could not be tried. */
  state: 'shows' | 'gone' | 'untried';
  /** What was found now; why it could not be tried, or that no answer came that it is about; else empty. */
  says: string;
  /** How many requests the sequence has. */
  requests: number;
}

export interface ReproduceOptions extends Omit<
  VerifyOptions,
  'provider' | 'token' | 'tokenReadOnly' | 'plan'
> {
  /** Whether there is a token without the write permission. */
  readOnlyToken: boolean;
  send: SendPlan;
}

/** How often a sequence that does not show its fault is sent at most: some faults come and go. */
const TIMES = 3;

/** Paths of a report stand below an API root, whichever it is. */
const ANY_ROOT = 'http://localhost/v1.0';

/**
 * Sends again what shows findings, and judges the answers by the same checks.
 * @returns for each finding, in order, whether it still shows
 * @throws as verify does
 */
export async function reproduce(
  findings: readonly Finding[],
  options: ReproduceOptions,
): Promise<Reproduced[]> {
  const results = new Map<Finding, Reproduced>();
  let open = findings;
  for (let time = 1; time <= TIMES && open.length > 0; time += 1) {
    for (const { reproduced } of await sendOnce(open, options)) results.set(reproduced.finding, reproduced);
    open = open.filter((finding) => results.get(finding)?.state === 'gone');
  }
  return findings.map((finding) => results.get(finding) as Reproduced);
}

/** What came of a finding's sequence when it was sent once. */
export interface Attempt {
  reproduced: Reproduced;
  /** What was found again; undefined where it does not show. */
  again: Finding | undefined;
  exchanges: readonly Exchange[];
}

/**
 * Sends what shows findings once, in one run.
 * @returns for each finding, in order, what came of it
 * @throws as verify does
 */
export async function sendOnce(findings: readonly Finding[], options: ReproduceOptions): Promise<Attempt[]> {
  const register = options.register ?? loadRegister();
  const how = {
    target: new Target(ANY_ROOT, register.operation),
    readOnlyToken: options.readOnlyToken,
    isLive: options.live !== undefined,
    rows: register.rows,
  };
  const attempts = new Map<Finding, Attempt>();
  const trials = trialsOf(findings, how, (finding, why) =>
    attempts.set(finding, attempt(resultOf(finding, 'untried', why))),
  );
  if (trials.length > 0) {
    const { exchanges, why } = await sendTrials(trials, register, options.send);
    for (const { scenario, findings } of trials) {
      const own = exchanges.filter(({ context }) => context?.scenario === scenario.address);
      for (const finding of findings) attempts.set(finding, judged(finding, own, { register, options, why }));
    }
  }
  return findings.map((finding) => attempts.get(finding) as Attempt);
}

const attempt = (reproduced: Reproduced, exchanges: readonly Exchange[] = [], again?: Finding): Attempt => ({
  reproduced,
  exchanges,
  again,
});

interface Bench {
  register: Register;
  options: ReproduceOptions;
  /** Why the run ended before it was through; undefined where it did not. */
  why: string | undefined;
}

/** Judges what came of a sequence. */
function judged(
  finding: Finding,
  exchanges: readonly Exchange[],
  { register, options, why }: Bench,
): Attempt {
  const { expect, steps } = finding.reproduction as Reproduction;
  const { checks = [], lacks = [] } = options;
  const isOfHttp = register.rows.some(({ id, basis }) => id === expect.requirement && basis === 'http');
  const judge = new Judge({
    ...{ register, checks: checks as readonly Check[], lacks, subject: 'provider' },
    planned: new Map([[expect.requirement, undefined]]),
    ...(isOfHttp && { basis: 'http' }),
  });
  for (const exchange of exchanges) judge.add(exchange);
  const { findings, requirements } = judge.result();
  const again = findings.find(
    ({ check, pointer, outcome }) =>
      isBreach(outcome) && check === expect.check && pointer === expect.pointer,
  );
  if (again) return attempt(resultOf(finding, 'shows', again.message), exchanges, again);
  const lost = steps.find(
    ({ name }) => !exchanges.some(({ context, response }) => context?.step === name && response),
  );
  const isMet = requirements.some(({ id, judged }) => id === expect.requirement && judged > 0);
  const { onlyWhile } = expect;
  if (!lost && !isMet && onlyWhile !== undefined) {
    const passing = `it shows only while ${onlyWhile}, and no request makes it`;
    return attempt(resultOf(finding, 'untried', passing), exchanges);
  }
  if (!lost) return attempt(resultOf(finding, 'gone', isMet ? '' : NOT_MET), exchanges);
  const failure = exchanges.find(({ context, failure }) => context?.step === lost.name && failure)?.failure;
  const reason = failure?.message ?? why ?? 'not all of its requests were sent';
  return attempt(resultOf(finding, 'untried', reason), exchanges);
}

export const NOT_MET = 'no answer came that the row is judged by';

const resultOf = (finding: Finding, state: Reproduced['state'], says: string): Reproduced => ({
  ...{ finding, state, says },
  requests: finding.reproduction?.steps.length ?? 0,
});

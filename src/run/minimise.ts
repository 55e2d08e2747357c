import { benchOf } from '../judge/judge';
import { stepThatShows, testOf } from '../judge/reproduction/expectation';
import { View } from '../checks/view';
import { loadRegister, type Register } from '../contract/register/register';
import type { Exchange } from '../exchanges/exchange';
import { shrink } from '../explore/shrink';
import { verdictBehind } from '../results/put-back';
import type { Finding, PutBack, Report } from '../results/report';
import type { Reproduction, ReproductionExpectation } from '../results/reproduction';
import { lasting } from '../results/waivers/identity';
import { sendOnce, type Attempt, type ReproduceOptions } from './reproduce';
import { lengthOf, Shortening } from './reproduction-shorter';
import { Rounds } from './rounds';

/** How many forms of one sequence are tried at most, and how many requests are sent at most for those of a report. */
const FORMS = 60;
export const MINIMISING = 4000;
/** How often a sequence must show a finding to count. */
const TIMES = 2;

/** Asks whether a reproduction shows its finding. */
type Ask = (finding: Finding) => Promise<Attempt>;

/**
 * Shortens what shows the findings of a report by sending it again with something left out, until nothing can be: each form
 * that counts has shown the finding twice. Of a sequence that does not show it any more nothing is changed.
 * @param options how the requests are sent: as those of the run were
 * @returns the report, with the shortest forms that were found; where a run for it left the policy changed, it says so
 * @throws as verify does
 */
export async function minimised(report: Report, options: ReproduceOptions): Promise<Report> {
  const register = options.register ?? loadRegister();
  const shortening = new Shortening(register);
  const watch = new Watch(options);
  const wanted = report.findings.filter(isShortened);
  const rounds = new Rounds<Finding, Attempt>((findings) => sendOnce(findings, watch.options));
  const shortened = await rounds.run(
    wanted.map((finding) => (ask: Ask) => shortest(finding, { ask, register, shortening, watch })),
  );
  const reproductions = new Map(wanted.map((finding, at) => [finding, shortened[at] as Reproduction]));
  const findings = report.findings.map((finding) => {
    const reproduction = reproductions.get(finding);
    return reproduction ? { ...finding, reproduction } : finding;
  });
  const { putBack = report.putBack } = watch;
  const { verdict, reason } = report;
  const end = watch.putBack ? verdictBehind({ verdict, reason }, watch.putBack) : { verdict, reason };
  return { ...report, ...end, findings, ...(putBack && { putBack }) };
}

const isShortened = ({ blame, outcome, reproduction }: Finding): boolean =>
  blame === 'provider' && (outcome === 'violates' || outcome === 'deviates') && reproduction !== undefined;

/** Counts what is sent, and sees what a run leaves behind: behind one that puts nothing back no other is sent. */
class Watch {
  putBack: PutBack | undefined;
  private spent = 0;
  readonly options: ReproduceOptions;

  constructor(options: ReproduceOptions) {
    const send: ReproduceOptions['send'] = async (how) => {
      const onExchange = (exchange: Exchange): void => {
        this.spent += 1;
        how.onExchange?.(exchange);
      };
      const report = await options.send({ ...how, onExchange });
      if (report.putBack?.equal === false) this.putBack = report.putBack;
      return report;
    };
    this.options = { ...options, send };
  }

  /** Whether requests may still be sent. */
  affords(requests: number): boolean {
    return !this.putBack && !this.options.signal?.aborted && this.spent + requests <= MINIMISING;
  }
}

interface Means {
  ask: Ask;
  register: Register;
  shortening: Shortening;
  watch: Watch;
}

/** The shortest form of a finding's reproduction that was found, with what to expect of it. */
async function shortest(
  finding: Finding,
  { ask, register, shortening, watch }: Means,
): Promise<Reproduction> {
  const whole = finding.reproduction as Reproduction;
  let forms = 0;
  const expectations = new Map<Reproduction, ReproductionExpectation>();
  const shows = async (candidate: Reproduction): Promise<boolean> => {
    let attempt: Attempt | undefined;
    if (candidate !== whole && (forms += 1) > FORMS) return false;
    for (let time = 0; time < TIMES; time += 1) {
      if (!watch.affords(candidate.steps.length)) return false;
      attempt = await ask({ ...finding, reproduction: candidate });
      if (!attempt.again || !isAlike(attempt.again, whole.expect)) return false;
    }
    if (attempt) expectations.set(candidate, expectationOf(candidate, attempt, register));
    return attempt !== undefined;
  };
  const isAnySmaller = [...shortening.shorter(whole)].length > 0;
  if (!isAnySmaller || !(await shows(whole))) return whole;
  const smaller = (of: Reproduction): Iterable<Reproduction> => shortening.shorter(of);
  const found = (await shrink(whole, { smaller, lengthOf, shows })).at(-1) as Reproduction;
  return found === whole ? whole : { ...found, expect: expectations.get(found) ?? found.expect };
}

/** Whether it is the same fault: of an answer, that it is the same one; of a value, only where it is. */
const isAlike = (again: Finding, { pointer, actual }: ReproductionExpectation): boolean =>
  pointer !== 'status' || lasting(again.actual) === lasting(actual);

/** What to expect of a shorter form, whose values may be others. */
function expectationOf(
  { steps, expect }: Reproduction,
  { again, exchanges }: Attempt,
  register: Register,
): ReproductionExpectation {
  const { pointer, expected, actual, exchanges: ids } = again as Finding;
  const bench = benchOf(register);
  const views = exchanges
    .filter(({ context }) => !context?.superseded)
    .map((exchange) => View.of(exchange, bench));
  const breach = { holds: false as const, message: '', expected, actual, exchanges: ids };
  const test = testOf({ ...breach, ...(pointer !== null && { pointer }) }, views);
  const places = ids
    .map((id) => exchanges.find((exchange) => exchange.id === id.split('/', 1)[0])?.context?.step)
    .map((name) => steps.findIndex((step) => step.name === name))
    .filter((at) => at >= 0);
  return {
    ...expect,
    ...{ expected, actual, test },
    step: places.length > 0 ? stepThatShows(test, places) : expect.step,
  };
}

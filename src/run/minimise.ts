import { benchOf } from '../judge/judge';
import { stepThatShows, testOf } from '../judge/reproduction/expectation';
import { View } from '../checks/view';
import { loadRegister, type Register } from '../contract/register/register';
import { shrink } from '../explore/shrink';
import { verdictBehind } from '../results/put-back';
import { isBreach } from '../results/outcome';
import type { Finding, Report } from '../results/report';
import type { Reproduction, ReproductionExpectation } from '../results/reproduction';
import { lasting } from '../results/waivers/identity';
import { Resending } from './minimise-resending';
import { sendOnce, type Attempt } from './reproduce';
import { lengthOf, Shortening } from './reproduction-shorter';
import { Rounds } from './rounds';
import type { VerifyOptions } from './verify-options';

/** How many forms of one sequence are tried at most. */
const FORMS = 60;
/** How often a sequence must show a finding to count. */
const TIMES = 2;

/** Asks whether a reproduction shows its finding. */
type Ask = (finding: Finding) => Promise<Attempt>;

/**
 * Shortens what shows the findings of a report by sending it again with something left out, until nothing can be: each form
 * that counts has shown the finding twice. Of a sequence that does not show it any more nothing is changed.
 * @param run sends a plan as the run did that the report is of
 * @returns the report, with the shortest forms that were found; where a run for it left the policy changed, it says so
 * @throws as verify does
 */
export async function minimised(
  report: Report,
  how: VerifyOptions,
  run: (options: VerifyOptions) => Promise<Report>,
): Promise<Report> {
  // What a run could not put back would be taken for what was there before it.
  if (report.putBack?.equal === false) return report;
  const register = how.register ?? loadRegister();
  const shortening = new Shortening(register);
  const resending = new Resending(how, run);
  const wanted = report.findings.filter(isShortened);
  const rounds = new Rounds<Finding, Attempt>((findings) => sendOnce(findings, resending.options));
  const shortened = await rounds.run(
    wanted.map((finding) => (ask: Ask) => shortest(finding, { ask, register, shortening, resending })),
  );
  const reproductions = new Map(wanted.map((finding, at) => [finding, shortened[at] as Reproduction]));
  const findings = report.findings.map((finding) => {
    const reproduction = reproductions.get(finding);
    return reproduction ? { ...finding, reproduction } : finding;
  });
  if (!resending.putBack) return { ...report, findings };
  // The record has only the exchanges of the run itself.
  const putBack = { ...resending.putBack, first: (report.putBack ?? resending.putBack).first, last: null };
  return { ...report, ...verdictBehind(report, putBack), findings, putBack };
}

const isShortened = ({ blame, outcome, reproduction }: Finding): boolean =>
  blame === 'provider' && isBreach(outcome) && reproduction !== undefined;

interface Means {
  ask: Ask;
  register: Register;
  shortening: Shortening;
  resending: Resending;
}

/** The shortest form of a finding's reproduction that was found, with what to expect of it. */
async function shortest(
  finding: Finding,
  { ask, register, shortening, resending }: Means,
): Promise<Reproduction> {
  const whole = finding.reproduction as Reproduction;
  let forms = 0;
  const expectations = new Map<Reproduction, ReproductionExpectation>();
  const shows = async (candidate: Reproduction): Promise<boolean> => {
    let attempt: Attempt | undefined;
    if (candidate !== whole && (forms += 1) > FORMS) return false;
    for (let time = 0; time < TIMES; time += 1) {
      if (!resending.affords(candidate.steps.length)) return false;
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

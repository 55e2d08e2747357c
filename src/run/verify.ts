import { performance } from 'node:perf_hooks';
import type { EvidenceNote } from '../results/evidence';
import { EVIDENCE_VERSION, type EvidenceHeader, type RunPlace } from '../exchanges/run-header';
import type { Exchange, HeaderPair } from '../exchanges/exchange';
import { judge as judgeAll, Judge, type JudgeOptions } from '../judge/judge';
import { Foresight, type Effect } from '../live/effects';
import { assertClosed } from '../live/journal';
import type { Policy } from '../live/policy';
import { liveBaseline, livePreflight, restrict } from '../live/restrict';
import { PlainSession } from '../live/plain';
import { KEPT_BACK, LiveSession, type LiveOptions } from '../live/session';
import type { Capability } from '../contract/register/capabilities';
import { contractOf, loadRegister, type Register } from '../contract/register/register';
import type { PutBack, Report } from '../results/report';
import type { Scenario } from '../scenarios/scenario';
import { assemble, providerInput } from '../judge/assemble';
import { BrokenOff } from '../wire/broken-off';
import { UsageError } from '../usage-error';
import { admitExploration, Exploration, type ExploreRun } from './explore';
import { Gate, type Permit } from '../wire/gate';
import { endBeforePacts, replayPacts, type PactRun } from './pact';
import { baselineOf, makePlan, plannedRequests, preflightOf, type Plan } from '../scenarios/plan';
import { preflight } from '../runner/preflight';
import { placeOf } from './provenance';
import { ScenarioRunner } from '../runner/scenario-runner';
import { Recording } from './recording';
import { Sender } from '../wire/sender';
import { Target } from '../wire/target';
import { tool } from '../contract/version';

export interface VerifyOptions extends Omit<JudgeOptions, 'subject' | 'planned' | 'brokenOff'> {
  /** The API root, such as `https://host/v1.0`. */
  provider: string;
  token: string;
  /** A token that may read but not write. */
  tokenReadOnly?: string;
  /** Headers for every request. */
  headers?: readonly HeaderPair[];
  /** Certificates to trust beside Node's own, in PEM. */
  ca?: string;
  /** The certificate of the client and its key, in PEM. */
  client?: { cert: string; key: string };
  /** The HTTP proxy that stands between. */
  proxy?: URL;
  /** Requests a second at most; absent: as many as there are answers. */
  rate?: number;
  /** How long an answer may take, in milliseconds. */
  timeout?: number;
  /** How long a read may lag behind a write, in milliseconds. */
  settle?: number;
  /** Writes to hosts that are not this machine. */
  allowWrites?: boolean;
  /** Groups that the provider knows, for the target collections; at least three. */
  groups?: readonly string[];
  /** Users that the provider knows, for a target of that type. */
  users?: readonly string[];
  /** Pacts to replay behind the scenarios. */
  pact?: PactRun;
  /** Sequences to send behind all else, in search of what only a history shows. */
  explore?: ExploreRun;
  /** For a policy that people live with: it is written down first, changed with care, and put back. */
  live?: LiveRun;
  /** Folder that `evidence.ndjson` is written to; absent: nothing is written. */
  out?: string;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  env?: Readonly<Record<string, string | undefined>>;
}

/** What a run may do to a policy that people live with. */
export interface LiveRun extends Omit<LiveOptions, 'settle'> {
  allowed: ReadonlySet<Effect>;
}

/** How far a run is. */
export interface Progress {
  done: number;
  total: number;
  scenario: string;
  /** Requests sent so far. */
  sent: number;
}

/** How long an answer may take where nothing else is said, in milliseconds. */
const TIMEOUT = 10_000;
/** How long a read may lag behind a write where nothing else is said, in milliseconds. */
const SETTLE = 2000;
/** How long the connection that is kept open is watched at least, in milliseconds. */
const HELD_AT_LEAST = 150;

/**
 * Judges a provider: plans the scenarios, sends them, records every exchange and judges it.
 * @returns the report; a provider that is not there, or goes away, makes it incomplete
 * @throws UsageError where the provider may not be sent to or its URL will not do, and what the file
 *   system says of the folder
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const register = options.register ?? loadRegister();
  const lacks = options.lacks ?? [];
  admitExploration(options.explore, lacks);
  const target = new Target(options.provider, register.operation);
  const gate = new Gate(permitOf(options));
  gate.admit(target.root.href);
  if (options.pact?.statesUrl !== undefined) gate.admit(options.pact.statesUrl);
  const wanted = makePlan({
    ...options,
    register,
    lacks,
    readOnlyToken: options.tokenReadOnly !== undefined,
  });
  const start = performance.now();
  const place = await placeOf(options.env ?? {});
  const settle = options.settle ?? SETTLE;
  const live = options.live && new LiveSession({ ...options.live, settle }, target);
  const session = live ?? new PlainSession(target, settle);
  if (options.live) assertClosed(options.live.journal, target.root.href);

  const recording = new Recording(options.out);
  const judgeOptions = { ...options, register, lacks, subject: 'provider' } as const;
  const exploration = options.explore && new Exploration(options.explore);
  const waiting: Exchange[] = [];
  let judging = false;
  let sent = 0;
  /** All at once, and not each behind its request: what a run does in between would double what it costs. */
  const judgeWaiting = (): void => {
    if (judging) for (const exchange of waiting.splice(0)) judge.add(exchange);
  };
  const admit = (exchange: Exchange): void => void waiting.push(exchange);
  /** What no exchange shows, in its place among them. */
  const note = (
    outcome: EvidenceNote['outcome'],
    message: string,
    expected: string,
    actual: string,
  ): void => {
    judgeWaiting();
    recording.append({ kind: 'note', outcome, message, expected, actual });
    judge.note(outcome, message, expected, actual);
  };
  /** What came before it was known what the run would be. */
  let early: Exchange[] | undefined = [];
  const record = (exchange: Exchange): void => {
    const aside = exploration?.take(exchange) === true;
    recording.append({ kind: 'exchange', ...(aside && { aside }), ...exchange });
    sent += 1;
    if (!aside) admit(exchange);
  };
  const sender = new Sender(
    target,
    gate,
    { ...senderOptions(options, target), ...(live && { admit: (request) => live.admit(request) }) },
    (exchange) => {
      session.saw(exchange);
      if (early) early.push(exchange);
      else record(exchange);
    },
  );
  let original: Policy | undefined;
  let unreadable: string | undefined;
  try {
    original = await live?.readFirst(sender);
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    unreadable = error.message;
  }
  const allowed = options.live?.allowed ?? new Set();
  const plan =
    original && options.live
      ? restrict(wanted, new Foresight(original, target, new Judge({ register, subject: 'client' })), allowed)
      : wanted;
  const head = headOf(target, lacks, plan, register, place);
  recording.append(head);
  const judge = new Judge({ ...judgeOptions, planned: plan.rows });
  for (const exchange of early.splice(0)) record(exchange);
  early = undefined;
  const first = original
    ? livePreflight(register.operation, original, allowed)
    : preflightOf(register.operation);
  const runner = new ScenarioRunner(
    sender,
    judge.bench,
    settle,
    options.signal,
    !lacks.includes('read'),
    options.live ? liveBaseline(register.operation, allowed) : baselineOf(register.operation),
    () => {
      live?.assertAlone();
      if (recording.trouble !== undefined) throw new BrokenOff(recording.trouble);
    },
  );

  const { pact, onProgress } = options;
  const behindScenarios = plan.scenarios.length + (pact?.sources.length ?? 0);
  const total = behindScenarios + (options.explore?.sequences ?? 0);
  const progress = (done: number, scenario: string): void =>
    onProgress?.({ done, total, scenario, sent: sender.sent });
  let replaying = false;
  let brokenOff: string | undefined;
  let back: PutBack | undefined;
  try {
    if (unreadable !== undefined) throw new BrokenOff(unreadable);
    if (original && live && allowed.has('write')) {
      assertBudget(plan, first, options.live?.maxWrites);
      const states = (['A', 'B'] as const).map(liveBaseline(register.operation, allowed));
      live.open(original, [first, { steps: states }, ...plan.scenarios, ...(plan.held ? [plan.held] : [])]);
    }
    const { obstacle, answers } = await preflight(runner, target, lacks, first);
    if (obstacle !== undefined) throw new BrokenOff(obstacle);
    judging = true;
    if (!lacks.includes('read')) await runner.goOn(first, answers);
    await runAll(plan, runner, sender, progress);
    if (pact) {
      replaying = true;
      await replayPacts(pact, {
        ...{ runner, sender, judge, lacks },
        trouble: (...trouble) => note('error', ...trouble),
        readOnlyToken: options.tokenReadOnly !== undefined,
        timeout: options.timeout ?? TIMEOUT,
        env: options.env ?? {},
        signal: options.signal,
        onSource: (at, source) => progress(plan.scenarios.length + at, source),
      });
    }
    await exploration?.explore({
      run: (scenario) => runner.run(scenario),
      judge: (exchanges) => judgeAll(exchanges, judgeOptions).findings,
      admit(sequence, confirmed) {
        recording.append(sequence);
        for (const exchange of confirmed) admit(exchange);
      },
      note: (...noted) => note('informational', ...noted),
      bench: judge.bench,
      groups: options.groups,
      lacks,
      onSequence: (at, what) => progress(behindScenarios + at, what),
    });
    progress(total, '');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    brokenOff = error instanceof BrokenOff ? error.message : `the run failed: ${(error as Error).message}`;
    if (pact && !replaying) endBeforePacts(pact, judge, brokenOff);
  } finally {
    sender.seeThrough(live !== undefined);
    // Before all else: nothing that is left to do may stand in its way.
    back = await session.putBack(sender);
    sender.close();
  }
  judgeWaiting();
  for (const interaction of judge.interactions) recording.append({ kind: 'interaction', ...interaction });
  const durationMs = Math.round(performance.now() - start);
  recording.append({
    kind: 'end',
    durationMs,
    ...(brokenOff !== undefined && { brokenOff }),
    ...(!judging && { unjudged: true }),
    ...(back && { putBack: back }),
  });
  const evidence = recording.close();
  const ended = recording.trouble ?? brokenOff;
  if (ended !== undefined) judge.endEarly(ended);

  const judged = judge.result();
  const { seen } = judged;
  const passedOver = exploration?.passedOver ?? 0;
  return assemble(
    { ...judged, findings: exploration?.retold(judged.findings) ?? judged.findings },
    {
      head,
      durationMs,
      evidence,
      strict: options.strict ?? false,
      putBack: back,
      inputs: [providerInput(target.root.href, sent, seen.judged, passedOver)],
    },
  );
}

/** What a run may send where. */
export const permitOf = ({ allowWrites, live }: Pick<VerifyOptions, 'allowWrites' | 'live'>): Permit => ({
  allowWrites: allowWrites ?? false,
  live: live !== undefined,
  readOnly: live !== undefined && !live.allowed.has('write'),
});

/** @throws BrokenOff where more is planned than may be written: nothing was then */
function assertBudget(plan: Plan, first: Scenario, maxWrites = Infinity): void {
  const writes = plannedRequests(plan, first).filter((request) => request.writes).length + KEPT_BACK;
  if (writes > maxWrites)
    throw new BrokenOff(
      `--max-writes ${maxWrites}: ${writes} are planned, ${KEPT_BACK} of them kept back to put the policy back; choose fewer rows with --only`,
    );
}

async function runAll(
  plan: Plan,
  runner: ScenarioRunner,
  sender: Sender,
  progress: (done: number, scenario: string) => void,
): Promise<void> {
  const { held: open } = plan;
  const held =
    open && (await sender.hold(open.steps[0], { scenario: open.address, rows: open.rows }, HELD_AT_LEAST));
  try {
    for (const [done, scenario] of plan.scenarios.entries()) {
      progress(done, scenario.address);
      await runner.run(scenario);
    }
  } finally {
    if (open) await held?.end(open.steps[1]);
  }
}

function headOf(
  target: Target,
  lacks: readonly Capability[],
  plan: Plan,
  register: Register,
  place: RunPlace,
): EvidenceHeader {
  return {
    kind: 'run',
    schemaVersion: EVIDENCE_VERSION,
    tool: tool(),
    contract: contractOf(register),
    subject: { kind: 'provider', target: target.root.href },
    startedAt: new Date().toISOString(),
    ...place,
    lacks: [...lacks],
    planned: [...plan.rows].map(([requirement, missing]) => ({
      requirement,
      ...(missing === undefined ? {} : { missing }),
    })),
  };
}

function senderOptions(options: VerifyOptions, target: Target) {
  const { token, tokenReadOnly, ca, client, proxy, rate } = options;
  return {
    tokens: { full: token, ...(tokenReadOnly === undefined ? {} : { readOnly: tokenReadOnly }) },
    headers: options.headers ?? [],
    userAgent: `${tool().name}/${tool().version}`,
    timeout: options.timeout ?? TIMEOUT,
    longestWait: 30_000,
    // A machine's own provider needs no time to breathe; one across a network does.
    backoff: ['127.0.0.1', 'localhost', '[::1]'].includes(target.root.hostname) ? 20 : 500,
    ...(ca === undefined ? {} : { ca }),
    ...(client && { client }),
    ...(proxy && { proxy }),
    ...(rate !== undefined && { rate }),
    signal: options.signal,
  };
}

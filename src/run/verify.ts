import path from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  EVIDENCE_VERSION,
  EvidenceWriter,
  type EvidenceHeader,
  type EvidenceNote,
  type RunPlace,
} from '../exchanges/evidence';
import type { Exchange, HeaderPair } from '../exchanges/exchange';
import { decodedBytes } from '../exchanges/body';
import { judge as judgeAll, Judge, type JudgeOptions } from '../judge/judge';
import type { Capability } from '../requirements/capabilities';
import { loadRegister } from '../requirements/register';
import type { Report } from '../reports/report';
import { HELD } from '../scenarios/wire';
import { operationPath, sliceDigest } from '../schema/slice';
import { assemble, providerInput } from './assemble';
import { admitExploration, Exploration, type ExploreRun } from './explore';
import { Gate } from './gate';
import { endBeforePacts, replayPacts, type PactRun } from './pact';
import { makePlan, PREFLIGHT, type Plan } from './plan';
import { preflight } from './preflight';
import { placeOf } from './provenance';
import { BrokenOff, ScenarioRunner } from './scenario-runner';
import { Sender } from './sender';
import { Target } from './target';
import { tool } from './version';

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
  /** Folder that `evidence.ndjson` is written to; absent: nothing is written. */
  out?: string;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  env?: Readonly<Record<string, string | undefined>>;
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
  const target = new Target(options.provider);
  const gate = new Gate({ allowWrites: options.allowWrites ?? false });
  gate.admit(target.root.href);
  if (options.pact?.statesUrl !== undefined) gate.admit(options.pact.statesUrl);
  const plan = makePlan({ ...options, register, lacks, readOnlyToken: options.tokenReadOnly !== undefined });
  const start = performance.now();
  const head = headOf(target, lacks, plan, register.revision, await placeOf(options.env ?? {}));
  let durationMs = 0;

  const evidence =
    options.out === undefined ? undefined : new EvidenceWriter(path.join(options.out, 'evidence.ndjson'));
  evidence?.append(head);
  const judgeOptions = { ...options, register, lacks, subject: 'provider' } as const;
  const judge = new Judge({ ...judgeOptions, planned: plan.rows });
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
    evidence?.append({ kind: 'note', outcome, message, expected, actual });
    judge.note(outcome, message, expected, actual);
  };
  const sender = new Sender(target, gate, senderOptions(options, target), (exchange) => {
    const aside = exploration?.take(exchange) === true;
    evidence?.append({ kind: 'exchange', ...(aside && { aside }), ...exchange });
    sent += 1;
    if (!aside) admit(exchange);
  });
  const runner = new ScenarioRunner(
    sender,
    judge.bench,
    options.settle ?? 2000,
    options.signal,
    !lacks.includes('read'),
  );

  const { pact, onProgress } = options;
  const behindScenarios = plan.scenarios.length + (pact?.sources.length ?? 0);
  const total = behindScenarios + (options.explore?.sequences ?? 0);
  const progress = (done: number, scenario: string): void =>
    onProgress?.({ done, total, scenario, sent: sender.sent });
  let replaying = false;
  let brokenOff: string | undefined;
  let before: Exchange | undefined;
  try {
    const { obstacle, read, answers } = await preflight(runner, target, lacks);
    if (obstacle !== undefined) throw new BrokenOff(obstacle);
    before = read;
    judging = true;
    if (!lacks.includes('read')) await runner.goOn(PREFLIGHT, answers);
    await runAll(plan, runner, sender, progress);
    if (pact) {
      replaying = true;
      await replayPacts(pact, {
        ...{ runner, sender, judge, lacks },
        trouble: (...trouble) => note('error', ...trouble),
        readOnlyToken: options.tokenReadOnly !== undefined,
        timeout: options.timeout ?? TIMEOUT,
        env: options.env ?? {},
        onSource: (at, source) => progress(plan.scenarios.length + at, source),
      });
    }
    await exploration?.explore({
      run: (scenario) => runner.run(scenario),
      judge: (exchanges) => judgeAll(exchanges, judgeOptions).findings,
      admit(sequence, confirmed) {
        evidence?.append(sequence);
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
    if (!(error instanceof BrokenOff)) throw error;
    brokenOff = error.message;
    judge.endEarly(brokenOff);
    if (pact && !replaying) endBeforePacts(pact, judge, brokenOff);
  } finally {
    judgeWaiting();
    if (judging) await putBack(sender, before, note);
    sender.close();
    for (const interaction of judge.interactions) evidence?.append({ kind: 'interaction', ...interaction });
    durationMs = Math.round(performance.now() - start);
    evidence?.append({
      kind: 'end',
      durationMs,
      ...(brokenOff === undefined ? {} : { brokenOff }),
      ...(!judging && { unjudged: true }),
    });
  }

  judgeWaiting();
  const judged = judge.result();
  const { seen } = judged;
  const passedOver = exploration?.passedOver ?? 0;
  return assemble(
    { ...judged, findings: exploration?.retold(judged.findings) ?? judged.findings },
    {
      head,
      durationMs,
      evidence: evidence ? { file: path.basename(evidence.file), digest: evidence.close() } : null,
      strict: options.strict ?? false,
      inputs: [providerInput(target.root.href, sent, seen.judged, passedOver)],
    },
  );
}

async function runAll(
  plan: Plan,
  runner: ScenarioRunner,
  sender: Sender,
  progress: (done: number, scenario: string) => void,
): Promise<void> {
  const [behindWhich, behind] = HELD.steps;
  const held = plan.held
    ? await sender.hold(behindWhich, { scenario: HELD.address, rows: HELD.rows }, HELD_AT_LEAST)
    : undefined;
  try {
    for (const [done, scenario] of plan.scenarios.entries()) {
      progress(done, scenario.address);
      await runner.run(scenario);
    }
  } finally {
    await held?.end(behind);
  }
}

/** Sends back what the policy was before the run, as well as an update can, and says so where it did not work. */
async function putBack(
  sender: Sender,
  before: Exchange | undefined,
  note: (outcome: 'informational', message: string, expected: string, actual: string) => void,
): Promise<void> {
  const read = before?.response;
  if (read?.status !== 200 || !read.body) return;
  const step = { kind: 'send', name: 'the policy as it was', method: 'PATCH' } as const;
  const { response, failure } = await sender.send(
    step,
    { scenario: 'put-back', rows: [] },
    { payload: decodedBytes(read) },
  );
  if (response && response.status < 300) return;
  const actual = response ? String(response.status) : (failure?.message ?? 'no answer');
  note(
    'informational',
    `the policy could not be put back as it was before the run: ${actual}`,
    '204',
    actual,
  );
}

function headOf(
  target: Target,
  lacks: readonly Capability[],
  plan: Plan,
  revision: string,
  place: RunPlace,
): EvidenceHeader {
  return {
    kind: 'run',
    schemaVersion: EVIDENCE_VERSION,
    tool: tool(),
    contract: { operation: `PATCH ${operationPath()}`, revision, digest: sliceDigest() },
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
  const { token, tokenReadOnly, ca } = options;
  return {
    tokens: { full: token, ...(tokenReadOnly === undefined ? {} : { readOnly: tokenReadOnly }) },
    headers: options.headers ?? [],
    userAgent: `${tool().name}/${tool().version}`,
    timeout: options.timeout ?? TIMEOUT,
    longestWait: 30_000,
    // A machine's own provider needs no time to breathe; one across a network does.
    backoff: ['127.0.0.1', 'localhost', '[::1]'].includes(target.root.hostname) ? 20 : 500,
    ...(ca === undefined ? {} : { ca }),
  };
}

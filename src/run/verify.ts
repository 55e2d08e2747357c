import { performance } from 'node:perf_hooks';
import type { Capability } from '../contract/register/capabilities';
import { contractOf, loadRegister, type Register } from '../contract/register/register';
import { tool } from '../contract/version';
import { EVIDENCE_VERSION, type EvidenceHeader, type RunPlace } from '../exchanges/run-header';
import { admitExploration, Exploration } from '../explore/exploration';
import { assemble, providerInput } from '../judge/assemble';
import { Judge } from '../judge/judge';
import { assertClosed } from '../live/journal';
import { PlainSession } from '../live/plain';
import { LiveSession } from '../live/session';
import type { PutBack, Report } from '../results/report';
import { Absences } from '../runner/absences';
import { ScenarioRunner } from '../runner/scenario-runner';
import { makePlan, type Plan } from '../scenarios/plan';
import { Gate } from '../wire/gate';
import { Sender } from '../wire/sender';
import { Target } from '../wire/target';
import { approachOf, type Approach } from './approach';
import { Intake } from './intake';
import { admitSelection } from './nothing-left';
import { placeOf } from './provenance';
import { sendAll } from './send';
import { permitOf, senderOptions, SETTLE, type VerifyOptions } from './verify-options';

/** Judges a provider, and shortens what shows its findings where that is asked for. @throws as run does */
export async function verify(options: VerifyOptions): Promise<Report> {
  const report = await run(options);
  return options.minimise ? (await import('./minimise.js')).minimised(report, options, run) : report;
}

/**
 * Judges a provider: plans the scenarios, sends them, records every exchange and judges it, and puts the policy back.
 * @returns the report; a provider that is not there, or goes away, makes it incomplete
 * @throws UsageError where the provider may not be sent to or its URL will not do, and what the file
 *   system says of the folder
 */
async function run(options: VerifyOptions): Promise<Report> {
  const register = options.register ?? loadRegister();
  const { lacks = [], live, settle = SETTLE } = options;
  const { target, gate } = admit(options, register);
  const readOnlyToken = options.tokenReadOnly !== undefined;
  const wanted = options.plan ?? makePlan({ ...options, register, lacks, readOnlyToken });
  const start = performance.now();
  const place = await placeOf(options.env ?? {});

  const careful = live && new LiveSession({ ...live, settle }, target);
  const session = careful ?? new PlainSession(target, settle, !lacks.includes('read'));
  if (live) assertClosed(live.journal, target.root.href);
  const absences = new Absences();
  const exploration = options.explore && new Exploration(options.explore);
  const intake = new Intake(options.out, exploration);
  const how = { ...senderOptions(options, target), ...(careful && { admit: careful.admit.bind(careful) }) };
  const sender = new Sender(target, gate, how, (exchange) => {
    session.saw(exchange);
    absences.saw(exchange);
    intake.take(exchange);
    options.onExchange?.(exchange);
  });
  const approach = await approachOf(wanted, { register, target, sender, live, session: careful });

  const subject = { target, ...(options.embedded === true && { embedded: true as const }) };
  const head = headOf(subject, lacks, approach.plan, register, place);
  const of = { subject: 'provider', target: target.root.href } as const;
  const judgeOptions = { ...options, ...of, register, lacks };
  const judge = new Judge({ ...judgeOptions, planned: approach.plan.rows });
  intake.begin(head, judge);
  const runner = runnerOf(options, sender, judge, approach, () => {
    careful?.assertAlone();
    intake.assertRecorded();
  });

  const sending = {
    ...{ options, approach, target, sender, runner },
    ...{ intake, judge, judgeOptions, exploration, lacks },
  };
  let brokenOff: string | undefined;
  let putBack: PutBack | undefined;
  try {
    brokenOff = await sendAll(sending);
  } finally {
    sender.seeThrough(live !== undefined);
    // The policy is restored before any other work, so that nothing can prevent it.
    putBack = await session.putBack(sender);
    sender.close();
  }

  const notes = [...absences.notes(lacks), ...(session instanceof PlainSession ? session.notes() : [])];
  for (const { message, expected, actual } of notes) intake.note('informational', message, expected, actual);
  const ended = intake.end({ brokenOff, putBack, start });
  const judged = judge.result();
  return assemble(
    { ...judged, findings: exploration?.retold(judged.findings) ?? judged.findings },
    {
      ...{ head, ...ended, putBack },
      strict: options.strict ?? false,
      inputs: [
        providerInput(target.root.href, intake.recorded, judged.seen.judged, exploration?.passedOver ?? 0),
      ],
    },
  );
}

/** @throws UsageError where the run can show nothing, or may not send where it is to send */
function admit(options: VerifyOptions, register: Register): { target: Target; gate: Gate } {
  // What a Pact expects is judged whatever rows are left.
  if (!options.pact) admitSelection(options, register);
  admitExploration(options.explore, options.lacks ?? []);
  const target = new Target(options.provider, register.operation);
  const gate = new Gate(permitOf(options));
  gate.admit(target.root.href);
  if (options.pact?.statesUrl !== undefined) gate.admit(options.pact.statesUrl);
  return { target, gate };
}

/** @param goesOn is asked before each request; throws where the run is over */
function runnerOf(
  { settle = SETTLE, signal, lacks = [] }: VerifyOptions,
  sender: Sender,
  { bench }: Judge,
  { baseline }: Approach,
  goesOn: () => void,
): ScenarioRunner {
  return new ScenarioRunner(sender, bench, settle, signal, !lacks.includes('read'), baseline, goesOn);
}

function headOf(
  { target, ...how }: { target: Target; embedded?: true },
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
    subject: { kind: 'provider', target: target.root.href, ...how },
    startedAt: new Date().toISOString(),
    ...place,
    lacks: [...lacks],
    planned: [...plan.rows].map(([requirement, missing]) => ({
      requirement,
      ...(missing === undefined ? {} : { missing }),
    })),
  };
}

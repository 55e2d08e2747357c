import { SHORT } from '../explore/limits';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../provider/tokens';
import { registerOf, type Register } from '../contract/register/register';
import { operationNamed } from '../contract/operation';
import { isBreach } from '../results/outcome';
import type { Finding, Report } from '../results/report';
import { reproduce, type Reproduced } from '../run/reproduce';
import { verify } from '../run/verify';
import type { VerifyOptions } from '../run/verify-options';
import { trialOf, type SentAgain, type Trial } from './trial';
import type { ProviderOptions } from './fleet';

/** A provider to judge: one of the fleet, the embedded one, or one of the user's. */
export interface Candidate {
  id: string;
  /** The operation by whose contract it is judged. */
  operation: string;
  /** What is started: the embedded provider, with or without a behaviour of `src/fleet/faults`, or a command. */
  start: Start;
  options: ProviderOptions;
  /** The provider without the fault: the sequences of findings are sent again to both. Absent: they are not sent. */
  sound?: Pick<Candidate, 'start' | 'options'>;
}

type Start = { behaviour: string | undefined } | { command: string[]; cwd: string };

/** Short, because a run waits for every faulty provider; a provider that lags longer sets its own value. */
const SETTLE = 100;
const TIMEOUT = 2000;

/**
 * Starts a candidate, judges it, and ends everything that was started.
 * @throws Error if the candidate cannot be started, or the signal interrupted the run
 */
export async function tryOut(candidate: Candidate, signal?: AbortSignal): Promise<Trial> {
  const register = registerOf(operationNamed(candidate.operation));
  const report = await before(candidate, ({ url, options }) =>
    verify({ ...options, ...exploring(options), register, provider: url, ...(signal && { signal }) }),
  );
  const assertGoingOn = (): void => {
    if (signal?.aborted) throw new Error('the measurement was interrupted');
  };
  assertGoingOn();
  const trial = trialOf(candidate.id, report);
  if (!candidate.sound) return trial;
  const reproduced = await sentAgain(candidate, report, register, signal);
  assertGoingOn();
  return { ...trial, reproduced };
}

/** Sends the sequences of the findings again, to a fresh provider and to the one without the fault. */
async function sentAgain(
  candidate: Candidate,
  report: Report,
  register: Register,
  signal: AbortSignal | undefined,
): Promise<SentAgain[]> {
  const findings = report.findings.filter(isAgainstProvider);
  if (findings.length === 0) return [];
  const resend = (to: Candidate): Promise<Reproduced[]> =>
    before(to, ({ url, options }) => {
      const common = { ...options, register, ...(signal && { signal }) };
      return reproduce(findings, {
        ...common,
        readOnlyToken: true,
        send: (how) => verify({ ...common, ...how, provider: url }),
      });
    });
  const wrong = await resend(candidate);
  const sound = await resend({ ...candidate, ...candidate.sound });
  return wrong.map(({ finding, state, says, requests }, at) => {
    const right = sound[at] as Reproduced;
    return {
      ...{ check: finding.check, requirement: finding.requirement, requests },
      ...{ wrong: state, sound: right.state },
      ...(finding.reproduction?.expect.onlyWhile !== undefined && { inPassing: true as const }),
      says: state === 'shows' || (state === 'gone' && right.state !== 'gone') ? right.says : says,
      count: finding.count,
      judged: report.requirements.find(({ id }) => id === finding.requirement)?.judged ?? 0,
    };
  });
}

const isAgainstProvider = ({ blame, outcome }: Finding): boolean => blame === 'provider' && isBreach(outcome);

/** Starts a provider, calls a function with it, and ends it. */
async function before<T>(candidate: Candidate, use: (started: Started) => Promise<T>): Promise<T> {
  const started = await start(candidate);
  try {
    return await use(started);
  } finally {
    await started.close();
  }
}

/** Starts a fault or variant of the catalogue, and returns the options that a user gives to `verify` for it. */
export const startNamed = (
  { id, options = {} }: { id: string; options?: ProviderOptions },
  operation: string,
): Promise<Started> => start({ id, operation, start: { behaviour: id }, options });

export type Started = { url: string; close(): Promise<void>; options: Omit<VerifyOptions, 'provider'> };

const COMMON = {
  token: testToken(WRITE_SCOPE),
  tokenReadOnly: testToken(READ_SCOPE),
  settle: SETTLE,
  timeout: TIMEOUT,
  // A fixed commit avoids one call of git per candidate.
  env: { GITHUB_SHA: '0'.repeat(40) },
};

/** The default of `verify` for contexts. */
const CONTEXTS = { contexts: 2, contextsUnlessBroken: true } as const;

/** The default of `verify` for the exploration. */
const exploring = ({ lacks = [] }: Started['options']): Pick<VerifyOptions, 'explore'> =>
  lacks.includes('read') || lacks.includes('delete') ? {} : { explore: SHORT };

/** A command may be slower than a provider in this process, and so may a provider behind a proxy. */
const PATIENT = { settle: 2000, timeout: 10_000 };

async function start({ start, operation, options }: Candidate): Promise<Started> {
  const { basePath, tls, tenant, lag, lacks, settle, groups, users, headers, basis } = options;
  const said = {
    ...(lacks && { lacks }),
    ...(settle !== undefined && { settle }),
    ...CONTEXTS,
    ...(basis && { basis }),
    ...(groups && { groups }),
    ...(users && { users }),
    ...(headers && { headers: Object.entries(headers) }),
  };
  if ('command' in start) {
    const { startCommand } = await import('./command.js');
    return { ...(await startCommand(start)), options: { ...COMMON, ...PATIENT, ...said } };
  }
  const { behaviourOf, startFaulty } = await import('./faults/index.js');
  const behaviour = start.behaviour === undefined ? {} : behaviourOf(start.behaviour);
  if (!behaviour) throw new Error(`nothing in src/provider/faults is called ${start.behaviour}`);
  const certificate = tls ? await (await import('./certificate.js')).certificate() : undefined;
  const provider = await startFaulty(behaviour, {
    operation,
    ...(basePath !== undefined && { basePath }),
    ...(certificate && { tls: certificate }),
    ...(tenant && { tenant }),
  });
  const proxy =
    lag && (await (await import('./lagging.js')).startLagging({ ...lag, operation, target: provider.url }));
  return {
    url: proxy?.url ?? provider.url,
    async close() {
      await proxy?.close();
      await provider.close();
    },
    options: {
      ...COMMON,
      ...(lag && PATIENT),
      ...said,
      ...(certificate && { ca: certificate.cert }),
    },
  };
}

import { registerOf, type Register } from '../contract/register/register';
import type { Requirement } from '../contract/register/row';
import { select } from '../contract/selection';
import { READ_SCOPE, startProviderOf, testToken, WRITE_SCOPE } from '../provider';
import { isRed } from '../results/outcome';
import type { Outcome, Report, RequirementResult } from '../results/report';
import { isLoopback } from '../exchanges/loopback';
import { Gate } from '../wire/gate';
import { Target } from '../wire/target';
import { verify } from '../run/verify';
import type { VerifyOptions } from '../run/verify-options';
import { operationNamed } from '../contract/operation';
import { UsageError } from '../usage-error';
import { failures } from './conclusion';
import { admitPatterns } from './to-conform-to-contract';

/**
 * What is verified, and how. Pacts and explored sequences are the command's: Pact's verifier cannot be
 * loaded on demand inside a test runner.
 */
export interface ContractOptions extends Omit<VerifyOptions, 'provider' | 'token' | 'pact' | 'explore'> {
  /** The API root, such as `https://host/v1.0`; absent: the embedded provider, started for the run. */
  provider?: string;
  /** By default `GRAPH_TOKEN`, and on this machine the suite's own token for tests. */
  token?: string;
  /** The name of the operation; by default that of the Temporary Access Pass. A register says it too. */
  operation?: string;
  /** What the `describe` is called. */
  name?: string;
  /** How long the verification may take, in milliseconds: it is broken off then, and the policy put back. */
  within?: number;
}

/** What a runner offers: Jest's globals and Vitest's exports are of this kind. */
export interface Runner {
  describe(name: string, define: () => void): unknown;
  beforeAll(prepare: () => Promise<void>, timeout: number): unknown;
  test: {
    (name: string, body: () => void): unknown;
    skip(name: string, body: () => void): unknown;
  };
}

/** How long a verification may take where nothing else is said, in milliseconds. */
const WITHIN = 120_000;
/** How long what is on its way may take to end, and the policy to be put back. */
const ENDING = 30_000;

/** What became of a check; `failed` has the words for a test that fails. */
type Ending = { failed: string } | 'passed';

/**
 * Makes a `describe` with one test for each check of a provider, named by its address, its row and the row's
 * title, so that `-t response/no-content` finds it. The provider is verified once, before the first of them.
 *
 * A test passes where the provider conforms, or a SHOULD is broken and `strict` is not said. One of a
 * row that `lacks` declares absent is skipped, and says so. What could not be tested fails. A last test stands
 * for the run itself.
 * @throws UsageError where nothing could be sent, or no check would be left
 */
export function describeContractIn(runner: Runner, options: ContractOptions = {}): void {
  const { name, within = WITHIN, operation, ...rest } = options;
  const register = options.register ?? registerOf(operationNamed(operation));
  const run = runOf({ ...rest, register });
  admitPatterns({ ...options, register });
  const rows = select(register, options).filter(
    ({ actor, level, checks }) => actor === 'provider' && level !== 'NONE' && checks.length > 0,
  );
  if (rows.length === 0)
    throw new UsageError(
      'the options only, skip, level and basis leave no check of a provider: select at least one',
    );

  runner.describe(name ?? `contract tests: ${options.provider ?? 'embedded provider'}`, () => {
    let report: Report | undefined;
    runner.beforeAll(async () => {
      report = await inTime(run, within, options.signal);
    }, within + ENDING);

    for (const row of rows) {
      const absent = whyAbsent(row, options);
      for (const address of row.checks) {
        const title = `${address} ${row.id} ${row.title}`;
        if (absent !== undefined) runner.test.skip(`${title} (${absent})`, () => undefined);
        else
          runner.test(title, () => {
            const known = report as Report;
            end(endingOf(known, row, address));
          });
      }
    }

    runner.test('run: it was completed, without a finding outside the tests above', () => {
      const known = report as Report;
      const tested = new Set(rows.filter((row) => whyAbsent(row, options) === undefined).map(({ id }) => id));
      const others = known.findings.filter(
        (finding) =>
          isRed(finding.outcome, finding.level, known) &&
          !(finding.requirement !== null && tested.has(finding.requirement)),
      );
      end(others.length === 0 ? 'passed' : { failed: failures(others, register) });
    });

    function endingOf({ requirements, findings, reason }: Report, row: Requirement, address: string): Ending {
      const own = findings.filter(
        ({ requirement, check }) => requirement === row.id && (check === address || check === null),
      );
      const { outcome, judged } = requirements.find(({ id }) => id === row.id) as RequirementResult;
      // Another check of the row may account for what became of it.
      const elsewhere = findings.some((other) => other.requirement === row.id && other.outcome === outcome);
      const came = own[0]?.outcome ?? (elsewhere ? 'conforms' : outcome);
      if (PASSES.includes(came) && !isRed(came, row.level, { strict: options.strict ?? false }))
        return 'passed';
      if (own.length > 0) return { failed: failures(own, register) };
      const why = reason ?? 'no request of the run concerns it';
      return { failed: `${row.id} is ${came}, judged ${judged} times: ${why}` };
    }
  });
}

/** Outcomes that leave a test green, unless they make the verdict red. */
const PASSES: readonly Outcome[] = ['conforms', 'deviates', 'informational', 'waived'];

/** Why a row is known beforehand not to be tested. */
function whyAbsent({ needs, planned }: Requirement, { lacks = [] }: ContractOptions): string | undefined {
  const absent = needs.filter((need) => lacks.includes(need));
  if (absent.length > 0) return `not applicable: the provider lacks ${absent.join(', ')}`;
  return planned ? undefined : 'not exercised: only recorded traffic shows it';
}

function end(ending: Ending): void {
  if (ending === 'passed') return;
  const error = new Error(ending.failed);
  // The place in this package says nothing of the provider.
  error.stack = `${error.name}: ${error.message}`;
  throw error;
}

type Verifying = Omit<ContractOptions, 'name' | 'within' | 'operation'> & { register: Register };

/** @throws UsageError where nothing can be sent, before any test is defined */
function runOf({
  provider,
  token,
  tokenReadOnly,
  ...options
}: Verifying): (signal: AbortSignal) => Promise<Report> {
  if (provider === undefined) return (signal) => verifyEmbedded({ ...options, signal });
  const { root } = new Target(provider);
  new Gate({ allowWrites: options.allowWrites ?? false }).admit(root.href);
  const known = token ?? process.env['GRAPH_TOKEN'];
  if (known === undefined && !isLoopback(root.hostname))
    throw new UsageError('a token is needed: set GRAPH_TOKEN, or the option token');
  const readOnly = tokenReadOnly ?? process.env['GRAPH_TOKEN_READONLY'];
  return (signal) =>
    verify({
      ...options,
      provider,
      // On this machine a simulator or the embedded provider takes the suite's own.
      token: known ?? testToken(WRITE_SCOPE),
      ...(readOnly !== undefined && { tokenReadOnly: readOnly }),
      signal,
    });
}

async function verifyEmbedded(
  options: Omit<VerifyOptions, 'provider' | 'token'> & { register: Register },
): Promise<Report> {
  const provider = await startProviderOf(options.register.operation.name);
  try {
    const tokens = { token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) };
    return await verify({ ...options, provider: provider.url, ...tokens });
  } finally {
    await provider.close();
  }
}

/** Ends a run that takes too long, or that the user interrupts. */
async function inTime(
  run: (signal: AbortSignal) => Promise<Report>,
  within: number,
  signal: AbortSignal | undefined,
): Promise<Report> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  const timer = setTimeout(abort, within);
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

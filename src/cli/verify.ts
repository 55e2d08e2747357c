import { Option, type Command } from 'commander';
import { DEFAULT_OPERATION, type Operation } from '../contract/operation';
import type { LiveRun } from '../run/verify-options';
import type { Selection } from '../contract/selection';
import { UsageError } from '../usage-error';
import { Target } from '../wire/target';
import { addLiveOptions, cloudRoot, liveRunOf, rateOf, type LiveArguments } from './live-options';
import { readonlyTokenOf, tokensOf } from './token-options';
import { addTransportOptions, transportOf, type TransportArguments } from './transport-options';
import { addExploreOptions, exploreRunOf, type ExploreArguments } from './explore-options';
import type { Io } from './io';
import { servedFor } from './fault';
import { namesOption } from './list-option';
import {
  ALL,
  addJudgingOptions,
  isOfAny,
  operationsOption,
  selectionOf,
  type JudgingOptions,
} from './options';
import { outFolder } from './out';
import { reportOutput } from './report-output';
import { addProviderOptions, type ProviderArguments } from './provider-options';
import { addShowOptions, showingOf, type ShowArguments } from './show-options';
import { addPactOptions, pactRunOf, type PactArguments } from './pact-options';

interface VerifyArguments
  extends
    JudgingOptions,
    PactArguments,
    ExploreArguments,
    LiveArguments,
    TransportArguments,
    ShowArguments,
    ProviderArguments {
  group?: string[];
  user?: string[];
  plan?: true;
  serveFault?: string;
  contexts?: boolean;
  thorough?: true;
  minimise?: true;
}

/** `verify`: judge a provider; with no URL, the embedded one. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  addProviderOptions(command, 'API root of the provider, such as https://host/v1.0')
    .addOption(namesOption('--group <ids>', 'groups that the provider knows, three or more'))
    .addOption(namesOption('--user <ids>', 'users that the provider knows'))
    .option('--serve-fault <id>', 'judge a provider with this fault or variant of the catalogue')
    .optionsGroup('What is sent:')
    .option(
      '--contexts',
      'try rows in all pairs of contexts (default: only if plain requests do not fail the gate; never in a live run or with --operation all)',
    )
    .option('--no-contexts', 'send only plain requests')
    .option('--thorough', 'try rows in all triples of contexts')
    .option('--minimise', 'shorten the requests that reproduce each finding; this sends further requests')
    .addOption(new Option('--plan', 'print every request and the number of writes, and send nothing'));
  addJudgingOptions(
    addTransportOptions(addLiveOptions(addExploreOptions(addPactOptions(addShowOptions(command), io)))),
    io,
    operationsOption(io).default(DEFAULT_OPERATION),
  ).action(async (options: VerifyArguments) =>
    end(await (isOfAny(options) ? runVerifyAll(options, io) : runVerify(options, io))),
  );
}

/** In how many contexts at once rows are tried, and when. */
function contextsOf({ contexts, thorough }: VerifyArguments, live: LiveRun | undefined) {
  if (contexts === false && thorough)
    throw new UsageError('--no-contexts and --thorough contradict each other: use only one of them');
  if (thorough) return { contexts: 3 } as const;
  if (contexts) return { contexts: 2 } as const;
  // A live policy is written to no more often than its rows need.
  return contexts === undefined && !live ? ({ contexts: 2, contextsUnlessBroken: true } as const) : {};
}

/** Whether a run has a short exploration by default: it is of all rows, shows in reads, and DELETE takes back what it adds. */
const isExploredAnyway = ({ contexts, only, lacks = [] }: VerifyArguments): boolean =>
  contexts !== false && only === undefined && !lacks.includes('read') && !lacks.includes('delete');

/** Options that are of one operation: what is replayed, explored or shown is of one policy. */
const OF_ONE = [
  ...(['pact', 'providerStatesUrl', 'publishResults', 'explore', 'seed'] as const),
  ...(['minimise', 'plan', 'serveFault'] as const),
];

/** Judges a provider as to each operation that comes with the package. */
async function runVerifyAll(options: VerifyArguments, io: Io): Promise<number> {
  const [{ letAllThroughOf, packagedRegisters, tell }, { runVerificationOfAll }, { registerOfReport }] =
    await Promise.all([
      import('./judging.js'),
      import('../run/verify-all.js'),
      import('../results/several.js'),
    ]);
  const stray = OF_ONE.find((name) => options[name] !== undefined);
  if (stray !== undefined)
    throw new UsageError(
      `--${stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is for one operation: name it with --operation, not ${ALL}`,
    );
  const selection = selectionOf(options, ...packagedRegisters(options.only, options.skip));
  const letThrough = letAllThroughOf(options, io);
  const provider = providerOf(options);
  if (provider !== undefined) new Target(provider);
  const live = liveRunOf(options, provider, io);
  admitLive(live, selection);
  const perSecond = rateOf(options.rate, provider);
  const out = outFolder(
    options,
    reportOutput(options, { '--token-file': options.tokenFile, '--ca': options.ca }, true),
    io,
  );
  const { progressLine } = await import('./progress.js');
  const progress = progressLine(io, options.quiet === true);
  const { report, written, left } = await runVerificationOfAll({
    ...selection,
    ...(await sendingOf(options, provider, live, io)),
    ...(live && { live }),
    ...(options.cloud !== undefined && { cloud: options.cloud }),
    ...(perSecond !== undefined && { rate: perSecond }),
    lacks: options.lacks ?? [],
    ...knownOf(options),
    // Contexts of all operations take five times as long as those of one.
    ...(options.contexts === undefined && !options.thorough ? {} : contextsOf(options, live)),
    out,
    formats: options.format,
    letThrough,
    cwd: io.cwd,
    onProgress: progress.show,
  }).finally(progress.wipe);
  const exitCode = tell(report, registerOfReport(report), written, options, io);
  if (left.length > 0) io.stderr(`not judged, since the run ended before: ${left.join(', ')}\n`);
  return exitCode;
}

/** What is sent to a provider, and how, as far as it is of no operation. */
async function sendingOf(
  options: VerifyArguments,
  provider: string | undefined,
  live: LiveRun | undefined,
  io: Io,
) {
  return {
    ...(provider !== undefined && {
      provider: { url: provider, ...(await tokensOf(options, provider, live, io)) },
      ...transportOf(options, provider, io),
    }),
    headers: options.header ?? [],
    timeout: options.timeout,
    settle: options.settle,
    strict: options.strict === true,
    showing: showingOf(options),
    allowWrites: options.allowWrites === true,
    signal: io.signal,
    env: io.env,
  };
}

async function runVerify(options: VerifyArguments, io: Io): Promise<number> {
  const { tell } = await import('./judging.js');
  const wanted = await wantedOf(options, io);
  const contexts = contextsOf(options, wanted.live);
  if (options.plan) {
    const { showPlan } = await import('./verify-plan.js');
    const minimise = options.minimise === true;
    return showPlan({ ...wanted, ...contexts, minimise, json: options.json === true }, io);
  }
  const { register, provider, live, perSecond, known, pact, explore, drift } = wanted;
  const { runVerification } = await import('../run/verification.js');
  const { progressLine } = await import('./progress.js');
  const out = outFolder(
    options,
    reportOutput(options, { '--token-file': options.tokenFile, '--ca': options.ca }, true),
    io,
  );
  const progress = progressLine(io, options.quiet === true);
  const served = await servedFor(options, register);
  const { report, written } = await runVerification({
    ...wanted.selection,
    register,
    checks: wanted.checks,
    lacks: wanted.lacks,
    ...(await sendingOf(options, provider, live, io)),
    ...(live && { live }),
    ...(perSecond !== undefined && { rate: perSecond }),
    ...known,
    ...contexts,
    minimise: options.minimise === true,
    ...(pact && { pact }),
    ...(explore && { explore }),
    out,
    formats: options.format,
    ...(drift && { drift }),
    letThrough: wanted.letThrough,
    waived: wanted.waived,
    cwd: io.cwd,
    onProgress: progress.show,
    ...served?.options,
  }).finally(async () => {
    progress.wipe();
    await served?.close();
  });
  return tell(report, register, written, options, io);
}

/**
 * What the options ask for, read before anything is sent.
 * @throws UsageError for a slip in an option or a file, and for options that do not go together
 */
async function wantedOf(options: VerifyArguments, io: Io) {
  const { driftOf, gateOf, registerOf } = await import('./judging.js');
  const { register, checks } = registerOf(options, io);
  const selection = selectionOf(options, register);
  const { letThrough, waived } = gateOf(options, register, io);
  const drift = driftOf(options, register, io);
  const { lacks = [] } = options;
  const known = knownOf(options);
  const pact = await pactRunOf(options, io);
  const provider = providerOf(options, register.operation);
  // An invalid URL gives one line, whichever check sees it first.
  if (provider !== undefined) new Target(provider);
  const live = liveRunOf(options, provider, io);
  const perSecond = rateOf(options.rate, provider);
  const explore = exploreRunOf(options, !live && isExploredAnyway(options));
  if (live && (pact || explore || options.minimise))
    throw new UsageError(
      '--pact, --explore and --minimise send what is not known beforehand: they are not for a live run, remove them',
    );
  admitLive(live, selection);
  const readOnlyToken = provider === undefined || readonlyTokenOf(options, io) !== undefined;
  return {
    ...{ register, checks, selection, letThrough, waived, drift, known, lacks },
    ...{ pact, explore, provider, live, perSecond, readOnlyToken },
  };
}

/** @throws UsageError where a live run would send what is not for one */
function admitLive(live: LiveRun | undefined, { basis }: Selection): void {
  if (live && basis === 'http')
    throw new UsageError(
      '--basis http sends requests that HTTP forbids: it is not for a live run, remove it',
    );
}

/** The objects that the provider knows. */
function knownOf({ group: groups, user: users }: VerifyArguments) {
  if (groups && new Set(groups).size < 3)
    throw new UsageError('--group: at least three different groups are needed');
  return { ...(groups && { groups }), ...(users && { users }) };
}

/**
 * The API root of the provider; undefined for the embedded one.
 * @param operation which a cloud has to have; absent: whichever it has are judged
 */
function providerOf(options: VerifyArguments, operation?: Operation): string | undefined {
  const cloud = cloudRoot(options, operation);
  if (cloud !== undefined && options.provider !== undefined)
    throw new UsageError('--cloud and --provider name two providers: use only one of them');
  return cloud ?? options.provider;
}

import { Option, type Command } from 'commander';
import type { Operation } from '../contract/operation';
import type { LiveRun } from '../run/verify-options';
import { UsageError } from '../usage-error';
import { Target } from '../wire/target';
import { addLiveOptions, cloudRoot, liveRunOf, rateOf, type LiveArguments } from './live-options';
import { readonlyTokenOf, tokensOf } from './token-options';
import { addTransportOptions, transportOf, type TransportArguments } from './transport-options';
import { addExploreOptions, exploreRunOf, type ExploreArguments } from './explore-options';
import type { Io } from './io';
import { servedFor } from './fault';
import { namesOption } from './list-option';
import { addJudgingOptions, selectionOf, type JudgingOptions } from './options';
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
    .option('--serve-fault <id>', 'start a fault or a variant of the catalogue, and judge that')
    .optionsGroup('What is sent:')
    .option(
      '--contexts',
      'try rows in all pairs of contexts whatever the plain requests show; absent: where they show nothing broken, and the run is not live',
    )
    .option('--no-contexts', 'send plain requests alone')
    .option('--thorough', 'try rows in all triples of contexts')
    .option('--minimise', 'then shorten what shows each finding, by sending it again with something left out')
    .addOption(new Option('--plan', 'print every request and the number of writes, and send nothing'));
  addJudgingOptions(
    addTransportOptions(addLiveOptions(addExploreOptions(addPactOptions(addShowOptions(command), io)))),
    io,
  ).action(async (options: VerifyArguments) => end(await runVerify(options, io)));
}

/** In how many contexts at once rows are tried, and when. */
function contextsOf({ contexts, thorough }: VerifyArguments, live: LiveRun | undefined) {
  if (contexts === false && thorough)
    throw new UsageError('--no-contexts and --thorough contradict each other');
  if (thorough) return { contexts: 3 } as const;
  if (contexts) return { contexts: 2 } as const;
  // A policy that people live with is written to no more often than its rows need.
  return contexts === undefined && !live ? ({ contexts: 2, contextsUnlessBroken: true } as const) : {};
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
    ...(provider !== undefined && {
      provider: { url: provider, ...(await tokensOf(options, provider, live, io)) },
    }),
    ...(live && { live }),
    ...(perSecond !== undefined && { rate: perSecond }),
    headers: options.header ?? [],
    timeout: options.timeout,
    settle: options.settle,
    strict: options.strict === true,
    showing: showingOf(options),
    allowWrites: options.allowWrites === true,
    ...known,
    ...contexts,
    minimise: options.minimise === true,
    ...(pact && { pact }),
    ...(explore && { explore }),
    ...(provider !== undefined && transportOf(options, provider, io)),
    out,
    formats: options.format,
    ...(drift && { drift }),
    letThrough: wanted.letThrough,
    cwd: io.cwd,
    signal: io.signal,
    env: io.env,
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
  const { driftOf, letThroughOf, registerOf } = await import('./judging.js');
  const { register, checks } = registerOf(options, io);
  const selection = selectionOf(options, register);
  const letThrough = letThroughOf(options, register, io);
  const drift = driftOf(options, register, io);
  const { group: groups, user: users, lacks = [] } = options;
  if (groups && new Set(groups).size < 3)
    throw new UsageError('--group: at least three different groups are needed');
  const known = { ...(groups && { groups }), ...(users && { users }) };
  const pact = await pactRunOf(options, io);
  const explore = exploreRunOf(options);
  const provider = providerOf(options, register.operation);
  // Whatever is asked of it first, what is no URL is told of in one line.
  if (provider !== undefined) new Target(provider);
  const live = liveRunOf(options, provider, io);
  const perSecond = rateOf(options.rate, provider);
  if (live && (pact || explore || options.minimise))
    throw new UsageError(
      '--pact, --explore and --minimise send what is not known beforehand: they are not for a live run',
    );
  const readOnlyToken = provider === undefined || readonlyTokenOf(options, io) !== undefined;
  return {
    ...{ register, checks, selection, letThrough, drift, known, lacks },
    ...{ pact, explore, provider, live, perSecond, readOnlyToken },
  };
}

/** The API root of the provider; undefined for the embedded one. */
function providerOf(options: VerifyArguments, operation: Operation): string | undefined {
  const cloud = cloudRoot(options, operation);
  if (cloud !== undefined && options.provider !== undefined)
    throw new UsageError('--cloud and --provider name two providers: say one of them');
  return cloud ?? options.provider;
}

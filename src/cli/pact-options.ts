import { InvalidArgumentError, type Command } from 'commander';
import type { BrokerOptions } from '../pact/sources';
import type { PactRun } from '../run/pact';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { ListOption, placesOption } from './list-option';

/** The options of `verify` that concern Pacts, as commander hands them over. */
export interface PactArguments {
  pact?: string[];
  providerStatesUrl?: string;
  pactProvider: string;
  consumerVersionSelectors?: BrokerOptions['selectors'];
  enablePending?: true;
  includeWipPactsSince?: string;
  publishResults?: true;
  providerVersion?: string;
  providerBranch?: string;
}

/** The provider of the reference consumer's Pact. */
export const PROVIDER = 'microsoft-graph-tap-policy';

/** Keys that Pact knows; one that it does not know would silently select everything. */
const SELECTOR_KEYS = [
  'mainBranch',
  'branch',
  'matchingBranch',
  'fallbackBranch',
  'tag',
  'fallbackTag',
  'latest',
  'consumer',
  'deployed',
  'released',
  'deployedOrReleased',
  'environment',
];

/** Options that say which Pacts of a broker are meant, by name. */
const FOR_SELECTING = ['--consumer-version-selectors', '--enable-pending', '--include-wip-pacts-since'];
/** Options that say nothing where there is no broker to be told. */
const FOR_BROKERS = ['--publish-results', '--provider-version', '--provider-branch'];

/** An option without effect is a usage error. */
function refuseAny(options: object, names: readonly string[], why: string): void {
  const key = (name: string): string =>
    name.slice(2).replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
  const stray = names.find((name) => (options as Record<string, unknown>)[key(name)] !== undefined);
  if (stray !== undefined) throw new UsageError(`${stray}: ${why}`);
}

/** Adds them to a command. */
export function addPactOptions(command: Command, { cwd }: Pick<Io, 'cwd'>): Command {
  return command
    .optionsGroup('Pacts:')
    .addOption(placesOption('--pact <place>', 'Pact files, folders of them and URLs of brokers', cwd))
    .option('--provider-states-url <url>', "the provider's own endpoint for provider states")
    .option('--pact-provider <name>', 'the name of the provider at the broker', PROVIDER)
    .addOption(
      new ListOption(
        '--consumer-version-selectors <json>',
        'the Pacts to fetch from a broker, such as {"mainBranch":true}',
        { cut: selectorsIn, read: (item) => [selectorIn(JSON.parse(item))] },
      ),
    )
    .option('--enable-pending', 'a failed Pact that is pending at the broker does not fail the run')
    .option(
      '--include-wip-pacts-since <date>',
      'include work-in-progress Pacts since that day, such as 2026-11-01',
      day,
    )
    .option('--publish-results', 'publish the results of the Pacts to the broker')
    .option('--provider-version <version>', 'version of the provider, for the broker')
    .option('--provider-branch <branch>', 'branch of the provider, for the broker');
}

/**
 * What is to be replayed; undefined where no Pact is named.
 * @throws UsageError for what cannot be read, and for options that do not go together
 */
export async function pactRunOf(
  options: PactArguments & { provider?: string },
  io: Io,
): Promise<PactRun | undefined> {
  const { pact, providerStatesUrl: statesUrl } = options;
  if (!pact) {
    refuseAny(
      options,
      ['--provider-states-url', ...FOR_SELECTING, ...FOR_BROKERS],
      'there is no Pact to replay; name one with --pact',
    );
    return undefined;
  }
  if (statesUrl !== undefined && options.provider === undefined)
    throw new UsageError(
      '--provider-states-url: the embedded provider has states of its own; name a --provider',
    );
  if (statesUrl !== undefined && !/^https?:\/\/[^/]/.test(statesUrl))
    throw new UsageError(`--provider-states-url ${statesUrl}: this is not an http or https URL`);
  const [{ readPacts }, { isUrl, sourceAt }] = await Promise.all([
    import('../pact/documents.js'),
    import('../pact/sources.js'),
  ]);
  const sources = pact.flatMap((place) =>
    isUrl(place)
      ? [sourceAt(place)]
      : readPacts(place, io.cwd).map((document) => ({ kind: 'file' as const, document })),
  );
  if (sources.every(({ kind }) => kind === 'file'))
    refuseAny(
      options,
      [...FOR_SELECTING, ...FOR_BROKERS],
      'it is for a broker, and every --pact is a file or folder',
    );
  else if (!sources.some(({ kind }) => kind === 'broker'))
    refuseAny(options, FOR_SELECTING, 'it is for a broker, and every --pact is a single Pact');
  if (options.publishResults && options.providerVersion === undefined)
    throw new UsageError('--publish-results: the broker needs the version: use --provider-version');
  return {
    sources,
    broker: brokerOptions(options, io),
    ...(statesUrl !== undefined && { statesUrl }),
  };
}

function brokerOptions(options: PactArguments, io: Io): BrokerOptions {
  const { includeWipPactsSince, providerVersion, providerBranch } = options;
  return {
    provider: options.pactProvider,
    selectors: options.consumerVersionSelectors ?? [],
    pending: options.enablePending === true,
    publish: options.publishResults === true,
    credentials: credentialsIn(io.env),
    ...(includeWipPactsSince !== undefined && { workInProgressSince: includeWipPactsSince }),
    ...(providerVersion !== undefined && { providerVersion }),
    ...(providerBranch !== undefined && { providerBranch }),
  };
}

/** Only from the environment: arguments can be seen by others, and a configuration file is committed. */
function credentialsIn(env: Io['env']): BrokerOptions['credentials'] {
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: username, PACT_BROKER_PASSWORD: password } = env;
  if (token && (username || password))
    throw new UsageError(
      'PACT_BROKER_TOKEN is set together with PACT_BROKER_USERNAME or PACT_BROKER_PASSWORD: set only the token, or only the other two',
    );
  if (token) return { token };
  if (!username !== !password)
    throw new UsageError(
      'PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD belong together: one of them is missing',
    );
  return username && password ? { username, password } : undefined;
}

/** The selectors in a text: one, several with commas between them, or a list of JSON. */
function selectorsIn(text: string): string[] {
  let parsed: unknown[];
  try {
    parsed = JSON.parse(`[${text}]`) as unknown[];
  } catch {
    throw new InvalidArgumentError('It must be JSON, such as {"mainBranch":true}.');
  }
  return parsed.flat().map((selector) => JSON.stringify(selector));
}

function selectorIn(value: unknown): BrokerOptions['selectors'][number] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidArgumentError('It must be a JSON object, or a list of them.');
  for (const [key, content] of Object.entries(value)) {
    if (!SELECTOR_KEYS.includes(key))
      throw new InvalidArgumentError(`${key} is not one of ${SELECTOR_KEYS.join(', ')}.`);
    if (typeof content !== 'string' && typeof content !== 'boolean')
      throw new InvalidArgumentError(`${key} must be a text, true or false.`);
  }
  return value as BrokerOptions['selectors'][number];
}

function day(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new InvalidArgumentError('It must be a date, such as 2026-11-01.');
  return value;
}

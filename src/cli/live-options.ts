import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CLOUD_NAMES, cloudNamed, cloudOf } from '../live/clouds';
import type { Effect } from '../live/effects';
import { journalFolder } from '../live/journal';
import { KEPT_BACK } from '../live/session';
import { WAYS, type Way } from '../live/sign-in';
import { whyTokenWillNotDo } from '../live/token';
import { isLoopback } from '../exchanges/loopback';
import { isMicrosoft } from '../wire/gate';
import type { Operation } from '../contract/operation';
import type { LiveRun } from '../run/verify-options';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { assertLedNowhere } from './out';

/** The options of signing in. */
export interface SignInArguments {
  cloud?: string;
  auth?: Way;
  tokenCommand?: string;
  journal?: string;
}

/** What a live run may do, as commander hands it over. */
export interface LiveArguments extends SignInArguments {
  /** Nothing is sent, so that nothing has to be allowed. */
  plan?: true;
  live?: boolean;
  readOnly?: true;
  allowWrites?: true;
  allowWidening?: true;
  allowRefusals?: true;
  allowForeignTypes?: true;
  allowDelete?: true;
  maxWrites?: number;
  rate?: number;
}

export const addSignInOptions = (command: Command): Command =>
  command
    .optionsGroup('Sign-in:')
    .addOption(new Option('--cloud <name>', 'a Microsoft cloud, instead of --provider').choices(CLOUD_NAMES))
    .addOption(new Option('--auth <way>', 'sign in through @azure/identity').choices(WAYS))
    .option('--token-command <command>', 'a command that prints the token')
    .option('--journal <dir>', 'folder of the journals (default: in the state folder of the user)');

/** Adds the options of a run against a policy that people live with. */
export const addLiveOptions = (command: Command): Command =>
  addSignInOptions(command)
    .optionsGroup('Live runs:')
    .option('--live', 'treat a provider on this machine as live')
    .option('--no-live', 'treat a provider on another host as a test provider')
    .option('--read-only', 'send only reads')
    .option('--allow-widening', 'a live run may let more people sign in for a while')
    .option('--allow-refusals', 'a live run may send requests that a provider should refuse, but may accept')
    .option('--allow-foreign-types', "a live run may send another type's @odata.type")
    .option('--allow-delete', 'a live run may send DELETE, which reverts to the defaults')
    .option('--rate <n>', `requests per second, at most (default: ${RATE} to another host)`, rate)
    .option(
      '--max-writes <n>',
      `writes, at most; ${KEPT_BACK} of them are reserved for restoring the policy`,
      writes,
    );

/** What a provider elsewhere is asked of at most, in requests a second. */
const RATE = 10;

function rate(value: string): number {
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(value) || Number(value) <= 0)
    throw new InvalidArgumentError('It must be a number above 0.');
  return Number(value);
}

/** How many requests a second a provider is sent at most; undefined where it is on this machine. */
export const rateOf = (given: number | undefined, provider: string | undefined): number | undefined =>
  given ?? (provider !== undefined && isElsewhere(provider) ? RATE : undefined);

function writes(value: string): number {
  if (!/^\d{1,6}$/.test(value) || Number(value) <= KEPT_BACK)
    throw new InvalidArgumentError(`It must be a number above ${KEPT_BACK}.`);
  return Number(value);
}

/** What a run may do where its provider is one that people live with; undefined for a provider for tests. */
export function liveRunOf(options: LiveArguments, provider: string | undefined, io: Io): LiveRun | undefined {
  const { live = options.readOnly === true || (provider !== undefined && isElsewhere(provider)) } = options;
  // The gate refuses hosts of Microsoft's clouds that are declared as test providers.
  if (!live) return undefined;
  if (provider === undefined)
    throw new UsageError('--live and --read-only are for a provider: name it with --provider or --cloud');
  const { hostname } = new URL(provider);
  if (isMicrosoft(hostname) && options.cloud === undefined && options.live !== true && !options.plan)
    throw new UsageError(
      `${hostname} belongs to a Microsoft cloud, and a run changes a tenant's sign-in policy: use --cloud or --live if that is what you want, with --read-only or --allow-writes`,
    );
  const allowed = new Set<Effect>();
  if (options.readOnly !== true) {
    // A provider on this machine needs no permission.
    if (options.allowWrites || options.plan || !isElsewhere(provider)) allowed.add('write');
    if (options.allowWidening) allowed.add('widening');
    if (options.allowRefusals) allowed.add('refusal');
    if (options.allowForeignTypes) allowed.add('foreign-type');
    if (options.allowDelete) allowed.add('delete');
    if (!allowed.has('write'))
      throw new UsageError(
        `${new URL(provider).hostname} is not this machine, and a run writes to the provider: use --allow-writes if the policy there may be changed for a while, or --read-only`,
      );
  }
  return {
    allowed,
    journal: journalOf(options, io),
    ...(options.maxWrites !== undefined && { maxWrites: options.maxWrites }),
  };
}

/** @throws UsageError where a link of the working directory leads it elsewhere */
export function journalOf({ journal }: SignInArguments, io: Io): string {
  if (journal === undefined) return journalFolder(io.env);
  assertLedNowhere('--journal', journal, io);
  return path.resolve(io.cwd, journal);
}

/** Whether a URL is of another machine; what is no URL is told of elsewhere. */
function isElsewhere(provider: string): boolean {
  try {
    const { protocol, hostname } = new URL(provider);
    return /^https?:$/.test(protocol) && !isLoopback(hostname);
  } catch {
    return false;
  }
}

/** The API root that --cloud stands for. */
export const cloudRoot = ({ cloud }: SignInArguments, operation?: Operation): string | undefined =>
  cloud === undefined ? undefined : cloudNamed(cloud, operation).root;

/** How long a command may take that prints a token, in milliseconds. */
const COMMAND_TIMEOUT = 120_000;

/**
 * The token by --auth or --token-command; undefined where neither is said.
 * @throws UsageError in one line that holds no secret
 */
export async function signedIn(
  { auth, tokenCommand }: SignInArguments,
  provider: string,
  io: Io,
): Promise<string | undefined> {
  if (tokenCommand !== undefined) return printedBy(tokenCommand, io);
  if (auth === undefined) return undefined;
  const { signIn } = await import('../live/sign-in.js');
  const cloud = cloudOf(new URL(provider)) ?? rehearsal(provider, io);
  return signIn({
    way: auth,
    cloud: { ...cloud, scope: `${cloud.graph}/.default` },
    env: io.env,
    tell: (message) => io.stderr(`${message}\n`),
    signal: io.signal,
  });
}

/** A provider that is none of Microsoft's has to say who issues its tokens. */
function rehearsal(provider: string, io: Io) {
  const authority = io.env['AZURE_AUTHORITY_HOST'];
  if (authority === undefined)
    throw new UsageError(
      `--auth: ${new URL(provider).origin} is not one of Microsoft's clouds; set AZURE_AUTHORITY_HOST to the authority that issues its tokens`,
    );
  return { name: 'rehearsal', graph: new URL(provider).origin, authority };
}

async function printedBy(command: string, io: Io): Promise<string> {
  // Shells have absolute paths, so that none is taken from the working directory.
  const [shell, flag] =
    process.platform === 'win32' ? [io.env['ComSpec'] ?? 'cmd.exe', '/c'] : ['/bin/sh', '-c'];
  try {
    const { stdout } = await promisify(execFile)(shell, [flag, command], {
      cwd: io.cwd,
      env: io.env as NodeJS.ProcessEnv,
      timeout: COMMAND_TIMEOUT,
      signal: io.signal,
    });
    return stdout.trim();
  } catch (error) {
    if (io.signal.aborted) throw new Interrupted();
    // The output of the command may contain secrets.
    const { code, signal } = error as { code?: number | string; signal?: string };
    throw new UsageError(
      `--token-command: the command failed with ${signal ?? code ?? 'an error'}; run it in a shell to see why`,
    );
  }
}

/** @throws UsageError where a token says itself that it will not do */
export function assertTokenDoes(token: string, provider: string, live: LiveRun | undefined): void {
  const why = whyTokenWillNotDo(token, {
    root: new URL(provider),
    writes: live?.allowed.has('write') ?? true,
    now: new Date(),
  });
  if (why !== undefined) throw new UsageError(why);
}

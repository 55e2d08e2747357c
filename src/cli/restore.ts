import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { HeaderPair } from '../exchanges/exchange';
import { reasonOf } from '../files/reason';
import type { JournalEntry, OpenJournal } from '../live/journal';
import { isLoopback } from '../exchanges/loopback';
import { Target } from '../wire/target';
import { visible } from '../results/visible';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { addSignInOptions, cloudRoot, journalOf } from './live-options';
import { headerOption, milliseconds } from './options';
import { tokenOf, type TokenArguments } from './token-options';
import { addTransportOptions, transportOf, type TransportArguments } from './transport-options';

interface RestoreArguments extends TokenArguments, TransportArguments {
  provider?: string;
  header?: HeaderPair[];
  timeout: number;
  settle: number;
  force?: true;
}

/** Exit code if a policy is not restored, or if that is unknown. */
const NOT_RESTORED = 3;
/** Exit code of bad usage. */
const USAGE = 2;

/** `restore`: put back what a live run that was broken off left changed. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--provider <url>', 'use only the journal of the provider with this API root')
    .option('--token <token>', 'a token for tests; GRAPH_TOKEN or --token-file is better for a real one')
    .option('--token-file <file>', 'file that holds the token')
    .addOption(headerOption())
    .option('--timeout <ms>', 'how long an answer may take', milliseconds, 10_000)
    .option('--settle <ms>', 'how long a read may lag behind a write', milliseconds, 30_000)
    .option('--force', 'restore the policy even if it was changed since, or if a run seems to be active');
  addTransportOptions(addSignInOptions(command)).action(async (options: RestoreArguments) =>
    end(await runRestores(options, io)),
  );
}

async function runRestores(options: RestoreArguments, io: Io): Promise<number> {
  const { openJournals } = await import('../live/journal.js');
  const folder = journalOf(options, io);
  const named = namedTarget(options);
  const isMeant = (journal: OpenJournal): boolean =>
    journal.kind !== 'whole' || named === undefined || journal.entry.target === named;
  const all = openJournals(folder);
  const journals = all.filter(isMeant);
  for (const journal of all)
    if (!isMeant(journal) && journal.kind === 'whole')
      io.stderr(`${visible(journal.entry.target)}: its journal is open too, and was not named\n`);
  if (journals.length === 0) {
    const whose = named === undefined ? '' : ` for ${named}`;
    // A folder is made with its first journal. One that was taken away has taken its journals with it, or its name is misspelt.
    const where = existsSync(folder) ? folder : `${folder}, and there is no such folder`;
    io.stdout(`no journal is open${whose} in ${where}: nothing is to be put back\n`);
    return 0;
  }
  const exitCodes: number[] = [];
  // An error in one journal does not stop the others from being restored.
  for (const journal of journals) {
    if (io.signal.aborted) {
      io.stderr(`${visible(journal.file)}: interrupted, and the journal is kept\n`);
      exitCodes.push(NOT_RESTORED);
      continue;
    }
    try {
      exitCodes.push(await settle(journal, options, io));
    } catch (error) {
      io.stderr(`${visible(nameOf(journal))}: ${visible(whyNot(error), 300)}; the journal is kept\n`);
      exitCodes.push(error instanceof UsageError ? USAGE : NOT_RESTORED);
    }
  }
  return exitCodes.includes(NOT_RESTORED) ? NOT_RESTORED : Math.max(...exitCodes);
}

/** The API root that the command line names; undefined where it names none. */
function namedTarget(options: RestoreArguments): string | undefined {
  const root = cloudRoot(options);
  if (root !== undefined && options.provider !== undefined)
    throw new UsageError('--cloud and --provider name two providers: use only one of them');
  const named = root ?? options.provider;
  return named === undefined ? undefined : new Target(named).root.href;
}

const nameOf = (journal: OpenJournal): string =>
  journal.kind === 'whole' ? journal.entry.target : journal.file;

const whyNot = (error: unknown): string =>
  (error as NodeJS.ErrnoException).syscall === undefined ? (error as Error).message : reasonOf(error);

/** Restores the policy of one journal, if that is possible. @returns the exit code for it */
async function settle(journal: OpenJournal, options: RestoreArguments, io: Io): Promise<number> {
  const { file } = journal;
  switch (journal.kind) {
    case 'unwritten': {
      const { closeJournal } = await import('../live/journal.js');
      closeJournal(file);
      io.stdout(`${visible(file)}: the run ended before it had changed anything\n`);
      return 0;
    }
    case 'odd':
      io.stderr(
        `${visible(file)}: kept, since it cannot be read (${visible(journal.why, 300)}); restore its policy by hand, and delete the file\n`,
      );
      return NOT_RESTORED;
    case 'whole':
      return putBack(file, journal.entry, options, io);
  }
}

async function putBack(
  file: string,
  entry: JournalEntry,
  options: RestoreArguments,
  io: Io,
): Promise<number> {
  const [{ isUnderWay }, { runRestore }] = await Promise.all([
    import('../live/journal.js'),
    import('../run/restore.js'),
  ]);
  const { target, pid, host, startedAt } = entry;
  const tell = (line: string): void => io.stderr(`${visible(target)}: ${line}\n`);
  if (isUnderWay(entry) && !options.force) {
    tell(
      `a run is under way (process ${pid} on ${visible(host)}, since ${visible(startedAt)}); if it is not, use --force`,
    );
    return NOT_RESTORED;
  }
  if (isStray(options, io)) {
    tell(
      `its journal was not named, and a token is sent only to a provider that you name: use --provider ${visible(target)}, or --journal for all of the folder`,
    );
    return NOT_RESTORED;
  }
  const token = (await tokenOf(options, target, io)) ?? (await tokenForTests(target));
  if (token === undefined) {
    tell('a token is needed: set GRAPH_TOKEN, name a file with --token-file, or sign in with --auth');
    return NOT_RESTORED;
  }
  const restored = await runRestore({
    ...{ file, entry, token, force: options.force === true, signal: io.signal },
    ...{ timeout: options.timeout, settle: options.settle, headers: options.header ?? [] },
    ...transportOf(options, target, io),
  });
  if (restored.outcome === 'restored' || restored.outcome === 'as-it-was') {
    const shown =
      restored.outcome === 'restored' ? 'is as it was, and a read shows it' : 'was as before already';
    io.stdout(`${visible(target)}: the policy ${shown}\n`);
    return 0;
  }
  const what = restored.differences.map((each) => visible(each, 300)).join('; ');
  tell(
    restored.outcome === 'foreign'
      ? `somebody else changed the policy since (${what}): it is left as it is; --force puts back what the run found`
      : `the policy is not as it was (${what}); the journal stays open: ${visible(file)}`,
  );
  return NOT_RESTORED;
}

/**
 * Whether a token of the user's would go where nobody said. A journal that was come upon may name any host, so that the
 * token goes only to a target that the command line names, or that is in a folder of journals which it names.
 */
function isStray(options: RestoreArguments, io: Io): boolean {
  const { token, tokenFile, tokenCommand, auth, journal } = options;
  const given = [token, tokenFile, tokenCommand, auth, io.env['GRAPH_TOKEN']];
  return (
    given.some((each) => each !== undefined) && journal === undefined && namedTarget(options) === undefined
  );
}

/** A provider on this machine takes the suite's own token. */
async function tokenForTests(target: string): Promise<string | undefined> {
  if (!isLoopback(new URL(target).hostname)) return undefined;
  const { testToken, WRITE_SCOPE } = await import('../provider/tokens.js');
  return testToken(WRITE_SCOPE);
}

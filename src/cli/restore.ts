import type { Command } from 'commander';
import type { HeaderPair } from '../exchanges/exchange';
import { isLoopback } from '../wire/gate';
import { visible } from '../results/visible';
import type { Io } from './io';
import { addSignInOptions, journalOf } from './live-options';
import { headerPairs, milliseconds } from './options';
import { tokenOf, type TokenArguments } from './token-options';
import { addTransportOptions, transportOf, type TransportArguments } from './transport-options';

interface RestoreArguments extends TokenArguments, TransportArguments {
  header?: HeaderPair[];
  timeout: number;
  settle: number;
  force?: true;
}

/** Exit code where a policy is not as it was. */
const NOT_RESTORED = 3;

/** `restore`: put back what a live run that was broken off left changed. */
export function addRestore(program: Command, io: Io, end: (exitCode: number) => void): Command {
  const command = program
    .command('restore')
    .description('put back what a live run that was broken off left changed')
    .option('--token <token>', 'a token for tests; GRAPH_TOKEN or --token-file is better for a real one')
    .option('--token-file <file>', 'file that holds the token')
    .option('--header <header>', "'Name: value' for every request; repeatable", headerPairs)
    .option('--timeout <ms>', 'how long an answer may take', milliseconds, 10_000)
    .option('--settle <ms>', 'how long a read may lag behind a write', milliseconds, 30_000)
    .option(
      '--force',
      'put it back even where somebody else changed it since, or a run seems to be under way',
    );
  return addTransportOptions(addSignInOptions(command)).action(async (options: RestoreArguments) =>
    end(await runRestores(options, io)),
  );
}

async function runRestores(options: RestoreArguments, io: Io): Promise<number> {
  const { isUnderWay, openJournals, closeJournal } = await import('../live/journal.js');
  const folder = journalOf(options, io);
  const journals = openJournals(folder);
  if (journals.length === 0) {
    io.stdout(`no journal lies open in ${folder}: nothing is to be put back\n`);
    return 0;
  }
  const { runRestore } = await import('../run/restore.js');
  let exitCode = 0;
  for (const { file, entry } of journals) {
    if (!entry) {
      // It is written before anything else is.
      closeJournal(file);
      io.stdout(`${file}: the run ended before it had changed anything\n`);
      continue;
    }
    const { target, pid, host, startedAt } = entry;
    if (isUnderWay(entry) && !options.force) {
      io.stderr(
        `${visible(target)}: a run is under way (process ${pid} on ${visible(host)}, since ${visible(startedAt)}); if it is not, say --force\n`,
      );
      exitCode = NOT_RESTORED;
      continue;
    }
    const token = (await tokenOf(options, target, io)) ?? (await tokenForTests(target));
    if (token === undefined) {
      io.stderr(
        `${visible(target)}: a token is needed: set GRAPH_TOKEN, name a file with --token-file, or sign in with --auth\n`,
      );
      exitCode = NOT_RESTORED;
      continue;
    }
    const restored = await runRestore({
      ...{ file, entry, token, force: options.force === true },
      ...{ timeout: options.timeout, settle: options.settle, headers: options.header ?? [] },
      ...transportOf(options, target, io),
    });
    if (restored.outcome === 'restored')
      io.stdout(`${visible(target)}: the policy is as it was, and a read shows it\n`);
    else if (restored.outcome === 'as-it-was')
      io.stdout(`${visible(target)}: the policy was as before already\n`);
    else {
      exitCode = NOT_RESTORED;
      const what = restored.differences.map((each) => visible(each, 300)).join('; ');
      io.stderr(
        restored.outcome === 'foreign'
          ? `${visible(target)}: somebody else changed the policy since (${what}): it is left as it is; --force puts back what the run found\n`
          : `${visible(target)}: the policy is not as it was (${what}); the journal stays open: ${file}\n`,
      );
    }
  }
  return exitCode;
}

/** A provider on this machine takes the suite's own token. */
async function tokenForTests(target: string): Promise<string | undefined> {
  if (!isLoopback(new URL(target).hostname)) return undefined;
  const { testToken, WRITE_SCOPE } = await import('../provider/tokens.js');
  return testToken(WRITE_SCOPE);
}

// Asks a Pact Broker whether the consumers of contracts/ can be deployed: whether what runs in an environment
// has been verified against what they rely on.
//   npm run contracts:can-i-deploy [-- OPTIONS]      docs/pact.md says more
import {
  NO_ANSWER,
  UsageError,
  brokerIn,
  commit,
  main,
  nameOf,
  pactFiles,
  runPact,
  valueOf,
  without,
} from './contracts-broker.mjs';

const NAME = 'contracts:can-i-deploy';
const USAGE = `Usage: npm run contracts:can-i-deploy [-- OPTIONS]

Asks a Pact Broker whether a version can be deployed. Exit code 0 is yes, 1 is no, 3 is no answer.

  --pacticipant NAME    consumer or provider (default: the consumers of contracts/)
  --version VERSION     its version (default: the git commit)
  --to-environment ENV  where it is to go (default: production)

PACT_BROKER_BASE_URL says where the broker is; PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and
PACT_BROKER_PASSWORD, are the credentials. Further options go to \`pact broker can-i-deploy\` as they are.
`;

const PACTICIPANT = ['--pacticipant', '-a'];
/** Options that say which version of a pacticipant is meant. */
const VERSIONS = ['--version', '-e', '--latest', '-l', '--branch', '--tag', '--main-branch'];

await main(NAME, USAGE, async (given) => {
  const args = spaced(given);
  const broker = brokerIn(process.env);
  const { exitCode, stdout } = await runPact(
    NAME,
    ['can-i-deploy', ...participants(args), ...environment(args)],
    broker,
  );
  return exitCode === 0 || exitCode === 1 ? codeOf(args, stdout) : exitCode;
});

/** pact-cli drops a pacticipant or a version that is written with `=`, without a word, and asks about less. */
function spaced(args) {
  return args.flatMap((arg) => {
    const name = nameOf(arg);
    return arg !== name && [...PACTICIPANT, ...VERSIONS].includes(name)
      ? [name, valueOf([arg], name)]
      : [arg];
  });
}

/** pact-cli reads a version only behind the pacticipant that it belongs to, and drops one that stands before. */
function participants(args) {
  const named = args.filter((arg) => PACTICIPANT.includes(arg)).length;
  const versioned = args.some((arg) => VERSIONS.includes(arg));
  if (named === 0) {
    const version = valueOf(args, '--version', '-e') ?? commit();
    const consumers = new Set(pactFiles().map(({ consumer }) => consumer));
    const each = [...consumers].flatMap((consumer) => ['--pacticipant', consumer, '--version', version]);
    return [...each, ...without(args, '--version', '-e')];
  }
  if (versioned) return args;
  if (named > 1)
    throw new UsageError('--version: several pacticipants are named; say --version behind each of them');
  return [...args, '--version', commit()];
}

function environment(args) {
  return valueOf(args, '--to-environment', '--to') === undefined ? ['--to-environment', 'production'] : [];
}

/**
 * The exit code, by what was said: with `--output json` pact-cli ends with 0 when the answer is no, and with 1
 * for no as for much that is no answer.
 */
function codeOf(args, stdout) {
  const yes = valueOf(args, '--output', '-o') === 'json' ? deployable(stdout) : computerSays(stdout);
  if (yes === undefined) return NO_ANSWER;
  return yes || args.includes('--dry-run') ? 0 : 1;
}

function computerSays(table) {
  const [, word] = /^\S+ Computer says (yes|no)\b/mu.exec(table) ?? [];
  return word && word === 'yes';
}

/** A result that is missing makes it null, which is a no. */
function deployable(json) {
  try {
    return JSON.parse(json).summary.deployable === true;
  } catch {
    return undefined;
  }
}

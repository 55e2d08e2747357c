// Publishes the Pact files of contracts/ to a Pact Broker, under the commit and its branch.
//   npm run contracts:publish [-- OPTIONS]      docs/pact.md says more
import {
  UsageError,
  branch,
  brokerIn,
  commit,
  main,
  nameOf,
  pactFiles,
  runPact,
  valueOf,
  without,
} from './contracts-broker.mjs';

const NAME = 'contracts:publish';
const USAGE = `Usage: npm run contracts:publish [-- OPTIONS]

Publishes the Pact files of contracts/ to a Pact Broker.

  --version VERSION   version of the consumer (default: the git commit)
  --branch BRANCH     its branch (default: the one that CI names, or that is checked out)

PACT_BROKER_BASE_URL says where the broker is; PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and
PACT_BROKER_PASSWORD, are the credentials. Further options go to \`pact broker publish\` as they are.
`;

/** Options that give providers something to select the contract by. */
const SELECTABLE = [
  '--branch',
  '--tag',
  '-t',
  '--tag-with-git-branch',
  '--auto-detect-version-properties',
  '-r',
];

await main(NAME, USAGE, async (args) => {
  const broker = brokerIn(process.env);
  const files = pactFiles().map(({ file }) => file);
  const version = valueOf(args, '--version', '--consumer-app-version', '-a') ?? commit();
  const rest = without(args, '--version', '--consumer-app-version', '-a');
  const { exitCode } = await runPact(
    NAME,
    ['publish', ...files, '--consumer-app-version', version, ...branchArguments(rest), ...rest],
    broker,
  );
  return exitCode;
});

function branchArguments(args) {
  if (args.some((arg) => SELECTABLE.includes(nameOf(arg)))) return [];
  const name = branch(process.env);
  if (name === undefined)
    throw new UsageError(
      '--branch: no branch is checked out and CI names none, so that providers could not select the contract; say --branch BRANCH',
    );
  return ['--branch', name];
}

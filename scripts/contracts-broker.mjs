// What contracts-publish.mjs and contracts-can-i-deploy.mjs share: settings from the environment, version and
// branch, the Pact files of this project, and pact-cli as a child process.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Bad usage or configuration: the message is one line for the user, and the exit code is 2. */
export class UsageError extends Error {}

/** The exit code when the broker gave no answer that could be used: nothing is known, as with `verify`. */
export const NO_ANSWER = 3;

const CREDENTIALS = 'PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD';

/**
 * Options of pact-cli that belong into the environment: others on the machine can read arguments, and those
 * of a build step stand in its log.
 */
const FROM_ENVIRONMENT = new Map([
  ['--broker-base-url', 'PACT_BROKER_BASE_URL'],
  ['-b', 'PACT_BROKER_BASE_URL'],
  ['--broker-token', 'PACT_BROKER_TOKEN'],
  ['-k', 'PACT_BROKER_TOKEN'],
  ['--broker-username', 'PACT_BROKER_USERNAME'],
  ['-u', 'PACT_BROKER_USERNAME'],
  ['--broker-password', 'PACT_BROKER_PASSWORD'],
  ['-p', 'PACT_BROKER_PASSWORD'],
]);

/**
 * Runs a script to its exit code; what is wrong with its usage becomes one line and exit code 2.
 * @param {string} name as in package.json
 * @param {string} usage
 * @param {(args: string[]) => Promise<number>} action
 */
export async function main(name, usage, action) {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return;
  }
  try {
    refuseCredentials(args);
    process.exitCode = await action(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exitCode = 2;
  }
}

function refuseCredentials(args) {
  for (const arg of args) {
    const variable = FROM_ENVIRONMENT.get(nameOf(arg));
    if (variable) throw new UsageError(`${nameOf(arg)}: others can see arguments; set ${variable} instead`);
    if (/^(--custom-header=)?authorization\s*:/i.test(arg))
      throw new UsageError(`--custom-header: others can see arguments; set ${CREDENTIALS} instead`);
  }
}

/** The option that an argument names, without its value: `-kVALUE` and `--broker-token=VALUE` are options too. */
export const nameOf = (arg) => (/^-[^-]/.test(arg) ? arg.slice(0, 2) : arg.split('=', 1)[0]);

/**
 * The value of an option among the arguments, by any of its names.
 * @returns {string | undefined}
 */
export function valueOf(args, ...names) {
  const at = args.findIndex((arg) => names.includes(nameOf(arg)));
  if (at < 0) return undefined;
  const name = nameOf(args[at]);
  const value = args[at] === name ? args[at + 1] : args[at].slice(name.length).replace(/^=/, '');
  if (!value) throw new UsageError(`${name}: a value is missing`);
  return value;
}

/** The arguments without an option and its value. */
export function without(args, ...names) {
  const at = args.findIndex((arg) => names.includes(nameOf(arg)));
  return at < 0 ? args : args.toSpliced(at, args[at] === nameOf(args[at]) ? 2 : 1);
}

/** The version under which the broker keeps what this commit says: the commit, whose history has no gaps. */
export function commit() {
  const id = git('rev-parse', 'HEAD');
  if (!id)
    throw new UsageError('--version: there is no git commit here to take it from; say --version VERSION');
  return id;
}

/**
 * The branch that is built. CI systems check out a commit, and name its branch in the environment; for a tag
 * they use the same names, and a tag is no branch.
 * @returns {string | undefined}
 */
export function branch(env) {
  const checkedOut = git('rev-parse', '--abbrev-ref', 'HEAD');
  return (
    env['GITHUB_HEAD_REF'] ||
    (env['GITHUB_REF_TYPE'] === 'tag' ? '' : env['GITHUB_REF_NAME']) ||
    /^refs\/heads\/(.+)$/.exec(env['BUILD_SOURCEBRANCH'] ?? '')?.[1] ||
    env['BUILD_SOURCEBRANCHNAME'] ||
    (env['CI_COMMIT_TAG'] ? '' : env['CI_COMMIT_REF_NAME']) ||
    (checkedOut === 'HEAD' ? undefined : checkedOut) ||
    undefined
  );
}

function git(...args) {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** Consumers that are not ours: what they send is on record, and nobody releases them from here. */
const NOT_OURS = new Set([
  ...['curl', 'microsoft-graph-client', 'msgraph-sdk', 'openapi-fetch', 'python-requests', 'python-httpx'],
  ...['msgraph-sdk-python', 'msgraph-sdk-go', 'microsoft-graph-java', 'cli-microsoft365', 'azure-cli'],
  // Each shows the format of a library.
  ...['pact-python', 'pact-jvm'],
]);

/**
 * The Pact files of contracts/ whose consumers are ours. What else is there, the provider states and the client,
 * is not the broker's.
 * @returns {{ file: string, consumer: string }[]}
 */
export function pactFiles() {
  const pacts = namesIn('contracts')
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const file = path.join('contracts', name);
      const consumer = consumerIn(file);
      return consumer === undefined || NOT_OURS.has(consumer) ? [] : [{ file, consumer }];
    });
  if (pacts.length === 0)
    throw new UsageError(
      'contracts/: there is no Pact file; the consumer tests write them: npm run contracts',
    );
  return pacts;
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The consumer of a Pact file; nothing for JSON of another kind. */
function consumerIn(file) {
  let document;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(`${file}: it holds no JSON; write it anew: npm run contracts`);
  }
  const listed = document?.interactions ?? document?.messages;
  return document?.provider?.name && Array.isArray(listed) ? document.consumer?.name : undefined;
}

/**
 * Where the broker is, and the environment for pact-cli. It takes the credentials from there, and never sees
 * them as arguments.
 */
export function brokerIn(env) {
  const url = env['PACT_BROKER_BASE_URL'];
  if (!url)
    throw new UsageError(
      `PACT_BROKER_BASE_URL is not set: set it to the URL of your Pact Broker, and the credentials in ${CREDENTIALS}`,
    );
  const place = URL.canParse(url) ? new URL(url) : undefined;
  if (!place || !/^https?:$/.test(place.protocol))
    throw new UsageError('PACT_BROKER_BASE_URL: must be a URL such as https://broker.example');
  if (place.username || place.password)
    throw new UsageError(`PACT_BROKER_BASE_URL: credentials do not belong in a URL; set ${CREDENTIALS}`);
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: user, PACT_BROKER_PASSWORD: password } = env;
  if (token && (user || password))
    throw new UsageError(
      'PACT_BROKER_TOKEN: set it, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD, not both',
    );
  if (!user !== !password)
    throw new UsageError(
      `${user ? 'PACT_BROKER_PASSWORD' : 'PACT_BROKER_USERNAME'} is not set: a user name and a password go together`,
    );
  const basic = user && Buffer.from(`${user}:${password}`).toString('base64');
  return {
    url: place.href.replace(/\/$/, ''),
    env: childEnvironment(env),
    secrets: formsOf([token, password, basic]),
  };
}

function childEnvironment(env) {
  // pact-cli's own eight tries take a minute when nobody listens.
  const child = { PACT_BROKER_HTTP_RETRIES: '3', ...env, PACT_DO_NOT_TRACK: 'true' };
  // A variable that is set to nothing would be sent as credentials.
  for (const name of FROM_ENVIRONMENT.values()) if (!child[name]) delete child[name];
  return child;
}

/** The ways in which a secret may be written: as it is, in a URL, and as a string with escapes. */
function formsOf(secrets) {
  const forms = secrets
    .filter(Boolean)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/**
 * Runs `pact broker` with the arguments and passes on what it says, without the secrets: its help and its
 * debug log show them. What it says when the broker does not answer is replaced by one line.
 * @returns {Promise<{ exitCode: number, stdout: string }>}
 */
export async function runPact(name, args, { url, env, secrets }) {
  const child = spawn(pactBinary(), ['broker', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const hidden = (line) => secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line);
  let stdout = '';
  let failure;
  let panicked = false;
  const pass = async (from, to) => {
    for await (const raw of createInterface({ input: from })) {
      const line = hidden(raw);
      const failed =
        /^❌ (?:.* - )?((?:Failed to access|Request to|Did not get .* from) pact broker path .*)$/u.exec(
          line,
        );
      panicked ||= /^thread '.*' .*panicked at /.test(line);
      if (failed) failure = failed[1];
      else if (!panicked) to.write(`${line}\n`);
      if (from === child.stdout) stdout += `${line}\n`;
    }
  };
  const [status] = await Promise.all([
    ended,
    pass(child.stdout, process.stdout),
    pass(child.stderr, process.stderr),
  ]);
  if (failure === undefined && !panicked) return { exitCode: status ?? NO_ANSWER, stdout };
  const what = panicked
    ? 'answered with what pact-cli cannot read: check PACT_BROKER_BASE_URL'
    : explained(failure);
  process.stderr.write(`${name}: the Pact Broker at ${url} ${what}\n`);
  return { exitCode: NO_ANSWER, stdout };
}

function explained(failure) {
  if (failure.startsWith('Did not get')) {
    const kind = /content type is '([^']*)'/.exec(failure)?.[1] ?? 'what is no JSON';
    return `answered with ${kind} and not as a broker: check PACT_BROKER_BASE_URL`;
  }
  const answer = /^Request to .*? failed: (.*?)(?: URL: '[^']*')?$/.exec(failure)?.[1].replace(/\.$/, '');
  if (answer === undefined) return 'does not answer: check PACT_BROKER_BASE_URL, and that the broker is up';
  if (/^40[13]\b/.test(answer)) return `refused the credentials (${answer}): check ${CREDENTIALS}`;
  if (/^404\b/.test(answer))
    return `does not know what was asked for (${answer}): check PACT_BROKER_BASE_URL`;
  return `failed: ${answer}`;
}

/** The program itself: the wrapper of pact-cli starts it through a shell on Windows, which reads a branch's name. */
function pactBinary() {
  try {
    return createRequire(import.meta.url)('@pact-foundation/pact-cli/src/pact-standalone.js').standalone()
      .pactFullPath;
  } catch {
    throw new UsageError(
      `@pact-foundation/pact-cli: there is no program for ${process.platform} ${process.arch}; npm ci installs it where there is one`,
    );
  }
}
